"""The collection inside an Anki package: a SQLite database, plain or packed, and a list of its pictures.

    collection.anki2     schema 11: notetypes and decks as JSON in the one row of `col`
    collection.anki21    the same, where anki2 holds but a note "please update"
    collection.anki21b   schema 18, packed with zstd: notetypes, fields, templates and decks in tables
    media                {"0": "cell.png"} as JSON, or a packed protobuf list in the order of the members

The database is opened in memory, read only, with a limit on its work; nothing in it is executed.
Formats: Anki's own source, rslib/src/storage/ and rslib/src/import_export/package/ (proto/anki/import_export.proto).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import zstandard

from extract.media.archive import Archive

_SEPARATOR = "\x1f"
_MOST = 1 << 30  # bytes of a collection, unpacked
_WORK = 2_000_000_000  # virtual machine instructions in all
_NEWER, _OLDER = "collection.anki21b", ("collection.anki21", "collection.anki2")


@dataclass(frozen=True, slots=True)
class Notetype:
    """A kind of note: its field names, whether it is a cloze, and what its first card shows (templates)."""

    name: str
    fields: tuple[str, ...]
    cloze: bool
    front: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its number, the HTML of its fields, its tags, and its first card's deck (outermost first)."""

    number: int
    notetype: Notetype
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: tuple[str, ...]

    def named(self) -> dict[str, str]:
        return dict(zip(self.notetype.fields, self.fields, strict=False))


class CollectionError(Exception):
    """The package holds no collection that can be read; the reason is a sentence."""


def unpacked(data: bytes, most: int = _MOST) -> bytes:
    """zstd-packed bytes, up to a limit."""
    pieces: list[bytes] = []
    size = 0
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as reader:
            while piece := reader.read(1 << 20):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise CollectionError("The packed data is larger than is read.")
    except (zstandard.ZstdError, MemoryError) as error:
        raise CollectionError(f"The packed data is damaged ({error}).") from error
    return b"".join(pieces)


def _database(archive: Archive) -> tuple[bytes, bool]:
    """The bytes of the newest collection, and whether it is in the newer schema."""
    if _NEWER in archive:
        return unpacked(archive.read(_NEWER) or b""), True
    for name in _OLDER:
        if (data := archive.read(name)) is not None:
            return data, False
    raise CollectionError("The package holds no collection.")


def _connect(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    # A database in write-ahead mode cannot be opened from memory; the header says which mode it is in.
    if data[:16] == b"SQLite format 3\x00" and data[18:20] == b"\x02\x02":
        data = data[:18] + b"\x01\x01" + data[20:]
    connection.deserialize(data)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma query_only = on")
    connection.create_collation("unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold()))
    ticks = iter(range(_WORK // 1_000_000))
    connection.set_progress_handler(lambda: next(ticks, None) is None, 1_000_000)
    return connection


def read_notes(archive: Archive) -> list[Note]:
    """Every note in the order of its first card; CollectionError where there is no reading the collection."""
    data, newer = _database(archive)
    try:
        with closing(_connect(data)) as connection:
            notetypes = dict(_tables(connection) if newer else _models(connection))
            decks = _decks(connection, newer)
            return list(_notes(connection, notetypes, decks))
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, MemoryError, OverflowError) as error:
        raise CollectionError(f"The collection cannot be read ({error}).") from error


def _notes(
    connection: sqlite3.Connection, notetypes: dict[int, Notetype], decks: dict[int, tuple[str, ...]]
) -> Iterator[Note]:
    query = (
        "select n.id, n.mid, n.flds, n.tags, min(c.did) from notes n left join cards c on c.nid = n.id and c.ord = "
        "(select min(ord) from cards where nid = n.id) group by n.id order by min(c.due), n.id"
    )
    for number, mid, fields, tags, deck in connection.execute(query):
        notetype = notetypes.get(mid)
        if notetype and isinstance(fields, str):
            named = tuple(str(tags or "").split())
            yield Note(number, notetype, tuple(fields.split(_SEPARATOR)), named, decks.get(deck, ()))


def _models(connection: sqlite3.Connection) -> Iterator[tuple[int, Notetype]]:
    """Schema 11: JSON in `col.models`."""
    (text,) = connection.execute("select models from col").fetchone()
    for key, model in json.loads(text).items():
        fields = sorted(model["flds"], key=lambda field: field.get("ord", 0))
        template = min(model.get("tmpls") or [{}], key=lambda each: each.get("ord", 0))
        names = tuple(field["name"] for field in fields)
        shown = template.get("qfmt", ""), template.get("afmt", "")
        yield int(key), Notetype(model["name"], names, model.get("type") == 1, *shown)


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[int, Notetype]]:
    """Schema 18: tables; kinds and templates are protobuf."""
    fields: dict[int, list[str]] = {}
    for ntid, name in connection.execute("select ntid, name from fields order by ntid, ord"):
        fields.setdefault(ntid, []).append(name)
    templates: dict[int, bytes] = dict(connection.execute("select ntid, config from templates order by ord desc"))
    for number, name, config in connection.execute("select id, name, config from notetypes"):
        kind = next((value for field, value in protobuf(config) if field == 1), 0)
        shown = dict(protobuf(templates.get(number, b"")))
        front, back = (_utf8(shown.get(field, b"")) for field in (1, 2))
        yield number, Notetype(name, tuple(fields.get(number, ())), kind == 1, front, back)


def _utf8(value: int | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _decks(connection: sqlite3.Connection, newer: bool) -> dict[int, tuple[str, ...]]:
    if newer:
        rows: Sequence[tuple[int, str]] = connection.execute("select id, name from decks").fetchall()
    else:
        (text,) = connection.execute("select decks from col").fetchone()
        rows = [(int(key), deck["name"]) for key, deck in json.loads(text).items()]
    return {number: tuple(part for part in re.split(f"::|{_SEPARATOR}", name) if part) for number, name in rows}


def protobuf(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protobuf message: numbers and bytes; a broken end is left. (protobuf.dev, "Encoding")"""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        field, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield field, value
        elif wire == 2:
            length, at = _varint(data, at)
            yield field, data[at : at + length]
            at += length
        elif wire in (1, 5):
            at += 8 if wire == 1 else 4
        else:
            return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    return value, len(data)


def read_media(archive: Archive) -> dict[str, str]:
    """The members that hold the pictures, by the names that notes use."""
    data = archive.read("media")
    if not data:
        return {}
    if data[:1] == b"{":
        try:
            listed = json.loads(data)
        except (json.JSONDecodeError, UnicodeDecodeError):
            return {}
        return {str(name): str(member) for member, name in listed.items()} if isinstance(listed, dict) else {}
    try:
        entries = [value for field, value in protobuf(unpacked(data)) if field == 1 and isinstance(value, bytes)]
    except CollectionError:
        return {}
    names = [next((_utf8(value) for field, value in protobuf(entry) if field == 1), "") for entry in entries]
    return {name: str(at) for at, name in enumerate(names)}
