"""What quiz apps print on lines of their own: the sign that judges a choice, how many took it, the kind of a question.

3 Quiz                   question 3, of the kind "Quiz"
What is H2O?
Salt
✗                        said of the line above: wrong
0                        how many chose it
Water
✓
16

A sign alone may be anything; two rows or more of choice and sign, one after the other, with both signs, are this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words import cues
from extract.grammar.words.rich import cut, plain
from quizmill.block import Block, Enumerator, Kind, Shape, System
from quizmill.source import Span

_COUNT = re.compile(r"\d{1,5}(?:\s?(?:\(\d{1,3}\s?%\)|%|votes?|answers?|players?))?\Z")
_NUMBERED = re.compile(r"(?P<n>\d{1,3})\s+(?=\D)")
_Row = tuple[int, int]  # the place of a choice, and the place after its sign and count


def joined(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, with such signs on their choices and such kinds behind their numbers."""
    blocks = _kinds(blocks)
    if sum(map(_is_sign, blocks)) < 2:
        return blocks
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        rows = _rows(blocks, at)
        signs = {mark.on for place, _ in rows if (mark := blocks[place + 1].mark) is not None}
        if len(signs) < 2:
            rows = []
        made += [_row(blocks[start:end]) for start, end in rows] or [blocks[at]]
        at = rows[-1][1] if rows else at + 1
    return tuple(made)


def _rows(blocks: Sequence[Block], at: int) -> list[_Row]:
    rows: list[_Row] = []
    while at + 1 < len(blocks) and _is_choice(blocks[at]) and _is_sign(blocks[at + 1]):
        end = at + 2
        if end < len(blocks) and blocks[end].kind is Kind.TEXT and _COUNT.match(_number(blocks[end])):
            end += 1
        rows.append((at, end))
        at = end
    return rows


def _number(block: Block) -> str:
    return block.raw.strip()


def _is_sign(block: Block) -> bool:
    mark = block.mark
    return mark is not None and mark.shape is Shape.TICK and not block.runs and block.kind is Kind.TEXT


def _is_choice(block: Block) -> bool:
    plainly = block.kind is Kind.TEXT and block.mark is None and block.enumerator is None and bool(block.runs)
    return plainly and not cues.asks_openly(plain(block.runs))


def _row(blocks: Sequence[Block]) -> Block:
    first, last = blocks[0].span.lines, blocks[-1].span.lines
    span = Span.of_lines(first[0], last[1]) if first and last else blocks[0].span
    return replace(blocks[0], mark=blocks[1].mark, span=span)


def _kinds(blocks: Sequence[Block]) -> Sequence[Block]:
    """`1 Quiz`, `2 True or false`: numbers without a dot before nothing but a kind, counted from one."""
    hits = {
        at: found
        for at, block in enumerate(blocks)
        if block.kind is Kind.TEXT and block.enumerator is None and block.raw[:1].isdigit()
        if (found := _NUMBERED.match(block.raw)) and cues.names_kind(block.raw[found.end() :])
    }
    if len(hits) < 2 or [int(found["n"]) for found in hits.values()] != list(range(1, len(hits) + 1)):
        return blocks
    return tuple(_numbered(block, hits[at]) if at in hits else block for at, block in enumerate(blocks))


def _numbered(block: Block, found: re.Match[str]) -> Block:
    enum = Enumerator(found["n"] + ".", int(found["n"]), System.DECIMAL)
    return replace(block, runs=cut(block.runs, found.end()), enumerator=enum)
