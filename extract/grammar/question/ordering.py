"""Options whose key is an order: every letter is named, and the order is the answer.

Put these steps in order:
a) Compile
b) Link
c) Write            Answer: c, a, b      ->  Write, Compile, Link
"""

from __future__ import annotations

import re
from dataclasses import replace

from quizmill.draft import Claim, Draft
from quizmill.item import Evidence

_ASKS = re.compile(
    r"\b(?:order|sequence|arrange|rank|sort|chronolog\w*|reihenfolge|ordnen?|sortieren?|ordre|ordonnez|classez|orden|"
    r"ordena|ordene|secuencia|ordem|sequência|ordine|volgorde|kolejno\w*|poradí|pořadí|sorrend\w*|порядк\w*|порядок|"
    r"последовательност\w*|sırala\w*|urut\w*)\b|排序|顺序|順序|並べ|순서",
    re.IGNORECASE,
)
_CHAIN = re.compile(r"\s*[(\[]?\w[)\]]?(?:\s*(?:→|->|=>|>|[-–—,;])\s*[(\[]?\w[)\]]?){2,25}\s*\.?\Z")
_LABEL = re.compile(r"\w")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FEWEST = 3


def asks(words: str) -> bool:
    """True for words that ask for an order, or a label that gives one: "Correct order"."""
    return bool(_ASKS.search(words))


def settled(draft: Draft, ordered: bool = False) -> Draft:
    """The draft with its entries in their right order, where its key is one: asked for in the stem, in the heading
    above it, or by the key's label (`ordered`). A key that names all choices in an order nobody asked for is none."""
    order = _named(draft, ordered)
    if order is None:
        return draft
    if not order:
        return replace(draft, claims=())
    entries = tuple(draft.choices[at].text for at in order)
    return replace(draft, type="ordering", order=entries, choices=(), claims=(), answers=())


def _named(draft: Draft, ordered: bool) -> tuple[int, ...] | None:
    """The choices' places in their right order, none where nobody asked for it; None where the key is no order."""
    if len(draft.choices) < _FEWEST or len(draft.claims) != 1 or draft.claims[0].evidence is not Evidence.STATED:
        return None
    shown = [choice.label.casefold() for choice in draft.choices]
    if not any(shown):
        shown = list(_LETTERS[: len(shown)])
    named = _labels(draft.claims[0])
    if len(set(shown)) != len(shown) or sorted(named) != sorted(shown):
        return None
    if ordered or asks(draft.stem.text) or any(map(asks, draft.section[-1:])):
        return tuple(shown.index(label) for label in named)
    return () if named != shown else None


def _labels(claim: Claim) -> list[str]:
    chain = _CHAIN.match(claim.texts[0]) if len(claim.texts) == 1 and not claim.labels else None
    return [label.casefold() for label in (_LABEL.findall(chain[0]) if chain else claim.labels)]
