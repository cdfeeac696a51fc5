"""A `Page` is a source read by its carrier: the block stream, and beside it the text or tree it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from quizmill.block import Block
from quizmill.finding import Finding
from quizmill.item import Media
from quizmill.source import Source


class Carrier(StrEnum):
    """What holds the words."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"
    XML = "xml"
    JSON = "json"
    WORD = "word"  # Word, OpenDocument text
    SLIDES = "slides"
    TABLE = "table"  # CSV, TSV, XLSX
    ARCHIVE = "archive"  # zip packages: QTI, H5P, apkg, imscc


@dataclass(frozen=True)
class Page:
    """A source as its carrier reads it.

    `text` is the decoded text of text-like carriers ("" for binary ones). `tree` is the carrier's own parsed
    form (an HTML tree, the members of an archive); only readers that know the carrier look at it. `facts` are
    what the document says of itself (title, author, date, url, course ...), in its order.
    """

    source: Source
    carrier: Carrier
    blocks: tuple[Block, ...] = ()
    text: str = field(default="", repr=False)
    tree: object = field(default=None, repr=False, compare=False)
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    media: tuple[Media, ...] = ()
