"""The rows of a bank's tables as plain types: this is the schema, and the only place where a column is named.

Row classes hold what the Arrow tables hold and import neither pyarrow nor deltalake, so that worker processes
can make rows without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizmill.item import Answer, Choice, Feedback, Gap, Key, NumericAnswer, Pair
from quizmill.source import FieldSpan, Span

Status = Literal["read", "nothing found", "shown elsewhere", "unrecognised", "failed"]
Op = Literal["set", "revert", "accept", "reject"]
Review = Literal["new", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a document says of itself: its title, course, date ..."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """A learning objective under its headings, with its places."""

    text: str
    section: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """The ledger's line of one document. `reading` names the state of all readers when it was read."""

    id: str
    path: str
    sha256: str
    size: int
    carrier: str
    reader: str
    reading: str
    status: Status
    reason: str
    title: str
    facts: tuple[Fact, ...]
    objectives: tuple[ObjectiveRow, ...]
    items: int
    findings: int
    blocks: int
    unclaimed: int
    seconds: float
    read_at: datetime
    bucket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionColumns:
    """An item's columns: the common fields, then those of single kinds (null on the others), then its origin."""

    id: str
    type: str
    stem: str
    title: str
    choices: tuple[Choice, ...] | None
    key: Key | None
    answers: tuple[Answer, ...] | None
    case_sensitive: bool | None
    numbers: tuple[NumericAnswer, ...] | None
    gaps: tuple[Gap, ...] | None
    pairs: tuple[Pair, ...] | None
    distractors: tuple[str, ...] | None
    entries: tuple[str, ...] | None
    known: bool | None
    model_answer: str | None
    grader_info: str | None
    back: str | None
    feedback: Feedback
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    final_answer: str
    quick_check: str
    mistakes: tuple[str, ...]
    difficulty: str
    points: float | None
    section: tuple[str, ...]
    tags: tuple[str, ...]
    objectives: tuple[str, ...]
    language: str
    confidence: float
    doubts: tuple[str, ...]
    document: str
    path: str
    ordinal: int
    reader: str
    url: str
    fields: tuple[FieldSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow(QuestionColumns):
    """An item as read. `words` and `answer` are digests that find equal questions and unequal keys."""

    words: str
    answer: str
    changed: datetime
    bucket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow(QuestionColumns):
    """An item with the curator's edits in it: which fields were edited, and which edits' base has changed."""

    status: Review
    edited: tuple[str, ...]
    conflicts: tuple[str, ...]
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """One event. `base` is the JSON of the field as read when the edit was made, `value` what the curator set."""

    id: str
    at: datetime
    author: str
    document: str
    item: str
    op: Op
    field: str
    base: str
    value: str
    bucket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding of a document; `item` is empty where it speaks of the document."""

    document: str
    path: str
    item: str
    code: str
    severity: str
    message: str
    span: Span | None
    bucket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """Items that ask the same (`same`), nearly the same (`near`), or the same with unequal keys (`conflict`)."""

    id: str
    kind: Literal["same", "near", "conflict"]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRow:
    """A picture or sound; in rich text it is `media:<name>`."""

    name: str
    alt: str
    data: bytes
