"""Open questions in boxes of one make, each with its answer inside, on a page that calls itself a quiz.

    <div class="item"> <p>How many feet has a yard?</p> <p class="key"><b>Answer</b> 3</p> </div>
    <div class="item"> <p>How many inches has a foot?</p> <p class="key"><b>Answer</b> 12</p> </div>

Two boxes at least. Words that look like choices, in a list or with letters, make no open question of a box, and no
more does an answer of pairs (`1-c, 2-a`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extract.grammar.groups.boxes import unnumbered
from extract.grammar.groups.words import speaks
from extract.grammar.lines import enumerators
from extract.grammar.lines.line_labels import drop, label_of
from extract.grammar.pages.gate import manner_of
from extract.grammar.question.stated import folded
from extract.grammar.words.class_names import is_stock_verdict
from extract.grammar.words.cues import is_furniture
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.block import Kind
from quizmill.draft import Draft, DraftAnswer, DraftFeedback, Fragment
from quizmill.page import Page

_WIDE = frozenset({"body", "html", "main", "article", "form", "table", "tbody", "ul", "ol", "dl"})
_FEWEST = 2
_MOST = 12  # lines of a question
_HEAD = re.compile(r"(?:\u2116|#|\bno\.|\bid)\s?\d{2,}|^\W*\d{1,3}\W*$", re.I)  # a number on the line above
_GAP = re.compile(r"_{2,}|\.{4,}|\u2026{2,}|\[\s*\]|\(\s{2,}\)")
_BULLETS = ("•", "◦", "▪", "○", "●", "■", "□", "☐", "◯", "‣", "·")
_PAIRS = re.compile(r"(?:[(\[]?\w{1,2}[)\].]?\s?(?:->|[-–:=→])\s?[(\[]?\w{1,2}[)\]]?[\s,;]*){2,}\.?\Z")  # "1-c, 2-a"
_ASIDE = {Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.YOURS, Role.REVEAL}
Told = tuple[Line, list[Part]]


def answered_drafts(page: Page, html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """The questions of such boxes whose lines no other draft holds (`taken`, by their first node)."""
    told = [(line, rest) for line in html.lines if line.first not in taken and (rest := _answer(line))]
    told = [one for one in _once(told) if not _PAIRS.match(_plain(one[1]))]  # a matching question's
    if len(told) < _FEWEST:
        return []
    starts = [line.first for line, _ in told]
    boxes = [_box(line, starts) for line, _ in told]
    makes = Counter(_make(box) for box in boxes if box is not None)
    drafts = [
        draft
        for box, one in zip(boxes, told, strict=True)
        if box is not None and makes[_make(box)] >= _FEWEST and (draft := _draft(html, box, one, taken)) is not None
    ]
    return drafts if len(drafts) >= _FEWEST and manner_of(page, html).quiz else []


def _answer(line: Line) -> list[Part]:
    """What follows the label of an answer on its line, whether a colon or an element of its own parts them."""
    role, rest = label_of(line)
    if role is Role.ANSWER and rest:
        return [part for part in rest if part.text.strip()]
    said = [part for part in line.parts if part.text.strip()]
    if (
        role in (None, Role.ANSWER)
        and len(said) > 1
        and Role.ANSWER in roles_of(said[0].text)
        and len(said[0].text) > 2
    ):
        return said[1:]
    return []


def _once(told: Sequence[Told]) -> list[Told]:
    """An answer that is told twice in a row is one."""
    out: list[Told] = []
    for line, rest in told:
        if not out or _plain(out[-1][1]) != _plain(rest) or out[-1][0].container.parent is line.container:
            out.append((line, rest))
    return out


def _plain(parts: Sequence[Part]) -> str:
    return " ".join("".join(part.text for part in parts).split()).rstrip(". ")


def _said(parts: Sequence[Part]) -> str:
    """An answer's words; a sentence keeps its stop."""
    words = " ".join("".join(part.text for part in parts).split())
    return words if " " in words else words.rstrip(".")


def _box(line: Line, starts: Sequence[int]) -> Node | None:
    """The largest element around an answer that holds no other."""
    best: Node | None = None
    for node in (line.container, *line.container.ancestors()):
        if node.tag in _WIDE or bisect_left(starts, node.end) - bisect_left(starts, node.index) > 1:
            break
        best = node
    return best


def _make(box: Node) -> tuple[str, str]:
    return box.tag, unnumbered(box)


def _draft(html: HtmlPage, box: Node, told: Told, taken: frozenset[int]) -> Draft | None:
    lines = html.lines_in(box.index, box.end)
    if len(lines) > _MOST or any(line.first in taken or any(line.controls()) for line in lines):
        return None
    first = next(place for place, line in enumerate(lines) if line is told[0] or _is_aside(line))
    stem = [line for line in lines[:first] if speaks(line) and not line.button and not is_furniture(line.text)]
    while len(stem) > 1 and (stem[0].kind is Kind.HEADING or _HEAD.search(stem[0].text)):
        stem.pop(0)
    if not stem or any(map(_is_of_another_kind, stem)) or _is_among(_said(told[1]), stem[1:]):
        return None
    found = enumerators.read(stem[0].text)
    number = found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal")
    parts = drop(stem[0].parts, found.length) if number and found is not None else stem[0].parts
    text = rich_parts([(stem[0], parts), *((line, line.parts) for line in stem[1:])], html.writing()).lstrip("- ")
    return Draft(
        stem=Fragment(text, tuple(map(span_of, stem))),
        spans=tuple(dict.fromkeys(map(span_of, lines))),
        number=str(found.enumerator.value) if number and found is not None else "",
        answers=(DraftAnswer(Fragment(_said(told[1]), (span_of(told[0]),))),),
        feedback=tuple(_remarks(html, lines[first:])),
        type="short",
    )


def _is_among(answer: str, lines: Sequence[Line]) -> bool:
    """Whether an answer says one of several lines below a question again: then they are choices."""
    return len(lines) > 1 and sum(folded(line.text) == folded(answer) for line in lines) == 1


def _is_aside(line: Line) -> bool:
    return _labelled(line)[0] in _ASIDE


def _is_of_another_kind(line: Line) -> bool:
    """A choice, a sentence with a gap, or a question with its label."""
    found = enumerators.read(line.text)
    lettered = found is not None and not found.enumerator.word and found.enumerator.system.value != "decimal"
    head = line.text[:60].replace("\uff1a", ":").partition(":")[0]
    labelled = Role.QUESTION in roles_of(head) and ":" in line.text[:60]  # the text grammar's
    bullet = line.text[:1] in _BULLETS
    return line.kind is Kind.ITEM or bullet or lettered or labelled or _GAP.search(line.text) is not None


def _remarks(html: HtmlPage, lines: Sequence[Line]) -> list[DraftFeedback]:
    """What else stands below the question: explanations and solutions without their labels, and plain words."""
    out = []
    for line in lines:
        role, rest = _labelled(line)
        if role is Role.YOURS or _answer(line) or not any(part.text.strip() for part in rest) or _says_nothing(line):
            continue
        text = rich_parts([(line, rest)], html.writing()).strip().removeprefix(".").lstrip()
        out.append(DraftFeedback(Fragment(text, (span_of(line),))))
    return out


def _labelled(line: Line) -> tuple[Role | None, list[Part]]:
    """A line's role by the label it begins with, and what follows that; all of it where it has none."""
    role, rest = label_of(line)
    said = [part for part in line.parts if part.text.strip()]
    if role is None and len(said) > 1 and (roles := roles_of(said[0].text) & _ASIDE):
        return next(iter(roles)), said[1:]
    return role, rest if role is not None else line.parts


def _says_nothing(line: Line) -> bool:
    return line.button or is_furniture(line.text) or is_stock_verdict(line.text) or sum(map(str.isalnum, line.text)) < 3
