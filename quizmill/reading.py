"""Reading one document for a bank, in a worker: from a file's path to the rows that the bank will hold.

    read_document(Task("quiz.md", ...))  ->  Reading(status="read", items=b'{"id": ...}\\n...', new=12, ...)

What the bank knows of the document comes with the task, so that ids are carried along and unchanged items keep the
time of their last change. Everything that comes back is small, plain and picklable.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from quizmill import trail
from quizmill.assets import Beside
from quizmill.bank.edits import digest, plain
from quizmill.bank.records import DocumentRow, Fact, FindingRow, MediaRow, ObjectiveRow, Status
from quizmill.bank.rows import bucket_of, encode_items, row_to_item, timestamp
from quizmill.document import Document
from quizmill.errors import SourceError, UnrecognisedError
from quizmill.files import unreadable
from quizmill.finding import CODES, Finding, Severity
from quizmill.item import ChoiceItem, Item, NumericItem, TextEntryItem
from quizmill.source import Source

_ROOMS = ("extract", "normalize", "quizmill")
_NOT_READING = ("bank", "executors", "commands", "review", "cli.py", "files.py", "ingest.py", "package.py")


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read. `file` is its path for the system, `path` its name in the bank; `id` is what the bank calls
    it; `before` are its rows in the bank as JSON Lines; `reading` is the state of the readers. `patience` is how many
    times longer than usual it may take, `without` are pages that ended a reader and are left out.
    """

    file: str
    path: str
    id: str
    sha256: str
    reading: str
    before: bytes = b""
    patience: float = 1.0
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's rows, and how its items compare with those that the bank had. `words` are the items' digests,
    `shows` the files beside the document that it shows.
    """

    document: DocumentRow
    items: bytes = b""
    findings: tuple[FindingRow, ...] = ()
    media: tuple[MediaRow, ...] = ()
    fate: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@cache
def reading_version() -> str:
    """Names the state of everything that a reading passes through: the readers' code, and whether OCR is there.

    Derived from the code, so that no reader's author can forget it: documents are read again whenever it changes.
    """
    import quizmill

    root = Path(quizmill.__file__).parent.parent
    state = hashlib.sha256(b"ocr" if find_spec("rapidocr") else b"")
    state.update(b"tesseract" if shutil.which("tesseract") else b"")
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            inner = path.relative_to(root / room).parts
            if path.suffix not in (".pyc", "") and inner[0] not in _NOT_READING and path.is_file():
                state.update(path.name.encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]


def read_document(task: Task) -> Reading:
    """The document's rows. What cannot be read is a line in the ledger with its reason, never an exception."""
    started = time.perf_counter()
    try:
        data = Path(task.file).read_bytes()
    except OSError as error:
        return _empty(task, b"", "failed", unreadable(error), started)
    if not data:
        return _empty(task, data, "nothing found", "The file is empty.", started)
    assets = Beside(Path(task.file))
    try:
        from quizmill.pipeline import convert

        with trail.without(task.without):
            document = convert(Source(task.path, data, assets))
    except UnrecognisedError as error:
        return _empty(task, data, "unrecognised", str(error), started)
    except SourceError as error:
        return _empty(task, data, "failed", str(error), started)
    reading = _reading(task, len(data), _with_refusals(document, assets), started)
    return replace(reading, shows=tuple(sorted(map(str, assets.used))))


def _with_refusals(document: Document, assets: Beside) -> Document:
    """The document with a finding for every reference that the folder's guard refused."""
    refused = tuple(
        Finding("media-refused", Severity.WARNING, f"{reference[:200]!r} was not read: {reason}.")
        for reference, reason in sorted(assets.refused.items())
    )
    return replace(document, findings=document.findings + refused)


def _reading(task: Task, size: int, document: Document, started: float) -> Reading:
    before = {row["id"]: row for row in map(msgspec.json.decode, task.before.splitlines())}
    document = _named(task.id, document, [row_to_item(row) for row in before.values()])
    fate: Counter[str] = Counter({"gone": len(before.keys() - {item.id for item in document.items})})
    now, bucket = timestamp(datetime.now(UTC)), bucket_of(document.id)
    beside = [_beside(item, before.get(item.id), fate, now, bucket) for item in document.items]
    status: Status = "read" if document.items or document.objectives else "nothing found"
    return Reading(
        document=_ledger(task, size, document, status, time.perf_counter() - started),
        items=encode_items(document.items, beside),
        findings=tuple(_finding_row(document, finding, bucket) for finding in document.findings),
        media=tuple(MediaRow(name=m.name, alt=m.alt, data=m.data) for m in document.media),
        fate=dict(+fate),
        types=dict(Counter(item.type for item in document.items)),
        words=tuple(columns["words"] for columns in beside),
    )


def _named(name: str, document: Document, before: Sequence[Item]) -> Document:
    """The document under the bank's id, its items under the ids they had."""
    from normalize import identity

    items = document.items
    if name == document.id and not before:
        return document
    if name != document.id:
        items = identity.fresh(name, items)
    if before:
        items = identity.carry(before, items)
    ids = {old.id: new.id for old, new in zip(document.items, items, strict=True)}
    return replace(
        document,
        id=name,
        items=tuple(replace(item, provenance=replace(item.provenance, document=name)) for item in items),
        findings=tuple(replace(finding, item=ids.get(finding.item, finding.item)) for finding in document.findings),
    )


def _beside(item: Item, before: Mapping[str, Any] | None, fate: Counter[str], now: str, bucket: str) -> dict[str, str]:
    """The bank's own columns of an item, and its fate: new, same or changed."""
    from normalize.identity import fingerprint

    changed = now
    if before is None:
        fate["new"] += 1
    elif digest(plain(row_to_item(before))) == digest(plain(item)):
        fate["same"] += 1
        changed = before["changed"]
    else:
        fate["changed"] += 1
    return {
        "words": _short(fingerprint(item)),
        "answer": _short(_answer(item)),
        "changed": changed,
        "bucket": bucket,
    }


def _answer(item: Item) -> str:
    """What the item takes for right, in words that compare across documents; empty where it does not tell."""
    from normalize.text import words

    match item:
        case ChoiceItem(key=key) if key:
            return "\n".join(sorted(words(choice.text) for choice in item.choices if choice.id in key.choices))
        case TextEntryItem():
            return "\n".join(sorted(words(answer.text) for answer in item.answers if answer.credit > 0))
        case NumericItem():
            return "\n".join(sorted(f"{answer.low}..{answer.high}" for answer in item.answers if answer.credit > 0))
        case _:
            return ""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if text else ""


def _finding_row(document: Document, finding: Finding, bucket: str) -> FindingRow:
    return FindingRow(
        document=document.id,
        path=document.path,
        item=finding.item,
        code=finding.code,
        severity=finding.severity.value,
        message=finding.message,
        span=finding.span,
        bucket=bucket,
    )


def _ledger(task: Task, size: int, document: Document, status: Status, seconds: float) -> DocumentRow:
    return DocumentRow(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        size=size,
        carrier=document.carrier,
        reader=document.reader,
        reading=task.reading,
        status=status,
        reason=_why_partly(document) if status == "read" else _why_nothing(document),
        title=document.title,
        facts=tuple(Fact(name, value) for name, value in document.facts),
        objectives=tuple(
            ObjectiveRow(o.text, o.section, tuple(place.span for place in o.provenance.fields))
            for o in document.objectives
        ),
        items=len(document.items),
        findings=len(document.findings),
        blocks=document.account.blocks,
        unclaimed=document.account.unclaimed,
        seconds=round(seconds, 4),
        read_at=datetime.now(UTC),
        bucket=bucket_of(document.id),
    )


def _why_partly(document: Document) -> str:
    """What was left unread of a document that gave items; empty where it was read to its end."""
    return next((finding.message for finding in document.findings if finding.code == "partial-read"), "")


def _why_nothing(document: Document) -> str:
    """Why a document gave no item: what most of its findings say, if they say more than that."""
    codes = Counter(finding.code for finding in document.findings if finding.code != "line-unclaimed")
    if not codes:
        return "No question was found in it."
    code, count = codes.most_common(1)[0]
    return f"No question was found in it; {count} of its findings say: {CODES[code]}"


def _empty(task: Task, data: bytes, status: Status, reason: str, started: float) -> Reading:
    sha = hashlib.sha256(data).hexdigest() if data or status != "failed" else ""
    row = not_read(task, sha, len(data), status, reason, time.perf_counter() - started)
    gone = 0 if status == "failed" else len(task.before.splitlines())
    return Reading(row, fate={"gone": gone} if gone else {})


def shown_elsewhere(task: Task, document: str, gone: int) -> Reading:
    """A picture's rows where a document shows it: none of its own. `gone` items of it were in the bank."""
    size = Path(task.file).stat().st_size
    reason = f"It is read where {document} shows it."
    row = not_read(task, task.sha256, size, "shown elsewhere", reason)
    row = replace(row, facts=(Fact("shown by", document),))
    return Reading(row, fate={"gone": gone} if gone else {})


def not_read(
    task: Task, sha256: str, size: int, status: Status, reason: str, seconds: float = 0.0, items: int = 0
) -> DocumentRow:
    """The ledger's line of a document that gave nothing."""
    return DocumentRow(
        id=task.id,
        path=task.path,
        sha256=sha256,
        size=size,
        carrier="",
        reader="",
        reading=task.reading,
        status=status,
        reason=reason,
        title="",
        facts=(),
        objectives=(),
        items=items,
        findings=0,
        blocks=0,
        unclaimed=0,
        seconds=round(seconds, 4),
        read_at=datetime.now(UTC),
        bucket=bucket_of(task.id),
    )
