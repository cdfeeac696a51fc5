"""Any item as the two sides of a card, for targets that know nothing else.

    front   Which tree? / A) heap / B) trie        back   A) heap / Yes, by its order.

A side is a list of lines; the target renders their rich texts and joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from export._names import shuffled
from export._numeric import centred
from export._titles import BLANK, GAP
from export._words import letter, literal, right_places
from quizmill.item import (
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

# What a card shows beside question and answer.
CARRIED = frozenset(
    "feedback.general solution final_answer model_answer answers.exact answers.unit gaps.answers.exact "
    "gaps.answers.unit distractors".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """`label` is literal text before the rich `text`; `other` is a second rich text, after an arrow."""

    text: str = ""
    label: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of each side."""

    front: tuple[Line, ...]
    back: tuple[Line, ...] = ()


def number_words(answer: NumericAnswer) -> str:
    """`5`, `5 ± 0.1 cm`, `1 … 2`, or `1.2 (1 … 2)` where the value is not in the middle."""
    value, tolerance, own = centred(answer)
    if answer.low == answer.high:
        shown = answer.exact or answer.low
    elif answer.exact:
        shown = f"{value} ± {tolerance}" if own else f"{answer.exact} ({answer.low} … {answer.high})"
    else:
        shown = f"{answer.low} … {answer.high}"
    return f"{shown} {answer.unit}".rstrip()


def _choice(item: ChoiceItem) -> Card:
    labelled = [Line(choice.text, f"{letter(n)}) ") for n, choice in enumerate(item.choices)]
    right = right_places(item.choices, item.key)
    told = [Line(item.choices[n].feedback) for n in right if item.choices[n].feedback]
    return Card((Line(item.stem), *labelled), (*(labelled[n] for n in right), *told))


def _typed(stem: str, answers: Iterable[str]) -> Card:
    words = " / ".join(answers)
    return Card((Line(stem),), (Line(label=words),) if words else ())


def _gap_line(gap: Gap, label: str) -> Iterator[Line]:
    if gap.choices:
        yield from (Line(gap.choices[n].text, label) for n in right_places(gap.choices, gap.key))
        return
    typed = [literal(answer.text) for answer in gap.answers if answer.credit == 100]
    yield Line(label=label + " / ".join((*typed, *(number_words(n) for n in gap.numbers if n.credit == 100))))


def _cloze(item: ClozeItem) -> Card:
    places = {gap.id: f" ({n})" if len(item.gaps) > 1 else "" for n, gap in enumerate(item.gaps, 1)}
    front = GAP.sub(lambda found: BLANK + places.get(found[1], ""), item.stem)
    labels = {name: f"{place.strip()} " if place else "" for name, place in places.items()}
    offered = [Line(choice.text, f"{labels[gap.id]}• ") for gap in item.gaps for choice in gap.choices]
    return Card((Line(front), *offered), tuple(line for gap in item.gaps for line in _gap_line(gap, labels[gap.id])))


def _matching(item: MatchItem) -> Card:
    rights = [*dict.fromkeys(pair.right for pair in item.pairs), *item.distractors]
    mixed = [Line(rights[place], "• ") for place in shuffled(len(rights), item.id)]
    lefts = [Line(pair.left, f"{n}. ") for n, pair in enumerate(item.pairs, 1)]
    return Card((Line(item.stem), *lefts, *mixed), tuple(Line(pair.left, other=pair.right) for pair in item.pairs))


def _ordering(item: OrderItem) -> Card:
    mixed = [Line(item.entries[place], "• ") for place in shuffled(len(item.entries), item.id)]
    return Card((Line(item.stem), *mixed), tuple(Line(entry, f"{n}. ") for n, entry in enumerate(item.entries, 1)))


def _sides(item: Item) -> Card:
    match item:
        case ChoiceItem():
            return _choice(item)
        case TextEntryItem():
            return _typed(item.stem, (literal(answer.text) for answer in item.answers if answer.credit == 100))
        case NumericItem():
            return _typed(item.stem, (number_words(answer) for answer in item.answers if answer.credit == 100))
        case ClozeItem():
            return _cloze(item)
        case MatchItem():
            return _matching(item)
        case OrderItem():
            return _ordering(item)
        case EssayItem():
            return Card((Line(item.stem),), (Line(item.model_answer),) if item.model_answer else ())
        case FlashcardItem():
            return Card((Line(item.stem),), (Line(item.back),) if item.back else ())
        case _:
            assert_never(item)


def card(item: Item) -> Card:
    """Both sides; below the answer the feedback and the worked solution."""
    sides = _sides(item)
    more = (item.feedback.general, *item.solution, item.final_answer)
    return Card(sides.front, (*sides.back, *(Line(text) for text in more if text)))
