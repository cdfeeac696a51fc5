"""What a review page says under a question's number before it comes to the question: taken, and no part of it.

Question 3              the opener: a number and no words
Partially correct       how the learner did
Mark 0.50 out of 1.00   points
Flag question           a button
Question text           a label for those who cannot see
Which of these ...      the question
"""

from __future__ import annotations

import re

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import VERDICTS, Found
from extract.grammar.question.judged_lines import is_status, opener_verdict, opens_with_status
from extract.grammar.question.meta import take_meta
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, fold, roles_of
from extract.grammar.words.rich import plain
from quizmill.block import Kind, Shape

_TIME = re.compile(r"\d{1,3} ?(?:seconds?|secs?|s|minutes?|mins?|m)", re.IGNORECASE)  # to answer in
_LABELS = frozenset(
    (
        "question text",
        "fragetext",
        "texte de la question",
        "enunciado de la pregunta",
        "texto da questão",
        "testo della domanda",
        "vraagtekst",
        "treść pytania",
        "текст вопроса",
        "текст питання",
    )
)


def take(doc: Doc, found: Found, first: Line, body: list[Line]) -> None:
    """Takes such lines off the beginning of a segment's body."""
    _take_opener(found, first)
    if doc.below is not None and body and is_status(body[0]):
        found.taken.append(body.pop(0))
    kinded = cues.names_kind(first.text)
    if (first.text and not kinded) or first.enum is None or not (first.enum.word or kinded):
        return
    while len(body) > 1 and body[0].box == first.box and _tells(found, body[0]):
        found.taken.append(body.pop(0))


def _take_opener(found: Found, first: Line) -> None:
    """What the opener's own line says: `Question 3 [1/1]`, `Question 3: Incorrect`."""
    words = plain(first.value) or first.text
    if not words.strip() and first.enum is not None and first.enum.word and first.mark is not None:
        if first.mark.shape in (Shape.TICK, Shape.VERDICT):  # `Question 3 ✅`
            found.question_verdict = Role.RIGHT if first.mark.on else Role.WRONG
        return
    if not opens_with_status(first):
        return
    if got := cues.earned(words):
        found.got, found.points = got
    found.question_verdict = opener_verdict(words)


def _tells(found: Found, line: Line) -> bool:
    if line.kind is not Kind.TEXT or line.enum is not None or line.mark is not None:
        return False
    verdict = next(iter(roles_of(line.text) & VERDICTS), None) if not plain(line.value).strip() else None
    judged = is_status(line) or verdict is not None or bool(_TIME.fullmatch(line.text.strip()))
    found.status = found.status or verdict
    found.question_verdict = found.question_verdict or verdict
    return judged or fold(line.text) in _LABELS or cues.is_furniture(line.text) or take_meta(found, line)
