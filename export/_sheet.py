"""A bank as one table for people: a row an item, Markdown in the cells, as many choice columns as needed.

    id | type | title | question | choice 1 | choice 2 | answer | points | feedback | ... | feedback 1 | feedback 2
    q7 | single |     | Which?   | root     | leaf     | A      | 1      |          | ... | Yes.       |

`answer` is letters for choices ("A, C"), accepted answers (one a line, with their share where it is not all), a number
or range ("5 ± 0.1", "1.2 (1 .. 2)", "1 .. 2"), and one line a gap for a cloze ("g1: tree", "g2: oak | *elm"). The
choices of a matching item are its rows ("left -> right"), those of an ordering item stand in their right order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from export._fields import NO_PLACE, filled
from export._fractions import written
from export._numeric import centred
from export._words import letter, right_places
from export.richtext import clean_text
from quizmill.extras import path_text
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss, Support

BEFORE = ("id", "type", "title", "question")
AFTER = tuple(
    "answer;points;feedback;feedback if right;feedback if partly right;feedback if wrong;hints;solution;final answer;"
    "quick check;common mistakes;grading;difficulty;tags;section;objectives;language".split(";")
)
_NAMED = "pictures are named, not held"
_STARS = re.compile(r"\\*\*")  # a star marks a right choice of a gap; one that is the choice's own gets a backslash
SUPPORT = {
    "single": Support("approximated", _NAMED),
    "multiple": Support("approximated", _NAMED),
    "true_false": Support("approximated", _NAMED),
    "short": Support("approximated", "answers one a line, without feedback to them"),
    "numeric": Support("approximated", "value and tolerance, or range, without feedback to them"),
    "cloze": Support("approximated", "one line a gap, without feedback to its answers"),
    "matching": Support("approximated", f"rows as choices; {_NAMED}"),
    "ordering": Support("approximated", f"entries as choices, in their right order; {_NAMED}"),
    "essay": Support("approximated", f"the model answer as answer; {_NAMED}"),
    "flashcard": Support("approximated", f"the back as answer; {_NAMED}"),
}
# Fields of an item that the table has no column for.
_UNCARRIED = frozenset(
    "choices.fixed choices.credit answers.feedback gaps.answers.feedback gaps.choices.feedback gaps.choices.fixed "
    "gaps.choices.credit case_sensitive media".split()
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How many choice columns the table has."""

    choices: int
    feedback: int

    @property
    def header(self) -> tuple[str, ...]:
        choices = (f"choice {n}" for n in range(1, self.choices + 1))
        return (*BEFORE, *choices, *AFTER, *(f"feedback {n}" for n in range(1, self.feedback + 1)))


def layout_of(items: Iterable[Item]) -> Layout:
    """The widest item decides; this is the first of two walks."""
    choices = feedback = 0
    for item in items:
        choices = max(choices, len(_choices(item)))
        told = _feedback(item)
        feedback = max(feedback, len(told) if any(told) else 0)
    return Layout(choices, feedback)


def _share(credit: float) -> str:
    return "" if credit == 100 else f" [{written(credit)} %]"


def _number(answer: NumericAnswer) -> str:
    value, tolerance, own = centred(answer)
    if answer.low == answer.high:
        shown = answer.low
    elif answer.exact:
        shown = f"{value} ± {tolerance}" if own else f"{answer.exact} ({answer.low} .. {answer.high})"
    else:
        shown = f"{answer.low} .. {answer.high}"
    return f"{shown} {answer.unit}".rstrip() + _share(answer.credit)


def _texts(answers: tuple[Answer, ...]) -> list[str]:
    return [answer.text + _share(answer.credit) for answer in answers]


def _gap(gap: Gap) -> str:
    if gap.choices:
        right = right_places(gap.choices, gap.key)
        parts = [
            "*" + choice.text if place in right else "\\" + choice.text if _STARS.match(choice.text) else choice.text
            for place, choice in enumerate(gap.choices)
        ]
    else:
        parts = [*_texts(gap.answers), *(_number(number) for number in gap.numbers)]
    return f"{gap.id}: " + " | ".join(" ".join(part.split()) for part in parts)


def _choices(item: Item) -> tuple[str, ...]:
    match item:
        case ChoiceItem():
            return tuple(choice.text for choice in item.choices)
        case MatchItem():
            rows = tuple(f"{pair.left} -> {pair.right}" for pair in item.pairs)
            return (*rows, *(f"-> {other}" for other in item.distractors))
        case OrderItem():
            return item.entries
        case TextEntryItem() | NumericItem() | ClozeItem() | EssayItem() | FlashcardItem():
            return ()
        case _:
            assert_never(item)


def _feedback(item: Item) -> tuple[str, ...]:
    match item:
        case ChoiceItem():
            return tuple(choice.feedback for choice in item.choices)
        case MatchItem():
            return tuple(pair.feedback for pair in item.pairs)
        case _:
            return ()


def answer(item: Item) -> str:
    """The key as a person writes it; empty where the item has none."""
    match item:
        case ChoiceItem():
            return _letters(item)
        case TextEntryItem():
            return "\n".join(_texts(item.answers))
        case NumericItem():
            return "\n".join(_number(number) for number in item.answers)
        case ClozeItem():
            return "\n".join(_gap(gap) for gap in item.gaps)
        case MatchItem():
            return ""
        case OrderItem():
            return "in this order" if item.known else ""
        case EssayItem():
            return item.model_answer
        case FlashcardItem():
            return item.back
        case _:
            assert_never(item)


def _letters(item: ChoiceItem) -> str:
    """The right choices by letter. "AB" alone could be two of them: beyond Z one choice is named by its words."""
    places = right_places(item.choices, item.key)
    if len(places) == 1 and places[0] >= 26:
        text = item.choices[places[0]].text
        if [choice.text for choice in item.choices].count(text) == 1:
            return text
    return ", ".join(map(letter, places))


def row(item: Item, layout: Layout) -> Iterator[str]:
    """One item's cells, in the order of the layout's header."""
    told = item.feedback
    points = "" if item.points is None else f"{item.points:.10g}"
    after = (
        *(answer(item), points, told.general, told.correct, told.partial, told.incorrect),
        *(_many(item.hints), _many(item.solution), item.final_answer, item.quick_check, _many(item.mistakes)),
        item.grader_info if isinstance(item, EssayItem) else "",
        *(item.difficulty, ", ".join(item.tags), path_text(item.section), _many(item.objectives), item.language),
    )
    choices, feedback = _choices(item), _feedback(item)
    cells = (
        *(item.id, item.type, item.title, item.stem),
        *(*choices, *("",) * (layout.choices - len(choices))),
        *after,
        *(*feedback[: layout.feedback], *("",) * (layout.feedback - len(feedback))),
    )
    return (clean_text(cell) for cell in cells)


def _many(texts: tuple[str, ...]) -> str:
    """Several texts in one cell, numbered where there are more than one; their own further lines are indented."""
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{n}. " + text.replace("\n", "\n   ") for n, text in enumerate(texts, 1))


def losses(item: Item, target: str) -> Iterator[Loss]:
    """What a table cannot hold of an item."""
    for name in sorted(filled(item) & _UNCARRIED):
        reason = _NAMED if name == "media" else f"{target} {NO_PLACE}"
        yield Loss(item.id, name, reason)
    if any("," in tag for tag in item.tags):
        yield Loss(item.id, "tags", "a tag holds a comma, which parts the tags in a cell")
    if isinstance(item, ClozeItem) and any(n.low == n.high for gap in item.gaps for n in gap.numbers):
        yield Loss(item.id, "gaps", "a plain number in a gap reads like a typed answer")
