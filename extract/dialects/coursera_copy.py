"""A graded quiz copied as text: the stem, its points, then bare options with a blank line between them.

    Question 2
    Which are parts of a box plot? (Select all that apply.)
    0.5 / 1 point

    The median

    Correct                     said of the option above it where several may be chosen
    The line in the box.

    The mode

Which options were chosen is not copied. Of one choice the verdict says nothing of the key; of several it does where
each chosen one has its own and the points are full, and always where every option has one.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.dialects._copied import Row, numbered, pieces, question, said, score
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import VERDICTS, Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from quizmill.block import Kind

_LONGEST = 300
_VERDICT = 60


def _claim(doc: Doc) -> list[Found]:
    return [one for piece in pieces(doc, _opens) if (one := _question(_off_number(piece))) is not None]


def _opens(doc: Doc, at: int) -> bool:
    return numbered(doc.lines[at])


def _off_number(piece: list[Line]) -> list[Line]:
    """The next question's number stands alone on the last line."""
    last = piece[-1]
    return piece[:-1] if last.enum is not None and not last.text and not last.enum.word else piece


def _verdict(line: Line) -> frozenset[Role]:
    """What a line says that is a verdict from end to end."""
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and len(line.text) <= _VERDICT
    return roles_of(line.text) & VERDICTS if bare else frozenset()


def _question(piece: list[Line]) -> Found | None:
    at = next((i for i, line in enumerate(piece) if i and cues.earned(line.text) is not None), 0)
    start = at + 1 if at else next((i for i, line in enumerate(piece) if i > 1 and line.gap), len(piece))
    stem, body = piece[1 : at or start], piece[start:]
    verdicts = [line for line in body if _verdict(line)]
    if not stem or len(body) < 2 or not verdicts or not body[0].gap or any(not _plain(line) for line in body):
        return None
    several = len(verdicts) > 1 or any(cues.selects_many(line.text) for line in stem)
    rows, told = _rows(body, several)
    if len(rows) < 2:
        return None
    one = question(piece, stem, rows, _right(rows, piece[at]))
    score(one, piece[at])
    if not at and not one.claims:
        return None
    if told:
        one.feedback.append(("general", said(told)))
    return one


def _right(rows: Sequence[Row], points: Line) -> list[int]:
    """The right ones, where the verdicts tell them all: each row has one, or each chosen one of a full score."""
    right = [i for i, row in enumerate(rows) if row.right]
    if all(row.right is not None for row in rows):
        return right
    got = cues.earned(points.text)
    full = got is not None and got[0] == got[1] and all(row.right is not False for row in rows)
    return right if full and len(right) > 1 else []


def _plain(line: Line) -> bool:
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and len(line.text) <= _LONGEST
    return bare and (not line.roles or bool(_verdict(line)))


def _rows(body: Sequence[Line], several: bool) -> tuple[list[Row], list[Line]]:
    """The options, and what is said of the question as a whole."""
    rows: list[Row] = []
    told: list[Line] = []
    judged = False
    for line in body:
        if verdict := _verdict(line):
            judged = True
            if several and rows and Role.PARTIAL not in verdict:
                rows[-1].right = bool(verdict & {Role.RIGHT, Role.SHOULD})
        elif judged and (not line.gap or not several):
            (rows[-1].told if several and rows else told).append(line)
        else:
            judged = False
            rows.append(Row(line))
    return rows, told


DIALECT = Dialect("graded copies", _claim)
