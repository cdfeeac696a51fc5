"""How fast the text formats are written, against floors measured in the same run, and how much memory that takes.

    python bench/exports.py [--items 100000] [--targets moodle-xml gift jsonl] [--json]

Items are single-choice questions with feedback for each choice and for the whole, made on the fly. A floor walks the
same items and fills one plain template for each (`%`, nothing escaped, nothing decided), or calls the JSON encoder, and
writes the result in megabyte blocks. Goals: Moodle XML and GIFT at most twice their floor, JSON Lines at most 1.5
times, 300 MB for any. Times are CPU seconds; memory is the peak of a process that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from bench.qti import Items
from export._files import write_text
from quizmill.item import ChoiceItem
from quizmill.package import Package
from quizmill.registry import exporters

GOALS = {"moodle-xml": 2.0, "gift": 2.0, "jsonl": 1.5}
OTHERS = ("json", "csv", "xlsx", "d2l-csv", "blackboard-text", "h5p", "jsonld", "parquet", "anki-tsv")
MEGABYTES = 300

_encode = msgspec.json.Encoder().encode
_MOODLE_ANSWER = (
    '<answer fraction="%s" format="html"><text>%s</text><feedback format="html"><text>%s</text></feedback></answer>\n'
)
_MOODLE = (
    '<question type="multichoice">\n<name><text>%s</text></name>\n<questiontext format="html"><text>&lt;p&gt;%s'
    '&lt;/p&gt;</text></questiontext>\n<generalfeedback format="html"><text></text></generalfeedback>\n'
    "<defaultgrade>%s</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber>%s</idnumber>\n"
    "<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>\n"
    '<correctfeedback format="html"><text>&lt;p&gt;%s&lt;/p&gt;</text></correctfeedback>\n'
    '<partiallycorrectfeedback format="html"><text></text></partiallycorrectfeedback>\n'
    '<incorrectfeedback format="html"><text>&lt;p&gt;%s&lt;/p&gt;</text></incorrectfeedback>\n%s</question>\n'
)
_TOLD = '<div class\\="quizmill-feedback-%s"><p><strong>If %s</strong></p><p>%%s</p></div>'
_GIFT = (
    "// [id:%s]\n::%s::[html]%s {\n%s\t####" + _TOLD % ("correct", "right") + _TOLD % ("incorrect", "wrong") + "\n}\n\n"
)


def _moodle(item: ChoiceItem) -> str:
    right = item.key.choices[0] if item.key else ""
    answers = "".join(_MOODLE_ANSWER % (100 if c.id == right else 0, c.text, c.feedback) for c in item.choices)
    told = item.feedback
    return _MOODLE % (item.stem, item.stem, item.points, item.id, told.correct, told.incorrect, answers)


def _gift(item: ChoiceItem) -> str:
    right = item.key.choices[0] if item.key else ""
    answers = "".join(f"\t{'=' if c.id == right else '~'}{c.text}#{c.feedback}\n" for c in item.choices)
    return _GIFT % (item.id, item.stem, item.stem, answers, item.feedback.correct, item.feedback.incorrect)


def _json(item: ChoiceItem) -> str:
    return _encode(item).decode() + "\n"


FLOORS: dict[str, Callable[[ChoiceItem], str]] = {"moodle-xml": _moodle, "gift": _gift, "jsonl": _json}


@dataclass(frozen=True, slots=True)
class Measured:
    """One target: CPU seconds, those of its floor, their ratio, and the peak of its process in MB."""

    target: str
    seconds: float
    floor: float | None
    ratio: float | None
    megabytes: float


def _choice_items(count: int) -> Iterator[ChoiceItem]:
    return (item for item in Items(count) if isinstance(item, ChoiceItem))


def ours(target: str, count: int) -> float:
    """CPU seconds of the exporter, items included."""
    render = exporters()[target].render
    with tempfile.TemporaryFile() as out:
        started = time.process_time()
        render(Package("Bench", Items(count)), out)
        return time.process_time() - started


def floor(target: str, count: int) -> float:
    """CPU seconds of the plain template for the same items."""
    with tempfile.TemporaryFile() as out:
        started = time.process_time()
        write_text(out, map(FLOORS[target], _choice_items(count)))
        return time.process_time() - started


def _child(target: str, count: int, what: str) -> tuple[float, float]:
    """Seconds and peak memory of a fresh process."""
    command = [sys.executable, __file__, "--child", what, "--targets", target, "--items", str(count)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def measure(target: str, count: int) -> Measured:
    """One target beside its floor."""
    seconds, peak = _child(target, count, "ours")
    if target not in FLOORS:
        return Measured(target, seconds, None, None, peak)
    least, _ = _child(target, count, "floor")
    return Measured(target, seconds, least, seconds / least, peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--targets", nargs="+", default=[*GOALS, *OTHERS])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", choices=("ours", "floor"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        seconds = (ours if given.child == "ours" else floor)(given.targets[0], given.items)
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    results = [measure(target, given.items) for target in given.targets]
    if given.json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return
    print(f"| target | {given.items:,} items, CPU s | floor | ratio | goal | MB (goal {MEGABYTES}) |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for result in results:
        least = "" if result.floor is None else f"{result.floor:.2f}"
        ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
        goal = GOALS.get(result.target, "")
        print(f"| {result.target} | {result.seconds:.2f} | {least} | {ratio} | {goal} | {result.megabytes:.0f} |")


if __name__ == "__main__":
    main()
