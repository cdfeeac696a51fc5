"""Recognised words that may be others which look the same: doubtful, and never corrected.

Al                a capital and a small L: it may as well be AI, for both are one stroke in most print
In ... ln         spellings that look alike, both in one document: one of them may be wrong

Their scores are high, for the shapes are clear. Other words in one spelling alone tell nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extract.media.geometry import Box

_ALIKE = str.maketrans("l|1", "III")
_WORD = re.compile(r"(?=[^\W_]*[Il|1])(?=[^\W_]*[^\W\d_Il])[\w|]{2,12}")
_CAPITALS = re.compile(r"[A-HJ-Z][A-Z]{0,2}l[A-Z]?|l[A-HJ-Z][A-Z]{0,2}")
_EDGES = " .,;:!?()[]\"'“”‘’«»*"
MOST = 60  # doubts of one document

Place = tuple[int, Box]  # page, and where on it


def doubts(words: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, str, Place]]:
    """Each word that may be read in another way, which one, and its place."""
    spelled: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for text, place in words:
        bare = text.strip(_EDGES)
        if _WORD.fullmatch(bare):
            spelled[bare.translate(_ALIKE)][bare].append(place)
    told = 0
    for whole, spellings in spelled.items():
        for one, places in spellings.items():
            other = next((name for name in spellings if name != one), whole if _CAPITALS.fullmatch(one) else "")
            for place in places[: MOST - told] if other else ():
                told += 1
                yield one, other, place
