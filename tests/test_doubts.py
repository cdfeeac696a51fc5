"""Structural doubts: each lowers confidence for a reason that is written down, and none changes what was read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from normalize import trust
from normalize.checks import WEIGHTS
from normalize.doubts import REASONS
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source


def _read(text: str) -> Document:
    return convert(Source("quiz.md", text.encode()))


def _quiz(*questions: str) -> Document:
    return _read("# Quiz on looms\n\n" + "\n\n".join(f"{n}. {text}" for n, text in enumerate(questions, 1)) + "\n")


PLAIN = tuple(
    f"Which part holds thread {word}?\n   A) comb {word}\n   B) reed {word}\n   C) beam {word}\n\n   Answer: B"
    for word in ("one", "two", "three", "four", "five", "six")
)


def test_a_question_like_all_others_raises_no_doubt() -> None:
    items = _quiz(*PLAIN).items
    assert len(items) == len(PLAIN)
    assert {item.doubts for item in items} == {()}
    assert {item.confidence for item in items} == {trust.calibrated(1.0)}


@pytest.mark.parametrize(
    ("odd", "doubt"),
    [
        (
            "Which floats?\n   A) cork\n   B) tin\n   C) lead\n   D) gold\n   E) ash\n\n   Answer: A",
            "choices-unlike-others",
        ),
        ("Which floats?\n   A) cork\n   B) tin\n   C) lead", "keyless-among-keyed"),
        ("The loom floats\n   A) never\n   B) always\n   C) at times\n\n   Answer: A", "stem-unlike-others"),
        ("Which floats?\n   A) cork\n   B) True\n   C) False\n\n   Answer: A", "truth-among-others"),
        (f"Which floats?\n   A) cork\n   B) tin\n   C) {'lead and ' * 40}gold\n\n   Answer: A", "choice-far-longer"),
    ],
)
def test_an_odd_one_is_doubted_and_says_why(odd: str, doubt: str) -> None:
    items = _quiz(*PLAIN, odd).items
    assert doubt in items[-1].doubts
    assert items[-1].confidence < items[0].confidence
    assert all(doubt not in item.doubts for item in items[:-1])


def test_doubts_leave_the_reading_alone() -> None:
    alone, among = _quiz(PLAIN[0]).items[0], _quiz(*PLAIN).items[0]
    assert isinstance(alone, ChoiceItem) and isinstance(among, ChoiceItem)
    assert (alone.stem, alone.choices, alone.key) == (among.stem, among.choices, among.key)


def test_every_doubt_has_a_reason_and_every_weight_lowers() -> None:
    assert WEIGHTS.keys() >= REASONS.keys() - {"lines-left-inside", "lines-left-below"}
    assert all(0 < weight < 1 for weight in WEIGHTS.values())


def test_the_curve_rises() -> None:
    assert all(low < high and small < great for (low, small), (high, great) in pairwise(trust.CURVE))
