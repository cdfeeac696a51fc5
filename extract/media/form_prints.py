"""Printed forms that say below a question what was right: the choices named there are no further choices.

    (o) Edvard Munch     ✗                  a learner's choice, judged wrong
    ( ) Vincent van Gogh              ->    "Vincent van Gogh" is judged right
    Correct answer                          a line that only says so
    (o) Vincent van Gogh                    the choice again: nothing new

Such rows repeat choices that stand above, and all of their controls are on. A sign before a question that has its score
beside it ("✓ Who painted it?   2/2") tells how a learner did, and goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.grammar.words.label_words import Role, roles_of
from quizmill.block import Block, Kind, Mark, Shape

_SAYS = frozenset((Role.ANSWER, Role.KEYS, Role.RIGHT))
_RIGHT = frozenset((Role.RIGHT, Role.PARTIAL, Role.SHOULD))
_WRONG = frozenset((Role.WRONG, Role.PARTIAL, Role.SHOULD_NOT))
_SCORE = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*\d+(?:[.,]\d+)?(?:\s+\w+)?")
REACH = 40  # characters that a line has which only says that the right answer follows


@dataclass(slots=True)
class _Question:
    """The choices of a question, the line below them that says that the right ones follow, and whether they do."""

    choices: list[Block] = field(default_factory=list)
    says: Block | None = None
    named: bool = False

    def name(self, block: Block) -> bool:
        """True where this row repeats a choice, which is then judged right."""
        if self.says is None or block.mark is None or not block.mark.on or block.mark.glyph:
            return False
        at = next((i for i, choice in enumerate(self.choices) if choice.text == block.text), None)
        if at is None:
            return False
        right = Mark(Shape.VERDICT, True, glyph=self.says.text)
        self.choices[at] = replace(self.choices[at], mark=right)
        self.named = True
        return True

    def blocks(self) -> Iterator[Block]:
        yield from self.choices
        if self.says is not None and not self.named:
            yield self.says


def stated(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, without the rows that only repeat which choices were right."""
    question = _Question()
    for block in _unjudged(blocks):
        if _is_choice(block):
            if question.name(block):
                continue
            if question.says is not None:
                yield from question.blocks()
                question = _Question()
            question.choices.append(block)
        elif question.choices and question.says is None and _says(block):
            question.says = block
        else:
            yield from question.blocks()
            question = _Question()
            yield block
    yield from question.blocks()


def _unjudged(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, without signs that only say again what stands beside them: a question's score, a verdict's word."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            yield replace(before, kind=Kind.TEXT, mark=None) if _is_signed(before) and _is_score(block) else before
        before = replace(block, kind=Kind.TEXT, mark=None) if _is_verdict(block) else block
    if before is not None:
        yield before


def _is_signed(block: Block) -> bool:
    """Words with a sign before them that are no lettered choice."""
    return block.mark is not None and block.mark.shape is Shape.TICK and block.enumerator is None


def _is_score(block: Block) -> bool:
    return block.mark is None and _SCORE.fullmatch(block.text.strip()) is not None


def _is_verdict(block: Block) -> bool:
    """True for a sign before a word that says the same: "✓ Correct"."""
    mark, roles = block.mark, roles_of(block.text)
    if mark is None or mark.shape is not Shape.TICK or block.enumerator is not None or mark.glyph not in ("✓", "✗"):
        return False
    return bool(roles & (_RIGHT if mark.on else _WRONG)) and len(block.text) < REACH


def _is_choice(block: Block) -> bool:
    return block.mark is not None and block.mark.shape is not Shape.TICK and bool(block.text)


def _says(block: Block) -> bool:
    return block.mark is None and len(block.text) < REACH and bool(roles_of(block.text) & _SAYS)
