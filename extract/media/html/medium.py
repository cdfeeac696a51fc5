"""HTML pages: bytes to lines and blocks, with the tree beside them.

    <h3>1. Which is <b>prime</b>?</h3>             HEADING level 3 "1. Which is prime?"
    <label><input type="radio"> four</label>       TEXT mark (radio, off) "four"
    <label><input type="radio"> five</label>       TEXT mark (radio, off) "five"

`Page.blocks` are the rendered lines without navigation and footers; hidden text is there, marked HIDDEN.
`Page.tree` is an `HtmlPage`: the nodes, the lines with their node ranges, and the writer of rich text. Only this folder
knows the parsing library. Time is linear in the page's length, whatever its nesting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from extract.media.encoding import decode
from extract.media.html.layout import lines_of
from extract.media.html.lines import Line, Lines, Part, called
from extract.media.html.media import Pictures
from extract.media.html.parse import parse
from extract.media.html.pre import is_written, text_blocks
from extract.media.html.rich import Writing, rich
from extract.media.html.tree import Node, Tree
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style, System
from quizmill.draft import Fragment
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

T = TypeVar("T")
_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".xht"})
_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->)){0,400}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title)\b",
    re.I | re.S,
)
_GIFT = re.compile(rb"\s*(?://[^\n]*\s+)*(?:\$CATEGORY:|::)")
_CLOSED = re.compile(rb"</(?:div|span|td|tr|table|p|li|ul|label|form|section|h[1-6])>", re.I)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:-]{2,30})|<\?xml[^>]{0,80}encoding=["']([\w:-]{2,30})""", re.I
)
_MATH_SCRIPTS = ("MathJax", "mathjax", "katex", "KaTeX", "inlineMath", "tex2jax")
_BULLET = re.compile("[•◦▪‣∙]\\s+(?=\\S)")  # typed before the words of a line
_SYSTEMS = {"1": System.DECIMAL, "a": System.LOWER, "A": System.UPPER, "i": System.LOWER_ROMAN, "I": System.UPPER_ROMAN}


def _identify(source: Source) -> bool:
    if source.suffix in _SUFFIXES:
        return True
    if source.suffix in (".mhtml", ".mht"):
        return False
    head = source.data[:4096]
    if _HEAD.match(head):
        return True
    if _GIFT.match(head):  # a text format whose texts are HTML
        return False
    return source.suffix in (".md", ".txt", ".asp", ".aspx", ".php", ".jsp", "") and len(_CLOSED.findall(head)) >= 12


@dataclass(frozen=True)
class HtmlPage:
    """The carrier's own form of a page: what site readers and the HTML grammar look at."""

    tree: Tree
    lines: tuple[Line, ...]
    pictures: Pictures
    dollars: bool = False

    @cached_property
    def index(self) -> Lines:
        return Lines(self.lines)

    def once(self, made: Callable[[HtmlPage], T]) -> T:
        """What a reader makes of the whole page, made the first time it is asked for."""
        known: T | None = self._made.get(made)
        if known is None:
            known = self._made[made] = made(self)
        return known

    @cached_property
    def _made(self) -> dict[Callable[[HtmlPage], Any], Any]:
        return {}

    def writing(self, **changes: object) -> Writing:
        """How rich text of this page is written."""
        return replace(self._writing, **changes) if changes else self._writing  # type: ignore[arg-type]

    @cached_property
    def _writing(self) -> Writing:
        return Writing(image=self.picture, dollars=self.dollars)

    def picture(self, reference: str) -> str:
        return self.pictures.name(reference)

    def lines_in(self, start: int, end: int) -> list[Line]:
        """The lines that begin in the node range `[start, end)`."""
        found = self.index.between(start, end)
        return list(self.lines[found.start : found.stop])

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of all lines of a node range."""
        return tuple(span_of(line) for line in self.lines_in(start, end))

    def fragment(self, start: int, end: int, writing: Writing | None = None) -> Fragment:
        """The rich text of a node range, with its places."""
        found = self.index.between(start, end)
        first = max(found.start - 1, 0)
        picked = [line for line in self.lines[first : found.stop] if line.last >= start]
        text = rich(picked, start, end, writing or self.writing())
        return Fragment(text, tuple(span_of(line) for line in picked if line.first < end) if text else ())

    def of(self, node: Node, writing: Writing | None = None) -> Fragment:
        """The rich text of an element."""
        return self.fragment(node.index, node.end, writing)


def span_of(line: Line) -> Span:
    """Where a line stands: its block where it is all of it, else its first text."""
    return line.span


def _blocks(page: HtmlPage) -> tuple[Block, ...]:
    out: list[Block] = []
    before: Line | None = None
    for line in page.lines:
        if is_written(line):
            out += text_blocks(line)
            before = line
        elif not line.button or line.opens:
            left = (
                before is not None and before.kind is Kind.ITEM and line.kind is Kind.TEXT and line.level < before.level
            )
            out.append(_block(page, line, int(left)))  # words behind a list's end are none of its entry's
            before = line
    return tuple(out)


def _block(page: HtmlPage, line: Line, gap: int = 0) -> Block:
    kind, parts = line.kind, line.parts
    only = parts[0] if len(parts) == 1 else None
    number, src = "", ""
    cells: tuple[tuple[Run, ...], ...] = ()
    if kind is Kind.ROW:
        cells = _cells(page, line)
        runs = tuple(run for n, cell in enumerate(cells) for run in ((Run(" | "), *cell) if n else cell))
    elif only is not None and only.what == "text" and kind is not Kind.CODE:  # the usual line: its words, folded
        runs = (_run(page, only, line.hidden),)
    else:
        runs = tuple([_run(page, p, line.hidden) for p in parts if p.what != "control" or _typed(page, p)])
        runs = runs if kind is Kind.CODE else _trim(runs)
        number = counted(page, parts) if kind in (Kind.TEXT, Kind.HEADING) and not line.numbering else ""
        runs = _trim(runs[1:]) if number else runs
        if only is not None and only.what == "image":
            kind, src = Kind.IMAGE, page.pictures.name(only.href, page.tree.nodes[only.at])
    if kind is Kind.TEXT and runs and (typed := _BULLET.match(runs[0].text)) and runs[0].text.count(typed[0][0]) == 1:
        kind, runs = Kind.ITEM, _trim((replace(runs[0], text=runs[0].text[typed.end() :]), *runs[1:]))
    return Block(
        Kind.QUOTE if line.quote and kind is Kind.TEXT else kind,
        runs,
        line.span,
        raw=runs[0].text if len(runs) == 1 else "".join([run.text for run in runs]),
        enumerator=Enumerator(f"{number}.", int(number), System.DECIMAL) if number else _enumerator(line),
        mark=_mark(page, line),
        level=max(line.level - 1, 0) if line.kind is Kind.ITEM else line.level if line.kind is Kind.HEADING else 0,
        indent=line.level * 2 if line.kind in (Kind.ITEM, Kind.TEXT) else 0,
        gap=gap,
        box=line.box,
        cells=cells,
        src=src,
        lang=line.lang,
        tint=called(page.tree, line),
    )


def _cells(page: HtmlPage, line: Line) -> tuple[tuple[Run, ...], ...]:
    own = sum(1 for child in line.container.children[:200] if child.tag in ("td", "th"))  # empty ones at its end, too
    count = max(max(part.cell for part in line.parts) + 1, own)
    return tuple(_trim(tuple(_run(page, p, line.hidden) for p in line.parts if p.cell == n)) for n in range(count))


_COUNTS = re.compile(r"(?:^|[\s_-])(?:number|num|index|no|counter|badge)(?:$|[\s_-])", re.I)


def counted(page: HtmlPage, parts: Sequence[Part]) -> str:
    """A number alone in an element named so before the words: `<span class="number">3</span> Which ...`."""
    number = parts[0].text.strip(" .)#") if len(parts) > 1 and parts[0].what == "text" else ""
    parent = page.tree.nodes[parts[0].at].parent if number else None
    if parent is None or not re.fullmatch(r"\d{1,3}", number):
        return ""
    return number if _COUNTS.search(parent.attrs.get("class", "")) else ""


def _trim(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    if runs and runs[0].text[:1].isspace():
        runs = (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
    if runs and runs[-1].text[-1:].isspace():
        runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip()))
    return tuple(run for run in runs if run.text)


def _typed(page: HtmlPage, part: Part) -> bool:
    return page.tree.nodes[part.at].attrs.get("type", "") not in ("radio", "checkbox")


def _run(page: HtmlPage, part: Part, hidden: bool) -> Run:
    style = part.style | Style.HIDDEN if hidden or page.tree.nodes[part.at].hidden else part.style
    if part.what == "text":
        return Run(part.text, style, part.href, part.tint)
    match part.what:
        case "math" | "display":
            return Run(part.text, style | Style.MATH)
        case "image":
            name = page.pictures.name(part.href, page.tree.nodes[part.at])
            return Run(f"![{part.text}]({name})", style)
        case "control":
            return Run(" _____ ", style)
        case "icon":
            return Run(" " + part.text, style)
    return Run(part.text, style, part.href, part.tint)


def _enumerator(line: Line) -> Enumerator | None:
    if not line.numbering:
        return None
    system = _SYSTEMS.get(line.numbering, System.DECIMAL)
    shown = str(line.number)
    if system in (System.LOWER, System.UPPER) and 0 < line.number <= 26:
        shown = chr(ord(line.numbering) + line.number - 1)
    return Enumerator(f"{shown}.", line.number, system)


def _mark(page: HtmlPage, line: Line) -> Mark | None:
    for at in line.controls():
        node = page.tree.nodes[at]
        kind = node.attrs.get("type", "").lower()
        if kind in ("radio", "checkbox"):
            return Mark(Shape.RADIO if kind == "radio" else Shape.BOX, "checked" in node.attrs)
    role = line.container.attrs.get("role")
    if role == "radio" or role == "checkbox":
        return Mark(Shape.RADIO if role == "radio" else Shape.BOX, line.container.attrs.get("aria-checked") == "true")
    return None


def _facts(tree: Tree) -> tuple[tuple[str, str], ...]:
    """What the page says of itself: title, address, language, and its named meta values, in its order."""
    facts: list[tuple[str, str]] = []
    for node in tree.nodes[: 1 + next((n.end for n in tree.nodes[:50] if n.tag == "head"), 200)]:
        match node.tag:
            case "title" if node.text.strip():
                facts.append(("title", " ".join(node.text.split())))
            case "html" if node.get("lang") or node.get("xml:lang"):
                facts.append(("language", node.get("lang") or node.get("xml:lang")))
            case "link" if node.get("rel") == "canonical" and node.get("href"):
                facts.append(("url", node.get("href")))
            case "meta":
                name = node.get("name") or node.get("property")
                if name.lower() in _TOLD and node.get("content").strip():
                    facts.append((_TOLD[name.lower()], " ".join(node.get("content").split())))
    return tuple(dict.fromkeys(facts))


_TOLD = {
    "author": "author", "description": "description", "keywords": "keywords", "date": "date", "og:title": "title",
    "og:url": "url", "og:site_name": "site", "article:published_time": "date", "dc.title": "title",
    "dc.creator": "author", "dcterms.date": "date", "generator": "generator",
}  # fmt: skip


def read_html(source: Source, text: str, findings: tuple[Finding, ...] = ()) -> Page:
    """A page from decoded text; also for the HTML inside other containers."""
    tree = parse(text)
    pictures = Pictures(source)
    page = HtmlPage(tree, lines_of(tree, pictures.of_image), pictures, any(name in text for name in _MATH_SCRIPTS))
    blocks = _blocks(page)
    notes = list(findings)
    if tree.deep:
        notes.append(
            Finding("nested-too-deep", Severity.INFO, "The page is nested very deep; places deep inside are numbers.")
        )
    return Page(
        source,
        Carrier.HTML,
        blocks,
        text,
        page,
        _facts(tree),
        (*notes, *pictures.findings),
        tuple(pictures.media.values()),
    )


def declared(data: bytes) -> str:
    """The encoding that the page's first bytes name; empty where they name none."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _read(source: Source) -> Page:
    text, findings = decode(source.data, declared(source.data))
    return read_html(source, text, findings)


MEDIUM = Medium("html", _identify, _read)
