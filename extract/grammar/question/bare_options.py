"""Options that are only lines, the right one of which has a sign before it or a look, in question after question.

Who wrote Hamlet?        Who painted the Mona Lisa?
Marlowe                  *Leonardo
*Shakespeare             Raphael
Jonson                   Titian

One line with a sign may be anything. Taken is a sign that stands before just one line below every question, and not
always at the same place (else it may be a label): such lines get a mark. A look (bold, underlined, coloured) tells
the same where three questions have it; then the lines are options, and the look is weighed as with any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.question.judged_lines import wraps
from extract.grammar.question.option_signs import are_single
from extract.grammar.words import cues
from extract.grammar.words.rich import covering, cut, plain, strip
from quizmill.block import Kind, Mark, Shape, Style, System

_SIGN = re.compile(r"(?P<sign>[*+=^@#~→➔➤►▶»>]|->|=>)\s?(?=[^\W_])")
_LONGEST, _MOST = 120, 8  # characters of an option, options of a question
_LOOKS = 3  # questions that show a look
_TELLING = (Style.BOLD, Style.UNDERLINE, Style.HIGHLIGHT, Style.COLOR, Style.ITALIC)


def take(lines: Sequence[Line]) -> frozenset[int]:
    """Marks the lines whose sign tells the key; the lines (by `at`) that a look tells are returned."""
    pieces = list(_pieces(lines))
    if len(pieces) < 2 or _by_sign(pieces) or len(pieces) < _LOOKS:
        return frozenset()
    return _by_look(pieces)


def _pieces(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """For each question the bare lines below it: two or more short ones, up to the next question or anything else."""
    piece: list[Line] | None = None
    for line in lines:
        if _opens(line):
            yield from _whole(piece)
            piece = []
        elif piece is not None and _is_bare(line):
            piece.append(line)
        elif piece:
            yield from _whole(piece)
            piece = None
    yield from _whole(piece)


def _whole(piece: list[Line] | None) -> Iterator[list[Line]]:
    if piece and 1 < len(piece) <= _MOST and not wraps(piece) and not all(line.bullet for line in piece):
        yield piece


def _opens(line: Line) -> bool:
    counted = line.enum is not None and line.enum.system is System.DECIMAL
    return line.kind is not Kind.CODE and line.mark is None and (counted or cues.is_question(line.text))


def _is_bare(line: Line) -> bool:
    plainly = line.kind is Kind.TEXT or line.bullet
    return plainly and not (line.enum or line.mark or line.roles) and 0 < len(line.text) <= _LONGEST


def _by_sign(pieces: Sequence[list[Line]]) -> bool:
    for sign in sorted({sign for piece in pieces for line in piece if (sign := _sign(line))}):
        told = [[at for at, line in enumerate(piece) if _sign(line) == sign] for piece in pieces]
        if are_single(told):
            for piece, (at,) in zip(pieces, told, strict=True):
                _mark(piece[at], sign)
            return True
    return False


def _written(line: Line) -> str:
    """The words as typed: `* Shakespeare` among bare lines is no list of one entry."""
    return f"{line.block.raw.strip()[:1]} {line.text}" if line.bullet else line.text


def _sign(line: Line) -> str:
    found = _SIGN.match(_written(line))
    return found["sign"] if found is not None else ""


def _mark(line: Line, sign: str) -> None:
    if not line.bullet:
        found = _SIGN.match(line.text)
        line.runs = strip(cut(line.runs, found.end() if found else 0))
        line.text = plain(line.runs)
    line.kind = Kind.TEXT
    line.mark = Mark(Shape.TICK, True, 0.9, sign)


def _by_look(pieces: Sequence[list[Line]]) -> frozenset[int]:
    if any(len({line.text.endswith(".") for line in piece}) > 1 for piece in pieces):
        return frozenset()  # sentences and headings: prose
    for look in _TELLING:
        told = [[at for at, line in enumerate(piece) if covering(line.runs) & look] for piece in pieces]
        if are_single(told):
            return frozenset(piece[at].at for piece, (at,) in zip(pieces, told, strict=True))
    return frozenset()
