"""Patterns over words of many languages, tried only on a text that holds one of the words they cannot do without.

    REFERS = Cue(r"\\brefers?\\b|based on|прочитайте", re.IGNORECASE)
    REFERS.search("The glacier moves.")        None: no word of it holds "refer", "based" or "прочитайте"
    REFERS.search("These refer to line 4.")    the match, as `re` finds it

A pattern of thirty alternatives costs 15 us a line, and nearly every line of a document has none of its words. So the
words are read off the pattern itself (every match of a `Cue` holds one of them), all cues together keep one table, and
a word is looked up in it once: what a line may concern is then the union of what its words are known to. The answer is
always that of the pattern alone; `tests/test_cues.py` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Final

from quizmill.needles import folded, needles

_LONGEST = 10_000  # characters of a text whose words are looked up; a longer one is data, and every pattern looks at it
_EVERY: Final = -1  # the bits of all cues
_table: dict[str, list[tuple[str, int]]] = {}  # by a needle's first two characters: the needle and its cue's bit
_signs: dict[str, int] = {}  # the bits of needles of one character
_bits = (1 << number for number in count())


@dataclass(frozen=True, slots=True)
class Words:
    """What cues need to know of a document's words, or of any that are cut out of them."""

    bits: int = _EVERY

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        found = 0
        for text in texts:
            found |= _of_text(text)
        return cls(found)


UNKNOWN: Final = Words()  # of a document that nobody asked: any


class Cue:
    """A compiled pattern with the searching methods of `re.Pattern`. ValueError where it may match without any word."""

    __slots__ = ("_bit", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern: Final = re.compile(pattern, flags)
        self._bit: Final = next(_bits)
        for needle in needles(pattern, flags):
            if len(needle) == 1:
                _signs[needle] = _signs.get(needle, 0) | self._bit
            else:
                _table.setdefault(needle[:2], []).append((needle, self._bit))
        _of_word.cache_clear()
        _of_text.cache_clear()

    def may(self, words: Words) -> bool:
        """False where none of its words is among those of a document."""
        return bool(words.bits & self._bit)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.pattern.search(text, start) if _of_text(text) & self._bit else None

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text) if _of_text(text) & self._bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if _of_text(text) & self._bit else iter(())

    def sub(self, change: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.pattern.sub(change, text) if _of_text(text) & self._bit else text


@lru_cache(maxsize=1 << 13)
def _of_text(text: str) -> int:
    """The bits of the cues that may be found in a text."""
    if len(text) > _LONGEST:
        return _EVERY
    found = 0
    for word in text.split():
        found |= _of_word(word)
    return found


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> int:
    word = folded(word)
    found = 0
    for at, char in enumerate(word):
        found |= _signs.get(char, 0)
        for needle, bit in _table.get(word[at : at + 2], ()):
            if word.startswith(needle, at):
                found |= bit
    return found
