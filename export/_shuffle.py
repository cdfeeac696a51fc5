"""Which choices may change places: never those that the words of another name by a letter.

movable(item)     (0, 1, 2)    all but "All of the above", which is fixed
movable(item)     ()           where a choice says "Both A and C": moving any of them would make another one right
"""

from __future__ import annotations

import re

from quizmill.item import ChoiceItem

_JOINED = (
    r"\s*(?:,|;|&|\+|/|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\by\b|\be\b|\bo\b|\bи\b|\bили\b|和|或|及|と)\s*"
)
_LETTER = r"(?<![\w'])(?:\([A-Ha-h]\)|[A-H])(?![\w'])"
_NAMES_LETTERS = re.compile(
    rf"{_LETTER}{_JOINED}(?:and\s+|or\s+)?{_LETTER}"
    rf"|\b(?:options?|choices?|answers?|statements?|only|both|neither|except)\s+{_LETTER}"
    rf"|{_LETTER}\s+(?:only|above|below)\b"
)
_NO_NAME = bytes(code for code in range(256) if chr(code) not in "ABCDEFGH()")


def names_letters(text: str) -> bool:
    """True where the words speak of other choices by their letters: "Both A and C", "(b) only", "options A, B"."""
    return len(text) < 400 and bool(_NAMES_LETTERS.search(text))


def keeps_order(item: ChoiceItem) -> bool:
    """True where no choice may move: true before false, and choices that speak of each other."""
    texts = [choice.text for choice in item.choices]
    letters = "\n".join(texts).encode("utf-8", "replace").translate(None, _NO_NAME)  # most have none: a quick look
    return item.type == "true_false" or (bool(letters) and any(names_letters(text) for text in texts))


def movable(item: ChoiceItem) -> tuple[int, ...]:
    """Places (0-based) of the choices that may be shuffled among each other."""
    if keeps_order(item):
        return ()
    free = tuple(place for place, choice in enumerate(item.choices) if not choice.fixed)
    return free if len(free) > 1 else ()


def reordered(item: ChoiceItem, order: tuple[int, ...]) -> tuple[int, ...]:
    """All places in a new order: `order` is a permutation of 0..len(movable)-1, the others stay."""
    free = movable(item)
    moved = dict(zip(free, (free[at] for at in order), strict=True))
    return tuple(moved.get(place, place) for place in range(len(item.choices)))
