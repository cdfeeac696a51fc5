"""Which fields of an item hold something, and what a target loses of them.

    filled(item)                      {"title", "hints", "choices.feedback", "media"}
    uncarried(item, {"title"}, WHY)   Loss(item.id, "hints", "...") for each filled field that is not carried

Field names are those of the item's classes, with a dot into its parts. The bank's own book-keeping (confidence,
doubts, provenance, the key's evidence) is no content: it stays in the bank and is nobody's loss.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss

MEDIA = re.compile(r"media:([0-9A-Za-z_-]+(?:\.[0-9A-Za-z]+)?)")
_COMMON = tuple(
    "title hints solution final_answer quick_check mistakes difficulty section tags objectives language".split()
)
_WHEN = ("general", "correct", "incorrect", "partial")
NO_PLACE = "has no place for it"


def _of_choices(choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices:
        if choice.feedback:
            yield "choices.feedback"
        if choice.fixed:
            yield "choices.fixed"
        if choice.credit is not None:
            yield "choices.credit"


def _of_answers(answers: tuple[Answer, ...] | tuple[NumericAnswer, ...]) -> Iterator[str]:
    for answer in answers:
        if answer.feedback:
            yield "answers.feedback"
        if answer.credit != 100:
            yield "answers.credit"
        if isinstance(answer, NumericAnswer) and answer.exact:
            yield "answers.exact"
        if isinstance(answer, NumericAnswer) and answer.unit:
            yield "answers.unit"


def _of_gaps(item: ClozeItem) -> Iterator[str]:
    for gap in item.gaps:
        found = (*_of_choices(gap.choices), *_of_answers(gap.answers), *_of_answers(gap.numbers))
        yield from (f"gaps.{name}" for name in found)


def _own(item: Item) -> Iterator[str]:
    match item:
        case ChoiceItem():
            yield from _of_choices(item.choices)
        case TextEntryItem():
            yield from _of_answers(item.answers)
            if item.case_sensitive:
                yield "case_sensitive"
        case NumericItem():
            yield from _of_answers(item.answers)
        case ClozeItem():
            yield from _of_gaps(item)
        case MatchItem():
            if any(pair.feedback for pair in item.pairs):
                yield "pairs.feedback"
            if item.distractors:
                yield "distractors"
        case OrderItem():
            pass
        case EssayItem():
            if item.model_answer:
                yield "model_answer"
            if item.grader_info:
                yield "grader_info"
        case FlashcardItem():
            pass
        case _:
            assert_never(item)


def filled(item: Item) -> frozenset[str]:
    """Names of the filled fields beside stem, choices, answers and key; `media` where a text names a picture."""
    found = {name for name in _COMMON if getattr(item, name)}
    if item.feedback:
        found.update(f"feedback.{when}" for when in _WHEN if getattr(item.feedback, when))
    if item.points is not None:
        found.add("points")
    found.update(_own(item))
    if any("media:" in text and MEDIA.search(text) for text in texts(item)):
        found.add("media")
    return frozenset(found)


def texts(item: Item) -> Iterator[str]:
    """Every rich text of an item, in reading order. Typed answers are compared as text and are not among them."""
    yield item.stem
    yield from _own_texts(item)
    yield from (item.feedback.general, item.feedback.correct, item.feedback.partial, item.feedback.incorrect)
    yield from item.hints
    yield from (*item.solution, item.final_answer, item.quick_check)
    yield from item.mistakes


def _own_texts(item: Item) -> Iterator[str]:
    match item:
        case ChoiceItem():
            for choice in item.choices:
                yield choice.text
                yield choice.feedback
        case TextEntryItem() | NumericItem():
            yield from (answer.feedback for answer in item.answers)
        case ClozeItem():
            for gap in item.gaps:
                for choice in gap.choices:
                    yield choice.text
                    yield choice.feedback
                yield from (answer.feedback for answer in gap.answers)
                yield from (number.feedback for number in gap.numbers)
        case MatchItem():
            for pair in item.pairs:
                yield from (pair.left, pair.right, pair.feedback)
            yield from item.distractors
        case OrderItem():
            yield from item.entries
        case EssayItem():
            yield from (item.model_answer, item.grader_info)
        case FlashcardItem():
            yield item.back
        case _:
            assert_never(item)


def media_names(item: Item) -> tuple[str, ...]:
    """The pictures an item names, each once, in reading order."""
    return tuple(dict.fromkeys(name for text in texts(item) if "media:" in text for name in MEDIA.findall(text)))


def uncarried(
    item: Item, carried: Collection[str], target: str, reasons: Mapping[str, str] | None = None
) -> list[Loss]:
    """A loss for each filled field that the target does not carry, with its reason where one is given."""
    missing = sorted(filled(item).difference(carried))
    return [Loss(item.id, name, (reasons or {}).get(name, f"{target} {NO_PLACE}")) for name in missing]
