"""An X typed behind the right option, as on paper: "C) False X", "C) FalseX"; letters that a legend makes marks.

One such line may be anything ("Malcolm X"); where several questions have it at just one of their options, it is how
this document marks its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.grammar.lines.lines import Line
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Kind, Mark, Shape, System

_CROSSED = re.compile(r"(?<=[^\W\dA-Z]|[.)'’”\"])(?:\s+[Xx✗]|[X✗])\s*\Z|\s+X\s*\Z")
_X = ("X", "x", "✗")
_LETTERS = (System.LOWER, System.UPPER)


def take(lines: Sequence[Line]) -> None:
    """Takes the X off the lines and gives them a mark instead."""
    ending = [line for line in lines if line.text.rstrip()[-1:] in _X]
    crossed = [line for line in ending if _is_option(line) and _CROSSED.search(line.text)]
    if len(crossed) < 3:
        return
    options = sum(map(_is_option, lines))
    if len(crossed) * 8 < options:
        return  # words that end so: every few options must have one
    if len(crossed) * 2 > options or any(b.at - a.at < 2 for a, b in pairwise(crossed)):
        return
    for line in crossed:
        found = _CROSSED.search(line.text)
        if found and line.mark is None:
            line.runs = strip(cut(line.runs, 0, found.start()))
            line.text = plain(line.runs)
            line.mark = Mark(Shape.TICK, True, 0.9, "X")


_LEGEND = re.compile(
    r"\W*\b(?P<sign>[xXoO])\s*(?:=|:|–|-|means|marks|steht für)\s*(?:the |die |la )?"
    r"(?:correct|right|richtig|korrekt|juste|bonne|corrett|corret|верн|правильн)\w*\b.{0,60}\Z",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?P<sign>[xXoO])\s+(?=\S)")


def take_letters(lines: Sequence[Line]) -> Line | None:
    """`o iron`, `x cork` where the document says "x = correct": such lines get a mark; its line is returned."""
    told = [(line, hit) for line in lines if len(line.text) < 100 and (hit := _LEGEND.match(line.text))]
    if len(told) != 1:
        return None
    legend, sign = told[0][0], told[0][1]["sign"].casefold()
    signed = [(line, hit) for line in lines if line is not legend and (hit := _signed(line))]
    right = [line for line, hit in signed if hit["sign"].casefold() == sign]
    if len(signed) < 2 * len(right) or len(right) < 2:
        return None
    for line, hit in signed:
        on = line in right
        line.runs = strip(cut(line.runs, hit.end()))
        line.text, line.mark = plain(line.runs), Mark(Shape.TICK, on, 0.9, "✔" if on else "✘")
    return legend


def _signed(line: Line) -> re.Match[str] | None:
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
    return _SIGNED.match(line.text) if bare else None


_WEIGHT = re.compile(r"\s*\[?(?P<w>[-+\u2212]?\d{1,3}(?:[.,]\d+)?)\s?%\]?\s*[:)]?\s+(?=\S)")


def take_weights(lines: Sequence[Line]) -> None:
    """`100% pwd`, `0% cwd`: rows that share out the whole credit. Right are those with any, in two lists or more."""
    groups: list[list[tuple[Line, float, int]]] = [[]]
    for line in lines:
        found = (
            _WEIGHT.match(line.text) if line.enum is None and line.mark is None and line.kind is not Kind.CODE else None
        )
        if found is None:
            groups.append([])
            continue
        weight = float(found["w"].replace(",", ".").replace("\u2212", "-"))
        groups[-1].append((line, weight, found.end()))
    shared = [group for group in groups if len(group) > 1 and _shares(weight for _, weight, _ in group)]
    if len(shared) < 2:
        return
    for line, weight, start in (row for group in shared for row in group):
        line.runs = strip(cut(line.runs, start))
        line.text = plain(line.runs)
        line.mark = Mark(Shape.TICK, weight > 0, 0.9, "✔" if weight > 0 else "✘")


def _shares(weights: Iterable[float]) -> bool:
    """Some rows have credit, some have none; together 100, or 100 each."""
    some = list(weights)
    credit = [weight for weight in some if weight > 0]
    whole = abs(sum(credit) - 100) < 1.5 or all(weight == 100 for weight in credit)
    return bool(credit) and len(credit) < len(some) and whole


def _is_option(line: Line) -> bool:
    return line.enum is not None and line.enum.system in _LETTERS and not line.enum.word
