"""The spreadsheet of Quizizz, now Wayground: its template's columns, one row a question.

    | Question Text           | Question Type   | Option 1  | ... | Option 5 | Correct Answer | Time in seconds | ...
    | Which node is the root? | Multiple Choice | the first |     |          | 1              | 30              |
    | All trees?              | Checkbox        | heap      |     |          | 1,3            | 30              |
    | Largest node?           | Fill-in-the-Blank | root    |     |          |                | 30              |
    | Say why.                | Open-Ended      |           |     |          |                | 300             |

Rules: the notes of the template itself (support.wayground.com, "Import questions from a spreadsheet"): up to five
options, right ones by number, accepted answers of a blank as its options, an explanation shown after the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, assert_never

from export._fields import uncarried
from export._fit import left_out, unfit
from export._options import chosen
from export._words import alike, by_letter, literal, right_places, shows_words, words
from export._workbook import workbook
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

_MOST = 5
_HEADER = (
    "Question Text",
    "Question Type",
    *(f"Option {n}" for n in range(1, _MOST + 1)),
    "Correct Answer",
    "Time in seconds",
    "Image Link",
    "Answer explanation",
)
_CARRIED = frozenset({"feedback.general", "solution", "final_answer", "model_answer", "answers.exact"})
_KINDS = {
    "numeric": "as a blank: the number is compared as text",
    "cloze": "as a blank or a question with options, below its text",
    "flashcard": "as an open question; the back is its explanation",
}
_REASONS = {"answers.credit": "only answers of full credit are accepted"}


@dataclass(frozen=True, slots=True)
class _Question:
    kind: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    seconds: int = 30


class _Refused(Exception):
    """The spreadsheet has no form for this item; the reason is a sentence's end."""


def _choice(item: ChoiceItem) -> _Question:
    if not 2 <= len(item.choices) <= _MOST:
        raise _Refused(f"the spreadsheet takes 2 to {_MOST} options; here are {len(item.choices)}")
    if reason := alike(item.choices) or by_letter(item):
        raise _Refused(reason)
    right = tuple(place + 1 for place in right_places(item.choices, item.key))
    kind = "Checkbox" if item.type == "multiple" or len(right) > 1 else "Multiple Choice"
    return _Question(kind, tuple(words(choice.text) for choice in item.choices), right)


def _blank(answers: list[str]) -> _Question:
    return _Question("Fill-in-the-Blank", tuple(answers[:_MOST]))


def _gap(item: ClozeItem) -> _Question:
    if len(item.gaps) != 1:
        raise _Refused("the spreadsheet takes one gap in a question")
    (gap,) = item.gaps
    if gap.choices:
        return _choice(ChoiceItem(id=item.id, stem="", choices=gap.choices, key=gap.key))
    if gap.numbers:
        return _blank([_exact(NumericItem(id=item.id, stem="", answers=gap.numbers))])
    return _blank([literal(answer.text) for answer in gap.answers if answer.credit == 100])


def _exact(item: NumericItem) -> str:
    if any(answer.low != answer.high for answer in item.answers):
        raise _Refused("the spreadsheet has no number with a tolerance")
    return next(answer.exact or answer.low for answer in item.answers if answer.credit == 100)


def _question(item: Item) -> _Question:
    match item:
        case ChoiceItem():
            return _choice(item)
        case TextEntryItem():
            return _blank([literal(answer.text) for answer in item.answers if answer.credit == 100])
        case NumericItem():
            return _blank([_exact(item)])
        case ClozeItem():
            return _gap(item)
        case MatchItem():
            raise _Refused("the spreadsheet has no pairs")
        case OrderItem():
            raise _Refused("the spreadsheet has no order to be found")
        case EssayItem() | FlashcardItem():
            return _Question("Open-Ended", seconds=300)
        case _:
            assert_never(item)


def _explanation(item: Item) -> str:
    own: tuple[str, ...] = ()
    if isinstance(item, EssayItem):
        own = (item.model_answer,)
    elif isinstance(item, FlashcardItem):
        own = (item.back,)
    return " ".join(filter(None, map(words, (*own, item.feedback.general, *item.solution, item.final_answer))))


def _row(item: Item) -> tuple[str | float | None, ...]:
    asked = _question(item)
    padded = (*asked.options, *(None,) * (_MOST - len(asked.options)))
    right = asked.right[0] if len(asked.right) == 1 else ",".join(map(str, asked.right))
    return (words(item.stem), asked.kind, *padded, right, asked.seconds, None, _explanation(item))


def _losses(item: Item) -> Iterator[Loss]:
    yield from uncarried(item, _CARRIED, "The spreadsheet", _REASONS)
    shown = (item.stem, *(choice.text for choice in item.choices)) if isinstance(item, ChoiceItem) else (item.stem,)
    if not all(map(shows_words, shown)):
        yield Loss(item.id, "stem", "words only: code, formulas and other markup are flattened")
    if kind := _KINDS.get(item.type):
        yield Loss(item.id, "type", kind)
    if isinstance(item, TextEntryItem) and sum(answer.credit == 100 for answer in item.answers) > _MOST:
        yield Loss(item.id, "answers", f"the spreadsheet takes {_MOST} accepted answers")


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """The template's header, then a row a question."""
    chosen(package, {})
    losses: list[Loss] = []
    with workbook(out, "Sheet1") as sheet:
        sheet.widths((60, 18, *(24,) * _MOST, 15, 15, 12, 40))
        sheet.row(_HEADER, heading=True)
        for item in package.items:
            try:
                if reason := unfit(item, (), pictures="none", partial=False):
                    raise _Refused(reason)
                cells = _row(item)
            except _Refused as refused:
                losses.append(left_out(item, str(refused)))
                continue
            sheet.row(cells)
            losses.extend(_losses(item))
    return tuple(losses)


_SUPPORT = {
    "single": Support("approximated", "up to 5 options, in words"),
    "multiple": Support("approximated", "as checkbox; up to 5 options, in words"),
    "true_false": Support("approximated", "as a question with two options"),
    "short": Support("approximated", "as blank, with up to 5 accepted answers"),
    "numeric": Support("approximated", "as blank; a number with a tolerance is refused"),
    "cloze": Support("approximated", "one gap; several gaps are refused"),
    "matching": Support("refused", "the spreadsheet has no pairs"),
    "ordering": Support("refused", "the spreadsheet has no order to be found"),
    "essay": Support("approximated", "open-ended, with the model answer as explanation"),
    "flashcard": Support("approximated", "open-ended, with the back as explanation"),
}
EXPORTERS = (
    Exporter("quizizz", ".xlsx", "Quizizz spreadsheet: questions with up to five options", render, _SUPPORT),
    Exporter("wayground", ".xlsx", "Wayground spreadsheet (Quizizz under its new name)", render, _SUPPORT),
)
