"""A workbook for people: the table of export/_sheet.py with its heading frozen. Texts are texts, never formulas.

| id  | type   | question                | choice 1  | choice 2 | answer |
| q7k | single | Which node is the root? | the first | the last | A      |
"""

from __future__ import annotations

from typing import BinaryIO

from export._options import chosen
from export._sheet import SUPPORT, Layout, layout_of, losses, row
from export._workbook import LONGEST, workbook
from quizmill.item import TYPES
from quizmill.package import Exporter, Loss, Package

_WIDE = {"question": 60.0, "id": 14.0, "type": 11.0, "title": 24.0, "points": 7.0, "answer": 16.0}


def _widths(layout: Layout) -> list[float]:
    return [_WIDE.get(name, 26.0) for name in layout.header]


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Two walks: one for the number of choice columns, one for the rows."""
    chosen(package, {})
    lost: list[Loss] = []
    layout = layout_of(package.items)
    points = layout.header.index("points")
    with workbook(out) as sheet:
        sheet.widths(_widths(layout))
        sheet.freeze(1)
        sheet.row(layout.header, heading=True)
        for item in package.items:
            cells: list[str | float | None] = list(row(item, layout))
            cells[points] = item.points
            for place in sheet.row(cells):
                lost.append(Loss(item.id, layout.header[place], f"a cell holds {LONGEST} characters; the rest is cut"))
            lost.extend(losses(item, "A workbook"))
    return tuple(lost)


EXPORTER = Exporter(
    name="xlsx",
    suffix=".xlsx",
    summary="Excel workbook for people: a row an item",
    render=render,
    support=SUPPORT,
    keyless=frozenset(TYPES),
)
