"""The columns of a bank, derived from the types of `quizmill.item`: a field added there is a column here.

    tuple[Choice, ...]  ->  list<struct<id: string, text: string, feedback: string, fixed: bool, credit: double>>
    Key | None          ->  struct<choices: list<string>, evidence: list<string>>, null where keyless

An item's row has the fields of every kind; those that its kind does not have are null. Column descriptions in
words live here too: `bank/README.md` and `bank/schema.json` are generated from them.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from quizmill.bank.records import DocumentRow, EditRow, FindingRow, GroupRow, ItemRow, MediaRow, PublishedRow

VERSION = 1  # goes up when an older quizmill could misread the tables

_SCALARS: dict[object, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    bytes: pa.binary(),
    datetime: pa.timestamp("us", "UTC"),
}


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's Python type; TypeError for a type that has no column form."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_dataclass(hint):
        return pa.struct([pa.field(name, arrow_type(kind)) for name, kind in get_type_hints(hint).items()])
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return pa.string()
    if origin in (Union, types.UnionType):
        return arrow_type(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return pa.list_(pa.field("element", arrow_type(args[0])))
    raise TypeError(f"{hint!r} has no column form")


def arrow_schema(row: type) -> pa.Schema:
    """The columns of a row class, in its order."""
    hints = get_type_hints(row)
    return pa.schema([pa.field(f.name, arrow_type(hints[f.name])) for f in fields(row)])


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of the bank: its row class, the column that says whose rows are replaced together, whether it is
    split in buckets, and how many rows are read at once at least.
    """

    name: str
    row: type
    owner: str
    summary: str
    bucketed: bool = True
    group: int = 100_000

    @property
    def schema(self) -> pa.Schema:
        return schema_of(self.row)


schema_of = cache(arrow_schema)

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec("documents", DocumentRow, "id", "The ledger: every document that was seen, and what became of it."),
        TableSpec("items", ItemRow, "document", "The items as read; a document's rows are replaced together."),
        TableSpec("edits", EditRow, "document", "The curator's events, append-only; replayed when the bank is read."),
        TableSpec("findings", FindingRow, "document", "What is in doubt, with its place."),
        TableSpec(
            "groups", GroupRow, "id", "Items that ask the same, and those of them that disagree.", bucketed=False
        ),
        TableSpec("media", MediaRow, "name", "Pictures and sounds by their content's name.", bucketed=False, group=32),
    )
}
PUBLISHED = TableSpec("questions", PublishedRow, "document", "The published bank: items with the edits in them.")
