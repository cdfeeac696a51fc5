"""A verdict with its reason under each choice, as authors explain their questions choice by choice.

    1. What floats?
    A) iron
       Incorrect. It sinks at once.       said of A, and A is wrong
    B) cork
       Correct. It is full of air.        said of B, and B is right

One such line may be anybody's sentence. Under choice after choice, with both verdicts, it is the document's way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, strip
from quizmill.block import Kind, Shape, System

_HEAD = re.compile(r"\W*(?P<said>[^\W\d_]+(?:[ '’][^\W\d_]+){0,3})\s*(?:[.!。！:：,;]|\s[-–—])\s*")
_JUDGED = frozenset((Role.RIGHT, Role.WRONG))
_FEWEST = 2
_ARROWS = frozenset(("→", "➜", "➔", "⇒", "->", "=>", "↳"))
_WRAPS = 3  # lines that a choice may take


def take(lines: Sequence[Line]) -> None:
    """Gives such lines their verdict's role, and the reason as value."""
    told: dict[int, frozenset[Role]] = {}
    for choices, judged in _runs(lines):
        if len(judged) >= max(_FEWEST, choices - 1):
            told |= judged
    if frozenset().union(*told.values()) == _JUDGED:
        for at, roles in told.items():
            _sign(lines[at], roles)


def verdict_of(line: Line) -> Role | None:
    """Right or wrong, where a line begins with such a word."""
    return next(iter(_roles(line) or ()), None)


def verdict_word(text: str) -> Role | None:
    """Right or wrong, where words begin with a verdict and go on."""
    head = _HEAD.match(text)
    return next(iter(roles_of(head["said"]) & _JUDGED), None) if head is not None else None


def _sign(line: Line, roles: frozenset[Role]) -> None:
    head = _HEAD.match(line.text)
    if head is not None and line.roles != roles:
        line.roles, line.label, line.value = roles, head["said"], strip(cut(line.runs, head.end()))
    line.kind, line.mark = Kind.TEXT, None


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, dict[int, frozenset[Role]]]]:
    """For each run of choices, how many they are, and the positions of the verdicts right under them."""
    choices, told, wraps = 0, dict[int, frozenset[Role]](), _WRAPS
    for line in lines:
        if _is_choice(line):
            choices, wraps = choices + 1, 0
        elif wraps < _WRAPS and (roles := _verdict(line)):
            told[line.at], wraps = roles, _WRAPS
        elif wraps < _WRAPS and _is_words(line):
            wraps += 1
        elif not _is_words(line) or line.gap:
            yield choices, told
            choices, told, wraps = 0, {}, _WRAPS
    yield choices, told


def _verdict(line: Line) -> frozenset[Role] | None:
    if line.kind not in (Kind.TEXT, Kind.QUOTE, Kind.ITEM) or line.enum is not None:
        return None
    return None if line.mark is not None and line.mark.glyph not in _ARROWS else _roles(line)


def _roles(line: Line) -> frozenset[Role] | None:
    if line.roles:  # "Correct" answers, too
        return line.roles & _JUDGED or None if line.roles <= _JUDGED | {Role.ANSWER} else None
    said = verdict_word(line.text)
    return frozenset((said,)) if said is not None else None


def _is_words(line: Line) -> bool:
    return line.kind is Kind.TEXT and not line.gap and line.enum is None and line.mark is None and not line.roles


def _is_choice(line: Line) -> bool:
    """A line with a letter or a box before it, or a bullet that begins with no verdict."""
    if line.enum is not None:
        return line.enum.system is not System.DECIMAL and not line.enum.word
    if line.mark is not None and line.mark.glyph not in _ARROWS:
        return line.mark.shape in (Shape.BOX, Shape.RADIO, Shape.TICK)
    return line.bullet and not line.roles and _verdict(line) is None
