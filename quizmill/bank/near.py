"""Items that ask nearly the same: suggestions for a curator, never a decision.

Signatures of character 5-grams (MinHash, 120 permutations) are cut into 20 bands of 6; items that share a band are
compared in full and grouped from a likeness (Jaccard) of 0.8 on. Near is not same: "3 + 4" and "3 + 5", or a stem with
"not" in it, are alike to any measure, so digits, negations and most of the choices must agree too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quizmill.bank.records import GroupRow

LIKE = 0.8
_BANDS, _ROWS = 20, 6
_WIDEST = 200  # items of one band that are compared with each other; a longer band holds a form, not a question
_NOT = frozenset(
    "not no never except without unless incorrect false nicht kein keine keiner nie außer ohne ne pas jamais sauf "
    "sans non sin nunca excepto salvo não nem exceto не ни нет кроме без oprócz bez niet geen nooit inte ikke".split()
)
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared: the 5-grams of all its words, and what must agree exactly."""

    id: str
    grams: frozenset[str]
    digits: tuple[str, ...]
    negations: tuple[str, ...]
    choices: frozenset[str]


def question(row: dict[str, Any]) -> Question:
    """A published row as it is compared."""
    choices = [choice["text"] for choice in row["choices"] or ()]
    words = " ".join(_WORD.findall(" ".join([row["stem"], *choices]).casefold()))
    stem = _WORD.findall(row["stem"].casefold())
    grams = frozenset(words[n : n + 5] for n in range(max(1, len(words) - 4)))
    return Question(
        row["id"],
        grams,
        tuple(sorted(_DIGITS.findall(words))),
        tuple(sorted(word for word in stem if word in _NOT or word.endswith("n't"))),
        frozenset(" ".join(_WORD.findall(text.casefold())) for text in choices),
    )


def find_near(questions: Sequence[Question]) -> list[GroupRow]:
    """Groups of items that are alike but not equal, in the order of their ids."""
    parent = list(range(len(questions)))
    for one, two in _candidates(questions):
        if alike(questions[one], questions[two]):
            parent[_root(parent, one)] = _root(parent, two)
    members: dict[int, list[str]] = {}
    for n, asked in enumerate(questions):
        members.setdefault(_root(parent, n), []).append(asked.id)
    groups = (_group(sorted(ids)) for ids in members.values() if len(ids) > 1)
    return sorted(groups, key=lambda group: group.id)


def alike(one: Question, two: Question) -> bool:
    """Whether two questions are near: by their words, and by all that must agree."""
    if (one.digits, one.negations) != (two.digits, two.negations):
        return False
    if one.choices or two.choices:
        shared = len(one.choices & two.choices)
        if 2 * shared < max(len(one.choices), len(two.choices)):
            return False
    return len(one.grams & two.grams) >= LIKE * len(one.grams | two.grams)


def _candidates(questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band of their signatures, each once."""
    import polars as pl
    from rensa import RMinHash  # type: ignore[import-untyped]

    if len(questions) < 2:
        return
    digests = RMinHash.digests_from_token_sets([sorted(q.grams) for q in questions], _BANDS * _ROWS, 42)
    bands = pl.DataFrame(
        {"item": range(len(questions)), "digest": digests},
        schema={"item": pl.UInt32, "digest": pl.List(pl.UInt64)},
    )
    seen: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        cut = bands.select("item", pl.col("digest").list.slice(band * _ROWS, _ROWS).hash().alias("band"))
        for (items,) in cut.group_by("band").agg("item").filter(pl.col("item").list.len() > 1).select("item").rows():
            yield from _new_pairs(items[:_WIDEST], seen)


def _new_pairs(items: Iterable[int], seen: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for pair in combinations(sorted(items), 2):
        if pair not in seen:
            seen.add(pair)
            yield pair


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _group(items: list[str]) -> GroupRow:
    name = hashlib.sha256("\n".join(items).encode()).hexdigest()[:16]
    return GroupRow(id=f"n{name}", kind="near", items=tuple(items))
