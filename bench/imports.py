"""How fast exchange files are read back, against a floor in the same run: unpacking them and parsing every member.

    python bench/imports.py [--items 10000] [--targets qti21 moodle-xml] [--json]

The files are our own exports of the same single-choice questions that `bench/qti.py` writes. The floor unpacks the
archive and parses each XML member with lxml, reads a deck's notes out of SQLite, or the table with the csv module, and
throws everything away. Ours is the whole road from bytes to items, in a process set up as a worker that reads is.
Goal: at most four times the floor. CPU seconds, the least of three runs.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lxml import etree

from bench.qti import Items
from quizmill.executors.pool import seldom_collect
from quizmill.package import Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

GOAL = 4.0


def _parse_all(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".qti")):
                etree.fromstring(archive.read(name))


def _parse_xml(data: bytes) -> None:
    etree.fromstring(data)


def _read_notes(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        collection = sqlite3.connect(":memory:")
        collection.deserialize(archive.read("collection.anki2"))
        for (fields,) in collection.execute("SELECT flds FROM notes"):
            fields.split("\x1f")
        collection.close()


def _read_rows(data: bytes) -> None:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        tuple(row)


FLOORS: dict[str, Callable[[bytes], None]] = {
    "qti12": _parse_all,
    "qti21": _parse_all,
    "qti30": _parse_all,
    "moodle-xml": _parse_xml,
    "anki": _read_notes,
    "csv": _read_rows,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One format: CPU seconds of the whole road, those of its floor, and their ratio."""

    target: str
    items: int
    seconds: float
    floor: float
    ratio: float


def measure(target: str, count: int) -> Measured:
    """Raises AssertionError where an item gets lost on the road: a fast reader that loses items is none."""
    exporter, out = exporters()[target], io.BytesIO()
    exporter.render(Package("Bench", Items(count)), out)
    data = out.getvalue()
    least = _seconds(lambda: FLOORS[target](data))
    found = 0

    def read() -> None:
        nonlocal found
        found = len(convert(Source(f"bank{exporter.suffix}", data)).items)

    seconds = _seconds(read)
    assert found == count, f"{target}: {found} of {count} items came back"
    return Measured(target, count, seconds, least, seconds / least)


def _seconds(work: Callable[[], None]) -> float:
    spent = []
    for _ in range(3):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--targets", nargs="+", default=list(FLOORS))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for target in given.targets:
        measure(target, 5)  # imports are no part of it
    seldom_collect()
    results = [measure(target, given.items) for target in given.targets]
    if given.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return
    print(f"| format | {given.items:,} items, CPU s | floor | ratio (goal {GOAL:g}) |")
    print("| --- | ---: | ---: | ---: |")
    for result in results:
        print(f"| {result.target} | {result.seconds:.2f} | {result.floor:.2f} | {result.ratio:.1f} |")


if __name__ == "__main__":
    main()
