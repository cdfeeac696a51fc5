"""What readers of copied result pages share: where each question begins and ends, and a question made of bare lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.rich import plain
from quizmill.draft import EMPTY, Claim, Fragment
from quizmill.item import Evidence


@dataclass(slots=True)
class Row:
    """A line that may be an option, and what lines of their own say of it."""

    line: Line
    right: bool | None = None
    told: list[Line] = field(default_factory=list)


def numbered(line: Line) -> bool:
    """`Question 3`, with nothing else on the line but points."""
    words = plain(line.value) or line.text
    bare = not words or cues.earned(words) is not None
    return line.enum is not None and bool(line.enum.word) and bare


def pieces(doc: Doc, opens: Callable[[Doc, int], bool]) -> list[list[Line]]:
    """The lines from each opener up to the next."""
    starts = [at for at in range(len(doc.lines)) if opens(doc, at)]
    return [doc.lines[a:b] for a, b in pairwise([*starts, len(doc.lines)])]


def question(taken: Sequence[Line], stem: Sequence[Line], rows: Sequence[Row], right: Sequence[int]) -> Found:
    """A question whose options are bare lines; `right` are the places of those that the page names right."""
    first = taken[0]
    one = card(taken, prose.fragment(stem), EMPTY, None)
    one.stem = list(stem)
    one.number = str(first.enum.value) if first.enum is not None else ""
    one.labelled = True
    one.columns = [("", prose.fragment([row.line])) for row in rows]
    one.column_feedback = [prose.fragment(row.told) if row.told else EMPTY for row in rows]
    if right and len(right) < len(rows):
        spans = prose.spans([rows[at].line for at in right])
        one.claims.append(Claim(Evidence.MARKED_CORRECT, choices=tuple(right), spans=spans))
    return one


def score(one: Found, line: Line) -> bool:
    """Takes `1 / 1 pts`; False for any other line."""
    got = cues.earned(plain(line.value) or line.text)
    if got is None:
        return False
    one.got, one.points = got
    return True


def said(lines: Sequence[Line]) -> Fragment:
    return prose.fragment(lines, whole=True) if lines else EMPTY
