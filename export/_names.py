"""Names that packages need: identifiers from item ids, opaque answer ids, orders that give nothing away.

Names().of("3f9a...")             q3f9a...                 a valid XML name, unique in its package
answer_ids(choices)               ("a1", "a2")             never a word that an importer would take for a verdict
title_of(item)                    "Which of these is a monoid?"
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from quizmill.item import Choice

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,31}")
_ANSWER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,15}")
_VERDICTS = re.compile("correct|_all|true|false|wrong|general|solution", re.IGNORECASE)


def short_hash(text: str) -> str:
    """16 hexadecimal digits that depend on the text alone."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


class Names:
    """Identifiers of one package: stable, opaque, unique."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, item_id: str) -> str:
        """An XML name of at most 32 characters; the id itself where it is one."""
        base = item_id if _NAME.fullmatch(item_id) else f"q{item_id}"
        if not _NAME.fullmatch(base):
            base = f"q{short_hash(item_id)}"
        name, again = base, 1
        while name in self._taken:
            again += 1
            name = f"{base[:28]}_{again}"
        self._taken.add(name)
        return name


def answer_ids(choices: Sequence[Choice]) -> dict[str, str]:
    """Choice id -> identifier in the package: the ids themselves where all of them are fit, else `a1`, `a2` ..."""
    ids = [choice.id for choice in choices]
    if len(set(ids)) == len(ids) and all(_ANSWER.fullmatch(name) and not _VERDICTS.search(name) for name in ids):
        return {name: name for name in ids}
    return {name: f"a{place}" for place, name in enumerate(ids, 1)}


def kept_in_order(mixed: Sequence[str], some: Sequence[str]) -> list[str]:
    """The texts as mixed, but those of `some` in their own order among themselves: distractors give nothing away."""
    own = [text for text in dict.fromkeys(some) if text in mixed]
    left = iter(own)
    return [next(left) if text in own else text for text in mixed]


def number(value: float) -> str:
    """A decimal without noise: 1, 0.5, 33.33333333."""
    return f"{value:.10g}"


def shuffled(count: int, seed: str) -> tuple[int, ...]:
    """An order of 0..count-1 that depends on the seed alone and, from two on, is not the given one."""
    order = tuple(sorted(range(count), key=lambda place: short_hash(f"{seed}/{place}")))
    return order if count < 2 or order != tuple(range(count)) else (*order[1:], order[0])
