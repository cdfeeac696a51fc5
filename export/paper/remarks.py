"""What the key of a printed test says beside the answers: a heading and its rich texts, by the item's own fields.

Feedback by answer      a **gantry** crane — It stands on legs.
Solution                Step one ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from export._card import number_words
from export.richtext import Target, to_html
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

_TARGET = Target()
_SIGNS = re.compile(r"([\\`*_\[\]<>&$~|#])")


def remarks(item: Item) -> Iterator[tuple[str, Sequence[str]]]:
    """What the key says beside the answer: a heading and its rich texts, by the item's own fields."""
    said = item.feedback
    about = (as_rich(item.title), as_rich(" › ".join(item.section)), as_rich(item.difficulty))
    yield "About", [" · ".join(text for text in about if text)] if any(about) else []
    yield "Objectives", item.objectives
    yield "Feedback", [said.general] if said.general else []
    yield "If right", [said.correct] if said.correct else []
    yield "If partly right", [said.partial] if said.partial else []
    yield "If wrong", [said.incorrect] if said.incorrect else []
    yield "Feedback by answer", list(_by_answer(item))
    yield "Solution", item.solution
    yield "Final answer", [item.final_answer] if item.final_answer else []
    yield "Quick check", [item.quick_check] if item.quick_check else []
    yield "Common mistakes", item.mistakes
    yield "Hints", item.hints
    if isinstance(item, EssayItem) and item.grader_info:
        yield "For the grader", [item.grader_info]


def _by_answer(item: Item) -> Iterator[str]:
    match item:
        case ChoiceItem():
            yield from (_said(choice.text, choice.feedback) for choice in item.choices if choice.feedback)
        case TextEntryItem():
            yield from (_said(as_rich(answer.text), answer.feedback) for answer in item.answers if answer.feedback)
        case NumericItem():
            yield from (_said(number_words(answer), answer.feedback) for answer in item.answers if answer.feedback)
        case ClozeItem():
            for gap in item.gaps:
                yield from (_said(choice.text, choice.feedback) for choice in gap.choices if choice.feedback)
                yield from (_said(as_rich(each.text), each.feedback) for each in gap.answers if each.feedback)
                yield from (_said(number_words(each), each.feedback) for each in gap.numbers if each.feedback)
        case MatchItem():
            yield from (_said(pair.left, pair.feedback) for pair in item.pairs if pair.feedback)
        case OrderItem() | EssayItem() | FlashcardItem():
            return
        case _:
            assert_never(item)


def as_rich(literal: str) -> str:
    """Literal words as Markdown that shows them."""
    return _SIGNS.sub(r"\\\1", literal)


def _said(words: str, feedback: str) -> str:
    """Both in a line where both are words; lists, tables and code stand in lines of their own."""
    runs_on = to_html(feedback, _TARGET).startswith("<p>")
    if "\n" in words:
        return f"{words}\n\n{'— ' if runs_on else ''}{feedback}"
    return f"{words} — {feedback}" if runs_on else f"{words} —\n\n{feedback}"
