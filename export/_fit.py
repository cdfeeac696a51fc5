"""Whether a target can take an item: with its key, with words where it shows only words, with full marks to earn.

unfit(item, ())                       "it has no key"
unfit(item, (), pictures="none")      "choice 1 has no words, and its picture cannot be shown"
unfit(item, (), partial=False)        "no answer of it earns full marks"
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, assert_never

from export._pictures import described
from export.richtext import clean_text, to_plain
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
    is_keyless,
)
from quizmill.package import Loss

Shown = Literal["all", "stem", "none"]  # where a target shows pictures


def unfit(item: Item, keyless: Collection[str], *, pictures: Shown = "all", partial: bool = True) -> str:
    """Why a target that needs keys and words cannot take this item at all; empty where it can.

    `pictures` says where the target shows pictures: a part that is nothing but one needs that. `partial` is whether it
    knows typed answers of less than full credit; one that does not needs an answer that earns it all.
    """
    if is_keyless(item) and item.type not in keyless:
        return "it has no key"
    if part := blank(item, pictures):
        shown = "" if pictures == "all" or blank(item) else ", and its picture cannot be shown"
        return f"{part} has no words{shown}"
    return "" if partial or _has_full_answer(item) else "no answer of it earns full marks"


def _has_full_answer(item: Item) -> bool:
    """Whether full marks can be had by what is typed; true where nothing is."""
    match item:
        case TextEntryItem() | NumericItem():
            return any(answer.credit >= 100 for answer in item.answers)
        case ClozeItem():
            typed = (gap for gap in item.gaps if not gap.choices)
            return all(max(_credits(gap), default=0.0) >= 100 for gap in typed)
        case _:
            return True


def _credits(gap: Gap) -> Iterator[float]:
    yield from (answer.credit for answer in gap.answers)
    yield from (number.credit for number in gap.numbers)


def left_out(item: Item, reason: str) -> Loss:
    """The item is not in the file, and why."""
    return Loss(item.id, "*", reason)


def blank(item: Item, pictures: Shown = "all") -> str:
    """Which part of an item has nothing to show, so that a target would drop it; empty where none."""
    if _is_blank(item.stem, pictures != "none"):
        return "its stem"
    return next((part for part, text in _parts(item) if _is_blank(text, pictures == "all")), "")


def _parts(item: Item) -> Iterator[tuple[str, str]]:
    """What must be shown beside the stem."""
    match item:
        case ChoiceItem():
            yield from ((f"choice {n}", choice.text) for n, choice in enumerate(item.choices, 1))
        case ClozeItem():
            yield from (("a choice of a gap", choice.text) for gap in item.gaps for choice in gap.choices)
        case MatchItem():
            yield from (("a side of a pair", side) for pair in item.pairs for side in (pair.left, pair.right))
        case OrderItem():
            yield from (("an entry", entry) for entry in item.entries)
        case TextEntryItem():
            if any(not clean_text(answer.text).strip() for answer in item.answers):
                yield "an answer", ""
        case NumericItem() | EssayItem() | FlashcardItem():
            return
        case _:
            assert_never(item)


def _is_blank(text: str, pictures: bool) -> bool:
    if text.isascii() and text[:1].isalnum():
        return False
    if "](media:" in text:
        return not pictures and not to_plain(described(text)).strip()
    return not to_plain(text).strip()
