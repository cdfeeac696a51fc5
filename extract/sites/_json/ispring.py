"""iSpring's quizzes as published: groups of questions, a page keeping them as JSON packed in base64.

    {"d": {"sl": {"g": [{"S": [{"tp": "MultipleChoice", "D": {"d": ["Which is hottest?"]},
        "C": {"chs": [{"c": false, "t": {"d": ["Mars"]}}, {"c": true, "t": {"d": ["Venus"]}}]}}]}]}}}

`tp` is the kind, `D` what is asked, `C.chs` the choices, of which those are right that have `c`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, record, records, text
from quizmill.draft import Draft, DraftChoice, ItemType
from quizmill.source import Span

_KINDS: dict[str, ItemType | None] = {"MultipleChoice": None, "MultipleResponse": "multiple", "TrueFalse": "true_false"}


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Records with a kind, what is asked, and what may be answered."""
    return [(path, row) for path, row in inside(data) if text(row, "tp") and record(row, "D") and "C" in row]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what is typed, paired or ordered, and for choices without words."""
    offered = records(record(row, "C"), "chs")
    if text(row, "tp") not in _KINDS or not offered:
        raise Unread(text(row, "tp"))
    said = [_words(record(choice, "t")) for choice in offered]
    if not all(said):
        raise Unread("choices without words")
    right = [at for at, choice in enumerate(offered) if choice.get("c") is True]
    choices = tuple(DraftChoice(fragment(words, span)) for words in said)
    base = Draft(stem=fragment(_words(record(row, "D")), span), spans=(span,))
    return replace(base, type=_KINDS[text(row, "tp")], choices=choices, claims=claims(right, span))


def _words(row: Record) -> str:
    """The texts among a field's pieces; pictures and formulas are records."""
    pieces = row.get("d")
    return "".join(piece for piece in pieces if isinstance(piece, str)).strip() if isinstance(pieces, list) else ""
