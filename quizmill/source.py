"""Where things come from: a `Source` is one document's bytes, a `Span` one place in it.

A span names its place in whichever coordinates the carrier has, and may have several at once:

    lines   text and Markdown      (12, 14)               1-based, inclusive
    box     PDF and pictures       page 2, (72, 90, 540, 104)   points (PDF) or pixels from the top left
    node    HTML, JSON, XML        "body/div[2]/p[1]" or "/questions/0/answers"
    part    archives, pictures     "quiz/item1.xml": the member or file that the rest speaks of
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePath

from quizmill.record import record


@record(frozen=True, slots=True)
class Span:
    """One place in a source. At least one of the coordinates is set."""

    lines: tuple[int, int] | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    node: str | None = None
    part: str | None = None

    @classmethod
    def of_lines(cls, first: int, last: int | None = None) -> Span:
        return _of_lines(first, first if last is None else last)

    @classmethod
    def of_box(cls, page: int, x0: float, y0: float, x1: float, y1: float) -> Span:
        return cls(page=page, box=(x0, y0, x1, y1))

    def __str__(self) -> str:
        words = []
        if self.part:
            words.append(self.part)
        if self.lines:
            first, last = self.lines
            words.append(f"line {first}" if first == last else f"lines {first}-{last}")
        if self.page is not None:
            words.append(f"page {self.page}")
        if self.box:
            words.append("box " + ",".join(f"{v:.0f}" for v in self.box))
        if self.node:
            words.append(self.node)
        return " ".join(words) or "document"


@lru_cache(maxsize=1 << 12)
def _of_lines(first: int, last: int) -> Span:
    """The same places are named again and again: by each field that stands there, and in each document."""
    return Span(lines=(first, last))


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a document points to and that lies beside it."""

    name: str
    data: bytes


def no_assets(reference: str) -> Asset | None:
    """The resolver of a document that stands alone."""
    del reference
    return None


@dataclass(frozen=True)
class Source:
    """One document as it came: where it lay, and its bytes. Readers see nothing else of the world.

    `assets` answers a reference such as `images/a.png` with the file beside the document, or None;
    it is given by whoever did the I/O and never leaves the document's folder.
    """

    path: str
    data: bytes = field(repr=False)
    assets: Callable[[str], Asset | None] = field(default=no_assets, repr=False, compare=False)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def suffix(self) -> str:
        """The file name's ending in lower case, with its dot: `.html`, or an empty string."""
        return PurePath(self.path).suffix.lower()


@record(frozen=True, slots=True)
class FieldSpan:
    """Which field of an item stood where: `stem`, `choices.2`, `choices.2.feedback`, `key`, `hints.0` ..."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an item came from, down to the field.

    `document` is the document's id in the bank, `ordinal` the item's place in it (0-based), `url` the page's own
    address where the document states one.
    """

    document: str
    path: str
    reader: str
    ordinal: int
    url: str = ""
    fields: tuple[FieldSpan, ...] = ()
