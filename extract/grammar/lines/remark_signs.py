"""Signs at a line's start that say what the line is, where the document writes them throughout.

    1. What floats?
    ... Think of wood.          three dots under a question or an option, twice or more: what is said of it
    +   Well done.              one plus and one minus right under the question: for who was right, for who was not
    -   Read it again.
    a) iron
    ... It sinks.
    2. How many legs?
    = 4 +- 1                    an equals sign and a number right under the question: its answer

None of them counts alone: a sentence may go on after dots, a list may have any bullet. With a question's line above and
nothing between, in line after line, they are signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.grammar.lines.lines import Line
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import cut, strip
from quizmill.block import Kind, System
from quizmill.draft import When

_DOTS = re.compile(r"(?:\.\.\.|…)\s+(?=\S)")
_EQUALS = re.compile(r"=\s+(?=[-+]?\d|\[\s*[-+]?\d)")
_DOTTED = (".", "…")
_SIGNS = ("...", "…", "+", "-")
_WHEN: dict[Role, When] = {Role.EXPLANATION: "general", Role.IF_RIGHT: "correct", Role.IF_WRONG: "incorrect"}
_FEWEST = 2


def is_remark(line: Line) -> bool:
    """True for a line that such a sign says to explain what is above it."""
    return line.label in _SIGNS and bool(line.roles & _WHEN.keys())


def told_when(line: Line) -> When:
    """To whom a remark is told."""
    return next((when for role, when in _WHEN.items() if role in line.roles), "general")


def take(lines: Sequence[Line]) -> None:
    """Gives such lines the role of their sign, and the words after it as value."""
    told = [line for line in lines if line.text[:1] in _DOTTED and _opens(line, _DOTS)]
    if len(told) >= _FEWEST and all(_under(lines, line, _may_be_told) for line in told):
        for line in told:
            _sign(line, Role.EXPLANATION, _DOTS)
    for above, line in pairwise(lines):
        if line.text[:1] == "=" and _opens(line, _EQUALS) and _is_question(above):
            _sign(line, Role.ANSWER, _EQUALS)
    for line, below in pairwise(lines):
        _good_and_bad(lines, line, below)


def _opens(line: Line, sign: re.Pattern[str]) -> bool:
    plain = line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles and not line.gap
    return plain and sign.match(line.text) is not None


def _sign(line: Line, role: Role, sign: re.Pattern[str]) -> None:
    found = sign.match(line.text)
    line.roles, line.value = frozenset((role,)), strip(cut(line.runs, found.end() if found else 0))
    line.label = line.text[: found.end()].strip() if found else ""


def _under(lines: Sequence[Line], line: Line, wanted: Callable[[Line], bool]) -> bool:
    """True where the line above, or the first above its wrapped lines, is such a one."""
    at = line.at - 1
    while at > 0 and not lines[at].gap and _is_words(lines[at]) and not wanted(lines[at]):
        at -= 1
    return at >= 0 and wanted(lines[at])


def _is_words(line: Line) -> bool:
    return line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles


def _is_question(line: Line) -> bool:
    return line.enum is not None and line.enum.system is System.DECIMAL


def _may_be_told(line: Line) -> bool:
    return line.enum is not None or line.mark is not None or line.bullet


def _good_and_bad(lines: Sequence[Line], line: Line, below: Line) -> None:
    """One bullet of each sign, between a question (or what is said of it) and something else."""
    if not (line.bullet and below.bullet):
        return
    signs = line.block.raw.lstrip()[:1], below.block.raw.lstrip()[:1]
    if set(signs) != {"+", "-"} or line.mark or below.mark or line.gap or below.gap:
        return
    above = lines[line.at - 1] if line.at else None
    after = lines[below.at + 1] if below.at + 1 < len(lines) else None
    if above is None or not (_is_question(above) or Role.EXPLANATION in above.roles) or (after and after.bullet):
        return
    for one, sign in zip((line, below), signs, strict=True):
        one.kind, one.label = Kind.TEXT, sign
        one.roles, one.value = frozenset((Role.IF_RIGHT if sign == "+" else Role.IF_WRONG,)), one.runs
