"""What every H5P question is made of: parameters, libraries, pictures, and what is said by the result."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from export._words import words
from export.h5p._libraries import Library
from quizmill.item import Item

Params = dict[str, object]
CARRIED = frozenset(
    "title feedback.general feedback.correct feedback.partial feedback.incorrect solution final_answer "
    "choices.feedback answers.exact case_sensitive model_answer distractors".split()
)
REASONS = {
    "media": "H5P shows one picture above the question; others are described",
    "answers.credit": "only answers of full credit are accepted",
    "gaps.answers.credit": "only answers of full credit are accepted",
}


class Refused(Exception):
    """No content type fits this item; the reason is a sentence's end."""


@dataclass(slots=True)
class Question:
    """One question on its way: its own library first; what it carries and loses beside what all questions do."""

    params: Params
    libraries: list[Library]
    pictures: dict[str, bytes] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    lost: list[tuple[str, str]] = field(default_factory=list)


def said(*texts: str) -> str:
    """Words for a text field: libraries put these into the page as HTML, and H5P's filter leaves entities alone."""
    return html.escape(" ".join(filter(None, map(words, texts))), quote=False)


def overall_feedback(item: Item) -> list[Params]:
    """What is said by the result: nothing right, some of it, all of it."""
    told = item.feedback
    below = (told.general, *item.solution, item.final_answer)
    none, some, all_right = said(told.incorrect, *below), said(told.partial, *below), said(told.correct, *below)
    if none == some == all_right:
        return [{"from": 0, "to": 100, **({"feedback": none} if none else {})}]
    ranges = ((0, 0, none), (1, 99, some), (100, 100, all_right))
    return [{"from": a, "to": b, **({"feedback": text} if text else {})} for a, b, text in ranges]
