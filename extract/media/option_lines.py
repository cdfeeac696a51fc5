"""Lines of options that a page sets in its own ways, put as a list has them.

A. x   C. z         columns of letters, read across          A B C D
B. y   D. w
A      x            letters far from their words             "A. x"
c. none d. all      two options on one line                  two lines
"""

from __future__ import annotations

from dataclasses import replace

from extract.media.counts import successive
from extract.media.geometry import Line, union, written
from extract.media.pieces import OPENS, is_next, labelled

FEW = 3  # rows of letters that are options


def in_order(found: list[Line]) -> list[Line]:
    """Options that are printed down two columns, in the order of their letters: A C, below them B D."""
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _lettered(found[end]):
            end += 1
        letters = [_lettered(line) for line in found[start:end]]
        whole = 3 < len(letters) < 9 and sorted(letters) == [chr(ord(min(letters)) + i) for i in range(len(letters))]
        if whole and letters[0] in "Aa" and letters != sorted(letters):
            found[start:end] = sorted(found[start:end], key=_lettered)
        start = max(end, start + 1)
    return found


def listed(found: list[Line]) -> list[Line]:
    """Rows of a letter and a text, A B C: options whose letters stand far from their words, and no table."""
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _alone(found[end]) == chr(65 + end - start):
            end += 1
        if end - start >= FEW:
            found[start:end] = [replace(line, cells=(), words=labelled(line.words)) for line in found[start:end]]
        start = max(end, start + 1)
    return found


def _alone(line: Line) -> str:
    """The capital that fills the first of a row's two cells."""
    return written(line.cells[0]) if len(line.cells) == 2 and not line.ruled and not line.mark else ""


def _lettered(line: Line) -> str:
    """The letter that an option's line opens with, "" where it opens otherwise."""
    opened = OPENS.match(line.text) if line.words and not line.cells and not line.source else None
    letter = opened[0].strip("()[].") if opened else ""
    return letter if len(letter) == 1 and letter.isalpha() else ""


def unglued(found: list[Line]) -> list[Line]:
    """ "c. none d. all" is two options where the line above is b. and the line below is no d."""
    parted: list[Line] = []
    for index, line in enumerate(found):
        at = _second(line)
        above, below = (
            (found[index - 1].text if index else ""),
            (found[index + 1].text if index + 1 < len(found) else ""),
        )
        if at and not line.cells and is_next(above, line.text) and not successive(line.text, below):
            for words in (line.words[:at], line.words[at:]):
                parted.append(replace(line, words=words, box=union([word.box for word in words])))
        else:
            parted.append(line)
    return parted


def _second(line: Line) -> int:
    """Where in a line that opens with a letter the next letter's label stands, 0 where there is none or more."""
    if not line.words or not OPENS.match(line.text):
        return 0
    first = line.words[0].text
    found = [
        i for i, word in enumerate(line.words) if i > 1 and OPENS.match(word.text) and successive(first, word.text)
    ]
    return (
        found[0]
        if len(found) == 1 and found[0] < len(line.words) - 1 and is_next(first, line.words[found[0]].text)
        else 0
    )
