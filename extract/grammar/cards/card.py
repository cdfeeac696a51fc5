"""What all cards share: a front, a back, and the lines they take."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found
from quizmill.draft import Fragment, ItemType


def card(lines: Sequence[Line], front: Fragment, back: Fragment, kind: ItemType | None) -> Found:
    """A question whose stem and answer are given as they are."""
    one = Found(list(lines))
    one.stem = list(lines[:1])
    one.taken = list(lines)
    one.front = front
    one.answers = [back] if back else []
    one.answered = bool(back)
    one.type = kind
    return one
