"""Data files: YAML, TOML, SQL, and scripts and programs that hold little but data. JSON has a reader of its own.

    questions:
      - text: Which tool cuts wood?

The page's `text` is the document; `extract.sites.data_questions` reads it as literals and never runs it.
"""

from __future__ import annotations

from extract.media.encoding import decode
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source

SCRIPTS = frozenset({".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".json5"})
PROGRAMS = frozenset(
    f".{name}"
    for name in "py rb php dart kt kts swift java cs go rs cpp hpp h scala groovy lua gd vue svelte r".split()
)
_SUFFIXES = frozenset({".yaml", ".yml", ".toml", ".sql"}) | PROGRAMS | SCRIPTS - {".json5"}


def identify(source: Source) -> bool:
    """Data by its file name, where the bytes are text."""
    return source.suffix in _SUFFIXES and b"\0" not in source.data[:4096]


def read(source: Source) -> Page:
    """A page whose text is the document."""
    text, findings = decode(source.data)
    return Page(source, Carrier.JSON, text=text.removeprefix("\ufeff"), findings=findings)


MEDIUM = Medium("data", identify, read)
