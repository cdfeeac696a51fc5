"""A marked form copied as text: a sign that judges before each question, points below it, bare options.

    ✗ How often should alarms be tested? *
    0/1
    Every week
    Every month
    Correct answer              the right one again, by its words
    Every month
    Feedback
    Alarms fail.

Which option was chosen is not copied: a question judged right names no option. One line alone is a typed answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.dialects._copied import Row, pieces, question, said, score
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import cut, plain
from quizmill.block import Kind, Shape
from quizmill.draft import EMPTY, Claim, Fragment
from quizmill.item import Evidence


def _claim(doc: Doc) -> list[Found]:
    found = [one for piece in pieces(doc, _opens) if (one := _question(_cut(piece))) is not None]
    return found if len(found) > 1 else []


_STARRED = re.compile(r"\*(?=[^\W_])")


def _opens(doc: Doc, at: int) -> bool:
    """A judged line, or one with the star of a required question before it, with points below it."""
    line = doc.lines[at]
    judged = line.mark is not None and line.mark.shape is Shape.TICK
    starred = line.mark is None and bool(_STARRED.match(line.text))
    if not (judged or starred) or line.kind is not Kind.TEXT or line.enum is not None:
        return False
    return at + 1 < len(doc.lines) and cues.earned(doc.lines[at + 1].text) is not None


def _cut(piece: list[Line]) -> list[Line]:
    """The lines up to the form's foot, and none of a question that nobody judged."""
    for at, line in enumerate(piece[2:], 2):
        following = piece[at + 1] if at + 1 < len(piece) else None
        scored = following is not None and cues.earned(following.text) is not None
        if cues.is_furniture(line.text) or line.kind in (Kind.HEADING, Kind.RULE) or scored or _starred(line):
            return piece[:at]
    return piece


def _starred(line: Line) -> bool:
    return line.text.endswith(" *") and line.mark is None


def _question(piece: Sequence[Line]) -> Found | None:
    head, body = piece[0], piece[2:]
    first = next((i for i, line in enumerate(body) if line.roles & {Role.ANSWER, Role.EXPLANATION}), len(body))
    own, after = body[:first], body[first:]
    if not own or any(line.enum is not None or line.mark is not None or line.kind is not Kind.TEXT for line in own):
        return None
    told = next((i for i, line in enumerate(after) if Role.EXPLANATION in line.roles), len(after))
    answers = [line for line in after[1:told] if line.text] if after and Role.ANSWER in after[0].roles else []
    words = plain(head.runs)
    runs = cut(head.runs, int(bool(_STARRED.match(words))), len(words.rstrip(" *")))
    stem = Fragment(prose.text([head], runs), (head.span,))
    if len(own) > 1:
        one = question(piece, [head], [Row(line) for line in own], ())
        if answers:
            texts = tuple(line.text for line in answers)
            one.claims.append(Claim(Evidence.STATED, texts=texts, spans=prose.spans(answers)))
    else:
        one = card(piece, EMPTY, EMPTY, "short")
        right = answers or (own if head.mark is not None and head.mark.on else [])
        one.answers = [prose.fragment([line]) for line in right]
        one.answered = bool(right)
    one.front, one.labelled = stem, True
    score(one, piece[1])
    if after[told:]:
        one.feedback.append(("general", said(after[told + 1 :])))
    return one


DIALECT = Dialect("form copies", _claim)
