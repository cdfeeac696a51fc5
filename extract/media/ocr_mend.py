"""Letters that look alike in print without serifs, and lost spaces, put right where the words leave no doubt.

    "l.e., l've seen it."       ->   "I.e., I've seen it."
    "5)x is a list.(2 Marks)"   ->   "5) x is a list. (2 Marks)"

    "a. rain" / "b.snow"         ->   "a. rain" / "b. snow"      where its neighbours count, too

A capital I and a small l are the same stroke; an engine mostly says l.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.ocr import Recognised

_STROKE = re.compile(r"\bl(?=\.e\.(?:\W|\Z)|['’](?:m|ve|ll|d)\b)")
_NUMBERED = re.compile(r"\A(\s*(?:•\s*)?\(?\d{1,3}(?:\)(?=[^\W\d_])|\.(?=[A-Z][a-z]|[^\W\d_]{3})))")
_LETTERED = re.compile(r"\A(\s*[(\[]?([A-Ha-h])[.)\]])(?=[^\W_]|[-−+$€£¥√(\[{<\"'“‘])")
_LETTER = re.compile(r"\A\s*[(\[]?([A-Ha-h])[.)\]]\s*")
_POINTS = re.compile(r"(?<=[?.!])(?=[(\[]\d{1,3} ?(?:marks?|points?|pts)\b)", re.IGNORECASE)


def mended(found: Sequence[Recognised]) -> list[Recognised]:
    """The lines of one page, put right. What "Al" was in print (a name, a metal, AI) no look can tell: it stays."""
    counted = {letter for line in found if (letter := _letter(line.text))}
    return [replace(line, text=_mend(_lettered(line.text, counted))) for line in found]


def _letter(text: str) -> str:
    told = _LETTER.match(text)
    return told[1] if told else ""


def _lettered(text: str, counted: set[str]) -> str:
    """A label and its text set apart where the letter before or after it labels another line: "e.g." is none."""
    told = _LETTERED.match(text)
    if told is None or not {chr(ord(told[2]) - 1), chr(ord(told[2]) + 1)} & counted:
        return text
    return text if re.match(r"\w\.\w\.", text) else f"{told[1]} {text[told.end(1) :]}"


def _mend(text: str) -> str:
    return _POINTS.sub(" ", _NUMBERED.sub(r"\1 ", _STROKE.sub("I", text)))
