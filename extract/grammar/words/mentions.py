"""Whether a long text mentions any of some words, whatever their case: asked of whole scripts before they are read.

    Mentions("quest", "frage")("const Fragen = [...]")  ->  True

An alternation of many words tries each of them at every letter. Looking for one word after the other is done by the
machine's own search and takes a tenth of the time; most scripts mention none, and reading them ends here.
"""

from __future__ import annotations

import re

_DOTTED = str.maketrans({"\u0130": "i", "\u0131": "i"})  # what a pattern that ignores case takes for an i


def folded(text: str) -> str:
    """The letters as a pattern that ignores case compares them."""
    return text.lower() if text.isascii() else text.translate(_DOTTED).casefold()


class Mentions:
    """A test for words, given in lower case, and for one pattern of the same kind."""

    def __init__(self, *words: str, pattern: str = "") -> None:
        self._words = words
        self._pattern = re.compile(pattern) if pattern else None

    def __call__(self, text: str) -> bool:
        own = folded(text)
        for word in self._words:
            if word in own:
                return True
        return self._pattern is not None and self._pattern.search(own) is not None
