"""Reading Parquet files: some columns of the rows that have certain values, in the columns of this quizmill.

Files are opened one by one with pyarrow's own reader. Its dataset layer is left alone: it loads pandas, which takes
longer than most commands, and delta-rs's file system below it aborts the process at its end.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Where = Mapping[str, Collection[str]]


def scan(
    files: Sequence[tuple[Path, Mapping[str, str]]], schema: pa.Schema, columns: Sequence[str], where: Where
) -> pa.Table:
    """The rows of files with their partition values; every column of `where` must hold one of its values."""
    wanted = pa.schema([schema.field(name) for name in columns])
    needed = pa.schema([schema.field(name) for name in dict.fromkeys([*columns, *where])])
    parts = [_rows(path, values, needed, where).select(columns) for path, values in files if _may_hold(values, where)]
    return pa.concat_tables([pa.Table.from_batches([], wanted), *parts])


def strings(values: Sequence[str]) -> pa.StringArray:
    """An Arrow array of texts. `pa.array` would do, but asks whether it was given a pandas object, and loads pandas."""
    encoded = [value.encode() for value in values]
    offsets = array("i", [0, *accumulate(map(len, encoded))])
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))


def empty_lists(count: int, kind: pa.DataType) -> pa.Array[Any]:
    """An Arrow array of that many empty lists of texts."""
    offsets = array("i", bytes(array("i").itemsize * (count + 1)))
    return pa.ListArray.from_buffers(kind, count, [None, pa.py_buffer(offsets)], children=[strings([])])


def same_columns(path: Path, schema: pa.Schema, partitions: Collection[str]) -> bool:
    """Whether a file has the columns of a schema, but for those that its folder tells."""
    found = pq.read_schema(path)
    expected = {field.name: field.type for field in schema if field.name not in partitions}
    return {field.name: field.type for field in found} == expected


def _rows(path: Path, values: Mapping[str, str], schema: pa.Schema, where: Where) -> pa.Table:
    with pq.ParquetFile(path) as file:
        held = frozenset(file.schema_arrow.names)  # made anew each time that it is asked for
        names = [name for name in schema.names if name in held]
        groups = [n for n in range(file.metadata.num_row_groups) if _group_may_hold(file.metadata.row_group(n), where)]
        rows = file.read_row_groups(groups, columns=names)
    for name, value in values.items():
        if name in schema.names:
            rows = rows.append_column(pa.field(name, pa.string()), strings([value] * rows.num_rows))
    return _in_columns(_chosen(rows, where), schema)


def _chosen(rows: pa.Table, where: Where) -> pa.Table:
    for name, values in where.items():
        rows = rows.filter(pc.is_in(rows[name], value_set=strings(sorted(values))))
    return rows


def _may_hold(values: Mapping[str, str], where: Where) -> bool:
    return all(value in where[name] for name, value in values.items() if name in where)


def _group_may_hold(group: pq.RowGroupMetaData, where: Where) -> bool:
    """By its statistics, whether a row group can have such rows: a long one is not read for a name it cannot hold."""
    for column in _columns(group):
        values, told = where.get(column.path_in_schema), column.statistics
        if values is None or told is None or not told.has_min_max:
            continue
        if not any(str(told.min) <= value <= str(told.max) for value in values):
            return False
    return True


def _columns(group: pq.RowGroupMetaData) -> Iterator[pq.ColumnChunkMetaData]:
    return (group.column(n) for n in range(group.num_columns))


def _in_columns(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows in these columns; what an older quizmill did not know is null, also inside nested columns."""
    if set(rows.schema.names) == set(schema.names):
        rows = rows.select(schema.names)
        if rows.schema.types == schema.types:
            return rows.replace_schema_metadata(None)
    return pa.Table.from_pylist(rows.to_pylist(), schema=schema)
