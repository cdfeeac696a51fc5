"""What belongs to no question and need not be doubted: rules, buttons, grades, contents, titles above questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues as words_cues
from extract.grammar.words.label_words import Role
from quizmill.block import Kind
from quizmill.cues import Cue
from quizmill.source import Span

_GRADE = Cue(
    r"(?:grade received|latest submission grade|your grade|score)\W{0,4}(?P<n>\d+(?:\.\d+)?\s?%)", re.IGNORECASE
)
_PASS = Cue(r"to pass\W{0,4}(?P<n>\d+(?:\.\d+)?\s?%)", re.IGNORECASE)
_TOTAL = Cue(r"total points\W{0,4}(?P<n>\d+)", re.IGNORECASE)

_FACTS = (("grade", _GRADE), ("pass mark", _PASS), ("total points", _TOTAL))


def spans(doc: Doc, found: Sequence[Found]) -> tuple[Span, ...]:
    """The places of furniture; in a document without questions only what is furniture by its own words."""
    taken = {line.at for one in found for line in one.taken}
    title = _title_line(doc, found) if found else None
    made = [title.span] if title is not None else []
    for line in doc.lines:
        if line.at in taken:
            continue
        if (
            line.kind is Kind.RULE
            or _is_furniture(line)
            or (found and line.kind is Kind.HEADING)
            or Role.CONTENTS in line.roles
        ):
            made.append(line.span)
    return tuple(dict.fromkeys(made))


def _is_furniture(line: Line) -> bool:
    if line.kind in (Kind.CODE, Kind.ROW):
        return False
    links = [run for run in line.runs if run.href]
    if (
        links
        and all(run.href or not any(char.isalnum() for char in run.text) for run in line.runs)
        and all(run.href.startswith("#") for run in links)
    ):
        return True  # an entry of a table of contents, a way back to the top
    return words_cues.is_furniture(line.text)


def facts(doc: Doc, found: Sequence[Found]) -> tuple[tuple[str, str], ...]:
    """Title, grade and pass mark: of the document, never of an item."""
    made: list[tuple[str, str]] = []
    if not any(key == "title" for key, _ in doc.facts) and (title := _title(doc, found)):
        made.append(("title", title))
    cues = [(name, cue) for name, cue in _FACTS if cue.may(doc.words)]
    for line in doc.lines if cues else ():
        if len(line.text) > 300 or line.kind is Kind.CODE:
            continue
        for name, cue in cues:
            if match := cue.search(line.text):
                made.append((name, match["n"].strip()))
    return tuple(dict.fromkeys(made))


def _title(doc: Doc, found: Sequence[Found]) -> str:
    line = _title_line(doc, found)
    return line.text if line is not None else ""


def _title_line(doc: Doc, found: Sequence[Found]) -> Line | None:
    """The first heading before the questions, or else the first line that is a title by its looks."""
    first = min((one.taken[0].at for one in found if one.taken), default=len(doc.lines))
    before = [line for line in doc.lines[:first] if line.text and not _is_furniture(line) and not line.roles]
    for line in before:
        if line.kind is Kind.HEADING:
            return line
    for line in before:
        if (
            line.kind is Kind.TEXT
            and line.mark is None
            and 8 <= len(line.text) <= 120
            and not _GRADE.search(line.text)
            and not line.text.endswith((".", ","))
            and len(line.text.split()) >= 3
        ):
            return line
    return None
