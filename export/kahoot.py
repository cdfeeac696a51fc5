"""Kahoot's quiz spreadsheet: the columns of its template, from the row where its importer looks for them.

    row 8    | Question - max 120 characters | Answer 1 - max 75 characters | ... | Time limit (sec) ... | Correct ...
    row 9  1 | Which node is the root?       | the first | the last |   |   | 20 | 1

Rules (support.kahoot.com, "Import questions from spreadsheet"): two to four answers of at most 75 characters, a
question of at most 120, time 5-240 s, right answers as numbers parted by commas. What is longer is refused, never cut:
half a question is another question.
"""

from __future__ import annotations

from typing import BinaryIO, assert_never

from export._fields import uncarried
from export._fit import left_out, unfit
from export._options import chosen
from export._words import alike, right_places, shows_words, words
from export._workbook import Sheet, workbook
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

_SECONDS = ("20", "5", "10", "30", "60", "90", "120", "240")
_MOST_CHOICES, _LONGEST_STEM, _LONGEST_CHOICE = 4, 120, 75
_ROW_OF_HEADER = 8
_HEADER = (
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_ONLY = "Kahoot's spreadsheet has questions with choices only"


def _refusal(item: Item) -> str:
    match item:
        case ChoiceItem():
            return unfit(item, (), pictures="none") or _too_much(item)
        case TextEntryItem() | NumericItem() | ClozeItem() | MatchItem() | OrderItem() | EssayItem() | FlashcardItem():
            return _ONLY
        case _:
            assert_never(item)


def _too_much(item: ChoiceItem) -> str:
    if not 2 <= len(item.choices) <= _MOST_CHOICES:
        return f"Kahoot takes 2 to {_MOST_CHOICES} answers; here are {len(item.choices)}"
    if (length := len(words(item.stem))) > _LONGEST_STEM:
        return f"Kahoot takes questions of {_LONGEST_STEM} characters; this has {length}"
    longest = max(len(words(choice.text)) for choice in item.choices)
    if longest > _LONGEST_CHOICE:
        return f"Kahoot takes answers of {_LONGEST_CHOICE} characters; one has {longest}"
    return alike(item.choices)


def _row(number: int, item: ChoiceItem, seconds: int) -> tuple[str | float | None, ...]:
    answers = [words(choice.text) for choice in item.choices]
    right = ",".join(str(place + 1) for place in right_places(item.choices, item.key))
    key = int(right) if right.isdecimal() else right
    return (number, words(item.stem), *answers, *(None,) * (_MOST_CHOICES - len(answers)), seconds, key)


def _losses(item: ChoiceItem) -> list[Loss]:
    losses = uncarried(item, (), "Kahoot")
    if not all(map(shows_words, (item.stem, *(choice.text for choice in item.choices)))):
        losses.append(Loss(item.id, "stem", "words only: code, formulas and other markup are flattened"))
    if item.type == "multiple":
        losses.append(Loss(item.id, "type", "any one right answer counts until the question is set to multi-select"))
    return losses


def _head(sheet: Sheet, title: str) -> None:
    sheet.widths((4, 60, 30, 30, 30, 30, 16, 16))
    rows = [("",), ("", title or "Quiz"), *[("",)] * (_ROW_OF_HEADER - 3)]
    for row in rows:
        sheet.row(row)
    sheet.row(("", *_HEADER), heading=True)


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """A row a question, from row 9 on."""
    seconds = int(chosen(package, {"seconds": _SECONDS})["seconds"])
    losses: list[Loss] = []
    number = 0
    with workbook(out, "Sheet1") as sheet:
        _head(sheet, words(package.title))
        for item in package.items:
            reason = _refusal(item)
            if reason or not isinstance(item, ChoiceItem):
                losses.append(left_out(item, reason))
                continue
            number += 1
            sheet.row(_row(number, item, seconds))
            losses.extend(_losses(item))
    return tuple(losses)


_REFUSED = Support("refused", _ONLY)
_SHORT = "up to 4 answers of 75 characters and a question of 120, in words"
EXPORTER = Exporter(
    name="kahoot",
    suffix=".xlsx",
    summary="Kahoot's quiz spreadsheet: short questions with up to four answers",
    render=render,
    support={
        "single": Support("approximated", _SHORT),
        "multiple": Support("approximated", _SHORT),
        "true_false": Support("approximated", _SHORT),
        "short": _REFUSED,
        "numeric": _REFUSED,
        "cloze": _REFUSED,
        "matching": _REFUSED,
        "ordering": _REFUSED,
        "essay": _REFUSED,
        "flashcard": _REFUSED,
    },
    options={"seconds": "time for each question: 5, 10, 20, 30, 60, 90, 120 or 240"},
)
