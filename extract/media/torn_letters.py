"""Words that come letter by letter: some programs place every sign by itself, and a page falls to pieces.

J  a  v  a     q  u  i  z     ->     Java quiz      letters that stand closely side by side are a word again

Only pages most of whose words are single letters are mended: elsewhere a letter alone is a label or a symbol.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.media.geometry import Word, same_row, union

CLOSE = 0.14  # of the font's size: a narrower gap is none
FEWEST = 24  # words of a page that may be torn
TORN = 0.6  # share of single letters


def mended(words: Iterable[Word]) -> list[Word]:
    """The page's words, torn ones whole."""
    found = list(words)
    single = sum(len(word.text) == 1 and word.text.isascii() for word in found)
    if len(found) < FEWEST or single < TORN * len(found):
        return found
    whole: list[Word] = []
    for word in found:
        last = whole[-1] if whole else None
        if last is None or not _follows(last, word):
            whole.append(word)
        elif last.look == word.look:
            whole[-1] = replace(last, text=last.text + word.text, box=union([last.box, word.box]))
        else:
            whole.append(replace(word, glued=True))
    return whole


def _follows(last: Word, word: Word) -> bool:
    gap, size = word.box[0] - last.box[2], max(last.look.size, word.look.size)
    return same_row(last.box, word.box) and -0.3 * size < gap < CLOSE * size
