"""Cards of several lines, as note takers write them: front, a line with a lone question mark, back.

    What holds a tenon?
    ?                        (two marks make a card for both ways)
    A mortise.

Two or more in a document, or one in a document that calls itself cards; blank lines part the cards.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind

_ENDS = frozenset((Kind.HEADING, Kind.RULE, Kind.SUMMARY))


def _claim(doc: Doc) -> list[Found]:
    marks = [i for i, line in enumerate(doc.lines) if line.kind is Kind.TEXT and line.text in ("?", "??", "？")]
    found = [one for at in marks if (one := _card(doc.lines, at)) is not None]
    found += _ruled(doc.lines) if doc.cards else []
    return found if len(found) >= (1 if doc.cards else 2) else []


def _ruled(lines: Sequence[Line]) -> list[Found]:
    """Front, a rule, back, a rule of another make: `---` inside a card and `***` between cards."""
    rules = [i for i, line in enumerate(lines) if line.kind is Kind.RULE]
    signs = [lines[i].block.raw.strip()[:1] for i in rules]
    inner, outer = set(signs[::2]), set(signs[1::2])
    if len(rules) < _RULES or len(inner) > 1 or len(outer) > 1 or inner == outer or not len(rules) % 2:
        return []
    found = []
    bounds = [-1, *rules, len(lines)]
    for a, b, c in zip(bounds[::2], bounds[1::2], bounds[2::2], strict=False):
        front = [line for line in lines[a + 1 : b] if line.kind is not Kind.HEADING]
        back = lines[b + 1 : c]
        if not front or not back or any(line.kind in _ENDS or line.mark for line in (*front, *back)):
            return []
        one = card(front, prose.fragment(front), prose.fragment(back, whole=True), "flashcard")
        one.taken = [*front, lines[b], *back]
        found.append(one)
    return found


_RULES = 3


def _card(lines: Sequence[Line], at: int) -> Found | None:
    if lines[at].gap:
        return None
    start = at - 1
    while start > 0 and not lines[start].gap and lines[start].kind not in _ENDS:
        start -= 1
    end = at + 1
    while end < len(lines) and not lines[end].gap and lines[end].kind not in _ENDS:
        end += 1
    front, back = lines[max(start, 0) : at], [line for line in lines[at + 1 : end] if not line.hidden]
    if not front or not back or any(line.kind in _ENDS for line in front):
        return None
    one = card(front, prose.fragment(front), prose.fragment(back, whole=True), "flashcard")
    one.taken = list(lines[start:end])
    return one


DIALECT = Dialect("mark cards", _claim)
