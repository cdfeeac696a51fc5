"""Lines under an answer's label that are the key of several questions or of none, and so tell nothing of this one.

1-b, 2-a, 3-c        the pairs of a matching question
1. C   2. A          an answer a question
1.  2.  3.           a key that nobody wrote
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.question.key_entries import is_letters
from quizmill.block import System

_BARE = re.compile(r"(?P<n>\d{1,3})\s+\S")
_PAIRS = re.compile(r"(?:\(?\d{1,2}\)?\s?[-–:→=.]\s?\(?[a-zA-Z]\)?(?:[\s,;/]+|\Z)){2,}\Z")


def is_pairing(text: str) -> bool:
    """`1-b, 2-a`: the key of a matching question."""
    return bool(_PAIRS.match(text.strip()))


def is_numbered(lines: Sequence[Line], own: str = "") -> bool:
    """Lines numbered from one, under a question that is another."""
    numbers = [line.enum.value for line in lines if line.enum is not None and line.enum.system is System.DECIMAL]
    bare = [int(found["n"]) for line in lines if (found := _BARE.match(line.text)) and line.enum is None]
    if len(bare) == len(lines) > 1 and bare == list(range(bare[0], bare[0] + len(bare))):
        return True  # "1 b", and below it "2 a"
    return numbers[:1] == [1] and (len(numbers) > 1 or own not in ("", "1"))


_ROW = re.compile(r"\W{0,3}1[.)]\s+\S.{0,200}?[\s,;]\W{0,3}2[.)]\s+\S")


def is_row(text: str, own: str) -> bool:
    """`1. Almond, 2. Greece` on one line below question 2: an answer each."""
    return own not in ("", "1") and bool(_ROW.match(text))


def is_list(lines: Sequence[Line]) -> bool:
    """`1. C`, `2. A` under "Answers": the keys of several questions, of which this one may be any."""
    numbered = [line for line in lines if line.enum is not None and line.enum.system is System.DECIMAL]
    return len(numbered) >= 2 and all(is_letters(line.text) for line in numbered)


def is_unfilled(lines: Sequence[Line]) -> bool:
    """`1.`, `2.`, `3.` with nothing behind them: a key that nobody wrote names no choice."""
    return len(lines) > 1 and all(line.enum is not None and not line.text for line in lines)


_ENTRY = re.compile(r"\(?(?P<n>\d{1,3})\)?\s?[-–:.)=]?\s?\(?(?P<w>[A-Za-z]|[Tt]rue|[Ff]alse)\)?(?=[\s,;/]|\Z)[\s,;/]*")
_FEWEST = 3


def is_key_row(text: str) -> bool:
    """`1 F 2 T 3 F`, `1b, 2a, 3c`: letters and truths counted from one, the keys of as many questions."""
    numbers, at = [], 0
    text = text.strip().rstrip(".")
    while at < len(text) and (entry := _ENTRY.match(text, at)) is not None:
        numbers.append(int(entry["n"]))
        at = entry.end()
    return at == len(text) and len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))
