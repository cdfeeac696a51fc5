"""Terms and what they mean, a tab between them, as study sites copy a set of cards.

    allegory<TAB>A story in which people and things stand for something else
    anaphora<TAB>The same word at the beginning of several clauses

Nearly every line must have just one tab. A table of data looks so, too: the meanings must be words, several on most
lines, unless the document calls itself cards.
"""

from __future__ import annotations

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind
from quizmill.draft import Fragment

_FEWEST = 4
_WORDS = 3  # words of a meaning
_TERM = 60  # characters


def _claim(doc: Doc) -> list[Found]:
    rows = [(line, *_parts(line)) for line in doc.lines if _parts(line)]
    if len(rows) < _FEWEST or len(rows) * 10 < len(doc.lines) * 9 or any(line.pieces for line in doc.lines):
        return []
    wordy = sum(len(back.split()) >= _WORDS and any(map(str.isalpha, back)) for _, _, back in rows)
    short = sum(len(front) <= _TERM and any(map(str.isalpha, front)) for _, front, _ in rows)
    fronts = {front.casefold() for _, front, _ in rows}
    told = doc.cards or (wordy * 4 >= len(rows) * 3 and len(fronts) == len(rows))
    if not told or short * 10 < len(rows) * 9:
        return []
    return [
        card([line], Fragment(front, (line.span,)), Fragment(back, (line.span,)), "flashcard")
        for line, front, back in rows
    ]


def _parts(line: Line) -> tuple[str, str] | tuple[()]:
    """A line's two sides."""
    raw = line.block.raw.strip()
    if line.kind not in (Kind.TEXT, Kind.ITEM) or raw.count("\t") != 1:
        return ()
    front, _, back = (side.strip() for side in raw.partition("\t"))
    return (front, back) if front and back else ()


DIALECT = Dialect("tab cards", _claim)
