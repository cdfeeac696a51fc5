"""`quizmill extract`: documents to JSON, one file a document, without a bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizmill.commands.options import JsonOption, StrictOption

if TYPE_CHECKING:
    from quizmill.executors import Lost


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one document. `file` is the JSON written, empty where there is none."""

    path: str
    file: str
    status: str
    items: int = 0
    findings: int = 0
    weighty: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read and where its JSON goes."""

    file: str
    out: str


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, and folders of documents.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder of the JSON files.")],
    workers: Annotated[int, typer.Option(min=0, help="Worker processes; 0 is one a core.")] = 0,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds that a document may take; 0 is no limit.")] = 30.0,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes that a document may take; 0 is no limit.")] = 1024,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write what is read from each document as JSON (its schema: `quizmill formats --schema`)."""
    from quizmill.commands import console
    from quizmill.executors import Limits, cores
    from quizmill.executors.pool import Pool
    from quizmill.files import find_files

    found = find_files(paths)
    out.mkdir(parents=True, exist_ok=True)
    jobs = list(_jobs(found.files, paths, out))
    pool = Pool(Limits(timeout, memory << 20, workers or cores()), preload=("quizmill.preload", "quizmill.codec"))
    results: list[Written] = []
    with console.progress("Reading") as step:
        for job, result in pool.run(write_document, jobs):
            results.append(_written(job, result))
            step(len(results), len(jobs))
    results.sort(key=lambda written: written.path)
    if as_json:
        console.print_json(results)
    else:
        columns = ("document", "what", "items", "findings", "JSON", "why not")
        console.print_table(columns, ((w.path, w.status, w.items, w.findings, w.file, w.reason) for w in results))
    for note in found.notes:
        console.remark(note)
    if any(w.status == "failed" or (w.status == "unrecognised" and Path(w.path) in found.named) for w in results):
        raise typer.Exit(3)
    if strict and any(w.weighty for w in results):
        raise typer.Exit(6)


def _jobs(files: Sequence[Path], paths: Sequence[Path], out: Path) -> Iterator[Job]:
    """Each document's JSON is named after it and lies as it does below the folder given: `week1/quiz.md` becomes
    `week1/quiz.json`, or `quiz.md.json` where a `quiz.html` lies beside it. No two documents get one name.
    """
    places = [next((f.relative_to(p) for p in paths if f != p and f.is_relative_to(p)), Path(f.name)) for f in files]
    plain = Counter(place.with_suffix("") for place in places)
    taken: Counter[Path] = Counter()
    for file, place in zip(files, places, strict=True):
        name = place.with_suffix("") if plain[place.with_suffix("")] == 1 else place
        taken[name] += 1
        number = f"-{taken[name]}" if taken[name] > 1 else ""
        yield Job(str(file), str(out / name.with_name(f"{name.name}{number}.json")))


def write_document(job: Job) -> Written:
    """In a worker: read one document and write its JSON."""
    from quizmill.assets import Beside
    from quizmill.codec import encode_document
    from quizmill.errors import SourceError, UnrecognisedError
    from quizmill.files import unfit, unreadable
    from quizmill.finding import WEIGHTY
    from quizmill.pipeline import convert
    from quizmill.source import Source

    if reason := unfit(Path(job.file)):
        return Written(job.file, "", "failed", reason=reason)
    try:
        data = Path(job.file).read_bytes()
        document = convert(Source(job.file, data, Beside(Path(job.file))))
    except UnrecognisedError as error:
        return Written(job.file, "", "unrecognised", reason=str(error))
    except SourceError as error:
        return Written(job.file, "", "failed", reason=str(error))
    except OSError as error:
        return Written(job.file, "", "failed", reason=unreadable(error))
    Path(job.out).parent.mkdir(parents=True, exist_ok=True)
    Path(job.out).write_bytes(encode_document(document))
    status = "read" if document.items or document.objectives else "nothing found"
    weighty = sum(finding.severity in WEIGHTY for finding in document.findings)
    return Written(job.file, job.out, status, len(document.items), len(document.findings), weighty)


def _written(job: Job, result: Written | Lost) -> Written:
    if isinstance(result, Written):
        return result
    return Written(job.file, "", "failed", reason=result.reason)
