"""Cards as a page with buttons prints them: front, back, and the words of the button that turned the card.

    beginner
    What floats?
    Cork.
    Click to reveal answer

Two or more in a document; the front asks or is a sentence.
"""

from __future__ import annotations

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from quizmill.block import Kind
from quizmill.draft import Fragment


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    lines = doc.lines
    for index, line in enumerate(lines):
        if Role.REVEAL not in line.roles or line.value or line.kind is Kind.SUMMARY or index < 2 or line.at in doc.used:
            continue
        front, back = lines[index - 2], lines[index - 1]
        if (
            front.kind is not Kind.TEXT
            or back.kind is not Kind.TEXT
            or (not cues.is_question(front.text) and not front.text.endswith("."))
        ):
            continue
        taken = [front, back, line]
        one = card(
            taken, Fragment(front.markdown(), (front.span,)), Fragment(back.markdown(), (back.span,)), "flashcard"
        )
        if index >= 3 and (word := cues.difficulty(lines[index - 3].text)):
            one.difficulty = word
            one.taken.insert(0, lines[index - 3])
        found.append(one)
    return found if len(found) >= 2 else []


DIALECT = Dialect("revealed cards", _claim)
