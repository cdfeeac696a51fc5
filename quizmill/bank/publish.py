"""The published bank: `questions/`, plain typed Parquet that any tool reads without a library of ours.

    questions/part-07.parquet      the items of bucket 07 with the curator's edits in them

It is derived from `items` and `edits` and can always be made again. Every file carries a stamp that names the data
files it was made from; a file whose stamp no longer fits is written anew, beside, and put in place by a rename.
So a kill between commit and publishing is mended by the next command, and buckets that did not change stay as they are.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from quizmill.bank import disk
from quizmill.bank.arrow import rows_of, table_of_lines
from quizmill.bank.edits import replay
from quizmill.bank.records import EditRow, PublishedRow
from quizmill.bank.rows import encode_rows, item_to_row, row_to_item, timestamp
from quizmill.bank.scan import empty_lists, scan, strings
from quizmill.bank.schema import PUBLISHED, VERSION

_STAMP = b"quizmill.stamp"
_ALWAYS, _EMPTY = "00", "empty"  # this file always stands, so that an empty bank can be read too
_ORDER: list[tuple[str, Literal["ascending", "descending"]]] = [
    ("path", "ascending"),
    ("ordinal", "ascending"),
    ("id", "ascending"),
]


def stamps(items: Mapping[str, Sequence[str]], edits: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each bucket that has items, the name of the data files that make it up."""
    schema = hashlib.sha256(str(PUBLISHED.schema).encode()).hexdigest()
    return {
        bucket: hashlib.sha256(
            "\n".join([str(VERSION), schema, *sorted(files), "--", *sorted(edits.get(bucket, ()))]).encode()
        ).hexdigest()
        for bucket, files in items.items()
    }


def publish(bank: Path, wanted: Mapping[str, str], make: Any) -> tuple[str, ...]:
    """Bring `questions/` up to date: write the buckets whose stamp differs (`make(bucket)` gives the rows), and take
    out those that have no items any more. Returns the buckets written.
    """
    folder = bank / PUBLISHED.name
    folder.mkdir(exist_ok=True)
    behind = stale(bank, wanted)
    for bucket in behind:
        if bucket in wanted or bucket == _ALWAYS:
            _write(bank, _file(folder, bucket), make(bucket), wanted.get(bucket, _EMPTY))
        else:
            _file(folder, bucket).unlink()
    return behind


def published(bank: Path, columns: Sequence[str], **where: Collection[str]) -> pa.Table:
    """Some columns of the published rows, as they stand on disk."""
    files = sorted((bank / PUBLISHED.name).glob("part-*.parquet"))
    return scan([(path, {}) for path in files], PUBLISHED.schema, columns, where)


def stale(bank: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The buckets whose published file is not made from the data files that `wanted` names."""
    wanted = {_ALWAYS: _EMPTY, **wanted}
    standing = {
        path.stem.removeprefix("part-"): _stamp(path) for path in (bank / PUBLISHED.name).glob("part-*.parquet")
    }
    return tuple(sorted(name for name in wanted.keys() | standing if wanted.get(name) != standing.get(name)))


def curated(items: pa.Table, edits: pa.Table) -> pa.Table:
    """Items as read and their edits -> published rows, in the order of their documents' paths."""
    events = by_item(edits)
    touched = pc.is_in(items["id"], value_set=strings(sorted(events)))
    plain = items.filter(pc.invert(touched))
    edited = items.filter(touched)
    return pa.concat_tables([_as_read(plain), _replayed(edited, events)]).sort_by(_ORDER).combine_chunks()


def _as_read(items: pa.Table) -> pa.Table:
    none = empty_lists(items.num_rows, PUBLISHED.schema.field("edited").type)
    new = strings(["new"] * items.num_rows)
    beside = {"status": new, "edited": none, "conflicts": none}
    columns = [beside[name] if name in beside else items[name] for name in PUBLISHED.schema.names]
    return pa.table(columns, schema=PUBLISHED.schema)


def _replayed(items: pa.Table, events: Mapping[str, Sequence[EditRow]]) -> pa.Table:
    return table_of_lines(encode_rows(_rows(items, events)), PublishedRow)


def _rows(items: pa.Table, events: Mapping[str, Sequence[EditRow]]) -> Iterable[dict[str, Any]]:
    for row in rows_of(items):
        done = replay(row_to_item(row), events[row["id"]])
        yield item_to_row(done.item) | {
            "status": done.status,
            "edited": done.edited,
            "conflicts": done.conflicts,
            "changed": timestamp(max(row["changed"], done.changed or row["changed"])),
        }


def by_item(edits: pa.Table) -> dict[str, list[EditRow]]:
    """The events of each item, oldest first."""
    found: defaultdict[str, list[EditRow]] = defaultdict(list)
    for row in rows_of(edits.sort_by([("at", "ascending"), ("id", "ascending")])):
        event = msgspec.convert(row, EditRow)
        found[event.item].append(event)
    return found


def _file(folder: Path, bucket: str) -> Path:
    return folder / f"part-{bucket}.parquet"


def _stamp(path: Path) -> str:
    try:
        return (pq.read_schema(path).metadata or {}).get(_STAMP, b"").decode()
    except (pa.ArrowInvalid, OSError):  # torn by a power cut or by hand: it is written anew
        return ""


def _write(bank: Path, target: Path, rows: pa.Table, stamp: str) -> None:
    temporary = bank / f".{target.stem}-{uuid.uuid4().hex}.tmp"
    with disk.guard(bank):
        try:
            pq.write_table(rows.replace_schema_metadata({_STAMP: stamp}), temporary, compression="zstd")
            disk.replace_file(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
