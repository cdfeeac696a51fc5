"""How well a composed document was read: exact items, wrong keys, and what else was asserted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

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
    is_keyless,
)
from quizmill.pipeline import convert
from quizmill.source import Source
from tests.styles import Gold, Made, compose

_ALIKE = 0.8  # of two stems that are the same question's


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one document. `wrong` are asserted keys that the document does not hold; `extra` are items it has not."""

    gold: int
    exact: int
    wrong: int
    extra: int
    notes: tuple[str, ...] = ()


def words(text: str) -> list[str]:
    """Words and operators, without markup."""
    plain = re.sub(
        r"\{\{gap:\w+\}\}|</?[a-z][^>]*>|^\s*(?:```|~~~).*$",
        " ",
        unicodedata.normalize("NFKC", text).casefold(),
        flags=re.M,
    )
    return re.findall(r"[^\W_]+|[<>=+]|-(?=\d)", plain)


def score(made: Made) -> Score:
    """Read a composed document as a user would, and compare it with its gold."""
    return compare(made, convert(Source(made.name, made.text.encode())).items)


def compare(made: Made, items: Iterable[Item]) -> Score:
    """Items against the gold of the document that they were read from."""
    waiting = list(items)
    pairs = _paired(made.gold, waiting)
    exact = wrong = 0
    notes = []
    for at, gold in enumerate(made.gold):
        if at not in pairs:
            notes.append(f"missed: {gold.stem}")
            continue
        verdict = _judge(pairs[at], gold)
        exact += verdict == "exact"
        wrong += verdict == "wrong"
        if verdict != "exact":
            notes.append(f"{verdict}: {gold.stem}")
    left = [item for item in waiting if all(item is not one for one in pairs.values())]
    extra_keys = [item for item in left if not is_keyless(item) and item.type != "essay"]
    notes += [f"extra: {item.type} {item.stem[:80]!r}" for item in left]
    return Score(len(made.gold), exact, wrong + len(extra_keys), len(left), tuple(notes))


def _paired(golds: Sequence[Gold], items: Sequence[Item]) -> dict[int, Item]:
    """The item that was read for each question: the likest stems first."""
    alike = ((_likeness(item, gold), at, place) for at, gold in enumerate(golds) for place, item in enumerate(items))
    pairs: dict[int, Item] = {}
    used: set[int] = set()
    for likeness, at, place in sorted(alike, key=lambda one: -one[0]):
        if likeness >= _ALIKE and at not in pairs and place not in used:
            pairs[at] = items[place]
            used.add(place)
    return pairs


def _likeness(item: Item, gold: Gold) -> float:
    """How much of the two stems' words is the same."""
    got, want = Counter(words(item.stem)), Counter(words(gold.stem))
    return 2 * (got & want).total() / max(1, got.total() + want.total())


def _judge(item: Item, gold: Gold) -> str:
    """ "exact", "wrong" (another key than the document's, or a key where it has none), or what differs."""
    if gold.kind != "choice":
        return _judge_other(item, gold)
    if not isinstance(item, ChoiceItem):
        return "kind" if is_keyless(item) or item.type == "essay" else "wrong"
    texts = [words(choice.text) for choice in item.choices]
    wanted = [words(choice) for choice in gold.choices]
    right = {tuple(texts[i]) for i, c in enumerate(item.choices) if item.key and c.id in item.key.choices}
    want = {tuple(wanted[i]) for i in gold.right or ()}
    if item.key and right != want and not _at_the_same_places(item, gold):
        return "wrong"
    if texts != wanted:
        return "choices"
    if bool(item.key) != (gold.right is not None):
        return "key missed"
    said = words(" ".join((item.feedback.general, item.feedback.correct, item.feedback.incorrect, *item.solution)))
    if gold.remarks and [_said(choice.feedback) for choice in item.choices] != [_said(r) for r in gold.remarks]:
        return "remarks"
    return "exact" if said == words(gold.feedback) else "feedback"


def _at_the_same_places(item: ChoiceItem, gold: Gold) -> bool:
    """The right choices, with more words than they have."""
    places = tuple(i for i, choice in enumerate(item.choices) if item.key and choice.id in item.key.choices)
    texts = [words(choice.text) for choice in item.choices]
    begun = all(text[: len(want)] == want for text, want in zip(texts, map(words, gold.choices), strict=False))
    return len(texts) == len(gold.choices) and places == gold.right and begun


def _said(remark: str) -> list[str]:
    """A remark's words without its verdict, which the key holds."""
    said = words(remark)
    return said[1:] if said[:1] in (["correct"], ["incorrect"]) else said


def _judge_other(item: Item, gold: Gold) -> str:
    """The same for a question that has no choices."""
    want = [words(answer) for answer in gold.answers]
    match item:
        case TextEntryItem():
            got = [words(answer.text) for answer in item.answers]
        case NumericItem():
            got = [words(answer.exact or answer.low) for answer in item.answers]
        case ClozeItem():
            got = [words(answer.text) for gap in item.gaps for answer in gap.answers]
        case MatchItem():
            pairs = {(*words(pair.left), "", *words(pair.right)) for pair in item.pairs if pair.right}
            wanted = {(*words(left), "", *right) for left, right in zip(gold.shown, want, strict=True)}
            return "exact" if pairs == wanted else "wrong" if pairs - wanted else "pairs"
        case OrderItem():
            entries = [words(entry) for entry in item.entries]
            return "order missed" if not item.known else "exact" if entries == want else "wrong"
        case EssayItem():
            got = [words(item.model_answer)]
        case FlashcardItem():
            got = [words(item.back)]
        case ChoiceItem():
            return "kind" if is_keyless(item) else "wrong"
        case _:
            assert_never(item)
    if got == want:
        return "exact" if gold.kind in _LIKE[item.type] else "kind"
    told = Counter(word for answer in got for word in answer)
    sides = gold.shown if gold.kind == "matching" else ()
    if told == Counter(word for text in (*sides, *gold.answers) for word in words(text)):
        return "kind"  # the pairs or the words of the gaps, as they are written
    return "wrong" if any(got) else "answer missed"


# the kinds of question that may be read as an item of a type: a short answer may be shown as an essay's model answer
_LIKE = {
    "short": ("short", "essay", "numeric"),
    "numeric": ("numeric",),
    "cloze": ("cloze",),
    "essay": ("essay", "short"),
    "flashcard": (),
}


def survey(
    carrier: str, seeds: Iterable[int]
) -> tuple[Score, Counter[tuple[str, str]], Counter[tuple[str, str]], list[str]]:
    """The sum over many documents, the items and the exact ones by axis value, and the documents that fell short."""
    total, every, good = Score(0, 0, 0, 0), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    short = []
    for seed in seeds:
        made = compose(seed, carrier)
        got = score(made)
        total = Score(*(getattr(total, f) + getattr(got, f) for f in ("gold", "exact", "wrong", "extra")))
        for axis in made.style.axes():
            every[axis] += got.gold
            good[axis] += got.exact
        if got.exact < got.gold or got.extra or got.wrong:
            short.append(f"{made.name}: {got.exact}/{got.gold} exact, {got.wrong} wrong; {'; '.join(got.notes)}")
    return total, every, good, short
