"""Ticks and crosses before "True" and "False" that only adorn the words.

- ✔ True      at every question the tick stands at "True" and the cross at "False", and nowhere else: nothing is told
- ✘ False

- ✘ True      a tick at "False", or ticks and crosses at other choices as well: they judge
- ✔ False
"""

from __future__ import annotations

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.words.truth import truth_of
from quizmill.block import Shape


def adorn(doc: Doc) -> bool:
    """Whether the document's signs say nothing but the words behind them."""
    if doc.adorned is None:
        signed = [line for line in doc.lines if _is_signed(line)]
        doc.adorned = bool(signed) and all(truth_of(line.text) is line.mark.on for line in signed if line.mark)
    return doc.adorned


def _is_signed(line: Line) -> bool:
    return line.mark is not None and line.mark.shape is Shape.TICK and bool(line.text)
