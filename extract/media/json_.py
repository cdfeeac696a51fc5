"""JSON and JSON Lines documents.

    {"format": "quizmill-bank", "version": "1.0", "items": [...]}
    {"id": "q1", "type": "single", ...}        one a line in .jsonl
    // Numbas version: ...                     one line above the data of an .exam

The page's `text` is the document; readers decode it by the types they expect. Depth is bounded by the decoder.
"""

from __future__ import annotations

from extract.media.encoding import decode
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".json5")


def identify(source: Source) -> bool:
    """JSON by its file name."""
    return source.suffix in _SUFFIXES or (source.suffix == ".exam" and b"Numbas" in source.data[:200])


def read(source: Source) -> Page:
    """A page whose text is the document."""
    text, findings = decode(source.data)
    return Page(source, Carrier.JSON, text=text.removeprefix("\ufeff"), findings=findings)


MEDIUM = Medium("json", identify, read)
