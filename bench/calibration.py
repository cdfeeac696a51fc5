"""How far an item's confidence can be trusted, and the curve for normalize/trust.py: `python bench/calibration.py`.

Labelled documents are read as they are, by the general grammar alone, and with mechanisms of the grammar off: what
comes out then is like what comes out of pages that nobody foresaw. Of the items between two confidences, how many are
exact? A rising curve through them is what confidence means; with each dialect left out in turn it is judged on
documents that it has not seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import ablation, accuracy
from bench.corpus_shape import Json, shape
from normalize import trust
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.source import Source

PARTS = ("markdown", "html")
EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
THRESHOLD = 0.99  # items at or above are accepted without a look
OFF = 3  # mechanisms that a document is read without, one after the other
KEPT = trust.CURVE  # the curve that readers use
_LEAST = 25  # items that a step of the curve stands on


@dataclass(frozen=True, slots=True)
class Judged:
    """One item read, with its dialect, and whether it was exact and its key not wrong."""

    dialect: str
    confidence: float
    exact: bool
    wrong: bool
    raw: float = 1.0  # before the curve
    doubts: tuple[str, ...] = ()
    off: str = ""  # what it was read without
    looks: bool = True  # read by the grammar, not by a reader of its format


@dataclass(frozen=True, slots=True)
class Bin:
    low: float
    items: int
    exact: float
    wrong: int


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """The reliability table, empty bins left out."""
    grouped: defaultdict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        grouped[bisect_right(EDGES, one.confidence) - 1].append(one)
    return [
        Bin(EDGES[i], len(some), sum(j.exact for j in some) / len(some), sum(j.wrong for j in some))
        for i, some in sorted(grouped.items())
    ]


def left_out(judged: Sequence[Judged]) -> list[Judged]:
    """Every item with the confidence of a curve that was fitted without its dialect."""
    out = []
    for dialect in sorted({one.dialect for one in judged}):
        curve = fit((one.raw, one.exact) for one in judged if one.dialect != dialect and one.looks)
        for one in judged:
            if one.dialect == dialect:
                confidence = at(curve, one.raw) if one.looks else one.confidence
                out.append(Judged(dialect, confidence, one.exact, one.wrong, one.raw, one.doubts, one.off, one.looks))
    return out


def fit(points: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A rising step curve through (confidence, exact) points, steps on few items joined: pool adjacent violators."""
    by_value: defaultdict[float, list[bool]] = defaultdict(list)
    for confidence, exact in points:
        by_value[confidence].append(exact)
    pools: list[tuple[float, float, int]] = []  # lowest confidence, mean, weight
    for confidence in sorted(by_value):
        low, mean, weight = confidence, sum(by_value[confidence]) / len(by_value[confidence]), len(by_value[confidence])
        while pools and (pools[-1][1] >= mean or pools[-1][2] < _LEAST):
            before = pools.pop()
            mean = (before[1] * before[2] + mean * weight) / (before[2] + weight)
            low, weight = before[0], before[2] + weight
        pools.append((low, mean, weight))
    return [(low, mean) for low, mean, _ in pools]


def at(curve: Sequence[tuple[float, float]], confidence: float) -> float:
    """The curve's value at a confidence."""
    index = bisect_right([low for low, _ in curve], confidence) - 1
    return curve[max(0, index)][1] if curve else confidence


def survey(parts: Sequence[str] = PARTS, degraded: bool = True, workers: int = 2) -> list[Judged]:
    """Every item of some parts of the corpus; `degraded`: also as read with something off."""
    jobs = [(job, degraded) for part in parts for job in ablation.jobs(part, "all", ablation.mechanisms())]
    with ProcessPoolExecutor(workers) as pool:
        return [one for found in pool.map(_job, jobs, chunksize=2) for one in found]


def _job(args: tuple[ablation.Job, bool]) -> list[Judged]:
    job, degraded = args
    trust.CURVE = ()  # products of weights, as they come
    label = json.loads(job.label.read_text())
    return [one for off, reader, questions in _readings(job, degraded) for one in judge(label, questions, off, reader)]


def _readings(job: ablation.Job, degraded: bool) -> Iterator[tuple[str, str, list[dict[str, Json]]]]:
    """What was off, who read it, and what was read."""
    import extract

    worked = '"solution_steps"' in job.label.read_text()
    source = Source(job.name, job.document.read_bytes())
    page, extraction = extract.read(source)
    yield "", extraction.reader, _shaped(page, extraction, worked)
    if not degraded or page.carrier not in (Carrier.TEXT, Carrier.MARKDOWN, Carrier.HTML):
        return
    every = ablation.asked(frozenset())
    _grammar(page, every)
    names = sorted(job.names & every.names)
    step = max(1, len(names) // OFF)
    first = sum(job.name.encode()) % step
    for name in ("dialects", *names[first::step][:OFF]):
        made = _grammar(page, frozenset({name}))
        yield name, made.reader, _shaped(page, made, worked)


def _grammar(page: Page, off: frozenset[str]) -> Extraction:
    from extract.grammar.document import general
    from extract.grammar.pages import page as html_page

    return html_page.read(page, off) if page.carrier is Carrier.HTML else general.read(page, off)


def _shaped(page: Page, extraction: Extraction, worked: bool) -> list[dict[str, Json]]:
    from normalize import Origin
    from quizmill.pipeline import normalised

    done, _, _ = normalised(page, extraction, Origin("d1", page.source.path, extraction.reader))
    return [{**shape(item, worked), "doubts": list(item.doubts)} for item in done.items]


def judge(label: dict[str, Json], questions: Sequence[dict[str, Json]], off: str, reader: str) -> Iterator[Judged]:
    """Every question read: exact where the scorer finds nothing to say of it."""
    score = accuracy.scorer()
    gold = label["questions"]
    assert isinstance(gold, list)
    pairs = {j: gold[i] for i, j, _ in score.align(gold, list(questions))}
    ignored = label.get("ignore") or []
    assert isinstance(ignored, list)
    looks = trust.goes_by_looks(reader)
    for j, q in enumerate(questions):
        if j not in pairs and any(score.covered(score.stem_tokens(q), score.tokens(s)) for s in ignored):
            continue
        exact = wrong = False
        if j in pairs:
            counts, _ = score.score_doc({"questions": [pairs[j]]}, {"questions": [q]})
            exact, wrong = bool(counts["exact"]), bool(counts["key_wrong"] + counts["key_invented"])
        raw, doubts = q["confidence"], q["doubts"]
        assert isinstance(raw, float) and isinstance(doubts, list)
        confidence = at(KEPT, raw) if looks else raw
        yield Judged(
            str(label.get("dialect") or "?"), confidence, exact, wrong, raw, tuple(map(str, doubts)), off, looks
        )


def doubts_table(judged: Sequence[Judged]) -> Iterator[str]:
    """For every doubt the items that have it, and how many of these are exact."""
    yield "| doubt | items | exact | wrong keys |"
    yield "|---|---:|---:|---:|"
    names = sorted({doubt for one in judged for doubt in one.doubts})
    for name in ("(none)", *names):
        own = [one for one in judged if (name in one.doubts if name != "(none)" else not one.doubts)]
        if own:
            share = sum(one.exact for one in own) / len(own)
            yield f"| {name} | {len(own)} | {share:.3f} | {sum(one.wrong for one in own)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[])
    options = parser.parse_args()
    judged = survey(options.parts or PARTS)
    looked = [one for one in judged if one.looks]
    print(*doubts_table(looked), sep="\n")
    print("curve:", [(round(low, 3), round(value, 3)) for low, value in fit((one.raw, one.exact) for one in looked)])
    for name, some in (("as they are", [o for o in judged if not o.off]), ("left out", left_out(judged))):
        print(name)
        for b in bins(some):
            print(f"  from {b.low:.2f}: {b.items} items, {b.exact:.4f} exact, {b.wrong} wrong keys")
    return 0


if __name__ == "__main__":
    sys.exit(main())
