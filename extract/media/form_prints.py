"""Printed forms that say below a question what was right: the choices named there are no further choices.

    (o) Edvard Munch     ✗
    Correct answer                      a line that only says so
    (o) Vincent van Gogh          ->    "Vincent van Gogh" without its control: words that state the key

Such a row repeats a choice that stands above, and all of its controls are on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.grammar.words import Role, roles_of
from quizmill.block import Block, Kind

_SAYS = frozenset((Role.ANSWER, Role.KEYS, Role.RIGHT))
REACH = 40  # characters that a line has which only says that the right answer follows


def stated(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those that repeat a choice below "Correct answer" without their controls."""
    above: set[str] = set()
    below = False  # a line said that what follows was right
    for block in blocks:
        if block.mark is not None and block.mark.glyph == "" and block.text:
            if below and block.mark.on and block.text in above:
                yield replace(block, kind=Kind.TEXT, mark=None)
                continue
            if below:
                above, below = set(), False
            above.add(block.text)
        elif above and _says(block):
            below = True
        elif block.text and not block.mark:
            above, below = (above, False) if block.text in above else (set(), False)
        yield block


def _says(block: Block) -> bool:
    return block.mark is None and len(block.text) < REACH and bool(roles_of(block.text) & _SAYS)
