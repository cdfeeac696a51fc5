"""How long an .apkg of many notes takes, against its floor: SQLite rows and deflate 1, nothing rendered.

    python -m bench.anki [--notes 100000] [--json]

Both run in a process of their own, one after the other, on choice items with four choices, feedback to each, and a
solution; the floor is given the finished fields. Seconds are processor time without the making of the items, the ratio
is what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from random import Random

from export.anki import EXPORTER, schema
from quizmill.item import Choice, ChoiceItem, Evidence, Feedback, Item, Key
from quizmill.package import Package

_WORDS = (
    "a heap keeps its least entry at the root while every parent stays below its children so that push and pop "
    "need only one path of the tree and a queue hands out what came first unless its order says otherwise"
).split()


class Items:
    """Choice items that differ, made when they are walked: nothing is kept."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __iter__(self) -> Iterator[Item]:
        random = Random(7)
        for number in range(self.count):
            yield _item(number, random)


def _words(random: Random, count: int) -> str:
    return " ".join(random.choices(_WORDS, k=count))


def _item(number: int, random: Random) -> ChoiceItem:
    choices = tuple(Choice(f"a{n}", f"{_words(random, 7)} {n}", _words(random, 12)) for n in range(1, 5))
    return ChoiceItem(
        id=f"{number:016x}",
        stem=f"{_words(random, 14)} `f({number})`?",
        choices=choices,
        key=Key((choices[number % 4].id,), (Evidence.STATED,)),
        feedback=Feedback(_words(random, 15)),
        solution=(_words(random, 12),),
        points=1,
        section=("Course", f"Week {number * 10 // 100_000}"),
        tags=("topic::heaps",),
    )


def _quizmill(count: int, folder: Path) -> Path:
    path = folder / "deck.apkg"
    items = Items(count)
    for _ in items:
        pass
    walked = time.process_time() - _STARTED[0]
    _STARTED[0] += 2 * walked  # the exporter walks them too
    with path.open("wb") as out:
        EXPORTER.render(Package("Bench", items), out)
    return path


def _floor(count: int, folder: Path) -> Path:
    """The rows of a finished deck, written again."""
    with zipfile.ZipFile(folder / "deck.apkg") as archive:
        archive.extract("collection.anki2", folder)
    started = time.process_time()
    path = folder / "floor.anki2"
    with closing(sqlite3.connect(folder / "collection.anki2")) as old, closing(_plain(path)) as new:
        notes = old.execute("select id, guid, mid, mod, tags, flds, sfld, csum from notes")
        while rows := notes.fetchmany(2000):
            schema.add(new, rows, [(row[0], row[0], 1, 0, row[3], 1) for row in rows])
        schema.finish(new, "{}", "{}", 0)
    with zipfile.ZipFile(folder / "floor.apkg", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(path, "collection.anki2")
    _STARTED[0] = started
    return folder / "floor.apkg"


def _plain(path: Path) -> sqlite3.Connection:
    """The same tables, with SQLite's own settings."""
    collection = sqlite3.connect(path, isolation_level=None)
    collection.executescript(re.sub(r"pragma [^;]*;", "", schema.TABLES))
    collection.execute("begin")
    return collection


_STARTED = [0.0]


def _measured(work: Callable[[int, Path], Path], count: int, folder: Path) -> dict[str, float]:
    """Seconds of processor time, megabytes of file and of resident memory."""
    _STARTED[0] = time.process_time()
    path = work(count, folder)
    seconds = time.process_time() - _STARTED[0]
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
    return {"seconds": seconds, "file_mb": path.stat().st_size / 1e6, "rss_mb": resident}


def measure(count: int) -> dict[str, dict[str, float]]:
    """What the exporter and its floor take."""
    folder = Path(tempfile.mkdtemp(prefix="bench-anki-"))
    try:
        found = {}
        for name, work in (("quizmill", _quizmill), ("floor", _floor)):
            with get_context("spawn").Pool(1) as pool:
                found[name] = pool.apply(_measured, (work, count, folder))
    finally:
        shutil.rmtree(folder)
    found["ratio"] = {"seconds": found["quizmill"]["seconds"] / found["floor"]["seconds"]}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measure(chosen.notes)
    if chosen.json:
        json.dump(found, sys.stdout)
        return
    for name in ("quizmill", "floor"):
        row = found[name]
        print(f"{name:9} {row['seconds']:6.2f} s  {row['file_mb']:6.1f} MB  {row['rss_mb']:6.0f} MB resident")
    print(f"ratio {found['ratio']['seconds']:.2f} with {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
