"""Lines that say something of a question and are no part of it: points, difficulty, tags, title, kind.

1 / 1 point      [2 marks]      easy      Difficulty: hard      Tags: bees, hives
"""

from __future__ import annotations

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind


def take_meta(found: Found, line: Line) -> bool:
    """True for a line that says points, difficulty, tags or a title of the question."""
    if line.kind in (Kind.CODE, Kind.ROW, Kind.IMAGE):
        return False
    if got := cues.earned(line.text):
        found.got, found.points = got
        return True
    value = plain(line.value).strip()
    points = cues.points(line.text)
    if points is not None:
        found.points = points
        return True
    if Role.POINTS in line.roles and value.replace(".", "", 1).isdecimal():
        found.points = float(value)
        return True
    if (word := cues.difficulty(line.text)) and line.enum is None and not any(run.href for run in line.runs):
        found.difficulty = found.difficulty or word
        return True
    if Role.DIFFICULTY in line.roles and value and len(value) < 40:
        found.difficulty = found.difficulty or value
        return True
    if Role.TAGS in line.roles and value and len(value) < 120 and Role.QUESTION not in line.roles:
        found.tags += [tag.strip(" #`") for tag in value.replace(";", ",").split(",") if tag.strip()]
        return True
    if Role.KIND in line.roles and value and len(value) < 60:
        return True
    if Role.TITLE in line.roles and value and not found.title:
        found.title = value
        return True
    if Role.HINT in line.roles and value:
        found.hints.append(prose.fragment([line], line.value))
        return True
    return False
