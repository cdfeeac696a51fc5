"""Printed forms that say below a question what was right: the choices named there are no further choices.

    (o) Edvard Munch     ✗                  a learner's choice, judged wrong
    ( ) Vincent van Gogh              ->    "Vincent van Gogh" is judged right
    Correct answer                          a line that only says so
    (o) Vincent van Gogh                    the choice again: nothing new

Such rows repeat choices that stand above, and all of their controls are on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.grammar.words import Role, roles_of
from quizmill.block import Block, Mark, Shape

_SAYS = frozenset((Role.ANSWER, Role.KEYS, Role.RIGHT))
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
    for block in blocks:
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


def _is_choice(block: Block) -> bool:
    return block.mark is not None and block.mark.shape is not Shape.TICK and bool(block.text)


def _says(block: Block) -> bool:
    return block.mark is None and len(block.text) < REACH and bool(roles_of(block.text) & _SAYS)
