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
from pathlib import PurePosixPath

from extract.media import xml
from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.assemble import is_label
from extract.media.docx_numbers import Numbering
from extract.media.docx_runs import Line, Paragraph, read_paragraph
from extract.media.docx_styles import Styles, attribute, only_child
from extract.media.markdown_pictures import with_pictures
from quizmill.block import Block, Kind, Run, Style
from quizmill.errors import SourceError
from quizmill.finding import Finding
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Asset, Source, Span

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
        if not found.lines:
            self.gap = 1.0
        for number, line in enumerate(found.lines, 1):
            place = Span(part=self.part, node=f"{at}/line[{number}]" if len(found.lines) > 1 else at)
            if line.picture:
                yield Block(Kind.IMAGE, line.runs, place, src=line.picture, box=self.box)
                continue
            runs = (Run(label + " "), *line.runs) if label and number == 1 else line.runs
            yield self._block(found, replace(line, runs=runs), place, depth, bullet and number == 1)
            self.gap = 0.0
        for inner in found.boxes:
            yield from self._boxed(inner, at + "/txbx")

    def _block(self, found: Paragraph, line: Line, place: Span, depth: int, bullet: bool) -> Block:
        raw = "".join(run.text for run in line.runs)
        if raw and all(run.style & Style.CODE or not run.text.strip() for run in line.runs):
            return Block(Kind.CODE, (Run(raw),), place, raw=raw, gap=self.gap, box=self.box)
        kind = Kind.HEADING if found.heading else Kind.ITEM if bullet else Kind.TEXT
        level = found.heading or (depth if bullet else 0)
        indent = round(found.indent, 1)
        return Block(kind, line.runs, place, raw, level=level, indent=indent, gap=self.gap, box=self.box)

    def _boxed(self, node: xml.Node, at: str) -> Iterator[Block]:
        self.boxes += 1
        before, self.box = self.box, (*self.box, self.boxes)
        yield from self.body(node, at)
        self.box = before

    def table(self, node: xml.Node, at: str) -> Iterator[Block]:
        """Rows where every cell is a line at most, lines where the first column only labels; else the cells' own
        paragraphs.
        """
        rows = [list(self._cells(row, f"{at}/tr[{number}]")) for number, row in enumerate(_rows(node), 1)]
        labelled = sum(_is_labelled(row) for row in rows) * 2 > len(rows)
        for number, cells in enumerate(rows, 1):
            place = Span(part=self.part, node=f"{at}/tr[{number}]")
            self.gap = 0.0
            if labelled and _is_labelled(cells):
                yield _line(cells, place)
            elif len(cells) > 1 and all(len(cell) < 2 and _is_line(cell) for cell in cells):
                yield _row(cells, place, self.box)
            else:
                yield from (block for cell in cells for block in cell)
        self.gap = 1.0

    def _cells(self, row: xml.Node, at: str) -> Iterator[list[Block]]:
        own = (cell for cell in row.iter("tc") if next(cell.iterancestors("tr")) is row)
        return (list(self._boxed(cell, f"{at}/tc[{column}]")) for column, cell in enumerate(own, 1))


def _rows(table: xml.Node) -> Iterator[xml.Node]:
    return (row for row in table.iter("tr") if next(row.iterancestors("tbl")) is table)


def _is_labelled(cells: list[list[Block]]) -> bool:
    """A number or letter alone in the first of two cells: layout, not a table."""
    if len(cells) != 2 or not all(len(cell) == 1 and _is_line(cell) for cell in cells):
        return False
    return is_label(cells[0][0].raw) or cells[0][0].raw.strip().isdigit()


def _line(cells: list[list[Block]], place: Span) -> Block:
    label, text = cells[0][0], cells[1][0]
    closed = label.raw.strip() + ("." if label.raw.strip().isalnum() else "")
    raw = f"{closed} {text.raw}"
    return replace(text, runs=(Run(closed + " "), *text.runs), span=place, raw=raw, box=text.box[:-1])


def _is_line(cell: list[Block]) -> bool:
    return not cell or cell[0].kind not in (Kind.ROW, Kind.CODE)


def _row(cells: list[list[Block]], place: Span, box: tuple[int, ...]) -> Block:
    runs = tuple(cell[0].runs if cell else () for cell in cells)
    pictures = tuple(
        (Run(f"![{words[0].text if words else ''}]({cell[0].src})"),) if cell and cell[0].src else words
        for cell, words in zip(cells, runs, strict=True)
    )
    joined = tuple(run for n, cell in enumerate(pictures) for run in ((Run(" | "), *cell) if n else cell))
    return Block(Kind.ROW, joined, place, "".join(run.text for run in joined), box=box, cells=pictures)


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Lines of code that follow each other are one listing."""
    last: Block | None = None
    for block in blocks:
        if last is not None and last.kind is block.kind is Kind.CODE and last.box == block.box and block.gap < 2:
            body = f"{last.raw}{chr(10) * (1 + int(block.gap))}{block.raw}"
            last = replace(last, runs=(Run(body),), raw=body)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _links(archive: Archive, part: str) -> dict[str, str]:
    """What a part's relationship ids lead to: members of the package, or addresses."""
    folder, _, name = part.rpartition("/")
    data = archive.read(f"{folder}/_rels/{name}.rels") if f"{folder}/_rels/{name}.rels" in archive else None
    root = xml.parse(data)[0] if data else None
    if root is None:
        return {}
    found = {}
    for link in root.iter("Relationship"):
        target = attribute(link, "Target")
        inside = attribute(link, "TargetMode") != "External"
        found[attribute(link, "Id")] = _inside(folder, target) if inside else target
    return found


def _inside(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath(folder, target))


def _main(archive: Archive) -> str:
    """The document's own part: the package's relationships name it."""
    data = archive.read("_rels/.rels") if "_rels/.rels" in archive else None
    root = xml.parse(data)[0] if data else None
    for link in root.iter("Relationship") if root is not None else ():
        if attribute(link, "Type").endswith("/officeDocument"):
            return attribute(link, "Target").lstrip("/")
    return "word/document.xml"


def _part(archive: Archive, name: str) -> tuple[xml.Node | None, tuple[Finding, ...]]:
    data = archive.read(name) if name in archive else None
    return xml.parse(data, name) if data else (None, ())


def _notes(archive: Archive, styles: Styles) -> Iterator[Block]:
    """Foot- and endnotes and comments, each led by its kind."""
    for part, name in _NOTES:
        root, _ = _part(archive, part)
        walk = _Walk(styles, Numbering(None, styles), _links(archive, part), part, gap=1.0)
        for note in root.iterchildren(name) if root is not None else ():
            if attribute(note, "type") in ("separator", "continuationSeparator"):
                continue
            number = attribute(note, "id")
            for block in walk.body(note, f"{name}[{number}]"):
                yield replace(block, runs=(Run(f"[{name} {number}] "), *block.runs))


def _facts(archive: Archive) -> tuple[tuple[str, str], ...]:
    root, _ = _part(archive, "docProps/core.xml")
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
    part = _main(archive)
    root, findings = _part(archive, part)
    body = only_child(root, "body") if root is not None else None
    if body is None:
        raise SourceError(f"{source.path} holds no Word document.")
    styles = Styles.of(_part(archive, "word/styles.xml")[0])
    numbering = Numbering(_part(archive, "word/numbering.xml")[0], styles)
    walk = _Walk(styles, numbering, _links(archive, part), part)
    blocks = (*_merged(walk.body(body, "body")), *_notes(archive, styles))

    def asset(reference: str) -> Asset | None:
        data = archive.read(reference) if reference in archive else None
        return Asset(reference, data) if data is not None else None

    pictured, media, missing = with_pictures(replace(source, assets=asset), blocks)
    said = (*findings, *archive.findings, *missing)
    return Page(source, Carrier.WORD, pictured, facts=_facts(archive), findings=said, media=media)


def identify(source: Source) -> bool:
    """By its name: a zip or, locked, a compound file."""
    return source.suffix in _SUFFIXES


MEDIUM = Medium("docx", identify, read)
