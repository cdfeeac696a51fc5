"""JSON Lines to Arrow tables and back, in the columns of one row class.

The Arrow reader of JSON is native code and takes nested columns by their schema: rows made by workers as bytes
never become Python objects in the process that writes them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from quizmill.bank.rows import encode_rows, row_to_item
from quizmill.bank.scan import strings
from quizmill.bank.schema import schema_of
from quizmill.item import Item

Rows: TypeAlias = pa.Table


def table_of_lines(lines: bytes, row: type) -> pa.Table:
    """The table of JSON Lines; columns that a line does not name are null."""
    schema = schema_of(row)
    if not lines:
        return pa.Table.from_batches([], schema)
    return pj.read_json(
        io.BytesIO(lines),
        read_options=pj.ReadOptions(use_threads=False, block_size=min(len(lines) + 1, 2**31 - 1)),
        parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    ).select(schema.names)


def table_of_rows(rows: list[Any], row: type) -> pa.Table:
    """The table of row dataclasses."""
    return table_of_lines(encode_rows(rows), row)


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The table's rows as mappings, a few thousand at a time."""
    for batch in table.to_batches(max_chunksize=4096):
        yield from batch.to_pylist()


def perhaps_keyless(table: pa.Table) -> pa.Table:
    """The item rows that may have no key, by a glance at columns: all but choice items with one."""
    choice = pc.is_in(table["type"], value_set=strings(["single", "multiple", "true_false"]))
    return table.filter(pc.invert(pc.and_(choice, pc.is_valid(table["key"]))))


def items_of(table: pa.Table) -> Iterator[Item]:
    """The items of a table of item rows, in its order."""
    return map(row_to_item, rows_of(table))
