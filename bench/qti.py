"""How fast QTI is written, against a floor: the same XML made by plain templates and put into a zip, in the same run.

    python bench/qti.py [--items 100000] [--json]

Items are single-choice questions with feedback for each choice and for the whole. The floor formats one template an
item and writes the same members in the same way; it escapes nothing and decides nothing. Goal: at most twice the floor.
Memory is the peak of a process that does nothing else.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quizmill.item import Choice, ChoiceItem, Evidence, Feedback, Item, Key
from quizmill.package import Package
from quizmill.registry import exporters

TARGETS = ("qti12", "qti21", "qti22", "qti30", "imscc")
_ONE_FILE = ("qti12", "imscc")
_WORDS = "heap stack queue array tree graph leaf root pivot merge sort mutable iterator cache".split()


@dataclass(frozen=True, slots=True)
class Items:
    """Items made on the fly, as often as they are walked through."""

    count: int

    def __iter__(self) -> Iterator[Item]:
        return (_item(number) for number in range(self.count))


def _item(number: int) -> ChoiceItem:
    word = _WORDS[number % len(_WORDS)]
    choices = tuple(
        Choice(f"a{n}", f"The {word} holds {number + n} entries", f"No: it holds {number}, not {number + n}.")
        for n in range(1, 5)
    )
    return ChoiceItem(
        id=f"{number:016x}",
        stem=f"How many entries does the {word} of question {number} hold?",
        choices=choices,
        key=Key((f"a{number % 4 + 1}",), (Evidence.STATED,)),
        feedback=Feedback(correct=f"Right, the {word} holds them.", incorrect=f"Count the {word} again."),
        points=1.0,
    )


def ours(target: str, count: int) -> float:
    """Seconds that our exporter takes, items included."""
    started = time.process_time()
    exporters()[target].render(Package("Bench", Items(count)), io.BytesIO())
    return time.process_time() - started


def floor(target: str, count: int) -> float:
    """Seconds that a template takes for the same items: one of our own items is the template."""
    out = io.BytesIO()
    exporters()[target].render(Package("Bench", Items(1)), out)
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    started = time.process_time()
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in files.items():
            _floor_member(archive, target, name, text, count)
    return time.process_time() - started


def _floor_member(archive: zipfile.ZipFile, target: str, name: str, text: str, count: int) -> None:
    if name.startswith("items/"):
        template = _as_template(text)
        for item in Items(count):
            archive.writestr(f"items/{item.id}.xml", template.format_map(_fields(item)))
    elif target in _ONE_FILE and "<item " in text:
        start, end = text.index("<item "), text.index("</item>") + len("</item>\n")
        template = _as_template(text[start:end])
        with archive.open(name, "w", force_zip64=True) as member:
            member.write(text[:start].encode())
            for item in Items(count):
                member.write(template.format_map(_fields(item)).encode())
            member.write(text[end:].encode())
    else:
        archive.writestr(name, text)


def _fields(item: Item) -> dict[str, str]:
    assert isinstance(item, ChoiceItem)
    fields = {"id": item.id, "stem": item.stem, "right": item.feedback.correct, "wrong": item.feedback.incorrect}
    for choice in item.choices:
        fields[f"t{choice.id}"] = choice.text
        fields[f"f{choice.id}"] = choice.feedback
    return fields


def _as_template(xml: str) -> str:
    for name, words in sorted(_fields(_item(0)).items(), key=lambda pair: -len(pair[1])):
        xml = xml.replace("{", "{{").replace("}", "}}") if name == "" else xml.replace(words, f"{{{name}}}")
    return xml


def peak(target: str, count: int) -> int:
    """Peak memory in MB of a process that only writes this package to a file."""
    code = (
        "import sys, resource; sys.path.insert(0, sys.argv[1]); from bench.qti import *;"
        "f = open(os.devnull, 'wb'); b = open(sys.argv[4], 'wb+');"
        "exporters()[sys.argv[2]].render(Package('Bench', Items(int(sys.argv[3]))), b);"
        "print(peak_of_this_process())"
    )
    root = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "package.zip"
        words = [sys.executable, "-c", code, str(root), target, str(count), str(file)]
        return int(subprocess.run(words, capture_output=True, check=True).stdout)


def peak_of_this_process() -> int:
    """In MB. Linux' own high-water mark; getrusage would count what the process was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--targets", nargs="*", default=TARGETS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = []
    for target in options.targets:
        least, spent = floor(target, options.items), ours(target, options.items)
        rows.append(
            {
                "target": target,
                "items": options.items,
                "floor_s": round(least, 2),
                "ours_s": round(spent, 2),
                "ratio": round(spent / least, 2),
                "peak_mb": peak(target, options.items),
            }
        )
        if not options.json:
            print(
                "{target:8} floor {floor_s:6} s   ours {ours_s:6} s   ratio {ratio:5}   {peak_mb} MB".format(**rows[-1])
            )
    if options.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()

__all__ = ["Items", "Package", "exporters", "os", "peak_of_this_process"]
