"""The test as a Word document, to be changed before it is printed: real headings, lists, tables, formulas, pictures.

    [Content_Types].xml  _rels/.rels  docProps/core.xml
    word/document.xml  word/styles.xml  word/_rels/document.xml.rels  word/media/<sha256>.png

Written directly, not through a library: the parts hold no date, and the same items give the same bytes.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from export._language import direction
from export._pictures import described
from export._zip import Archive
from export.paper.drawing import Pictures
from export.paper.html_ import formula
from export.paper.letters import meaningless, of_no_script
from export.paper.remarks import remarks
from export.paper.sheet import LOST, Line, Question, Settings, questions, settings
from export.paper.sheet import losses as losses_of
from export.paper.word import Place, Writer, literal
from export.richtext import Target, clean_text, to_html
from quizmill.package import Loss, Package

_EDGE, _LABEL = 567, 454  # twentieths of a point: where a question's words and its choices' labels begin (1 cm, 8 mm)
_BOLD, _BREAK = "<w:b/>", "<w:pageBreakBefore/>"
_SIZES = {"a4": 'w:w="11906" w:h="16838"', "letter": 'w:w="12240" w:h="15840"'}


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Writes the document."""
    how = settings(package)
    losses: list[Loss] = []
    page = _Page(package)
    body = "".join(_body(package, how, page, losses)).replace(_BREAK, "", 1)
    with Archive(out) as archive:
        archive.write("[Content_Types].xml", _part("content_types.xml"))
        archive.write("_rels/.rels", _part("rels.xml"))
        title = html.escape(clean_text(package.title), quote=False)
        archive.write("docProps/core.xml", _part("core.xml").replace("TITLE", title))
        archive.write(
            "word/document.xml", _part("document.xml").replace("SIZE", _SIZES[how.paper]).replace("BODY", body)
        )
        archive.write("word/styles.xml", _part("styles.xml"))
        archive.write("word/_rels/document.xml.rels", page.relations())
        for picture in page.pictures.files.values():
            archive.store(f"word/media/{picture.name}", picture.data)
    return tuple(losses)


@cache
def _part(name: str) -> str:
    return files("export.paper").joinpath("docx_parts", name).read_text(encoding="utf-8")


class _Page:
    """What the document's parts share: pictures, links, and how a rich text is written."""

    def __init__(self, package: Package) -> None:
        self.pictures = Pictures(package.media)
        self._links: dict[str, str] = {}
        self._target = Target(math=formula)
        self._writer = Writer(self.pictures.draw, self._link)

    def _link(self, address: str) -> str:
        return self._links.setdefault(address, f"link{len(self._links) + 1}")

    def write(self, text: str, place: Place, label: str = "", hanging: int = 0) -> str:
        markup = to_html(described(text, self.pictures.held), self._target)
        return self._writer.write(markup, place, label, hanging)

    def relations(self) -> str:
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        found = [f'<Relationship Id="styles" Type="{base}/styles" Target="styles.xml"/>']
        for picture in self.pictures.files.values():
            target = f'Type="{base}/image" Target="media/{picture.name}"'
            found.append(f'<Relationship Id="pic{picture.number}" {target}/>')
        for address, name in self._links.items():
            target = html.escape(address)
            found.append(f'<Relationship Id="{name}" Type="{base}/hyperlink" Target="{target}" TargetMode="External"/>')
        return _part("document_rels.xml").replace("RELATIONS", "".join(found))


def _body(package: Package, how: Settings, page: _Page, losses: list[Loss]) -> Iterator[str]:
    if how.part != "key":
        for name in how.names:
            yield from _test(package, name, how, page, losses)
    if how.part != "test":
        for name in how.names:
            yield from _key(package, name, how, page)
        said = _explanations(package, how, page)
        if first := next(said, ""):
            yield _title(package, "Explanations", how.names[0], how) + first
            yield from said


def _title(package: Package, what: str, name: str, how: Settings) -> str:
    told = ", ".join(part for part in (what, f"variant {name}" if how.variants > 1 else "") if part)
    words = literal(package.title) + (f"<w:r><w:tab/></w:r>{literal(told[:1].upper() + told[1:])}" if told else "")
    return Place("Heading1").paragraph(words).replace("</w:pPr>", f"{_BREAK}</w:pPr>", 1)


def _test(package: Package, name: str, how: Settings, page: _Page, losses: list[Loss]) -> Iterator[str]:
    yield _title(package, "", name, how)
    yield Place("Who", together=False).paragraph(
        f"{literal('Name ')}<w:r><w:tab/></w:r>{literal('   Date ')}<w:r><w:tab/></w:r>"
    )
    for question in questions(package, name, how):
        yield _question(question, page)
        missing = page.pictures.held.taken()
        if name == how.names[0]:
            losses.extend(losses_of(question.item, missing, LOST | {"language"}))
            texts = [question.stem, *(line.text for line in (*question.rows, *question.choices))]
            if letters := of_no_script("".join(texts)):
                losses.append(Loss(question.item.id, "letters", meaningless(letters)))


def _question(question: Question, page: _Page) -> str:
    """The stem with its number, then what is to be done, then the lines; all but the last keep together."""
    place = Place(indent=_EDGE, rtl=direction(question.item.language) == "rtl")
    told = " · ".join(part for part in (question.task, question.points) if part)
    stem = page.write(question.stem, place, literal(f"{question.number}.", _BOLD), _EDGE)
    task = Place("Task", _EDGE, rtl=place.rtl).paragraph(literal(told)) if told else ""
    lines = [_line(line, page, place, "______ ") for line in question.rows]
    lines += [Place("End", together=True).paragraph("")] if question.rows and question.choices else []
    lines += [_line(line, page, place) for line in question.choices]
    blanks = Place("Blank", _EDGE).paragraph("") * question.blanks
    return stem + task + "".join(lines) + blanks + Place("End", together=False).paragraph("")


def _line(line: Line, page: _Page, place: Place, blank: str = "") -> str:
    label = line.label if line.label.startswith("(") else f"{line.label}."
    width = _LABEL + (700 if blank or len(line.label) > 2 else 0)
    edged = Place("Choice", place.indent + width, rtl=place.rtl)
    return page.write(line.text, edged, literal(blank) + literal(label, _BOLD), width)


def _key(package: Package, name: str, how: Settings, page: _Page) -> Iterator[str]:
    yield _title(package, "Key", name, how)
    place = Place("Choice", _EDGE, together=False)
    for question in questions(package, name, how):
        number, texts = literal(f"{question.number}.", _BOLD), question.answers
        if question.answer or not texts:
            yield place.paragraph(f"{number}<w:r><w:tab/></w:r>{literal(question.answer, _BOLD)}", _EDGE)
        else:
            yield page.write(texts[0], place, number, _EDGE)
            texts = texts[1:]
        yield from (page.write(text, place) for text in texts)


def _explanations(package: Package, how: Settings, page: _Page) -> Iterator[str]:
    """What is said of the questions, once, in the order of the first variant."""
    place = Place("Choice", _EDGE, together=False)
    for question in questions(package, how.names[0], how):
        number = f"{literal(f'{question.number}.', _BOLD)}<w:r><w:tab/></w:r>"
        for heading, texts in remarks(question.item):
            if texts:
                head = Place("Choice", _EDGE).paragraph(number + literal(heading, _BOLD), _EDGE if number else 0)
                yield head + "".join(page.write(text, place) for text in texts)
                number = ""
