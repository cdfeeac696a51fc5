"""Open prompts as one make of study page prints them: the prompt, its hint, and the counter of a self-check.

Explain why cork floats.
Think of its weight.
You got /3 concepts.
"""

from __future__ import annotations

import re

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from quizmill.block import Kind
from quizmill.cues import Cue
from quizmill.draft import Fragment

_COUNTER = Cue(r"you (?:got|covered|named)\s*\d*\s*/\s*\d+\s+\w+\W*\Z", re.IGNORECASE)


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    if not _COUNTER.may(doc.words):
        return found
    for index, line in enumerate(doc.lines):
        if index < 2 or not _COUNTER.match(line.text):
            continue
        prompt, hint = doc.lines[index - 2], doc.lines[index - 1]
        if prompt.kind is not Kind.TEXT or hint.kind is not Kind.TEXT or not cues.is_question(prompt.text):
            continue
        one = card([prompt, hint, line], Fragment(prompt.markdown(), (prompt.span,)), Fragment(""), "essay")
        one.hints.append(Fragment(hint.markdown(), (hint.span,)))
        found.append(one)
    return found


DIALECT = Dialect("study pages", _claim)
