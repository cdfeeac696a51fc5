"""Items laid out for paper: numbered questions, lettered lines, and what the key says of them.

Variant A keeps the document's order; B, C ... shuffle choices (and questions, where asked), each from its own seed, so
that the same bank gives the same variants. Choices that name each other by letter are never shuffled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from export._card import number_words
from export._fields import uncarried
from export._names import shuffled
from export._options import chosen
from export._shuffle import movable, reordered
from export._titles import GAP
from export._words import letter
from export.paper.media import kind
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
from quizmill.package import Loss, Package, Support

OPTIONS = {
    "variants": "how many variants: 1 (default) to 8; from B on choices are shuffled",
    "part": "both (default), test, key",
    "shuffle": "what variants shuffle: choices (default), all (questions too), none",
    "seed": "any word; another word gives other variants",
    "paper": "a4 (default), letter",
}
_VALUES = {
    "variants": tuple("12345678"),
    "part": ("both", "test", "key"),
    "shuffle": ("choices", "all", "none"),
    "paper": ("a4", "letter"),
}
KINDS = {
    "single": Support("full"),
    "multiple": Support("full"),
    "true_false": Support("full"),
    "short": Support("full"),
    "numeric": Support("full"),
    "cloze": Support("full"),
    "matching": Support("full"),
    "ordering": Support("full"),
    "essay": Support("full"),
    "flashcard": Support("approximated", "the front is an open question, the back its answer"),
}
LOST = frozenset(("tags", "choices.credit", "gaps.choices.credit", "case_sensitive"))
UNKNOWN = "not known: the source gives no key"


@dataclass(frozen=True, slots=True)
class Settings:
    """The options, read."""

    variants: int
    part: str
    shuffle: str
    seed: str
    paper: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(letter(place) for place in range(self.variants))


def settings(package: Package) -> Settings:
    """The package's options; UsageError names what is not known."""
    options = dict(package.options)
    seed = options.pop("seed", "")
    found = chosen(replace(package, options=options), _VALUES)
    return Settings(int(found["variants"]), found["part"], found["shuffle"], seed, found["paper"])


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: a choice ("A"), a row to be matched ("1"), an entry to be numbered (no label)."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one variant. Texts are rich; `typed` answers are literal.

    The gaps of a cloze are numbered in its stem: `{{gap:2}}`. `blanks` is how many empty lines stand below; `rows` are
    written on, `choices` are chosen from. `answer` names the key by labels, `answers` are rich texts of it.
    """

    number: int
    item: Item
    stem: str
    task: str = ""
    rows: tuple[Line, ...] = ()
    choices: tuple[Line, ...] = ()
    blanks: int = 0
    answer: str = ""
    answers: tuple[str, ...] = ()

    @property
    def points(self) -> str:
        points = self.item.points
        return "" if points is None else f"{points:g} point{'' if points == 1 else 's'}"


def questions(package: Package, variant: str, how: Settings) -> Iterator[Question]:
    """The questions of a variant. Nothing is kept, unless questions are shuffled too."""
    items = package.items
    first = variant == "A"
    if how.shuffle == "all" and not first:
        held = list(items)
        items = [held[at] for at in shuffled(len(held), f"{how.seed}/{variant}")]
    seed = "" if first or how.shuffle == "none" else f"{how.seed}/{variant}"
    for number, item in enumerate(items, 1):
        yield _laid_out(item, number, f"{seed}/{item.id}" if seed else "")


def _laid_out(item: Item, number: int, seed: str) -> Question:
    match item:
        case ChoiceItem():
            return _choice(item, number, seed)
        case TextEntryItem():
            return Question(number, item, item.stem, blanks=1, answer=_typed(item.answers) or UNKNOWN)
        case NumericItem():
            return Question(number, item, item.stem, blanks=1, answer=_numbers(item.answers) or UNKNOWN)
        case ClozeItem():
            return _cloze(item, number)
        case MatchItem():
            return _matching(item, number, seed)
        case OrderItem():
            return _ordering(item, number, seed)
        case EssayItem():
            model = (item.model_answer,) if item.model_answer else ()
            return Question(number, item, item.stem, blanks=8, answer="" if model else "open", answers=model)
        case FlashcardItem():
            return Question(number, item, item.stem, blanks=3, answers=(item.back,) if item.back else ())
        case _:
            assert_never(item)


def _choice(item: ChoiceItem, number: int, seed: str) -> Question:
    free = movable(item)
    order = reordered(item, shuffled(len(free), seed)) if seed and free else tuple(range(len(item.choices)))
    choices = [item.choices[place] for place in order]
    right = [place for place, choice in enumerate(choices) if item.key and choice.id in item.key.choices]
    return Question(
        number,
        item,
        item.stem,
        task="Choose all that apply." if item.type == "multiple" else "",
        choices=tuple(Line(letter(place), choice.text) for place, choice in enumerate(choices)),
        answer=", ".join(letter(place) for place in right) or UNKNOWN,
        answers=(choices[right[0]].text,) if len(right) == 1 else (),
    )


def _accepted(gap: Gap) -> str:
    if gap.choices:
        right = [letter(at) for at, choice in enumerate(gap.choices) if gap.key and choice.id in gap.key.choices]
        return ", ".join(right) or UNKNOWN
    return " / ".join(part for part in (_typed(gap.answers), _numbers(gap.numbers)) if part) or UNKNOWN


def _typed(answers: Sequence[Answer]) -> str:
    return " / ".join(f"{each.text}{_share(each.credit)}" for each in answers if each.credit > 0)


def _numbers(answers: Sequence[NumericAnswer]) -> str:
    return " / ".join(f"{number_words(each)}{_share(each.credit)}" for each in answers if each.credit > 0)


def _share(credit: float) -> str:
    return "" if credit >= 100 else f" ({credit:g} %)"


def _cloze(item: ClozeItem, number: int) -> Question:
    """Gaps are numbered in the text; those that are chosen have their choices below, lettered."""
    at = {gap.id: place for place, gap in enumerate(item.gaps, 1)}
    chosen_from = [
        Line(f"({nth}) {letter(place)}", choice.text)
        for nth, gap in enumerate(item.gaps, 1)
        for place, choice in enumerate(gap.choices)
    ]
    return Question(
        number,
        item,
        GAP.sub(lambda gap: f"{{{{gap:{at.get(gap[1], '?')}}}}}", item.stem),
        task="Fill in the gaps.",
        choices=tuple(chosen_from),
        answer="; ".join(f"({nth}) {_accepted(gap)}" for nth, gap in enumerate(item.gaps, 1)),
    )


def _matching(item: MatchItem, number: int, seed: str) -> Question:
    rights = list(dict.fromkeys(text for text in (*(pair.right for pair in item.pairs), *item.distractors) if text))
    options = [rights[at] for at in shuffled(len(rights), seed or item.id)]
    labels = {text: letter(at) for at, text in enumerate(options)}
    joined = [f"{at}-{labels.get(pair.right, '?')}" for at, pair in enumerate(item.pairs, 1)]
    return Question(
        number,
        item,
        item.stem,
        task="Write the matching letter on each line.",
        rows=tuple(Line(str(at), pair.left) for at, pair in enumerate(item.pairs, 1)),
        choices=tuple(Line(letter(at), text) for at, text in enumerate(options)),
        answer=", ".join(joined),
    )


def _ordering(item: OrderItem, number: int, seed: str) -> Question:
    stored = shuffled(len(item.entries), seed or item.id)
    lines = tuple(Line(letter(at), item.entries[place]) for at, place in enumerate(stored))
    right = " – ".join(letter(stored.index(place)) for place in range(len(stored)))
    return Question(
        number,
        item,
        item.stem,
        task="Number the entries in their right order.",
        rows=lines,
        answer=right if item.known else UNKNOWN,
    )


def _why(name: str) -> str:
    sound = kind(name).startswith("audio/")
    return f"the sound {name} cannot be shown; its description stands there" if sound else f"no bytes for {name}"


def losses(item: Item, missing: Sequence[str], lost: Collection[str], where: str = "paper") -> list[Loss]:
    """Pictures whose description stands in their place, and the filled fields among those that paper loses."""
    pictures = [Loss(item.id, "media", _why(name)) for name in missing]
    return pictures + [loss for loss in uncarried(item, (), where) if loss.field in lost]
