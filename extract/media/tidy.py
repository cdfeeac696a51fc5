"""A text as a reader of lines needs it: without signs that nobody sees, and not quoted from end to end.

    1.<NBSP>Which floats?<ZWSP>        1. Which floats?
    > 1. Which floats?                 1. Which floats?      where every line is quoted, as in a forwarded message
    - [ ] <ZWSP>                       as it is: the sign stands in for an option's words

Copying from web pages, office documents and chats leaves such signs; lines keep their numbers.
"""

from __future__ import annotations

import re

_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " ")
)
_JOINERS = "\u200b\u2060\ufeff"  # of no width; those of Persian and Indic words (U+200C, U+200D) stay
_DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(rf"(?<=[^\s{_JOINERS}])[{_JOINERS}]+|(?<![{_JOINERS}])[{_JOINERS}]+(?=[^\s{_JOINERS}])")
_AT_START = re.compile(rf"(?m)^[{_JOINERS}]+|^[ \t]*[{_DIRECTIONS}]+(?=[ \t]*[^\s\w])")
_AT_END = re.compile(rf"(?m)^[ \t{_JOINERS}{_DIRECTIONS}]+$|(?<![{_DIRECTIONS}])[{_DIRECTIONS}]+$")
_LEVEL = re.compile(r"(?m)^[ \t]{0,3}>(?![!>]|[ \t]*\[!)[ \t]?")
_ANY_LINE = re.compile(r"(?m)^[ \t]*\S")
_SIGNS = frozenset(_JOINERS)
_WORDS = re.compile(r"\w\w")
_FEWEST = 4  # lines that are a quoted text, not a quotation


def tidy(text: str) -> str:
    """The text without unseen signs and the quote signs of a whole text, as many lines as before."""
    if not text.isascii():
        text = text.translate(_SPACES)
        for signs in (_UNSEEN, _AT_START, _AT_END):
            text = signs.sub("", text)
        if not _SIGNS.isdisjoint(text):
            text = "\n".join(map(_without_tail, text.split("\n")))
    return _unquoted(text)


def _without_tail(line: str) -> str:
    """Without signs behind spaces at the end, where there are words for a reader before them."""
    if line[-1:] not in _SIGNS:
        return line
    bare = line.rstrip(" \t" + _JOINERS)
    return bare if _WORDS.search(bare) else line


def _unquoted(text: str) -> str:
    if not text.lstrip().startswith(">"):
        return text
    lines = len(_ANY_LINE.findall(text))
    while lines >= _FEWEST and len(_LEVEL.findall(text)) == lines:
        text = _LEVEL.sub("", text)
        lines = len(_ANY_LINE.findall(text))
    return text
