"""An X typed behind the right option, as on paper: "C) False X", "C) FalseX".

One such line may be anything ("Malcolm X"); where several questions have it at just one of their options, it is how
this document marks its key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.grammar.lines import Line
from extract.grammar.rich import cut, plain, strip
from quizmill.block import Mark, Shape, System

_CROSSED = re.compile(r"(?<=[^\W\dA-Z]|[.)'’”\"])\s*[Xx✗]\s*\Z|\s+X\s*\Z")
_LETTERS = (System.LOWER, System.UPPER)


def take(lines: Sequence[Line]) -> None:
    """Takes the X off the lines and gives them a mark instead."""
    crossed = [line for line in lines if _is_option(line) and _CROSSED.search(line.text)]
    options = sum(map(_is_option, lines))
    if len(crossed) < 3 or len(crossed) * 8 < options:
        return  # words that end so: every few options must have one
    if len(crossed) * 2 > options or any(b.at - a.at < 2 for a, b in pairwise(crossed)):
        return
    for line in crossed:
        found = _CROSSED.search(line.text)
        if found and line.mark is None:
            line.runs = strip(cut(line.runs, 0, found.start()))
            line.text = plain(line.runs)
            line.mark = Mark(Shape.TICK, True, 0.9, "X")


def _is_option(line: Line) -> bool:
    return line.enum is not None and line.enum.system in _LETTERS and not line.enum.word
