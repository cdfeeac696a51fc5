"""The headings above a question, outermost first; headings that are questions themselves are none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found
from quizmill.block import Kind

_LONGEST = 160
_COURSE = re.compile(
    r"\b(?:course|kurs|cours|curso|corso|cursus|specialization|курс)\b|課程|课程|講座|과정", re.IGNORECASE
)


def sections(doc: Doc, found: Iterable[Found]) -> dict[int, tuple[str, ...]]:
    """Position of each question's first line -> its section."""
    taken = {line.at for one in found for line in one.taken}
    starts = {one.taken[0].at for one in found if one.taken}
    path: list[tuple[int, str]] = []
    above: dict[int, tuple[str, ...]] = {}
    for line in doc.lines:
        if line.at in starts:
            above[line.at] = tuple(title for _, title in path)
        if line.kind is Kind.HEADING and line.at not in taken and line.text and len(line.text) <= _LONGEST:
            leave(path, line.level, line.text)
            number = f"{line.enum.raw} " if line.enum else ""
            path.append((line.level, number + line.text))
    return above


def leave(path: list[tuple[int, str]], level: int, title: str) -> None:
    """Drops the headings that a new one ends; a course stands above its weeks whatever their level."""
    course = _COURSE.search(title)
    kept = [one for one in path if one[0] < level or (not course and one[0] == level and _COURSE.search(one[1]))]
    path[:] = kept
