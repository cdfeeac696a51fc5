"""The collection inside the package: Anki's schema 11, the oldest that every Anki, AnkiDroid and AnkiMobile imports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

Row = tuple[int | str, ...]

TABLES = """
pragma page_size = 16384;
pragma journal_mode = off;
pragma synchronous = off;
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
"""
_INDEXES = """
create index ix_notes_usn on notes (usn);
create index ix_notes_csum on notes (csum);
create index ix_cards_usn on cards (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_usn on revlog (usn);
create index ix_revlog_cid on revlog (cid);
"""
_NOTE = "insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
_CARD = "insert into cards values (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_CREATED = 1_600_000_000
_CONF = {"curDeck": 1, "activeDecks": [1], "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": True,
         "dueCounts": True, "curModel": None, "nextPos": 1, "sortType": "noteFld", "sortBackwards": False,
         "addToCur": True}  # fmt: skip
_DECK_CONF = {
    "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
    "dyn": False,
    "new": {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
    "rev": {"bury": True, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
    "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
}  # fmt: skip


def create(path: Path) -> sqlite3.Connection:
    """An empty collection; nothing is journaled, since the file is thrown away where writing fails."""
    collection = sqlite3.connect(path, isolation_level=None)
    collection.executescript(TABLES)
    collection.execute("begin")
    return collection


def add(
    collection: sqlite3.Connection, notes: Sequence[tuple[object, ...]], cards: Sequence[tuple[object, ...]]
) -> None:
    """Notes as (id, guid, notetype, mod, tags, fields, sort field, checksum), new cards as (id, note, deck, ord, mod,
    due)."""
    collection.executemany(_NOTE, notes)
    collection.executemany(_CARD, cards)


def finish(collection: sqlite3.Connection, models: str, decks: str, changed: int) -> None:
    """The one row that holds everything else, then the indexes."""
    milliseconds = changed * 1000
    collection.execute(
        "insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
        (_CREATED, milliseconds, milliseconds, json.dumps(_CONF), models, decks, json.dumps({"1": _DECK_CONF})),
    )
    collection.execute("commit")
    collection.executescript(_INDEXES)


def settle(path: Path) -> None:
    """Takes out of the file's header which SQLite wrote it (bytes 96 to 99): same items, same bytes."""
    with path.open("r+b") as database:
        database.seek(96)
        database.write(bytes(4))
