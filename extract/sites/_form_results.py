"""Results of an online quiz: a row a person, columns for each question, its points and what was said of it.

    Timestamp, Total score, Capital of Kenya?, Capital of Kenya? [Score], Capital of Kenya? [Feedback]
    3/1/24,    1.00 / 2,    Nairobi,           1.00 / 1,                 Well done

An answer that was given is no key; one with full marks is. Microsoft Forms ("Points - Capital of Kenya?") does not say
what full marks are: its questions have no key here. The choices that the form offered stand nowhere in its results.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.media.table import Row, Sheet, place
from quizmill.draft import Draft, DraftAnswer, Fragment

_SCORED = re.compile(r"(.+?)\s*\[Score\]$|Points - (.+)$", re.S)
_MARKS = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)\s*/\s*(\d{1,6}(?:\.\d{1,4})?)$")


def read_results(sheet: Sheet) -> list[Draft]:
    """The questions of a sheet of results; none where it is no such sheet."""
    header = sheet.rows[0].cells if sheet.rows else ()
    scored = {
        (found[1] or found[2]).strip(): at for at, heading in enumerate(header) if (found := _SCORED.match(heading))
    }
    asked = {heading.strip(): at for at, heading in enumerate(header) if heading.strip() in scored}
    rows = sheet.rows[1:]
    return [_draft(sheet, stem, at, scored[stem], rows) for stem, at in asked.items() if rows]


def _draft(sheet: Sheet, stem: str, asked: int, scored: int, rows: Sequence[Row]) -> Draft:
    right: dict[str, DraftAnswer] = {}
    points = 0.0
    for row in rows:
        given = row.cells[asked].strip() if asked < len(row.cells) else ""
        marks = _MARKS.match(row.cells[scored].strip()) if scored < len(row.cells) else None
        if marks is None:
            continue
        points = float(marks[2])
        if given and points and float(marks[1]) == points:
            right.setdefault(given.casefold(), DraftAnswer(Fragment(given, (place(sheet, row),))))
    spans = tuple(place(sheet, row) for row in (sheet.rows[0], *rows))
    answers = tuple(right.values())
    said = Fragment(stem, spans[:1])
    return Draft(stem=said, spans=spans, type="short", answers=answers, points=points or None)
