"""An answer that only its element's name calls so, as pages write whose style sheet or script says the rest.

    <p>Capital of Canada:</p> <ul><li>Toronto</li><li>Ottawa</li></ul> <span class="answer">Ottawa</span>

Taken is what stands alone below other words, in two or more places; where such elements follow one another they are
the choices. `your-answer` and `answer wrong` are a learner's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.grammar.lines.lines import Line
from extract.grammar.words.chosen_names import is_chosen_name
from extract.grammar.words.class_names import judge, words_in
from extract.grammar.words.label_words import Role
from quizmill.block import Kind

_ANSWER = frozenset("answer ans solution antwort loesung lösung respuesta reponse réponse risposta resposta".split())
_BESIDE = frozenset("correct right the quiz question q reveal revealed hidden text final key line is of".split())
_YOURS = frozenset("user your my student learner candidate given submitted".split())
_SAID = frozenset("answer response reply".split())
_LONGEST = 300


def take(lines: Sequence[Line]) -> None:
    """Gives such lines the role of an answer, or of a learner's."""
    for line in lines:
        said = line.kind in (Kind.TEXT, Kind.ITEM) and not line.roles and line.mark is None and bool(line.text)
        if said and line.span.node is not None and line.block.tint and says_yours(line.block.tint):
            line.kind, line.enum = Kind.TEXT, None  # its number is that of the entry which holds the question
            line.roles, line.label, line.value = frozenset((Role.YOURS,)), "your answer", line.runs
    found = [place for place, line in enumerate(lines) if _is_named(line)]
    below = {place + 1 for place in found}
    if len(found) < 2 or any(place in below or place == 0 for place in found):
        return
    for place in found:
        line = lines[place]
        line.roles, line.label, line.value = frozenset((Role.ANSWER,)), "answer", line.runs


def _is_named(line: Line) -> bool:
    return _is_bare(line) and says_answer(line.block.tint)


def _is_bare(line: Line) -> bool:
    plainly = line.kind is Kind.TEXT and not (line.roles or line.mark or line.enum)
    return plainly and 0 < len(line.text) <= _LONGEST and line.span.node is not None and bool(line.block.tint)


@lru_cache(maxsize=2048)
def says_yours(names: str) -> bool:
    """Whether one word of an element's classes calls it a learner's answer: `user-answer`."""
    return any(_YOURS & set(own) and _SAID & set(own) for own in map(words_in, names.split()))


@lru_cache(maxsize=2048)
def says_answer(names: str) -> bool:
    """Whether an element's classes call it an answer, and nobody's own."""
    tokens = names.split()
    if any(judge(token) is False or is_chosen_name(token) for token in tokens):
        return False
    return any(_ANSWER & set(own) and set(own) <= _ANSWER | _BESIDE for own in map(words_in, tokens))
