"""Keys of a table of questions that stand apart from it, by the questions' numbers.

    No,Question,A,B,C                   a sheet of its own:   No,Answer
    1,Which knot makes a loop?,...                            1,A
    Answer key                          or rows below the questions, under a line that says so
    1,A

The key is joined to its rows as a column "Answer" where every number of it is a question's, and no number stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.media.table import Row, Sheet, place
from extract.sites._columns import Role, guess
from quizmill.draft import Draft
from quizmill.item import Evidence
from quizmill.source import Span

_HEADED = re.compile(
    r"(?:answer )?keys?|(?:correct )?answers|solutions?|lösung(?:en|sschlüssel)?|corrigés?|respuestas|soluzioni"
    r"|gabarito|ответы|答案|正解",
    re.IGNORECASE,
)
_TOLD: tuple[Role, ...] = ("answer", "right choice", "verdict", "choice verdict", "solution")
_LOOK, _LONGEST = 15, 40  # rows above the headings; characters of an answer


@dataclass(frozen=True, slots=True)
class Keyed:
    """The sheets with their keys beside the questions, where each row's key stood (by sheet and row number), and where
    the keys begin that fit no questions."""

    sheets: tuple[Sheet, ...]
    places: Mapping[tuple[str, int], Span]
    strangers: tuple[Span, ...] = ()

    def placed(self, draft: Draft, sheet: Sheet, row: Row) -> Draft:
        """A row's draft, its key at the place where it stood."""
        where = self.places.get((sheet.name, row.number))
        if where is None:
            return draft
        claims = tuple(replace(claim, evidence=Evidence.KEY_TABLE, spans=(where,)) for claim in draft.claims)
        return replace(draft, spans=(*draft.spans, where), claims=claims)


_Key = dict[str, tuple[str, Span]]  # by number: what is right, and where that stands


def with_keys(sheets: Sequence[Sheet]) -> Keyed:
    """The sheets as they are to be read; as they were where no key stands apart."""
    places: dict[tuple[str, int], Span] = {}
    apart = {sheet.name: key for sheet in sheets if (key := _of_sheet(sheet))}
    out: list[Sheet] = []
    strangers: list[Span] = []
    for sheet in sheets:
        above, key = _cut(sheet)
        if not key and len(apart) == 1 and len(sheets) == 2 and sheet.name not in apart:
            (key,) = apart.values()
        joined = _joined(above, key, places) if key else None
        strangers += [next(iter(key.values()))[1]] if key and joined is None else []
        out.append(joined or above)
    used = any(name not in apart for name, _ in places)
    return Keyed(tuple(sheet for sheet in out if not (used and sheet.name in apart)), places, tuple(strangers))


def _filled(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell]


def _key_of(sheet: Sheet, rows: Sequence[Row]) -> _Key:
    """The key in some rows of a number and an answer each; empty where a row is anything else."""
    key: _Key = {}
    for row in rows:
        cells = _filled(row)
        number = cells[0].rstrip(".):") if cells else ""
        if len(cells) != 2 or not number.isdecimal() or len(cells[1]) > _LONGEST or number in key:
            return {}
        key[number] = cells[1], place(sheet, row)
    return key


def _of_sheet(sheet: Sheet) -> _Key:
    """The key that a sheet holds and nothing else."""
    if len(sheet.rows) < 2 or {*guess(sheet.rows[0].cells).roles} - {"ignored"} != {"id", "answer"}:
        return {}
    return _key_of(sheet, sheet.rows[1:])


def _cut(sheet: Sheet) -> tuple[Sheet, _Key]:
    """A sheet without the key below its questions, and that key."""
    for at, row in enumerate(sheet.rows):
        cells = _filled(row)
        if at > 1 and len(cells) == 1 and _HEADED.fullmatch(cells[0].strip(" :")):
            rows = sheet.rows[at + 1 :]
            headed = bool(rows) and not _filled(rows[0])[0].rstrip(".):").isdecimal()
            key = _key_of(sheet, rows[1:] if headed else rows)
            return (replace(sheet, rows=sheet.rows[:at]), key) if key else (sheet, {})
    return sheet, {}


def _joined(sheet: Sheet, key: _Key, places: dict[tuple[str, int], Span]) -> Sheet | None:
    """The sheet with the key as its last column; None where it does not belong to it."""
    for at, head in enumerate(sheet.rows[:_LOOK]):
        columns = guess(head.cells)
        if not columns.places("question") or len(columns.places("choice")) < 2:
            continue
        ids = columns.places("id")
        if not ids or any(map(columns.places, _TOLD)):
            return None
        rows = sheet.rows[at + 1 :]
        numbers = [row.cells[ids[0]].rstrip(".):") if ids[0] < len(row.cells) else "" for row in rows]
        if not key.keys() <= set(numbers) or len(set(numbers)) < len(numbers):
            return None
        width = max(len(row.cells) for row in (head, *rows))
        added = [_wider(row, width, key.get(number, ("",))[0]) for row, number in zip(rows, numbers, strict=True)]
        places.update(((sheet.name, row.number), key[n][1]) for row, n in zip(rows, numbers, strict=True) if n in key)
        return replace(sheet, rows=(*sheet.rows[:at], _wider(head, width, "Answer"), *added))
    return None


def _wider(row: Row, width: int, cell: str) -> Row:
    return Row(row.number, (*row.cells, *[""] * (width - len(row.cells)), cell))
