"""Boxes that only say again what stands above them: a translated copy, "show question", a print version.

Question 1 ... A. ... B. ...   [English: Question 1 ... A. ... B. ...]   [Answer: B]
                                said again, set aside                      kept
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import roles_of
from quizmill.block import Block, Kind, Style

_APART = Style.BOLD | Style.COLOR | Style.HIGHLIGHT
_BACK = 60  # blocks above a box that it may repeat


def repeats(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of the blocks in disclosure boxes of which most lines stand, word for word, shortly above."""
    out: set[int] = set()
    at = 0
    while at < len(blocks):
        if blocks[at].kind is not Kind.SUMMARY or not blocks[at].box:
            at += 1
            continue
        end = at + 1
        while (
            end < len(blocks)
            and blocks[end].box[: len(blocks[at].box)] == blocks[at].box
            and blocks[end].kind is not Kind.SUMMARY
        ):
            end += 1
        above = {_fold(block) for block in blocks[max(0, at - _BACK) : at]} - {""}
        inner = [text for block in blocks[at + 1 : end] if len(text := _fold(block)) > 3]
        again = sum(len(text) for text in inner if text in above)
        if len(inner) > 1 and again * 5 >= sum(map(len, inner)) * 4:
            out.update(range(at, end))
        at = end
    return frozenset(out)


_LETTERS = re.compile(r"\s*[A-H](?:\s*[,;&/]?\s*[A-H]){0,7}\s*[.:]?\s*$")


def set_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Answer letters in a look of their own before other words (`**CD** To allow ...`) as a block of their own."""
    out: list[Block] = []
    for place, block in enumerate(blocks):
        opened = place > 0 and blocks[place - 1].kind is Kind.SUMMARY and roles_of(blocks[place - 1].text)
        first = block.runs[0] if block.runs else None
        if opened and first is not None and len(block.runs) > 1 and _LETTERS.match(first.text) and first.style & _APART:
            rest = block.runs[1:]
            out.append(replace(block, runs=(first,), raw=first.text))
            out.append(replace(block, runs=rest, raw="".join(run.text for run in rest), mark=None, enumerator=None))
        else:
            out.append(block)
    return tuple(out)


def _fold(block: Block) -> str:
    return " ".join(block.text.split()).casefold()
