"""Texts whose words are to be marked, as choices: each word once, the marked ones right.

The *fox* saw a stone.     ->   The, fox (right), saw, a, stone
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST_WORDS = 80  # of a text whose words are choices
_WORD = re.compile(r"\w[\w'’-]*")


def choices_of(right: Sequence[str], rest: str) -> list[str] | None:
    """The right words and those of the rest of the text; None where there are too many, or where a word is right in one
    place and wrong in another.
    """
    marked = list(dict.fromkeys(right))
    others = _WORD.findall(rest)
    found = list(dict.fromkeys([*marked, *others]))
    return found if marked and not set(marked) & set(others) and len(found) <= _MOST_WORDS else None


def in_order(found: Sequence[str], text: str) -> list[str]:
    """Words as they come in the text."""
    return sorted(found, key=text.find)
