"""Accuracy on labelled documents: `python bench/accuracy.py [--docs DIR --gold DIR] [--json] [--gate] [--errors N]`.

Without folders it reads the four parts of ../shared/corpus and the seeds. Runs the readers, converts to the corpus'
shape and scores with its own score.py. `--gate` fails where a figure falls below its floor, also with the general
grammar alone. Floors only go up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.corpus_shape import Json, shape
from quizmill.errors import QuizmillError
from quizmill.source import Source

SHARED = Path(__file__).resolve().parents[2] / "shared"
PARTS = ("seeds", "markdown", "html", "pdf", "images")
FIGURES = ("f1", "options_exact", "key_exact", "feedback_f1")
# part -> figure -> floor; the first four are means over dialects, the rest are counts that may not rise. Where words
# are read from pictures, a floor lies a little below what was reached: engines differ by a word between machines.
FLOORS: dict[str, dict[str, float]] = {
    "seeds": {"f1": 1.0, "options_exact": 1.0, "key_exact": 1.0, "feedback_f1": 1.0, "wrong": 0, "negatives": 0},
    "markdown": {
        "f1": 0.9975, "options_exact": 0.9975, "key_exact": 0.9995, "feedback_f1": 0.9975, "wrong": 0, "negatives": 0,
    },
    "html": {"f1": 0.999, "options_exact": 1.0, "key_exact": 0.999, "feedback_f1": 0.9935, "wrong": 0, "negatives": 0},
    "pdf": {"f1": 0.965, "options_exact": 0.958, "key_exact": 0.98, "feedback_f1": 0.48, "wrong": 2, "negatives": 0},
    "images": {"f1": 0.98, "options_exact": 0.99, "key_exact": 0.99, "feedback_f1": 0.985, "wrong": 0, "negatives": 0},
}  # fmt: skip
# the same with every site reader and dialect off
GENERAL_FLOORS: dict[str, dict[str, float]] = {
    "markdown": {
        "f1": 0.986, "options_exact": 0.9945, "key_exact": 0.9975, "feedback_f1": 0.994, "wrong": 0, "negatives": 0,
    },
    "html": {
        "f1": 0.967, "options_exact": 0.999, "key_exact": 0.983, "feedback_f1": 0.975, "wrong": 0, "negatives": 0,
    },
}  # fmt: skip


def scorer() -> ModuleType:
    """The corpus' own score.py."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "corpus" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folders(part: str) -> tuple[Path, Path]:
    """Where a part's documents and labels lie."""
    if part == "seeds":
        return SHARED / "seeds", SHARED / "seeds" / "gold"
    return SHARED / "corpus" / part / "docs", SHARED / "corpus" / part / "gold"


def document_of(label: Path, gold: Path, docs: Path) -> Path | None:
    """The document that a label file speaks of: the same path without `.json`, or the name it gives."""
    plain = docs / label.relative_to(gold).with_suffix("")
    if plain.is_file():
        return plain
    named = docs / str(json.loads(label.read_text()).get("doc"))
    return named if named.is_file() else None


def predict(path: Path, name: str, worked_apart: bool = False) -> dict[str, Json]:
    """The document's questions; one that cannot be read has none."""
    from quizmill.pipeline import convert

    try:
        document = convert(Source(name, path.read_bytes()))
    except QuizmillError as error:
        return {"doc": name, "questions": [], "error": str(error)}
    questions: list[Json] = [dict(shape(item, worked_apart)) for item in document.items]
    return {"doc": name, "questions": questions, "reader": document.reader}


def _job(args: tuple[Path, str, bool]) -> dict[str, Json]:
    return predict(*args)


def _general_only() -> None:
    """Switch every site reader and dialect off in this process."""
    from extract import dialects
    from quizmill import registry

    registry.extractors = tuple  # type: ignore[assignment]
    dialects.dialects = tuple  # type: ignore[assignment]


def predictions(docs: Path, gold: Path, workers: int = 2, general_only: bool = False) -> dict[str, dict[str, Json]]:
    """Every labelled document's questions, under the label file's name."""
    labels = sorted(gold.rglob("*.json"))
    found = [(label, document_of(label, gold, docs)) for label in labels]
    jobs = [
        (path, path.relative_to(docs).as_posix(), '"solution_steps"' in label.read_text())
        for label, path in found
        if path
    ]
    names = [label.relative_to(gold).as_posix() for label, path in found if path]
    with ProcessPoolExecutor(workers, initializer=_general_only if general_only else None) as pool:
        return dict(zip(names, pool.map(_job, jobs, chunksize=2), strict=True))


Difference = tuple[str, str, str, object, object]  # document, kind, stem, gold, prediction


def run(
    docs: Path, gold: Path, save: Path | None = None, general_only: bool = False
) -> tuple[dict[str, Json], list[Difference]]:
    """The scorer's report over two folders, and its list of differences."""
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        out = save or Path(temporary)
        for name, prediction in predictions(docs, gold, general_only=general_only).items():
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(prediction, ensure_ascii=False, indent=1))
        report, documents, errors = scorer().run(str(gold), str(out))
        report["documents"] = documents
    return report, errors


def figures(report: dict[str, Json]) -> dict[str, float]:
    """The gated figures of a report: means over dialects, and the counts that may not rise."""
    macro, overall = report["macro_over_dialects"], report["overall"]
    assert isinstance(macro, dict) and isinstance(overall, dict)
    out = {name: value for name in FIGURES if isinstance(value := macro.get(name), float)}
    wrong, invented = overall["wrong_keys"], overall["invented_keys"]
    negatives = overall["false_questions_on_negatives"]
    assert isinstance(wrong, int) and isinstance(invented, int) and isinstance(negatives, int)
    return {**out, "wrong": wrong + invented, "negatives": negatives}


def fallen(part: str, now: dict[str, float], general_only: bool = False) -> list[str]:
    """Sentences for every figure on the wrong side of its floor."""
    said = []
    for name, floor in (GENERAL_FLOORS if general_only else FLOORS).get(part, {}).items():
        value = now.get(name, 0.0)
        if value > floor if name in ("wrong", "negatives") else value < floor - 5e-4:
            mode = " (general grammar alone)" if general_only else ""
            said.append(f"{part}{mode}: {name} is {value:g}, its floor is {floor:g}")
    return said


def main(argv: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[], help=f"some of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--save", type=Path, help="keep the predictions in this folder")
    parser.add_argument("--general-only", action="store_true", help="every site reader and dialect module off")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", default="", help="show errors of documents whose name holds this")
    options = parser.parse_args(None if argv is None else list(argv))
    if bool(options.docs) != bool(options.gold):
        parser.error("--docs and --gold go together")
    places = {"": (options.docs, options.gold)} if options.docs else {p: folders(p) for p in options.parts or PARTS}
    failures: list[str] = []
    reports: dict[str, Json] = {}
    for part, (docs, gold) in places.items():
        report, errors = run(docs, gold, options.save / part if options.save else None, options.general_only)
        reports[part] = report
        failures += fallen(part, figures(report), options.general_only)
        if not options.json:
            _show(part or str(docs), report, errors, options.errors, options.only)
    if options.gate and not options.general_only:
        for part in GENERAL_FLOORS.keys() & places.keys():
            docs, gold = places[part]
            failures += fallen(part, figures(run(docs, gold, general_only=True)[0]), True)
    if options.json:
        print(json.dumps(reports if len(reports) > 1 else next(iter(reports.values())), ensure_ascii=False, indent=1))
    for failure in failures if options.gate else ():
        print("FLOOR", failure, file=sys.stderr)
    return 1 if failures and options.gate else 0


def _show(part: str, report: dict[str, Json], errors: list[Difference], most: int, only: str) -> None:
    print(f"== {part}")
    print(scorer().table(report))
    print("gated:", json.dumps(figures(report)))
    shown = [error for error in errors if only in error[0]]
    for name, kind, stem, gold, pred in shown[:most]:
        print(f"-- {name} {kind}\n   stem: {str(stem)[:200]!r}\n   gold: {str(gold)[:400]}\n   pred: {str(pred)[:400]}")


if __name__ == "__main__":
    sys.exit(main())
