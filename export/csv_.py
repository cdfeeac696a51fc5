"""CSV for people and programs: one table, a row an item (see export/_sheet.py for its columns).

    id,type,title,question,choice 1,choice 2,answer,points,...
    q7k,single,,Which node is the root?,the first,the last,A,1,...

RFC 4180, UTF-8 with a byte order mark (Excel reads it as Windows-1252 without one). A cell that a spreadsheet would
run as a formula has a single quote before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from export._cells import csv_line, inert
from export._files import write_text
from export._options import chosen
from export._sheet import SUPPORT, Layout, layout_of, losses, row
from quizmill.item import TYPES
from quizmill.package import Exporter, Loss, Package


def _lines(package: Package, layout: Layout, lost: list[Loss]) -> Iterator[str]:
    yield csv_line(layout.header)
    for item in package.items:
        lost.extend(losses(item, "CSV"))
        yield csv_line(map(inert, row(item, layout)))


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Two walks: one for the number of choice columns, one for the rows."""
    chosen(package, {})
    lost: list[Loss] = []
    out.write(b"\xef\xbb\xbf")
    write_text(out, _lines(package, layout_of(package.items), lost))
    return tuple(lost)


EXPORTER = Exporter(
    name="csv",
    suffix=".csv",
    summary="CSV table for people: a row an item",
    render=render,
    support=SUPPORT,
    keyless=frozenset(TYPES),
)
