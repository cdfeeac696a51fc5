"""What the lack of a mechanism costs: `python bench/ablation.py [PART ...] [--only general] [--off NAME] [--show N]`.

Each mechanism of the grammar is switched off in turn over the labelled documents, with everything else on and (`--only
general` for this alone) with every site reader and dialect off, too. A gap must become silence: what counts is the keys
that are wrong only because something was not there to explain a line.

A page is parsed once, and a mechanism that a document never asks for is not tried on it: reading is pure, so its result
is known.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import accuracy
from bench.corpus_shape import shape
from quizmill.item import Item
from quizmill.page import Carrier, Page
from quizmill.source import Source

PARTS = ("markdown", "html")
MODES = ("all", "general")
NONE = ""  # the name of the run with nothing off
_SHARE = 0.005  # of all labelled questions may be keyed wrong with one mechanism off

Counts = Counter[str]
Reading = tuple[str, tuple[Item, ...]]  # a mechanism that is off, and what was read without it


class Asked(frozenset[str]):
    """Names that are switched off, and in `names` all that were asked for."""

    names: set[str]

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)


def asked(off: Iterable[str]) -> Asked:
    made = Asked(off)
    made.names = set()
    return made


@dataclass(frozen=True, slots=True)
class Row:
    """One mechanism off: what it does to keys and questions of one part."""

    mechanism: str
    gold: int
    wrong: int
    invented: int
    missed: int
    false: int  # questions that no label knows
    asserted: int  # of these, with a key
    negatives: int  # of these, on documents without questions
    f1: float  # mean over dialects

    @property
    def share(self) -> float:
        return (self.wrong + self.invented) / self.gold if self.gold else 0.0


@dataclass(slots=True)
class Table:
    """Counts of one part in one mode, by mechanism and then dialect."""

    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)

    def row(self, mechanism: str) -> Row:
        dialects = self.counts[mechanism]
        total: Counts = sum(dialects.values(), Counter())
        rates = [2 * c["match"] / (c["pred"] + c["gold"]) for c in dialects.values() if c["gold"]]
        return Row(
            mechanism,
            total["gold"],
            total["key_wrong"],
            total["key_invented"],
            total["key_missed"],
            total["pred"] - total["match"],
            total["false_keyed"],
            total["neg_false"],
            sum(rates) / len(rates) if rates else 0.0,
        )

    def rows(self) -> list[Row]:
        """The run with all on, then the mechanisms, those whose lack costs most keys first."""
        off = [self.row(name) for name in self.counts if name != NONE]
        off.sort(key=lambda row: (-row.wrong - row.invented, -row.false, row.f1))
        return [self.row(NONE), *off]


def mechanisms() -> frozenset[str]:
    """Every name that can be switched off."""
    from extract.grammar.document import general
    from extract.grammar.pages import page as html_page

    return general.MECHANISMS | html_page.MECHANISMS


@dataclass(frozen=True, slots=True)
class Job:
    """One document and its label; `general` leaves site readers and dialects out."""

    document: Path
    name: str
    label: Path
    general: bool
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A document's counts with nothing off and with each mechanism off, and what the scorer noted."""

    dialect: str
    counts: dict[str, Counts]
    notes: dict[str, list[str]]


def read(page: Page, off: frozenset[str]) -> tuple[Item, ...]:
    """The page's items by the grammar, some mechanisms off."""
    from extract.grammar.document import general
    from extract.grammar.pages import page as html_page
    from normalize import Origin, normalize

    grammar = html_page.read if page.carrier is Carrier.HTML else general.read
    return normalize(grammar(page, off), Origin("d1", page.source.path, "grammar")).items


def without_each(page: Page, names: frozenset[str], base: frozenset[str] = frozenset()) -> Iterator[Reading]:
    """The page's items with `base` off, under the name NONE, then with each mechanism off for which it asked."""
    every = asked(base)
    yield NONE, read(page, every)
    for name in sorted(names & every.names - base):
        yield name, read(page, base | {name})


def _claimed(page: Page) -> bool:
    """A site reader knows the page: no mechanism is asked."""
    from quizmill import registry

    return sum(page.carrier in one.carriers and one.identify(page) for one in registry.extractors()) == 1


def judge(job: Job) -> Told:
    """The document with every mechanism that it asks for off in turn."""
    import extract

    text = job.label.read_text()
    label, score = json.loads(text), accuracy.scorer()
    source = Source(job.name, job.document.read_bytes())
    page = extract.open_page(source)
    base = frozenset({"dialects"}) if job.general else frozenset[str]()
    if not job.general and _claimed(page):
        counts, _ = score.score_doc(label, accuracy.predict(job.document, job.name))
        return Told(label.get("dialect") or "?", {NONE: counts}, {})
    told = Told(label.get("dialect") or "?", {}, {})
    for name, items in without_each(page, job.names, base):
        questions = [dict(shape(item, '"solution_steps"' in text)) for item in items]
        counts, notes = score.score_doc(label, {"questions": questions})
        keyed = {q["stem"] for q in questions if score.has_key(q)}
        counts["false_keyed"] = sum(note[0] == "false" and note[1] in keyed for note in notes)
        told.counts[name] = counts
        told.notes[name] = [f"{job.name} {' | '.join(str(part)[:300] for part in note)}" for note in notes]
    return told


def jobs(part: str, mode: str, names: frozenset[str]) -> Iterator[Job]:
    docs, gold = accuracy.folders(part)
    for label in sorted(gold.rglob("*.json")):
        document = accuracy.document_of(label, gold, docs)
        if document is not None:
            yield Job(document, document.relative_to(docs).as_posix(), label, mode == "general", names)


def table(told: Sequence[Told], names: Iterable[str]) -> Table:
    """The documents' counts, added up; a document that never asks for a mechanism reads the same without it."""
    out = Table()
    for name in (NONE, *names):
        dialects: dict[str, Counts] = defaultdict(Counter)
        for one in told:
            dialects[one.dialect].update(one.counts.get(name, one.counts[NONE]))
        out.counts[name] = dialects
    return out


def survey(part: str, mode: str, names: frozenset[str], workers: int = 2) -> tuple[Table, list[Told]]:
    """One part of the corpus in one mode."""
    with ProcessPoolExecutor(workers) as pool:
        told = list(pool.map(judge, jobs(part, mode, names), chunksize=2))
    touched = {name for one in told for name in one.counts} - {NONE}
    return table(told, sorted(touched)), told


def lines(rows: Sequence[Row]) -> list[str]:
    """A Markdown table; mechanisms whose lack changes no figure are left out."""
    base = rows[0]
    out = ["| off | question F1 | keys missed | wrong keys | invented | false | with a key | on negatives |"]
    out.append("|---|---:|---:|---:|---:|---:|---:|---:|")
    for row in rows:
        same = (row.f1, row.missed, row.wrong, row.invented, row.false) == (
            base.f1, base.missed, base.wrong, base.invented, base.false,
        )  # fmt: skip
        if row is base or not same:
            name = row.mechanism or "(nothing)"
            numbers = (row.missed, row.wrong, row.invented, row.false, row.asserted, row.negatives)
            out.append(f"| {name} | {row.f1:.3f} | " + " | ".join(map(str, numbers)) + " |")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[], help=f"some of {', '.join(PARTS)} (default: both)")
    parser.add_argument("--only", choices=MODES, help="one of the two modes")
    parser.add_argument("--off", action="append", default=[], help="this mechanism alone")
    parser.add_argument("--show", type=int, default=0, help="show so many new wrong keys of each mechanism")
    options = parser.parse_args()
    worst = 0.0
    for part in options.parts or PARTS:
        for mode in [options.only] if options.only else MODES:
            found, told = survey(part, mode, frozenset(options.off) or mechanisms())
            rows = found.rows()
            worst = max(worst, max(row.share for row in rows))
            print(f"== {part}, {mode}", *lines(rows), sep="\n")
            for row in rows[1:] if options.show else ():
                _show(row.mechanism, told, options.show)
    print(f"worst: {worst:.4f} of all questions with a wrong key")
    return 1 if worst > _SHARE else 0


def _show(name: str, told: Sequence[Told], most: int) -> None:
    new: Mapping[str, None] = dict.fromkeys(
        note
        for one in told
        for note in one.notes.get(name, ())
        if note not in one.notes[NONE] and (" key wrong" in note or " key invented" in note or " false" in note)
    )
    for note in list(new)[:most]:
        print(f"   [{name}] {note}")


if __name__ == "__main__":
    sys.exit(main())
