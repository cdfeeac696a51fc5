"""Results of a Canvas quiz, copied as text: bare options, and words above those that were chosen or are right.

    Question 2
    0 / 1 pts
    A norm that is written into law is called a
    You Answered                chosen, and wrong
      folkway
    Correct Answer              right, and not chosen
      formal norm
    Correct!                    chosen and right
    Correct Answers             a typed answer: the lines below it are all right

Without full points, and where no right one is named that was not chosen, nothing tells that all right ones are seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.dialects._copied import Row, numbered, pieces, question, score
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import fold
from quizmill.block import Kind
from quizmill.draft import EMPTY

_RIGHT, _SHOWN, _WRONG, _TYPED = "correct", "correct answer", "you answered", "correct answers"
_SAID = frozenset((_RIGHT, _SHOWN, _WRONG, _TYPED))
_OWN = frozenset((_SHOWN, _WRONG, _TYPED))
_END = ("quiz score", "score for this quiz")


def _claim(doc: Doc) -> list[Found]:
    words = [_verdict(line) for line in doc.lines]
    if _OWN.isdisjoint(words) and not (_RIGHT in words and any(fold(line.text).startswith(_END) for line in doc.lines)):
        return []
    return [one for piece in pieces(doc, _opens) if (one := _question(_cut(piece))) is not None]


def _opens(doc: Doc, at: int) -> bool:
    line = doc.lines[at]
    following = doc.lines[at + 1] if at + 1 < len(doc.lines) else None
    pointed = cues.earned(line.text) or (following is not None and cues.earned(following.text))
    return numbered(line) and bool(pointed)


def _cut(piece: list[Line]) -> list[Line]:
    """The lines up to the page's own end."""
    ends = (i for i, line in enumerate(piece) if fold(line.text).startswith(_END) or line.kind is Kind.RULE)
    return piece[: next(ends, len(piece))]


def _verdict(line: Line) -> str:
    """The word that a line says alone; "Correct!" needs its mark."""
    if line.kind is not Kind.TEXT or len(line.text) > 20 or line.enum is not None:
        return ""
    word = fold(line.text)
    return word if word in _SAID and (word != _RIGHT or line.text.rstrip().endswith("!")) else ""


def _question(piece: Sequence[Line]) -> Found | None:
    body = [line for line in piece[1:] if not cues.earned(line.text)]
    if any(line.enum is not None or line.mark is not None for line in body):
        return None  # options with signs of their own are read as such
    first = next((i for i, line in enumerate(body) if _verdict(line)), len(body))
    if not body or not first:
        return None
    one = _typed(piece, body, first) if any(_verdict(line) == _TYPED for line in body) else _chosen(piece, body, first)
    if one is not None:
        any(score(one, line) for line in piece[:3])
        if one.claims and one.got != one.points and not any(_verdict(line) == _SHOWN for line in body):
            one.claims = []
    return one


def _typed(piece: Sequence[Line], body: Sequence[Line], first: int) -> Found | None:
    at = next(i for i, line in enumerate(body) if _verdict(line) == _TYPED)
    answers = body[at + 1 :]
    if not answers or any(_verdict(line) for line in answers):
        return None
    one = card(piece, prose.fragment(body[:first]), EMPTY, "short")
    one.stem = list(body[:first])
    one.answers = [prose.fragment([line]) for line in answers]
    one.answered = one.labelled = True
    return one


def _chosen(piece: Sequence[Line], body: Sequence[Line], first: int) -> Found | None:
    start = _first_option(body, first)
    rows: list[Row] = []
    right: list[int] = []
    above = ""
    for line in body[start:]:
        if word := _verdict(line):
            above = word
            continue
        if above in (_RIGHT, _SHOWN):
            right.append(len(rows))
        rows.append(Row(line))
        above = ""
    if len(rows) < 2 or above or len(right) == len(rows):
        return None
    return question(piece, body[:start], rows, right)


def _first_option(body: Sequence[Line], first: int) -> int:
    """Options stand further right, or below the line that asks, or below the first."""
    deeper = next((i for i in range(1, len(body)) if body[i].indent > body[0].indent and not _verdict(body[i])), 0)
    if deeper and deeper <= first + 1:
        return min(deeper, first)
    asks = max((i for i in range(first) if cues.is_question(body[i].text)), default=0)
    return asks + 1


DIALECT = Dialect("canvas copies", _claim)
