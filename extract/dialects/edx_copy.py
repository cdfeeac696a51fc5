"""Graded problems of an edX course, copied as text: the word that judges a choice stands behind it on its line.

Problem 1
1/1 point (graded)
An enzyme speeds up a reaction by

raising the temperature
lowering the activation energy correct
adding substrate

Explanation
A catalyst offers a path with a lower barrier.
"""

from __future__ import annotations

import re

from extract.arbiter import Dialect
from extract.dialects._copied import Row, pieces, question, said, score
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Kind
from quizmill.draft import Fragment

_GRADED = re.compile(r"\s*(?:\d+(?:\.\d+)?\s?/\s?)?\d+(?:\.\d+)? points? (?:possible )?\((?:un)?graded\)\s*\Z", re.I)
_JUDGED = re.compile(r"\s+(?P<w>correct|incorrect|unanswered)\s*\Z")


def _claim(doc: Doc) -> list[Found]:
    return [one for piece in pieces(doc, _opens) if (one := _question(_off_title(piece))) is not None]


def _opens(doc: Doc, at: int) -> bool:
    return bool(_GRADED.match(doc.lines[at].text))


def _off_title(piece: list[Line]) -> list[Line]:
    """The next problem's title stands on the last line."""
    last = piece[-1]
    return piece[:-1] if len(piece) > 1 and last.gap and (last.enum is not None or last.kind is Kind.HEADING) else piece


def _question(piece: list[Line]) -> Found | None:
    head, body = piece[0], piece[1:]
    end = next((i for i, line in enumerate(body) if Role.EXPLANATION in line.roles), len(body))
    own = [line for line in body[:end] if not cues.is_furniture(line.text)]
    start = next((i for i, line in enumerate(own) if i and line.gap), 0)
    rows = own[start:]
    judged = [_JUDGED.search(line.text) for line in rows]
    if not start or len(rows) < 2 or not any(judged) or any(line.enum or line.mark for line in own):
        return None
    right = [i for i, found in enumerate(judged) if found and found["w"] == "correct"]
    one = question(piece, own[:start], [Row(line) for line in rows], right)
    for at, (line, found) in enumerate(zip(rows, judged, strict=True)):
        if found is not None:
            words = plain(strip(cut(line.runs, 0, found.start())))
            one.columns[at] = ("", Fragment(words, (line.span,)))
    _points(one, head)
    after = [line for line in body[end + 1 :] if not cues.is_furniture(line.text)]
    if after:
        one.feedback.append(("general", said(after)))
    return one


def _points(one: Found, head: Line) -> None:
    score(one, head)
    numbers = re.findall(r"\d+(?:\.\d+)?", head.text)
    if one.points is None and numbers:
        one.points = float(numbers[-1])
        one.got = float(numbers[0]) if len(numbers) > 1 else None


DIALECT = Dialect("edx copies", _claim)
