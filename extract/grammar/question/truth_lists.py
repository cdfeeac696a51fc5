"""The key as a list of truths, one for each option in its order, in the solution of the question.

    Which float?            Solution
    * iron                  * False. It is heavy.
    * cork                  * True
    * wood                  * True. It is full of air.

As many entries as options, each beginning with a word of one pair, and the options themselves say something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found, option_texts
from extract.grammar.words.label_words import Role
from extract.grammar.words.truth import PAIRS
from quizmill.block import Kind
from quizmill.draft import Claim
from quizmill.item import Evidence

_FIRST = re.compile(r"\s*(?P<w>[^\W\d_]{1,10})\s*(?:[.!:,;–—-]|\Z)")


def take(found: Found, lines: Sequence[Line]) -> list[Line]:
    """Claims what such a list says and gives its reasons to the options; returns the lines that are not of it."""
    start, entries = _entries(lines)
    if len(entries) != len(found.options) or len(entries) < 2:
        return list(lines)
    said = [first["w"].casefold() if (first := _FIRST.match(entry[0].text)) else "" for entry in entries]
    pair = next((pair for pair in PAIRS if set(said) <= set(pair)), None)
    texts, _ = option_texts(found)
    if pair is None or any(text.casefold().strip(" .") in pair for text in texts):
        return list(lines)
    if right := tuple(i for i, word in enumerate(said) if word == pair[0]):
        spans = prose.spans([entry[0] for entry in entries])
        found.claims.append(Claim(Evidence.STATED, choices=right, spans=spans))
        found.answered = True
    for option, entry in zip(found.options, entries, strict=True):
        option.feedback = [*option.feedback, *entry]
    return [line for line in lines[:start] if Role.OPTIONS not in line.roles or line.value]


def _entries(lines: Sequence[Line]) -> tuple[int, list[list[Line]]]:
    """Where the list that ends the lines begins, and its entries with the lines under each."""
    start = next((i for i, line in enumerate(lines) if line.kind is Kind.ITEM), len(lines))
    entries: list[list[Line]] = []
    for line in lines[start:]:
        if line.kind is Kind.ITEM and line.level == lines[start].level:
            entries.append([line])
        elif line.kind is Kind.TEXT and not line.roles and (line.indent > lines[start].indent or not line.gap):
            entries[-1].append(line)
        else:
            return len(lines), []
    return start, entries
