"""Many documents into a bank: reading them apart from each other, writing in batches, telling what became of each.

    report = ingest(Bank.create("bank"), ["raw/"])
    report.documents    {"read": 41, "unchanged": 3, "nothing found": 1, "failed": 1}
    report.items        {"new": 512, "same": 30}

A failure costs that document only: the items that the bank had of it stay. It is tried again when its bytes change,
the readers do, or `retry` is asked for. An interrupt writes what was read so far; the next run goes on from there.
"""

from __future__ import annotations

import os
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizmill.bank.records import DocumentRow
from quizmill.bank.rows import json_lines
from quizmill.bank.store import Bank, Batch
from quizmill.executors import READERS, Executor, Lost
from quizmill.executors.pool import Pool
from quizmill.files import find_files
from quizmill.reading import Reading, Task, not_read, read_document, shown_elsewhere
from quizmill.survey import Options, Survey, survey
from quizmill.trail import Place, Step

_BATCH_DOCUMENTS, _BATCH_BYTES, _BATCH_SECONDS = 4000, 128 << 20, 30.0
_PAGES = 5  # of a document that may each end a reader before it is given up
_FETCH = 256  # documents whose rows are fetched from the bank at once
_ALIKE = 0.5  # of the smaller document's items; from there on a vanished and a new document are one that was moved


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document that gave nothing, and why. `named` tells whether the person named it, not only its folder."""

    path: str
    bucket: str
    reason: str
    named: bool


@dataclass(slots=True)
class Report:
    """What became of every document and every item of a run. `vanished` are documents whose files have gone."""

    documents: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    pruned: bool = False
    interrupted: bool = False
    objectives: int = 0
    seconds: float = 0.0


def ingest(
    bank: Bank,
    paths: Sequence[str | Path],
    options: Options | None = None,
    progress: Step = lambda done, total, note="": None,
    executor: Executor | None = None,
) -> Report:
    """Bring the bank up to date with files and folders; `progress` is told how many documents of how many are done,
    long ones by their pages.

    Raises SourceError where a path is not there, BankError where the bank cannot be written.
    """
    options = options or Options()
    found = find_files(paths)
    home = Path(os.path.abspath(bank.folder)).parent  # noqa: PTH100
    todo = survey(home, bank.documents(), found, paths, options)
    run = _Run(bank, todo, {str(file) for file in found.named}, progress)
    run.report.notes = found.notes
    run.go(executor or Pool(options.limits, preload=READERS, watch=run.watched), options.prune)
    return run.report


class _Run:
    """One ingest: what is to be read, what is being written, and the report."""

    def __init__(self, bank: Bank, todo: Survey, named: set[str], progress: Step) -> None:
        self.bank, self.todo, self.named, self.progress = bank, todo, named, progress
        self.report = Report()
        self.id = uuid.uuid4().hex
        self.started = time.perf_counter()
        self.writer = _Writer(bank, self.id)
        self.adopted: list[Task] = []
        self.ended: dict[str, str] = {}  # why documents were lost that are tried again without a page
        self.shows: dict[str, str] = {}  # files beside documents, and the documents that show them

    def go(self, executor: Executor, prune: bool) -> None:
        for known in self.todo.skipped:
            if known.status == "failed":
                self._tell(known.path, known.path, "failed", known.reason)
            else:
                self.report.documents["unchanged"] += 1
        for task, reason in self.todo.refused:
            self._lost(task, reason)
        try:
            self._read(self.todo.tasks, executor)
            self._read([task for task in self.todo.pictures if not self._is_shown(task)], executor)
            self._read(self.adopted, executor)
        except KeyboardInterrupt:
            self.report.interrupted = True
        self.writer.flush()
        self._vanished(prune)
        if self.writer.wrote:
            self.bank.tidy()
        else:
            self.bank.publish()
        self.report.seconds = time.perf_counter() - self.started

    def _read(self, tasks: Sequence[Task], executor: Executor) -> None:
        """Reads documents; one whose page ended its reader once more, without that page."""
        again: list[Task] = []
        for task, result in executor.run(read_document, self._with_rows(tasks)):
            match result:
                case Lost(page=page) if page and page not in task.without and len(task.without) < _PAGES:
                    again.append(replace(task, without=(*task.without, page)))
                    self.ended[task.id] = result.reason
                case Lost():
                    self._lost(task, result.reason)
                case Reading(document=document) if task.without and document.status == "nothing found":
                    self._lost(task, self.ended[task.id])
                case _:
                    self._got(task, result)
            self.progress(self._done(), self._total())
        if again:
            self._read(again, executor)

    def watched(self, running: list[tuple[object, Place]]) -> None:
        """Counts the pages of long documents that are being read."""
        part = sum(place.done / place.pages for _, place in running)
        longest = max(running, key=lambda one: one[1].pages, default=None)
        note = ""
        if longest is not None and isinstance(longest[0], Task):
            place = longest[1]
            note = f"{Path(longest[0].path).name}: page {place.done:,} of {place.pages:,}"
        self.progress(self._done() + part, self._total(), note)

    def _done(self) -> int:
        return sum(self.report.documents.values()) - len(self.todo.skipped)

    def _total(self) -> int:
        return len(self.todo.tasks) + len(self.todo.pictures)

    def _is_shown(self, task: Task) -> bool:
        """True for a picture that a document of this run shows: no document of its own, and the ledger says so."""
        document = self.shows.get(str(Path(task.file).resolve()))
        if document is None:
            return False
        known = self.todo.known.get(task.id)
        reading = shown_elsewhere(task, document, known.items if known else 0)
        self.writer.add(reading)
        self.report.items.update(reading.fate)
        self.report.documents[reading.document.status] += 1
        return True

    def _with_rows(self, tasks: Sequence[Task]) -> Iterator[Task]:
        """The tasks, each with the rows that the bank has of its document."""
        for start in range(0, len(tasks), _FETCH):
            chunk = tasks[start : start + _FETCH]
            known = [task.id for task in chunk if task.id in self.todo.known]
            rows = self.bank.items_as_read(known) if known else {}
            for task in chunk:
                yield replace(task, before=b"\n".join(json_lines(rows.get(task.id, ()))))

    def _got(self, task: Task, reading: Reading) -> None:
        document = reading.document
        self.shows.update(dict.fromkeys(reading.shows, task.path))
        if document.status == "failed":
            self._lost(task, document.reason, document)
            return
        if former := self._former(task, reading):
            self.todo.vanished.remove(former)
            self.todo.known[former.id] = former
            self.adopted.append(replace(task, id=former.id, before=b""))
            return
        self.writer.add(reading)
        self.report.items.update(reading.fate)
        self.report.types.update(reading.types)
        self.report.objectives += len(document.objectives)
        self.report.findings.update(finding.code for finding in reading.findings)
        self.report.severities.update(finding.severity for finding in reading.findings)
        if document.status == "read":
            self.report.documents["read"] += 1
        else:
            self._tell(task.file, task.path, document.status, document.reason)

    def _former(self, task: Task, reading: Reading) -> DocumentRow | None:
        """The vanished document that a new one is: most of its questions are the same."""
        if task.id in self.todo.known or not self.todo.vanished or not reading.words:
            return None
        words = set(reading.words)
        for known in self.todo.vanished:
            had = self.bank.words_of(known.id)
            if had and len(words & had) > _ALIKE * min(len(words), len(had)):
                return known
        return None

    def _lost(self, task: Task, reason: str, document: DocumentRow | None = None) -> None:
        """The ledger says why; what the bank had of the document stays."""
        known = self.todo.known.get(task.id)
        row = document or not_read(task, task.sha256, 0, "failed", reason)
        self.writer.note(replace(row, items=known.items if known else 0))
        self._tell(task.file, task.path, "failed", reason)

    def _tell(self, file: str, path: str, bucket: str, reason: str) -> None:
        self.report.documents[bucket] += 1
        self.report.troubles.append(Trouble(path, bucket, reason, file in self.named))

    def _vanished(self, prune: bool) -> None:
        self.report.vanished = [document.path for document in self.todo.vanished]
        if prune and self.todo.vanished and not self.report.interrupted:
            self.report.pruned = True
            self.report.items["gone"] += sum(document.items for document in self.todo.vanished)
            self.bank.remove([document.id for document in self.todo.vanished], self.id)


class _Writer:
    """Gathers rows and commits them in batches: few files, and little lost to a kill."""

    def __init__(self, bank: Bank, run: str) -> None:
        self.bank, self.run, self.wrote = bank, run, False
        self._clear()

    def add(self, reading: Reading) -> None:
        self.batch.read.append(reading.document.id)
        self.batch.items.append(reading.items)
        self.batch.findings.extend(reading.findings)
        self.batch.media.extend(reading.media)
        self.bytes += len(reading.items) + sum(len(picture.data) for picture in reading.media)
        self.note(reading.document)

    def note(self, document: DocumentRow) -> None:
        self.batch.documents.append(document)
        full = len(self.batch.documents) >= _BATCH_DOCUMENTS or self.bytes >= _BATCH_BYTES
        if full or time.monotonic() - self.since >= _BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self.batch.documents:
            self.bank.commit(self.batch, self.run)
            self.wrote = True
        self._clear()

    def _clear(self) -> None:
        self.batch, self.bytes, self.since = Batch(), 0, time.monotonic()
