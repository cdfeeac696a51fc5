"""The lines after a group that still speak of it.

(group) <p>Correct answer</p> <p>B</p> <p>Explanation: wood floats.</p> <p>Next we turn to iron.</p>
    the first three: an answer's label, its value, a label; then the page goes on
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.groups.group import Region
from extract.grammar.groups.lines import quiet
from extract.grammar.groups.openers import labelled
from extract.grammar.groups.own import holds, is_wide
from extract.grammar.groups.words import is_points
from extract.grammar.lines import enumerators
from extract.grammar.words.cues import is_tool
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from quizmill.block import Kind

_VALUE = 200  # characters of an answer below its label


def lines_after(region: Region, gap: Sequence[Line], following: Region | None) -> list[Line]:
    """The rest of the group's own element; beyond it, lines that are by name or look no part of the next question."""
    taken = {id(line) for line in (following.stem + following.heads if following else ())}
    free = [line for line in gap if id(line) not in taken]
    wide = is_wide(region.own)
    inner = [line for line in free if holds(region.own, line)]
    if not wide and inner:
        rest = free[len(inner) :]
        end = next((place for place, line in enumerate(inner) if _begins_another(line)), None)
        if end is not None:
            return inner[:end]
    else:
        inner, rest = [], free
    for line in rest:
        if holds(following.own if following else None, line):
            break
        if (
            is_points(line.text)
            or quiet(line)
            or labelled(line)
            or line.kind is Kind.SUMMARY
            or _same_box(inner, line)
            or (inner and _is_bare_answer(inner[-1]) and len(line.text) < _VALUE)
        ):
            inner.append(line)
        elif line.button or is_tool(line.text):
            continue
        else:
            break
    return inner


def _is_bare_answer(line: Line) -> bool:
    """`Correct answer` alone: what it is follows."""
    return Role.ANSWER in roles_of(line.text.strip(" :：")) and Role.YOURS not in roles_of(line.text)


def _begins_another(line: Line) -> bool:
    """A numbered question without options of its own: an input, an essay, a text that only asks."""
    if quiet(line) or labelled(line) or line.kind is Kind.ITEM:
        return False
    found = enumerators.read(line.text)
    return found is not None and found.enumerator.word != "" and len(line.text) > found.length + 15


def _same_box(before: Sequence[Line], line: Line) -> bool:
    return bool(before) and bool(line.box) and before[-1].box[-1:] == line.box[-1:]
