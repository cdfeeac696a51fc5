"""Items as one Parquet file, with the pictures they show: what leaves a bank, and how it comes back.

    id | type | stem | choices | key | ... | media: list<struct<bytes: binary, path: string>>

The columns are those of the published bank (see schema.py) and one more. Its struct is the one that `datasets` and
other readers take for an image. Rows are written a few thousand at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from quizmill.bank.arrow import items_of, table_of_lines
from quizmill.bank.records import QuestionColumns
from quizmill.bank.rows import encode_rows, item_to_row
from quizmill.bank.schema import schema_of
from quizmill.item import Item

_ROWS = 2_000  # in a row group
_MEDIA = pa.field("media", pa.list_(pa.field("element", pa.struct([("bytes", pa.binary()), ("path", pa.string())]))))
Pictures = Callable[[Item], Sequence[tuple[str, bytes]]]


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    held: list[Item] = []
    for item in items:
        held.append(item)
        if len(held) == _ROWS:
            yield held
            held = []
    if held:
        yield held


def _table(items: list[Item], pictures: Pictures) -> pa.Table:
    shown = [[{"bytes": data, "path": name} for name, data in pictures(item)] for item in items]
    table = table_of_lines(encode_rows(map(item_to_row, items)), QuestionColumns)
    return table.append_column(_MEDIA, pa.array(shown, _MEDIA.type))


def write_items(items: Iterable[Item], pictures: Pictures, out: BinaryIO) -> int:
    """Write one file; `pictures` gives each item's (name, bytes). Returns how many rows it has."""
    schema = schema_of(QuestionColumns).append(_MEDIA)
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(items):
            writer.write_table(_table(batch, pictures))
            count += len(batch)
    return count


def read_items(source: BinaryIO) -> Iterator[Item]:
    """The items of such a file, a row group at a time."""
    file = pq.ParquetFile(source)
    for batch in file.iter_batches(batch_size=_ROWS):
        yield from items_of(pa.Table.from_batches([batch]))


def read_media(source: BinaryIO) -> dict[str, bytes]:
    """Every picture of such a file by name."""
    column = pq.ParquetFile(source).read(columns=["media"]).column("media")
    return {entry["path"]: entry["bytes"] for row in column.to_pylist() for entry in row or ()}
