"""Aiken: the plainest format there is. One-answer questions, in words, and nothing else.

    Which node of a heap is the largest?
    A) the root
    B) a leaf
    ANSWER: A

Read by Moodle and many others. A question stands on one line; a choice is a capital letter with `)` or `.`; the last
line names one letter. There is no escape: a stem that itself looks like a choice or answer line gets "Question: "
before it. Everything else of an item is lost, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, assert_never

from export._fields import uncarried
from export._files import write_text
from export._fit import left_out, unfit
from export._options import chosen
from export._words import alike, by_letter, letter, right_places, shows_words, words
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Exporter, Loss, Package, Support

_SYNTAX = re.compile(r"\s*(?:[A-Za-z][.)]|answer\s*:)", re.IGNORECASE)
_MOST = 26
_ONLY = "Aiken has one-answer questions only"


def _refusal(item: Item) -> str:
    match item:
        case ChoiceItem(type="multiple"):
            return _ONLY
        case ChoiceItem():
            if not 2 <= len(item.choices) <= _MOST:
                return f"Aiken takes 2 to {_MOST} choices"
            if item.key is None:
                return "it has no key"
            if len(right_places(item.choices, item.key)) != 1:
                return "Aiken names exactly one right choice"
            return alike(item.choices) or by_letter(item)
        case TextEntryItem() | NumericItem() | ClozeItem() | MatchItem() | OrderItem() | EssayItem() | FlashcardItem():
            return _ONLY
        case _:
            assert_never(item)


def _question(item: ChoiceItem) -> str:
    stem = words(item.stem)
    lines = [f"Question: {stem}" if _SYNTAX.match(stem) else stem]
    lines += [f"{letter(place)}) {words(choice.text)}" for place, choice in enumerate(item.choices)]
    (right,) = right_places(item.choices, item.key)
    return "\n".join((*lines, f"ANSWER: {letter(right)}")) + "\n\n"


def _losses(item: ChoiceItem) -> Iterator[Loss]:
    yield from uncarried(item, (), "Aiken")
    if not shows_words(item.stem):
        yield Loss(item.id, "stem", "words only: line breaks, code, formulas and other markup are flattened")
    if not all(shows_words(choice.text) for choice in item.choices):
        yield Loss(item.id, "choices.text", "words only: line breaks, code, formulas and other markup are flattened")


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    for item in package.items:
        reason = _refusal(item) or unfit(item, (), pictures="none")
        if reason or not isinstance(item, ChoiceItem):
            losses.append(left_out(item, reason))
            continue
        losses.extend(_losses(item))
        yield _question(item)


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Question after question, parted by blank lines."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses))
    return tuple(losses)


_REFUSED = Support("refused", _ONLY)
EXPORTER = Exporter(
    name="aiken",
    suffix=".txt",
    summary="Aiken text: one-answer questions in plain words",
    render=render,
    support={
        "single": Support("approximated", "stem, choices and key in words; all else is lost"),
        "multiple": _REFUSED,
        "true_false": Support("approximated", "as a question with two choices"),
        "short": _REFUSED,
        "numeric": _REFUSED,
        "cloze": _REFUSED,
        "matching": _REFUSED,
        "ordering": _REFUSED,
        "essay": _REFUSED,
        "flashcard": _REFUSED,
    },
)
