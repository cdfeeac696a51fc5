"""The words of a stem on a page, without what stands around them: its number, its kind, what it is worth.

<h2><b>3.</b> Which floats? <span>0 of 1 points</span></h2>      number "3", "Which floats?"
[单选题] 4、下列哪一项 ...                                           number "4", "下列哪一项 ..."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.group import Region
from extract.grammar.groups.words import is_points
from extract.grammar.lines import enumerators
from extract.grammar.lines.line_labels import drop
from extract.grammar.question.kind_tags import BEFORE
from extract.grammar.words.cues import earned
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage, counted, span_of
from extract.media.html.rich import rich_parts
from quizmill.block import Kind
from quizmill.draft import Fragment

_ENDS = ("?", ".", "!", ":", "\u2026", "\uff1f", "\u3002")
_MARKER = re.compile(r"(?:- |\d{1,4}\. )")
Piece = tuple[Line, list[Part]]


def stem_of(html: HtmlPage, region: Region) -> tuple[Fragment, str]:
    """The stem's words without its number, and the number."""
    first, end = region.group.start, region.group.end
    picked = [(line, [part for part in line.parts if part.at < first or line.first >= end]) for line in region.stem]
    number = ""
    if picked:
        picked[-1] = _without_points(html, picked[-1])
        picked[0] = _without_tag(picked[0])
        number, picked[0] = _headed(picked) or _beside(picked[0]) or _numbered(html, picked[0])
    text = rich_parts(picked, html.writing()).lstrip()
    if picked and picked[0][0].kind is Kind.ITEM and (marker := _MARKER.match(text)):
        number = number or marker[0].rstrip("-. ")
        text = text[marker.end() :]
    return Fragment(text, tuple(span_of(line) for line, _ in picked)), number


def _says(parts: list[Part]) -> bool:
    return any(part.text.strip() or part.what == "image" for part in parts)


def _headed(picked: Sequence[Piece]) -> tuple[str, Piece] | None:
    """The number of a line that is only a head, its sort in an element beside it: `Question #2 <i>Topic 1</i>`."""
    line, parts = picked[0]
    said = [part.text.strip() for part in parts if part.text.strip()]
    if len(picked) < 2 or len(said) != 2 or len(said[1].split()) > 3 or said[1].endswith(_ENDS):
        return None
    found = enumerators.read(said[0])
    if found is None or not found.enumerator.word or found.length < len(said[0]):
        return None
    return str(found.enumerator.value), (line, [])


def _beside(first: Piece) -> tuple[str, Piece] | None:
    """The number in the first cell of a row, and the words in the only other one."""
    line, parts = first
    if line.kind is not Kind.ROW or len({part.cell for part in parts}) != 2:
        return None
    head = "".join(part.text for part in parts if part.cell == parts[0].cell).strip()
    found = enumerators.read(head + " x")
    if found is None or found.length < len(head) or found.enumerator.system.value != "decimal":
        return None
    return str(found.enumerator.value), (line, [part for part in parts if part.cell != parts[0].cell])


def _numbered(html: HtmlPage, first: Piece) -> tuple[str, Piece]:
    """The number that a stem begins with, written or in an element that is named so, and what is left."""
    line, parts = first
    found = enumerators.read("".join(part.text for part in parts if part.what == "text").strip())
    if found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal"):
        rest = drop(parts, found.length)
        if _says(rest):
            return str(found.enumerator.value), (line, rest)
    elif own := counted(html, parts):
        return own, (line, parts[1:])
    return "", first


def _without_tag(first: Piece) -> Piece:
    """Without the kind of question in brackets before the words."""
    line, parts = first
    tag = BEFORE.match(line.text)
    rest = drop(parts, tag.end()) if tag is not None else parts
    return (line, rest) if _says(rest) else first


def _without_points(html: HtmlPage, last: Piece) -> Piece:
    """Without the points in an element of their own behind the words."""
    line, parts = last
    said = [part for part in parts if part.text.strip()]
    if len(said) < 2 or html.tree.nodes[said[-1].at].parent is line.container:
        return last
    text = said[-1].text.strip()
    if not is_points(text) and earned(text) is None:
        return last
    return line, [part for part in parts if part is not said[-1]]
