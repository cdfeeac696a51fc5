"""How a bank's everyday work grows with the bank: rows are made here, not read, so only the bank is measured.

    python bench/scale.py [--items 10000 100000 300000] [--json]

For each size: filling it, replacing one document and a hundred, an edit, a look at one item, a count in SQL, the whole
bank as a data frame, and JSON Lines out. Seconds of this machine; what matters is how they grow.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quizmill.bank import Bank
from quizmill.bank.records import DocumentRow
from quizmill.bank.rows import bucket_of, encode_items, timestamp
from quizmill.bank.store import Batch
from quizmill.exporting import Order, export
from quizmill.item import Choice, ChoiceItem, Evidence, Key
from quizmill.source import FieldSpan, Provenance, Span

A_DOCUMENT = 20  # items
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def item(document: str, number: int, word: str) -> ChoiceItem:
    """A question of a usual size."""
    choices = tuple(Choice(f"a{n}", f"The {word} of case {number * 7 + n}", "Not in this case.") for n in range(1, 5))
    fields = tuple(
        FieldSpan(name, Span.of_lines(number * 6 + n)) for n, name in enumerate(("stem", "choices.0", "key"))
    )
    return ChoiceItem(
        id=f"q{document}{number:04d}",
        stem=f"Which {word} follows from case {document} {number}, and what does it change for the next one?",
        choices=choices,
        key=Key(("a2",), (Evidence.STATED,)),
        section=("Course", "Week 3"),
        provenance=Provenance(document, f"raw/{document}.md", "general", number, fields=fields),
    )


def batch(documents: list[str], word: str) -> Batch:
    """What an ingest of these documents hands to the bank."""
    made = Batch(read=documents)
    for document in documents:
        items = [item(document, number, word) for number in range(A_DOCUMENT)]
        beside = {"answer": word, "changed": timestamp(_NOW), "bucket": bucket_of(document)}
        made.items.append(encode_items(items, [beside | {"words": one.id} for one in items]))
        made.documents.append(_ledger(document))
    return made


def _ledger(document: str) -> DocumentRow:
    return DocumentRow(
        id=document,
        path=f"raw/{document}.md",
        sha256=document,
        size=5000,
        carrier="markdown",
        reader="general",
        reading="bench",
        status="read",
        reason="",
        title="",
        facts=(),
        objectives=(),
        items=A_DOCUMENT,
        findings=0,
        blocks=120,
        unclaimed=0,
        seconds=0.01,
        read_at=_NOW,
        bucket=bucket_of(document),
    )


def measure(place: Path, size: int) -> Iterator[tuple[str, float]]:
    """Each work with its seconds, on a bank of about `size` items."""
    documents = [f"d{n:07d}" for n in range(size // A_DOCUMENT)]
    bank = Bank.create(place / f"bank{size}")

    def commit(some: list[str], word: str) -> None:
        bank.commit(batch(some, word))
        bank.tidy()

    def fill() -> None:
        for start in range(0, len(documents), 4000):
            bank.commit(batch(documents[start : start + 4000], "rule"))
        bank.tidy()

    works: tuple[tuple[str, Callable[[], object]], ...] = (
        ("fill", fill),
        ("replace 1 document", lambda: commit(documents[:1], "law")),
        ("replace 100 documents", lambda: commit(documents[:100], "norm")),
        ("edit an item", lambda: bank.edit(f"q{documents[0]}0001", [("stem", "Which?")])),
        ("show an item", lambda: bank.question(f"q{documents[0]}0001")),
        ("count in SQL", lambda: bank.sql("select type, count(*) from questions group by 1")),
        ("to_pandas", bank.to_pandas),
        ("export jsonl", lambda: export(bank, Order("jsonl", place / f"{size}.jsonl"))),
    )
    for name, work in works:
        started = time.perf_counter()
        work()
        yield name, round(time.perf_counter() - started, 3)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--items", type=int, nargs="+", default=[10_000, 100_000, 300_000])
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quizmill-scale-") as place:
        figures = {size: dict(measure(Path(place), size)) for size in chosen.items}
    if chosen.json:
        print(json.dumps(figures, indent=1))
        return
    print(f"{'seconds at':24}" + "".join(f"{size:>12,}" for size in figures) + " items")
    for name in next(iter(figures.values())):
        print(f"{name:24}" + "".join(f"{of_size[name]:12.2f}" for of_size in figures.values()))


if __name__ == "__main__":
    main()
