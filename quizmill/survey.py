"""Which documents of a run to read: those whose bytes, or whose readers, are not as they were.

    survey(bank, find_files(["raw/"]), options)  ->  Survey(tasks=[...], skipped=[...], refused=[...], vanished=[...])

Looks at names, sizes and digests and reads nothing: a run with nothing changed is over after this. A document whose
file was moved or renamed is found again by its bytes and keeps its id.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizmill.bank.records import DocumentRow, Status
from quizmill.executors import Limits
from quizmill.files import LARGEST, Found, unfit, unreadable
from quizmill.reading import Task, reading_version

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")
PATIENCE = 10.0  # times the usual limit for what may hold pages of pictures: recognising words takes seconds a page
ELSEWHERE: Status = "shown elsewhere"
SHOWN_BY = "shown by"  # the fact of a picture that names the document which shows it


@dataclass(frozen=True, slots=True)
class Options:
    """`largest` is the size in bytes above which a file is refused. `prune` takes documents out of the bank whose
    files have gone from the given folders. `retry` reads documents again that failed before.
    """

    limits: Limits = field(default_factory=Limits)
    largest: int = LARGEST
    prune: bool = False
    retry: bool = False


@dataclass(slots=True)
class Survey:
    """`tasks` are to be read, `skipped` stand in the ledger as they are, `refused` cannot be read, with the reason;
    `vanished` are documents of the given folders whose files are there no more. `pictures` come after all else: those
    that a document shows are read there.
    """

    tasks: list[Task] = field(default_factory=list)
    pictures: list[Task] = field(default_factory=list)
    skipped: list[DocumentRow] = field(default_factory=list)
    refused: list[tuple[Task, str]] = field(default_factory=list)
    vanished: list[DocumentRow] = field(default_factory=list)
    known: dict[str, DocumentRow] = field(default_factory=dict)


def survey(
    home: Path, ledger: Sequence[DocumentRow], found: Found, folders: Sequence[str | Path], options: Options
) -> Survey:
    """`home` is the folder that paths in the bank start from; `ledger` are the documents that the bank has."""
    look = _Look(home, ledger, options, found.named)
    for file in found.files:
        look.at(file)
    look.shown()
    look.vanished(folders)
    return look.survey


def name_in_bank(home: Path, file: Path) -> str:
    """A file's path from the folder in which the bank lies, with slashes; bytes that are no UTF-8 are escaped."""
    absolute = os.path.abspath(file)  # noqa: PTH100  # links on the way are kept as they are
    inside = os.path.join(home, "")  # noqa: PTH118
    if absolute.startswith(inside):
        return _text(absolute[len(inside) :].replace(os.sep, "/"))
    try:
        path = Path(os.path.relpath(absolute, home)).as_posix()
    except ValueError:  # another drive
        path = Path(absolute).as_posix()
    return _text(path)


def _text(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Look:
    def __init__(self, home: Path, ledger: Sequence[DocumentRow], options: Options, named: Collection[Path]) -> None:
        self.home, self.options, self.reading, self.named = home, options, reading_version(), named
        self.unchanged: dict[str, Task] = {}
        self.elsewhere: list[tuple[DocumentRow, Task]] = []
        self.by_path: Mapping[str, DocumentRow] = {document.path: document for document in ledger}
        self.by_bytes: dict[str, list[DocumentRow]] = {}
        for document in ledger:
            self.by_bytes.setdefault(document.sha256, []).append(document)
        self.taken = {document.id for document in ledger}
        self.seen: set[str] = set()
        self.survey = Survey()

    def at(self, file: Path) -> None:
        """Put one file where it belongs."""
        path = name_in_bank(self.home, file)
        self.seen.add(path)
        sha256, reason = self._digest(file)
        known = self.by_path.get(path) or self._moved(sha256)
        patience = PATIENCE if file.suffix.lower() in (*PICTURES, ".pdf") else 1.0
        name = known.id if known else self._new_id(path, sha256)
        task = Task(str(file), path, name, sha256, self.reading, patience=patience)
        if known:
            self.survey.known[known.id] = known
            self.seen.add(known.path)
        if reason:
            self.survey.refused.append((task, reason))
        elif known and known.status == ELSEWHERE and file not in self.named:
            self.elsewhere.append((known, task))
        elif known and known.status != ELSEWHERE and self._is_done(known, task):
            self.survey.skipped.append(known)
            self.unchanged[path] = task
        elif file.suffix.lower() in PICTURES and file not in self.named:
            self.survey.pictures.append(task)
        else:
            self.survey.tasks.append(task)

    def shown(self) -> None:
        """Pictures that were read where a document shows them: that document is read again where they have changed."""
        for known, task in self.elsewhere:
            document = next((fact.value for fact in known.facts if fact.name == SHOWN_BY), "")
            if document in self.unchanged and not self._is_done(known, task):
                self.survey.tasks.append(self.unchanged.pop(document))
                self.survey.skipped = [one for one in self.survey.skipped if one.path != document]
            if document in self.unchanged:
                self.survey.skipped.append(known)
            else:
                self.survey.pictures.append(task)

    def vanished(self, folders: Sequence[str | Path]) -> None:
        roots = tuple(os.path.join(os.path.abspath(folder), "") for folder in folders)  # noqa: PTH100, PTH118
        for path, document in self.by_path.items():
            file = os.path.abspath(self.home / path)  # noqa: PTH100
            if path not in self.seen and file.startswith(roots) and not Path(file).exists():
                self.survey.vanished.append(document)

    def _digest(self, file: Path) -> tuple[str, str]:
        """The digest of a file's bytes, or why it is not read."""
        if reason := unfit(file, self.options.largest):
            return "", reason
        try:
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest(), ""
        except OSError as error:
            return "", unreadable(error)

    def _is_done(self, known: DocumentRow, task: Task) -> bool:
        if (known.status == "failed" or (known.status == "read" and known.reason)) and self.options.retry:
            return False  # a reason beside "read" says that only a part was
        return (known.path, known.sha256, known.reading) == (task.path, task.sha256, task.reading)

    def _moved(self, sha256: str) -> DocumentRow | None:
        """The document of these bytes whose own file is there no more."""
        for known in self.by_bytes.get(sha256, ()) if sha256 else ():
            if known.path not in self.seen and not (self.home / known.path).exists():
                return known
        return None

    def _new_id(self, path: str, sha256: str) -> str:
        """A document's id is named after its bytes at first sight; copies are told apart by their paths."""
        name = "d" + sha256[:15]
        if not sha256 or name in self.taken:
            name = "d" + hashlib.sha256(f"{sha256}\n{path}".encode()).hexdigest()[:15]
        self.taken.add(name)
        return name
