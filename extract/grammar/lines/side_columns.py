"""Options in two columns, read down and not across.

    a) volt                  c) ohm            ->   a) volt, b) ampere, c) ohm, d) watt
    b) ampere                d) watt

The left letters must count from the first, and the right ones go on where the left ones end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.lines import enumerators
from extract.grammar.lines.enumerators import Found
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Kind, System

_WIDE = re.compile(r"(?:[ \u00a0\u3000]{2,}|\t+)(?=[(\[（]?[^\W_][.)\]）])")
_LETTERS = (System.LOWER, System.UPPER, System.OTHER)


def unfold(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with such columns in the order they are read."""
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        rows = _rows(blocks, at)
        if rows:
            made += [left for left, _ in rows] + [right for _, right in rows if right is not None]
            at += len(rows)
        else:
            made.append(blocks[at])
            at += 1
    return made


def _rows(blocks: Sequence[Block], at: int) -> list[tuple[Block, Block | None]]:
    """The rows of columns that begin at a block, or none."""
    rows: list[tuple[Block, Block | None]] = []
    while at + len(rows) < len(blocks) and _is_letter(blocks[at + len(rows)], len(rows) + 1):
        block = blocks[at + len(rows)]
        if rows and block.gap > 1:
            break
        rows.append(_parted(block))
        if rows[-1][1] is None:
            break
    rights = [right for _, right in rows if right is not None]
    if len(rows) < 2 or len(rights) < len(rows) - 1 or not rights:
        return []
    values = [right.enumerator.value for right in rights if right.enumerator is not None]
    return rows if values == list(range(len(rows) + 1, len(rows) + 1 + len(rights))) else []


def _is_letter(block: Block, value: int) -> bool:
    enum = block.enumerator
    lettered = enum is not None and not enum.word and enum.system in _LETTERS and enum.value == value
    return lettered and block.kind in (Kind.TEXT, Kind.ITEM) and block.mark is None


def _parted(block: Block) -> tuple[Block, Block | None]:
    """A row's left and right option."""
    text = plain(block.runs)
    for gap in _WIDE.finditer(text):
        found: Found | None = enumerators.read(text[gap.end() :])
        if found is not None and block.enumerator is not None and found.enumerator.system is block.enumerator.system:
            left = replace(block, runs=strip(cut(block.runs, 0, gap.start())))
            words = strip(cut(block.runs, gap.end() + found.length))
            return left, replace(block, runs=words, enumerator=found.enumerator, gap=0)
    return block, None
