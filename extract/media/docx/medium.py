"""Word documents (.docx): paragraphs, lists, tables and pictures as the one block stream.

    word/document.xml   <w:p> numPr 1        "Which one floats?"     TEXT "1. Which one floats?"
                        <w:p> numPr 1/b      "cork", highlighted     TEXT "b) cork", HIGHLIGHT
    word/numbering.xml  the labels that Word draws before list entries; they stand in no paragraph's text

A soft line break parts a paragraph into lines, as a person sees it. A table whose cells hold a line each becomes rows;
a table that only lays out the page becomes the paragraphs of its cells. Deleted text of tracked changes is left out,
inserted text is read; notes and comments come last. Heads and feet of pages are furniture and are not read.
Format: ECMA-376 part 1 (WordprocessingML); transitional and strict names are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.media import office, xml
from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.docx.numbers import Numbering
from extract.media.docx.package import links, main_part
from extract.media.docx.runs import read_paragraph
from extract.media.docx.styles import Styles, attribute, only_child
from quizmill.block import Block, Run
from quizmill.errors import SourceError
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

_SUFFIXES = (".docx", ".docm", ".dotx")
_THROUGH = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"), ("word/comments.xml", "comment"))


@dataclass(slots=True)
class _Walk:
    """One pass over a document's body: what it needs to know, and the boxes and gaps counted so far."""

    styles: Styles
    numbering: Numbering
    links: dict[str, str]
    part: str
    gap: float = 0.0
    boxes: int = 0
    box: tuple[int, ...] = ()

    def body(self, parent: xml.Node, path: str) -> Iterator[Block]:
        """The blocks of a body or a cell, in its order."""
        counts: dict[str, int] = {}
        for node in parent.iterchildren():
            name = str(node.tag)
            counts[name] = counts.get(name, 0) + 1
            at = f"{path}/{name}[{counts[name]}]"
            if name == "p":
                yield from self.paragraph(node, at)
            elif name == "tbl":
                yield from self.table(node, at)
            elif name in _THROUGH:
                yield from self.body(node, at)

    def paragraph(self, node: xml.Node, at: str) -> Iterator[Block]:
        found = read_paragraph(node, self.styles, self.links)
        label, depth, bullet = self.numbering.label(found.style, node)
        quoted = self.styles.quotes(found.style)
        if not found.lines:
            self.gap = 1.0
        for number, line in enumerate(found.lines, 1):
            place = Span(part=self.part, node=f"{at}/line[{number}]" if len(found.lines) > 1 else at)
            runs = (Run(label + " "), *line.runs) if label and number == 1 and not line.picture else line.runs
            depth_of = depth if bullet and number == 1 else None
            look = office.Look(found.heading, depth_of, found.indent, self.gap, self.box, quoted)
            yield office.block(runs, line.picture, place, look)
            self.gap = 0.0
        for inner in found.boxes:
            yield from self._boxed(inner, at + "/txbx")

    def _boxed(self, node: xml.Node, at: str) -> Iterator[Block]:
        self.boxes += 1
        before, self.box = self.box, (*self.box, self.boxes)
        yield from self.body(node, at)
        self.box = before

    def table(self, node: xml.Node, at: str) -> Iterator[Block]:
        rows = (
            (Span(part=self.part, node=f"{at}/tr[{number}]"), list(self._cells(row, f"{at}/tr[{number}]")))
            for number, row in enumerate(_rows(node), 1)
        )
        yield from office.table(list(rows), self.box)
        self.gap = 1.0

    def _cells(self, row: xml.Node, at: str) -> Iterator[list[Block]]:
        own = (cell for cell in row.iter("tc") if next(cell.iterancestors("tr")) is row)
        return (list(self._boxed(cell, f"{at}/tc[{column}]")) for column, cell in enumerate(own, 1))


def _rows(table: xml.Node) -> Iterator[xml.Node]:
    return (row for row in table.iter("tr") if next(row.iterancestors("tbl")) is table)


def _notes(archive: Archive, styles: Styles) -> Iterator[Block]:
    """Foot- and endnotes and comments, each led by its kind."""
    for part, name in _NOTES:
        root, _ = xml.member(archive, part)
        walk = _Walk(styles, Numbering(None, styles), links(archive, part), part, gap=1.0)
        for note in root.iterchildren(name) if root is not None else ():
            if attribute(note, "type") in ("separator", "continuationSeparator"):
                continue
            number = attribute(note, "id")
            for block in walk.body(note, f"{name}[{number}]"):
                yield replace(block, runs=(Run(f"[{name} {number}] "), *block.runs))


def _facts(archive: Archive) -> tuple[tuple[str, str], ...]:
    root, _ = xml.member(archive, "docProps/core.xml")
    known = {"title": "title", "subject": "description", "keywords": "keywords", "language": "language"}
    said = [
        (known[str(n.tag)], (n.text or "").strip())
        for n in (root.iterchildren() if root is not None else ())
        if n.tag in known
    ]
    return tuple((name, value) for name, value in said if value)


def read(source: Source) -> Page:
    """The page of a Word document; SourceError where it is none, or locked with a password."""
    try:
        archive = open_zip(source.data)
    except DAMAGED as error:
        locked = source.data.startswith(b"\xd0\xcf\x11\xe0")
        why = "is locked with a password, or is an older Word document" if locked else f"cannot be opened ({error})"
        raise SourceError(f"{source.path} {why}.") from error
    part = main_part(archive)
    root, findings = xml.member(archive, part)
    body = only_child(root, "body") if root is not None else None
    if body is None:
        raise SourceError(f"{source.path} holds no Word document.")
    styles = Styles.of(xml.member(archive, "word/styles.xml")[0])
    numbering = Numbering(xml.member(archive, "word/numbering.xml")[0], styles)
    walk = _Walk(styles, numbering, links(archive, part), part)
    lines = (*walk.body(body, "body"), *_notes(archive, styles))
    page = Page(source, Carrier.WORD, facts=_facts(archive), findings=findings)
    return office.pictured(page, archive, lines)


def identify(source: Source) -> bool:
    """By its name: a zip or, locked, a compound file."""
    return source.suffix in _SUFFIXES


MEDIUM = Medium("docx", identify, read)
