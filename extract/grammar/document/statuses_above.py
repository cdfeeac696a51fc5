"""How the learner did, said above each question: with the next question it goes, and not with the one before.

    Correct   1/1 Points            of question 1
    1. Which floats?
    ( ) iron  (x) cork
    Incorrect   0/1 Points          of question 2, though it stands right under the choices of question 1
    2. Which sinks?
    (x) cork  ( ) stone

The first question has such a line above it and nothing follows the last: then all are put below their questions, where
they are read as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind

_VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL))


def put_below(segments: list[list[Line]], above: Sequence[Line]) -> list[list[Line]]:
    """The segments with their statuses at their ends; `above` are the lines before the first."""
    first = _trailing(above)
    if not first or not segments:
        return segments
    counts = [_trailing(segment[1:]) for segment in segments]
    if counts[-1] or not all(counts[:-1]):
        return segments
    own = [segment[: len(segment) - count] for segment, count in zip(segments, counts, strict=True)]
    told = [segment[len(segment) - count :] for segment, count in zip(segments, counts, strict=True)]
    before = [list(above[len(above) - first :]), *told[:-1]]
    return [[*lines, *status] for lines, status in zip(own, before, strict=True)]


def _trailing(lines: Sequence[Line]) -> int:
    """How many lines at the end say how the learner did; a number alone among them is the next question's."""
    count, judged = 0, False
    for line in reversed(lines):
        says = _is_status(line)
        if not says and not _is_number(line):
            break
        judged = judged or says
        count += 1
    return count if judged else 0


def _is_status(line: Line) -> bool:
    if line.kind is not Kind.TEXT or line.enum is not None:
        return False
    return cues.earned(line.text) is not None or bool(line.roles & _VERDICTS and not plain(line.value).strip())


def _is_number(line: Line) -> bool:
    return line.kind is Kind.TEXT and line.enum is None and line.text.strip(" .)").isdecimal()
