"""Writes the package: notes stream into a SQLite file on disk, pictures straight into the zip.

Nothing is kept but the decks, and the names of pictures, so memory does not grow with the bank. The collection goes in
at deflate level 1: measured as the knee between time and size.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from export._fields import texts, uncarried
from export._fit import blank, left_out
from export._options import chosen
from export.anki import schema
from export.anki.decks import Decks, tags_column
from export.anki.notes import Note, note_of
from export.anki.notetypes import THEMES, models_json
from export.anki.rich import Rich
from export.anki.schema import Row
from quizmill.item import ClozeItem, Item, is_keyless
from quizmill.package import Loss, Package

OPTIONS = {"depth": tuple("2013456789"), "theme": THEMES}
_BATCH = 2_000
_DESCRIBED_SOUND = re.compile(r"!\[[^\]\n]{1,1000}\]\(media:[\w.-]+\.(?:mp3|m4a|ogg|oga|wav|opus)\)", re.I)
_NOT_IN_GAPS = frozenset(("gaps.choices.credit", "gaps.choices.fixed", "gaps.answers.credit"))
_TAG = re.compile(r"<[^>]*>")
_PICTURE_TAG = re.compile(r"<img[^>]* src=\"?([^\">]+)\"?[^>]*>")


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Writes the .apkg; pictures without bytes are losses, and their alt text stands in their place."""
    options = chosen(package, OPTIONS)
    decks, theme = Decks(package.title, int(options["depth"])), options["theme"]
    with (
        ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive,
        tempfile.TemporaryDirectory(prefix="quizmill-") as folder,
    ):
        pictures = _Pictures(archive, package.media)
        path = Path(folder, "collection.anki2")
        with closing(schema.create(path)) as collection:
            losses = _fill(collection, package, pictures, decks, theme)
        schema.settle(path)
        with path.open("rb") as database, archive.open("collection.anki2", "w") as member:
            shutil.copyfileobj(database, member, 1 << 18)
        with archive.open("media", "w") as member:
            member.write(json.dumps({str(at): name for at, name in enumerate(pictures.names)}).encode())
    return losses


class _Pictures:
    """Pictures in the order met: each goes into the zip once, stored, since its bytes are compressed already."""

    def __init__(self, archive: ZipFile, read: Callable[[str], bytes | None]) -> None:
        self._archive = archive
        self._read = read
        self._known: dict[str, str | None] = {}
        self.names: list[str] = []

    def __call__(self, name: str) -> str | None:
        if name not in self._known:
            data = self._read(name)
            self._known[name] = None if data is None else name
            if data is not None:
                self._archive.writestr(ZipInfo(str(len(self.names))), data)
                self.names.append(name)
        return self._known[name]


def _fill(
    collection: sqlite3.Connection, package: Package, pictures: _Pictures, decks: Decks, theme: str
) -> tuple[Loss, ...]:
    losses: list[Loss] = []
    rows = _rows(package, Rich(pictures), decks, losses)
    latest = 0
    while batch := list(islice(rows, _BATCH)):
        schema.add(collection, [note for note, _ in batch], [card for _, cards in batch for card in cards])
        latest = max(latest, *(int(note[3]) for note, _ in batch))
    schema.finish(collection, models_json(theme), decks.to_json(package.title, latest), latest)
    return tuple(losses)


def _rows(package: Package, rich: Rich, decks: Decks, losses: list[Loss]) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """The rows of each note and its cards, in the document's order.

    Ids are times in milliseconds: they begin at the first item's and count up, so that a deck sorted by creation
    is in the document's order. An importer that has an id already takes another; notes are known by guid.
    """
    first = cards = 0
    for due, item in enumerate(_with_key(package.items, losses), 1):
        changed = package.changed(item.id)
        first = first or changed * 1000
        note = note_of(item, rich)
        losses.extend(_losses(item, note, rich))
        rich.missing.clear()
        number, deck = first + due, decks.number(item.section)
        made = tuple((first + cards + at + 1, number, deck, at, changed, due) for at in range(note.cards))
        cards += note.cards
        yield _note_row(number, item.id, changed, tags_column(item.tags), note), made


def _with_key(items: Iterable[Item], losses: list[Loss]) -> Iterator[Item]:
    """A card without an answer teaches nothing, so items without a key are left out, and said."""
    for item in items:
        if is_keyless(item):
            losses.append(left_out(item, "the source gives no key"))
        elif part := blank(item):
            losses.append(left_out(item, f"{part} has no words"))
        else:
            yield item


def _losses(item: Item, note: Note, rich: Rich) -> Iterator[Loss]:
    """What a note has no place for: notes hold every field of every kind, but for details of gaps."""
    yield from (Loss(item.id, "media", f"no bytes for {name}") for name in rich.missing)
    if any("[sound:" in field for field in note.fields) and any(map(_DESCRIBED_SOUND.search, texts(item))):
        yield Loss(item.id, "media", "Anki plays a sound without its description")
    if any(" " in tag for tag in item.tags):
        yield Loss(item.id, "tags", "Anki parts tags at spaces; they are joined by underscores")
    if isinstance(item, ClozeItem):
        yield from (loss for loss in uncarried(item, (), "a gap in Anki") if loss.field in _NOT_IN_GAPS)


def _note_row(number: int, guid: str, changed: int, tags: str, note: Note) -> Row:
    sort = _words(note.fields[0])
    checksum = int.from_bytes(hashlib.sha1(sort.encode(), usedforsecurity=False).digest()[:4], "big")
    return number, guid, note.notetype.id, changed, tags, _joined(note.fields), sort, checksum


def _joined(fields: tuple[str, ...]) -> str:
    """Fields as one text; the border between them is cleaned out of every field (see richtext)."""
    joined = "\x1f".join(fields)
    if joined.count("\x1f") != len(fields) - 1:
        raise ValueError("a field of a note holds the border between fields")
    return joined


def _words(field: str) -> str:
    """A field as Anki sorts and compares it: without tags, but with the names of its pictures."""
    if field.startswith("<p>") and field.count("<") == 2 and "&" not in field:
        return field[3:-4]
    if "<img" in field:
        field = _PICTURE_TAG.sub(r" \1 ", field)
    return html.unescape(_TAG.sub("", field))
