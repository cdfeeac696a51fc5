"""Items to rows and back, as JSON Lines: what a worker hands to the process that writes the bank.

    {"id": "q7k...", "type": "single", "stem": "...", "choices": [...], "key": {...}, ..., "bucket": "07"}

A row is the item's public JSON with its provenance flattened and the bank's own columns beside it. Fields that
the item's kind does not have are left out here and are null in the table.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import msgspec

from quizmill.item import CLASSES, Item, NumericItem

BUCKETS = 16
_FIELDS = {cls: frozenset(f.name for f in fields(cls)) for cls in set(CLASSES.values())}
_OWN = {cls: tuple(f.name for f in fields(cls) if f.name != "provenance") for cls in _FIELDS}
_ORIGIN = ("document", "path", "ordinal", "reader", "url", "fields")
_encoder = msgspec.json.Encoder()


def bucket_of(document: str) -> str:
    """The bucket of a document's rows, `00` to `15`: a partition of the tables and one published file."""
    return f"{zlib.crc32(document.encode()) % BUCKETS:02d}"


def item_to_row(item: Item) -> dict[str, Any]:
    """The item's columns as the encoder takes them; those of other kinds are absent."""
    row = {name: getattr(item, name) for name in _OWN[type(item)]}
    row |= {name: getattr(item.provenance, name) for name in _ORIGIN}
    if isinstance(item, NumericItem):
        row["numbers"] = row.pop("answers")
    return row


def row_to_item(row: Mapping[str, Any]) -> Item:
    """The item of a row; columns that are null or not an item's are passed over."""
    cls = CLASSES[row["type"]]
    known = {name: value for name, value in row.items() if value is not None and name in _FIELDS[cls]}
    if cls is NumericItem:
        known["answers"] = row["numbers"] or []
    known["provenance"] = {name: row[name] for name in _ORIGIN}
    return msgspec.convert(known, cls)


def encode_items(items: Iterable[Item], beside: Iterable[Mapping[str, Any]]) -> bytes:
    """JSON Lines of the items, each with the bank's own columns."""
    return b"".join(
        _encoder.encode({**item_to_row(item), **more}) + b"\n" for item, more in zip(items, beside, strict=True)
    )


def encode_rows(rows: Iterable[object]) -> bytes:
    """JSON Lines of row dataclasses or mappings."""
    return b"".join(_encoder.encode(row) + b"\n" for row in rows)


def decode_items(lines: bytes) -> tuple[Item, ...]:
    """The items of JSON Lines that `encode_items` or a table wrote."""
    return tuple(row_to_item(msgspec.json.decode(line)) for line in lines.splitlines() if line)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows of a table as JSON lines; times are written in ISO 8601."""
    return (_encoder.encode(row) for row in rows)


def timestamp(moment: datetime) -> str:
    """A time as the tables' reader takes it."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
