"""Letters that look alike in print without serifs, and lost spaces, put right where the words leave no doubt.

    "l.e., l've seen it."       ->   "I.e., I've seen it."
    "5)x is a list.(2 Marks)"   ->   "5) x is a list. (2 Marks)"

A capital I and a small l are the same stroke; an engine mostly says l.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.ocr import Recognised

_STROKE = re.compile(r"\bl(?=\.e\.(?:\W|\Z)|['’](?:m|ve|ll|d)\b)")
_NUMBERED = re.compile(r"\A(\s*(?:•\s*)?\(?\d{1,3}(?:\)(?=[^\W\d_])|\.(?=[A-Z][a-z]|[^\W\d_]{3})))")
_POINTS = re.compile(r"(?<=[?.!])(?=[(\[]\d{1,3} ?(?:marks?|points?|pts)\b)", re.IGNORECASE)


def mended(found: Sequence[Recognised]) -> list[Recognised]:
    """The lines of one page, put right. What "Al" was in print (a name, a metal, AI) no look can tell: it stays."""
    return [replace(line, text=_mend(line.text)) for line in found]


def _mend(text: str) -> str:
    return _POINTS.sub(" ", _NUMBERED.sub(r"\1 ", _STROKE.sub("I", text)))
