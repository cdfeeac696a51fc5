"""Where the headings of a table of questions stand, and what its answer numbers count from.

    Quiz of the history club                               what stands above the headings is passed over
    2. Type  | 3. Question | 4. Choices:  |                headings in two rows are read as one
             |             | Answer A:    | Answer B:

A row of a template that says what belongs in its columns ("Text of the question (required)") is no question. Columns
that hold something and whose headings are not understood are named in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extract.media.table import Row, Sheet, place
from extract.sites import _table_cells as cells_of
from extract.sites._columns import Columns, Role, confirmed, guess
from extract.sites._columns_guessed import guessed
from quizmill.finding import Finding, Severity

_OWN = ("id", "type", "title", "question")
_LOOK = 15  # rows in which the headings are looked for: templates begin with instructions
_EXPLAINS = re.compile(r"\((?:required|optional|default)\b", re.I)
_HARMLESS = re.compile(
    r"(?:time|seconds|sekunden|limit|timestamp|date|created|updated|author|status|source|url|link)", re.I
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its columns known, and how its answers name choices."""

    sheet: Sheet
    columns: Columns
    rows: tuple[Row, ...]
    naming: cells_of.Naming
    headed: bool = True
    own: bool = False  # quizmill's own table: its cells are Markdown


def table_of(sheet: Sheet) -> Table | None:
    """The sheet's headings and the rows below; None where no row looks like headings of questions."""
    for at, row in enumerate(sheet.rows[:_LOOK]):
        following = sheet.rows[at + 1].cells if at + 1 < len(sheet.rows) else ()
        if stated := confirmed(row.cells, following):
            headed = guess(following).asks
            rows = sheet.rows[at + (2 if headed else 1) :]
            return Table(sheet, stated, rows, naming(stated, rows))
        if both := _in_two_rows(row.cells, following):
            rows = sheet.rows[at + 2 :]
            return Table(sheet, both, rows, naming(both, rows))
        columns = guess(row.cells)
        if columns.asks:
            rows = sheet.rows[at + 1 :]
            columns = _solved(columns, rows)
            own = row.cells[:4] == _OWN
            told = cells_of.Naming(_base(columns, rows), "labels") if own else naming(columns, rows)
            return Table(sheet, columns, rows, told, own=own)
    bare = guessed([row.cells for row in sheet.rows])
    return Table(sheet, bare, sheet.rows, naming(bare, sheet.rows), headed=False) if bare else None


def _in_two_rows(upper: Sequence[str], lower: Sequence[str]) -> Columns | None:
    """Headings of which a part stands in the row below, where the upper ones leave off or name them together."""
    above, below = guess(upper), guess(lower)
    if not above.places("question") or above.places("choice") or not below.places("choice") or below.places("question"):
        return None
    both = guess([low or high for high, low in zip_longest(upper, lower, fillvalue="")])
    return both if both.asks and both.places("question") == above.places("question") else None


def _solved(columns: Columns, rows: Sequence[Row]) -> Columns:
    """A column headed "Solution" is the answer's where there is no other and it names a choice in every row."""
    told: tuple[Role, ...] = ("answer", "right choice", "verdict", "choice verdict")
    solution, choices = columns.places("solution"), columns.places("choice")
    if not solution or len(choices) < 2 or any(map(columns.places, told)):
        return columns
    moved: tuple[Role, ...] = tuple("answer" if role == "solution" else role for role in columns.roles)
    named = replace(columns, roles=moved)
    answered = [_answered(named, row.cells) for row in rows if columns.cell(row.cells, "question")]
    return named if answered and all(cells_of.names_one(*row) for row in answered) else columns


def naming(columns: Columns, rows: Sequence[Row]) -> cells_of.Naming:
    """How the answers of some rows name their choices."""
    read = (_answered(columns, row.cells) for row in rows)
    return cells_of.naming_of(read, _base(columns, rows))


def _answered(columns: Columns, cells: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """A row's answer, its choices, and their labels."""
    answer = columns.cell(cells, "answer")
    filled = [at for at in columns.places("choice") if at < len(cells) and cells[at]]
    if len(columns.places("choice")) == 1 and filled:
        return answer, cells_of.listed(cells[filled[0]], answer), []
    return answer, [cells[at] for at in filled], [columns.labels[at] for at in filled]


def _base(columns: Columns, rows: Sequence[Row]) -> int | None:
    """What answer numbers count from: a 0 anywhere, the headings' own numbers, a number as great as the choices, or
    that a program wrote them. An index beside headings that count from 1 may count from 0, unless one is that great.
    """
    choices = columns.places("choice")
    numbered = bool(choices) and all(columns.labels[at].isdecimal() for at in choices)
    if numbered and "0" in {columns.labels[at] for at in choices}:
        return 0
    great = False
    for row in rows:
        tokens = re.findall(r"\d+", columns.cell(row.cells, "answer"))
        filled = [row.cells[at] for at in choices if at < len(row.cells) and row.cells[at]]
        alone = len(filled) == 1 == len(choices)
        count = len(cells_of.listed(filled[0], columns.cell(row.cells, "answer"))) if alone else len(filled)
        if "0" in tokens and not (numbered and "0" in filled):
            return 0
        great = great or any(int(token) == count for token in tokens)
    if numbered and not _is_index(columns):
        return int(min(columns.labels[at] for at in choices))
    if great:
        return 1
    return 0 if _are_indices(columns, rows) else None


def _is_index(columns: Columns) -> bool:
    """True where the answer's column is headed as an index."""
    named = [columns.headings[at] for at in columns.places("answer") if at < len(columns.headings)]
    return any(re.search(r"(?:^|[\W_]|[a-z])(?:idx|Idx|index|Index)$", name) for name in named)


def _are_indices(columns: Columns, rows: Sequence[Row]) -> bool:
    """Numbers headed as indices beside lists as programs write them."""
    written = [cells_of.as_list(columns.cell(row.cells, "choice")) for row in rows]
    return _is_index(columns) and bool(rows) and all(written)


def explains(row: Row) -> bool:
    """True for a template's row that says what belongs in its columns."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 2 and 2 * sum(bool(_EXPLAINS.search(cell)) for cell in filled) > len(filled)


def unread(table: Table) -> list[Finding]:
    """Columns that hold something, and whose headings nobody knows."""
    columns = table.columns
    held = [
        columns.headings[at]
        for at, role in enumerate(columns.roles)
        if role == "ignored"
        and columns.headings[at]
        and not _HARMLESS.search(columns.headings[at])
        and any(at < len(row.cells) and row.cells[at] for row in table.rows)
    ]
    if not held or columns.confirmed:
        return []
    names = ", ".join(repr(" ".join(heading.split())[:60]) for heading in held[:8])
    message = f"Columns that are not read: {names}. A first row `#columns: {columns}` with their roles reads them."
    return [Finding("columns-unread", Severity.INFO, message, place(table.sheet, table.sheet.rows[0]))]
