"""Letters that look alike in print without serifs, and lost spaces, put right where the words leave no doubt.

    "l.e., Al systems are deep learning systems."   ->   "I.e., AI systems are deep learning systems."
    "5)x is a list.(2 Marks)"                        ->   "5) x is a list. (2 Marks)"

A capital I and a small l are the same stroke; an engine mostly says l. "Al" is also a name and a metal: it becomes AI
only on a page that speaks of machines that learn and not of metals, and never before a name or a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.ocr import Recognised

_STROKE = re.compile(r"\bl(?=\.e\.(?:\W|\Z)|['’](?:m|ve|ll|d)\b)")
_NUMBERED = re.compile(r"\A(\s*(?:•\s*)?\(?\d{1,3}(?:\)(?=[^\W\d_])|\.(?=[A-Z][a-z]|[^\W\d_]{3})))")
_POINTS = re.compile(r"(?<=[?.!])(?=[(\[]\d{1,3} ?(?:marks?|points?|pts)\b)", re.IGNORECASE)
_AL = re.compile(r"\bAl\b(?!-|\s+[A-Z][a-z])")
_MACHINES = re.compile(
    r"artificial intelligence|machine learning|deep learning|neural net|\bAI\b|\bAl (?:systems?|technology|teams?|"
    r"projects?|models?|algorithms?|compan(?:y|ies)|agents?|tools?|winter|ethics|pitfalls|strategy)\b",
    re.IGNORECASE,
)
_METALS = re.compile(r"alumin|\balloys?\b|\boxides?\b|\bmetals?\b|\bcations?\b", re.IGNORECASE)


def mended(found: Sequence[Recognised]) -> list[Recognised]:
    """The lines of one page, look-alike letters put right."""
    page = "\n".join(line.text for line in found)
    machines = bool(_MACHINES.search(page)) and not _METALS.search(page)
    return [replace(line, text=_mend(line.text, machines)) for line in found]


def _mend(text: str, machines: bool) -> str:
    text = _POINTS.sub(" ", _NUMBERED.sub(r"\1 ", _STROKE.sub("I", text)))
    return _AL.sub("AI", text) if machines else text
