"""Cards as study pages print them: difficulty, front, back, and the words of the button that turned the card.

beginner
What floats?
Cork.
Click to reveal answer

Explain why cork floats.          an open prompt, its hint, and the counter of a self-check
Think of its weight.
You got /3 concepts.
"""

from __future__ import annotations

import re

from extract.arbiter import Dialect
from extract.grammar import words_cues
from extract.grammar.card import card
from extract.grammar.found import Found
from extract.grammar.lines import Doc
from extract.grammar.words import Role
from quizmill.block import Kind
from quizmill.draft import Fragment

_COUNTER = re.compile(r"you (?:got|covered|named)\s*\d*\s*/\s*\d+\s+\w+\W*\Z", re.IGNORECASE)


def _study_page(doc: Doc) -> list[Found]:
    return _revealed(doc) + _prompts(doc)


def _revealed(doc: Doc) -> list[Found]:
    """Front, back, and a line that was the button to turn the card: `Click to reveal answer`."""
    found: list[Found] = []
    lines = doc.lines
    for index, line in enumerate(lines):
        if Role.REVEAL not in line.roles or line.value or line.kind is Kind.SUMMARY or index < 2 or line.at in doc.used:
            continue
        front, back = lines[index - 2], lines[index - 1]
        if (
            front.kind is not Kind.TEXT
            or back.kind is not Kind.TEXT
            or (not words_cues.is_question(front.text) and not front.text.endswith("."))
        ):
            continue
        taken = [front, back, line]
        one = card(
            taken, Fragment(front.markdown(), (front.span,)), Fragment(back.markdown(), (back.span,)), "flashcard"
        )
        if index >= 3 and (word := words_cues.difficulty(lines[index - 3].text)):
            one.difficulty = word
            one.taken.insert(0, lines[index - 3])
        found.append(one)
    return found if len(found) >= 2 else []


def _prompts(doc: Doc) -> list[Found]:
    """An open prompt, a hint, and the counter of a self-check: `You got /4 concepts.`"""
    found: list[Found] = []
    for index, line in enumerate(doc.lines):
        if index < 2 or not _COUNTER.match(line.text):
            continue
        prompt, hint = doc.lines[index - 2], doc.lines[index - 1]
        if prompt.kind is not Kind.TEXT or hint.kind is not Kind.TEXT or not words_cues.is_question(prompt.text):
            continue
        one = card([prompt, hint, line], Fragment(prompt.markdown(), (prompt.span,)), Fragment(""), "essay")
        one.hints.append(Fragment(hint.markdown(), (hint.span,)))
        found.append(one)
    return found


DIALECT = Dialect("study pages", _study_page)
