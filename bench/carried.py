"""Carried documents: `python bench/carried.py [--only NAME] [--errors N] [--json]`.

The labelled Markdown documents as other writers, programs and clipboards hand them on (`tests/carriers.py`), read
against the same labels; and with everything taken away that told their keys, where no key may be asserted.

Site formats (GIFT, text2qti, R/exams) are left out: there every sign is grammar. A web page joins the lines of a
paragraph, so documents that write choices on bare lines lose them there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import accuracy
from bench.corpus_shape import Json, shape
from quizmill.document import Document
from quizmill.errors import QuizmillError
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests.carriers import PAGES, TEXTS, without_signs

UNTOUCHED, KEYLESS = "untouched", "what tells keys taken away"
_FORMATS = ("gift", "text2qti", "r-exams")


@dataclass(frozen=True, slots=True)
class Row:
    """One carrier: questions found of those there are, and keys."""

    carrier: str
    gold: int
    found: int
    false: int
    options: float
    key: float
    wrong: int
    invented: int
    missed: int


def documents() -> Iterator[tuple[Path, Path]]:
    """Each Markdown document whose lines may be changed, with its label."""
    docs, gold = accuracy.folders("markdown")
    for label in sorted(gold.rglob("*.json")):
        path = accuracy.document_of(label, gold, docs)
        if path is not None and json.loads(label.read_text())["dialect"] not in _FORMATS:
            yield path, label


def measure(carrier: str) -> tuple[Row, list[tuple[object, ...]]]:
    """The carrier's row, and where it differs."""
    total: Counter[str] = Counter()
    notes: list[tuple[object, ...]] = []
    scorer = accuracy.scorer()
    for path, label in documents():
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        gold = json.loads(label.read_text())
        if carrier == KEYLESS:
            text, gold = _unkeyed(path.name, text), _keyless(gold)
        elif carrier in TEXTS:
            text = TEXTS[carrier](text)
        name = path.name
        if carrier in PAGES:
            text, name = PAGES[carrier](text), path.name + ".html"
        counts, differences = scorer.score_doc(gold, {"questions": _questions(name, text)})
        total.update(counts)
        notes += [(label.name, *difference) for difference in differences]
    return _row(carrier, total), notes


def _row(carrier: str, total: Counter[str]) -> Row:
    return Row(
        carrier,
        total["gold"],
        total["match"],
        total["pred"] - total["match"],
        total["opt_ok"] / max(1, total["opt_n"]),
        total["key_ok"] / max(1, total["match"]),
        total["key_wrong"],
        total["key_invented"],
        total["key_missed"],
    )


def _read(name: str, text: str) -> Document | None:
    try:
        return convert(Source(name, text.encode()))
    except QuizmillError:
        return None


def _questions(name: str, text: str) -> list[Json]:
    document = _read(name, text)
    return [dict(shape(item)) for item in document.items] if document else []


def _keyless(gold: dict[str, Json]) -> dict[str, Json]:
    """The labels of choice questions, without keys; what a label says of others does not count here."""
    questions = gold["questions"]
    assert isinstance(questions, list)
    kept = [{**one, "correct": None, "answer": None} for one in questions if isinstance(one, dict) and one["options"]]
    return {**gold, "questions": list(kept)}


def _unkeyed(name: str, text: str) -> str:
    """The text without the lines that told keys of choices, and without the signs at choices."""
    document = _read(name, text)
    told, marked = set[int](), set[int]()
    for item in document.items if document else ():
        if isinstance(item, ChoiceItem) and item.key:
            for one in item.provenance.fields:
                first, last = one.span.lines or (1, 0)
                places = range(first, last + 1)
                choice = one.field.startswith("choices.") and one.field.count(".") == 1
                (marked if choice else told if one.field.startswith("key") else set()).update(places)
    lines = enumerate(text.split("\n"), 1)
    return "\n".join(without_signs(line) if n in marked else "" if n in told else line for n, line in lines)


def survey(carriers: list[str]) -> list[tuple[Row, list[tuple[object, ...]]]]:
    """The rows of some carriers, two at once."""
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(measure, carriers))


def lines(rows: list[Row]) -> Iterator[str]:
    """The rows as a table."""
    yield "| carrier | gold | found | false | options exact | key exact | wrong keys | invented keys | missed keys |"
    yield "|---|" + "---:|" * 8
    for row in rows:
        counts = f"{row.gold} | {row.found} | {row.false} | {row.options:.3f} | {row.key:.3f}"
        yield f"| {row.carrier} | {counts} | {row.wrong} | {row.invented} | {row.missed} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="carriers whose name holds this")
    parser.add_argument("--errors", type=int, default=0, help="show so many differences of each")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = survey([name for name in CARRIERS if options.only in name])
    rows = [row for row, _ in found]
    print(json.dumps([asdict(row) for row in rows], indent=1) if options.json else "\n".join(lines(rows)))
    for row, notes in found:
        for note in notes[: options.errors]:
            print(f"-- {row.carrier}: " + " | ".join(str(part)[:160] for part in note))
    return 0


CARRIERS = (UNTOUCHED, *TEXTS, *PAGES, KEYLESS)

if __name__ == "__main__":
    sys.exit(main())
