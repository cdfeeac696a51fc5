"""Workbooks written row by row, inert and with the same bytes each time.

with workbook(out) as sheet:
    sheet.row(("id", "question"), heading=True)
    sheet.row(("q7", "=1+1"))          a text, never a formula

XlsxWriter in its constant-memory mode: rows go to a temporary file as they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from export._cells import is_hazard

if TYPE_CHECKING:
    import xlsxwriter

LONGEST = 32_767  # characters in a cell (Excel's limit)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MADE = datetime(2020, 1, 1, tzinfo=UTC)


class Sheet:
    """One worksheet, from its first row down."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True})
        self._quoted = book.add_format({"quote_prefix": True})  # stays a text when someone edits the cell
        self._next = 0

    def widths(self, widths: Sequence[float]) -> None:
        """Column widths in characters; to be set before the first row."""
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)

    def row(self, cells: Sequence[str | float | None], heading: bool = False) -> list[int]:
        """The next row. Returns the columns whose text was too long for a cell and was cut."""
        cut = []
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                style = self._bold if heading else self._quoted if is_hazard(cell) else None
                self._sheet.write_string(self._next, place, cell[:LONGEST], style)
                if len(cell) > LONGEST:
                    cut.append(place)
            elif isinstance(cell, int | float):
                self._sheet.write_number(self._next, place, cell)
        self._next += 1
        return cut

    def freeze(self, rows: int) -> None:
        """The first rows stay in sight."""
        self._sheet.freeze_panes(rows, 0)


@contextmanager
def workbook(out: BinaryIO, name: str = "Questions") -> Iterator[Sheet]:
    """A workbook of one sheet, finished on leaving."""
    import xlsxwriter  # 60 ms

    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _MADE})
    yield Sheet(book, name)
    book.close()
