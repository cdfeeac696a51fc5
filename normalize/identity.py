"""Step 6, identity: ids that survive a better reader, a moved file and a corrected typo.

A fresh item is named after its document and its words at first sight; from then on the bank carries the id along:
`carry` pairs the items of a document's new reading with those of the last, by words first, then by likeness and place.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from normalize.text import words
from quizmill.item import ChoiceItem, ClozeItem, FlashcardItem, Item, MatchItem, OrderItem

LIKENESS = 0.6  # of stem and choices together; measured: typo fixes stay above .85, other questions of a quiz below .5
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # base 32
_PAIRS = tuple(one + two for one in _LETTERS for two in _LETTERS)
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s]")


def document_id(sha256: str) -> str:
    """A document's id, named after its bytes at first sight."""
    return "d" + sha256[:15]


def fingerprint(item: Item) -> str:
    """The words of the question alone: stem and what is chosen from, not key or feedback."""
    return "\n".join(words(part) for part in (item.type, item.stem, *_options(item)))


def _options(item: Item) -> tuple[str, ...]:
    match item:
        case ChoiceItem():
            return tuple(choice.text for choice in item.choices)
        case MatchItem():
            return tuple(pair.left for pair in item.pairs)
        case OrderItem():
            return tuple(sorted(item.entries))
        case FlashcardItem():
            return ()
        case ClozeItem():
            return tuple(choice.text for gap in item.gaps for choice in gap.choices)
        case _:
            return ()


def fresh(document: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with ids of their own: `q` and 16 letters; equal questions of one document are counted."""
    return tuple(
        replace(item, id=name) for item, name in zip(items, names(document, map(fingerprint, items)), strict=True)
    )


def names(document: str, fingerprints: Iterable[str]) -> list[str]:
    """The ids of a document's items by their words."""
    seen: Counter[str] = Counter()
    found = []
    for words_ in fingerprints:
        found.append(_name(document, words_, seen[words_]))
        seen[words_] += 1
    return found


def _name(document: str, words_: str, count: int) -> str:
    digest = hashlib.sha256(f"{document}\n{count}\n{words_}".encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:10])
    return "q" + "".join([_PAIRS[number >> shift & 1023] for shift in range(70, -1, -10)])


def carry(old: Sequence[Item], new: Sequence[Item]) -> tuple[Item, ...]:
    """The new items, each under the id of the old one that it is; the rest keep their fresh ids.

    Equal words pair first, in order; then the likeliest of what is left, nearest place first among equals. An id
    is given once. Two fresh ids never meet an old one that another item holds.
    """
    ids: dict[int, str] = {}
    left = _pair_equal(old, new, ids)
    _pair_alike(old, new, left, ids)
    taken = set(ids.values())
    out = []
    for i, item in enumerate(new):
        name = ids.get(i) or item.id
        while i not in ids and name in taken:
            name = _name(name, fingerprint(item), i)
        taken.add(name)
        out.append(replace(item, id=name))
    return tuple(out)


def _pair_equal(old: Sequence[Item], new: Sequence[Item], ids: dict[int, str]) -> list[int]:
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j, item in reversed(list(enumerate(old))):
        waiting[fingerprint(item)].append(j)
    used = set()
    for i, item in enumerate(new):
        if found := waiting.get(fingerprint(item)):
            j = found.pop()
            ids[i] = old[j].id
            used.add(j)
    return [j for j in range(len(old)) if j not in used]


def _pair_alike(old: Sequence[Item], new: Sequence[Item], left: Sequence[int], ids: dict[int, str]) -> None:
    open_ = [i for i in range(len(new)) if i not in ids]
    if not left or not open_:
        return
    scored = sorted(
        (
            (-likeness(old[j], new[i]), abs(_place(j, old) - _place(i, new)), i, j)
            for i in open_
            for j in _near(i, left, old, new)
        ),
    )
    used: set[int] = set()
    for score, _, i, j in scored:
        if -score >= LIKENESS and i not in ids and j not in used:
            ids[i] = old[j].id
            used.add(j)


def _near(i: int, left: Sequence[int], old: Sequence[Item], new: Sequence[Item], window: int = 40) -> list[int]:
    """At most `window` candidates, the nearest in place: likeness costs, and a question seldom travels far."""
    return sorted(left, key=lambda j: abs(_place(j, old) - _place(i, new)))[:window]


def _place(index: int, items: Sequence[Item]) -> float:
    return index / max(1, len(items) - 1)


def likeness(a: Item, b: Item) -> float:
    """0..1: how alike the words of two questions are."""
    one, two = (_TOKEN.findall(fingerprint(item)[:2000]) for item in (a, b))
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
        return 0.0
    return matcher.ratio()
