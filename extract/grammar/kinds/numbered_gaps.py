"""A text with numbered blanks, and the words for them in the document's key.

    The museum opened in (1) ________ and moved in (2) ________.        Answers: (1) spring  (2) autumn

Two or more blanks that count on from one another make one question; the key's entries of their numbers fill them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind
from quizmill.draft import DraftGap, Fragment

_GAP = re.compile(
    r"[(\[]?(?P<n>\d{1,2})[)\].]?\s?(?:\\?_){3,}|(?:\\?_){2,}\s?[(\[](?P<m>\d{1,2})[)\]]\s?(?:\\?_)*"
    r"|(?:\\?_){1,}[(\[]?(?P<k>\d{1,2})[)\]]?(?:\\?_){2,}"
)
_FEWEST = 2


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(doc.lines):
        end = at
        while end < len(doc.lines) and _numbers(doc.lines[end]) and not (end > at and doc.lines[end].gap > 1):
            end += 1
        if end > at and (one := _text(doc, at, end)) is not None:
            found.append(one)
        at = max(end, at + 1)
    return found


def _numbers(line: Line) -> list[int]:
    """The numbers of a line's blanks; a line that is numbered itself is a sentence of its own."""
    if line.kind not in (Kind.TEXT, Kind.ITEM) or line.roles or line.mark is not None or line.enum is not None:
        return []
    written = line.markdown()
    if "_" not in written:
        return []
    return [int(found["n"] or found["m"] or found["k"]) for found in _GAP.finditer(written)]


def _text(doc: Doc, start: int, end: int) -> Found | None:
    lines = doc.lines[start:end]
    numbers = [number for line in lines for number in _numbers(line)]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if len(numbers) < _FEWEST or not counted or not (doc.quiz or set(numbers) <= doc.keyed):
        return None
    head = _order(doc.lines, start)
    words = _GAP.sub(lambda found: f"{{{{gap:{found['n'] or found['m'] or found['k']}}}}}", prose.text(lines))
    stem = "\n\n".join((*(prose.text([line]) for line in head), words))
    taken = [*head, *lines]
    one = Found(taken, stem=taken, taken=taken, type="cloze", front=Fragment(stem, prose.spans(taken)))
    one.gaps = tuple(DraftGap(str(number)) for number in numbers)
    one.labelled = True
    return one


def _order(lines: Sequence[Line], start: int) -> list[Line]:
    """The line above that tells what to do."""
    above = lines[start - 1] if start else None
    ordered = above is not None and above.kind is Kind.TEXT and above.enum is None and not above.roles
    ends = above is not None and above.text.rstrip()[-1:] in ".:!"
    return [above] if above is not None and ordered and ends and len(above.text) < 300 else []


DIALECT = Dialect("numbered gaps", _claim)
