"""Options whose key is an order: every letter is named, and the order is the answer.

Put these steps in order:
a) Compile
b) Link
c) Write            Answer: c, a, b      ->  Write, Compile, Link
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizmill.draft import Claim
from quizmill.item import Evidence

_ASKS = re.compile(
    r"\b(?:order|sequence|arrange|rank|sort|chronolog\w*|reihenfolge|ordnen?|sortieren?|ordre|ordonnez|classez|orden|"
    r"ordena|ordene|secuencia|ordem|sequência|ordine|volgorde|kolejno\w*|poradí|pořadí|sorrend\w*|порядк\w*|порядок|"
    r"последовательност\w*|sırala\w*|urut\w*)\b|排序|顺序|順序|並べ|순서",
    re.IGNORECASE,
)
_FEWEST = 3


def named_order(stem: str, labels: Sequence[str], claims: Sequence[Claim]) -> tuple[int, ...] | None:
    """The places of the options in their right order; empty where a key names them all in an order nobody asked for;
    None where the key is no order."""
    if len(labels) < _FEWEST or len(claims) != 1 or claims[0].evidence is not Evidence.STATED:
        return None
    shown = [label.casefold() for label in labels]
    named = [label.casefold() for label in claims[0].labels]
    if len(set(shown)) != len(shown) or sorted(named) != sorted(shown):
        return None
    if _ASKS.search(stem):
        return tuple(shown.index(label) for label in named)
    return () if named != shown else None
