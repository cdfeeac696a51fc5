"""OpenDocument texts (.odt): paragraphs, lists, tables and pictures as the one block stream, as Word's are.

    <text:h text:outline-level="2">Knots</text:h>                                      HEADING level 2
    <text:list text:style-name="L1"><text:list-item><text:p>cork</text:p> ...          TEXT "a) cork"

The labels of lists stand in no text: they are counted. Deleted text of tracked changes is left out; notes stand behind
the paragraph that refers to them. Format: OpenDocument 1.3 part 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.media import office, xml
from extract.media._mathml import latex_of
from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.docx.styles import Look, attribute, child, only_child
from extract.media.odt_styles import Styles
from quizmill.block import Block, Run, Style
from quizmill.errors import SourceError
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

_SUFFIXES = (".odt", ".ott")
_THROUGH = frozenset(("section", "index-body", "text-box", "list-header"))
_PART = "content.xml"


@dataclass(slots=True)
class _Walk:
    """One pass over a document: its lists' counts by their names, the open boxes, the gap before the next line."""

    styles: Styles
    archive: Archive
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    gap: float = 0.0
    boxes: int = 0
    box: tuple[int, ...] = ()

    def body(self, parent: xml.Node, path: str) -> Iterator[Block]:
        counts: dict[str, int] = {}
        for node in parent.iterchildren():
            name = str(node.tag)
            counts[name] = counts.get(name, 0) + 1
            at = f"{path}/{name}[{counts[name]}]"
            match name:
                case "p" | "h":
                    yield from self.paragraph(node, at, "", None)
                case "list":
                    yield from self.list(node, at, "", 1)
                case "table":
                    yield from self.table(node, at)
                case name if name in _THROUGH:
                    yield from self.body(node, at)

    def list(self, node: xml.Node, at: str, style: str, depth: int, key: str = "") -> Iterator[Block]:
        """A list's entries with the labels it draws; a deeper list begins anew under each entry."""
        style = attribute(node, "style-name") or style
        key = key or self._key(node, style)
        level = self.styles.lists.get(style, {}).get(depth)
        counts = self.counts.setdefault(key, {})
        for number, entry in enumerate(node.iterchildren("list-item"), 1):
            start = attribute(entry, "start-value")
            counts[depth] = int(start) if start.isdecimal() else counts.get(depth, level.start - 1 if level else 0) + 1
            for deeper in [one for one in counts if one > depth]:
                del counts[deeper]
            label = level.label(counts[depth]) if level else ""
            place, first = f"{at}/list-item[{number}]", True
            inner: dict[str, int] = {}
            for part in entry.iterchildren():
                name = str(part.tag)
                inner[name] = inner.get(name, 0) + 1
                where = f"{place}/{name}[{inner[name]}]"
                if name in ("p", "h"):
                    yield from self.paragraph(part, where, label if first else "", depth - 1 if not label else None)
                    first = False
                elif name == "list":
                    yield from self.list(part, where, style, depth + 1, key)

    def _key(self, node: xml.Node, style: str) -> str:
        """Under which name a list counts: its own, that of the list it goes on with, or the last one's of its style."""
        own = attribute(node, "id") or f"#{len(self.counts)}"
        before = attribute(node, "continue-list")
        if not before and attribute(node, "continue-numbering") == "true":
            before = self.last.get(style, "")
        if before in self.counts:
            self.counts[own] = self.counts[before]
        self.last[style] = own
        return own

    def paragraph(self, node: xml.Node, at: str, label: str, bullet: int | None) -> Iterator[Block]:
        found = _Reader(self.styles, self.archive)
        found.read(node)
        heading = int(attribute(node, "outline-level") or 1) if node.tag == "h" else 0
        quoted = self.styles.quotes(attribute(node, "style-name"))
        if not found.lines:
            self.gap = 1.0
        for number, (runs, picture) in enumerate(found.lines, 1):
            place = Span(part=_PART, node=f"{at}/line[{number}]" if len(found.lines) > 1 else at)
            runs = (Run(label + " "), *runs) if label and number == 1 and not picture else runs
            mark = bullet if number == 1 and not heading else None
            look = office.Look(min(heading, 6), mark, 0.0, self.gap, self.box, quoted)
            yield office.block(runs, picture, place, look)
            self.gap = 0.0
        for index, inner in enumerate(found.boxes, 1):
            yield from self._boxed(inner, f"{at}/{inner.tag}[{index}]")

    def _boxed(self, node: xml.Node, at: str) -> Iterator[Block]:
        self.boxes += 1
        before, self.box = self.box, (*self.box, self.boxes)
        yield from self.body(node, at)
        self.box = before

    def table(self, node: xml.Node, at: str) -> Iterator[Block]:
        rows = []
        own = [row for row in node.iter("table-row") if next(row.iterancestors("table")) is node]
        for number, row in enumerate(own, 1):
            place = f"{at}/table-row[{number}]"
            cells = [
                list(self._boxed(cell, f"{place}/table-cell[{column}]"))
                for column, cell in enumerate(row.iterchildren("table-cell"), 1)
            ]
            rows.append((Span(part=_PART, node=place), cells))
        yield from office.table(rows, self.box)
        self.gap = 1.0


@dataclass(slots=True)
class _Reader:
    """A paragraph's lines: runs, or a picture that stands alone; `boxes` are the frames and notes anchored in it."""

    styles: Styles
    archive: Archive
    lines: list[tuple[tuple[Run, ...], str]] = field(default_factory=list)
    boxes: list[xml.Node] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def read(self, node: xml.Node) -> None:
        self._inside(node, self.styles.look(attribute(node, "style-name")), "")
        self._break()

    def _inside(self, node: xml.Node, look: Look, href: str) -> None:
        self._say(node.text, look, href)
        for part in node.iterchildren():
            match str(part.tag):
                case "span":
                    self._inside(part, self.styles.look(attribute(part, "style-name")).over(look), href)
                case "a":
                    self._inside(part, look, attribute(part, "href"))
                case "s":
                    self._say(" " * min(int(attribute(part, "c") or 1), 200), look, href)
                case "tab":
                    self._say("\t", look, href)
                case "line-break":
                    self._break()
                case "frame":
                    self._frame(part)
                case "note":
                    self._note(part, look)
                case "annotation" | "change" | "change-start" | "change-end" | "bookmark":
                    pass
                case _:
                    self._inside(part, look, href)
            self._say(part.tail, look, href)

    def _say(self, text: str | None, look: Look, href: str) -> None:
        if text:
            style, tint = look.style, look.tint or ""
            if href:
                style, tint = style & ~(Style.UNDERLINE | Style.COLOR), ""
            self.runs.append(Run(text, style, href, tint))

    def _frame(self, node: xml.Node) -> None:
        """A picture, a formula, or a box of text."""
        title = next((part.text or "" for part in node.iterchildren("desc", "title")), "")
        box, thing, picture = (only_child(node, name) for name in ("text-box", "object", "image"))
        if box is not None:
            self.boxes.append(box)
        elif thing is not None and (formula := self._formula(attribute(thing, "href"))):
            self.runs.append(Run(formula, Style.MATH))
        elif picture is not None:
            self.runs.append(Run(f"![{title}]({attribute(picture, 'href').removeprefix('./')})"))

    def _formula(self, href: str) -> str:
        root, _ = xml.member(self.archive, href.removeprefix("./").rstrip("/") + "/content.xml")
        return latex_of(root) if root is not None and root.tag == "math" else ""

    def _note(self, node: xml.Node, look: Look) -> None:
        cited, body = child(node, "note-citation"), child(node, "note-body")
        number = (cited.text or "") if cited is not None else ""
        self._say(f"[{number}]", look.over(Look(on=Style.SUP)), "")
        if body is not None:
            self.boxes.append(body)

    def _break(self) -> None:
        runs, self.runs = office.trimmed(self.runs), []
        if len(runs) == 1 and runs[0].text.startswith("![") and runs[0].text.endswith(")"):
            alt, _, target = runs[0].text[2:-1].partition("](")
            self.lines.append(((Run(alt),) if alt else (), target))
        elif runs:
            self.lines.append((runs, ""))


def _facts(archive: Archive) -> tuple[tuple[str, str], ...]:
    root, _ = xml.member(archive, "meta.xml")
    known = {"title": "title", "subject": "description", "keyword": "keywords", "language": "language"}
    nodes = root.iter(*known) if root is not None else ()
    said = [(known[str(node.tag)], (node.text or "").strip()) for node in nodes]
    return tuple((name, value) for name, value in said if value)


def read(source: Source) -> Page:
    """The page of an OpenDocument text; SourceError where it is none, or locked with a password."""
    try:
        archive = open_zip(source.data)
    except DAMAGED as error:
        raise SourceError(f"{source.path} cannot be opened ({error}).") from error
    root, findings = xml.member(archive, _PART)
    body = child(root, "body", "text") if root is not None else None
    if body is None:
        raise SourceError(f"{source.path} holds no OpenDocument text that can be read; is it locked with a password?")
    styles = Styles.of((xml.member(archive, "styles.xml")[0], root))
    page = Page(source, Carrier.WORD, facts=_facts(archive), findings=findings)
    return office.pictured(page, archive, _Walk(styles, archive).body(body, "text"))


def identify(source: Source) -> bool:
    """By its name."""
    return source.suffix in _SUFFIXES


MEDIUM = Medium("odt", identify, read)
