"""Questions that stand where the page's other questions stand, and that no other mechanism has read.

    <article><p>5. Which floats?</p> <label><input type=radio> ... </article>       read: its stem's make is article/p
    <article><p>6. Why does it float?</p> <details><summary>Answer</summary> ...    of the same make: a question, too

A page's questions look alike. What begins like the ones that are sure is read as one more, up to where the next begins;
it counts where it tells its answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extract.grammar.kinds import pairings
from extract.grammar.lines import enumerators
from extract.grammar.lines.document_lines import document
from extract.grammar.question.found import Found, draft
from extract.grammar.question.segment import parse
from extract.grammar.words import labels
from extract.grammar.words.rich import plain
from quizmill.block import Block, Kind, System
from quizmill.draft import Draft
from quizmill.page import Page

_COUNT = re.compile(r"\[\d+\]")
_LONGEST = 40  # blocks of one question


def make_of(node: str | None) -> str:
    """The elements that something stands in, whichever of their kind."""
    return _COUNT.sub("", node or "")


def makes_of(drafts: Sequence[Draft]) -> frozenset[str]:
    """The makes of the questions' stems."""
    return frozenset(make_of(one.stem.spans[0].node) for one in drafts if one.stem.spans)


def is_answered(one: Draft) -> bool:
    """True where a question without choices tells its answer."""
    told = bool(one.answers or one.order) or any(pair.right for pair in one.pairs)
    return told or any(gap.answers for gap in one.gaps)


def alike_drafts(page: Page, places: Sequence[int], drafts: Sequence[Draft], off: frozenset[str]) -> list[Draft]:
    """Answered questions of the makes of `drafts` among the page's blocks at some places, which are free."""
    makes = makes_of(drafts)
    numbered = sum(bool(one.number) for one in drafts) * 2 > len(drafts)
    out = []
    for blocks in _segments(page, places, makes, numbered):
        made = draft(_parsed(page, blocks, off))
        if made.claims or is_answered(made):
            out.append(made)
    return out


def _segments(page: Page, places: Sequence[int], makes: Collection[str], numbered: bool) -> Iterator[list[Block]]:
    """The blocks of each question: from a stem to the next, with nothing that is not free between."""
    blocks: list[Block] = []
    last = -1
    for place in places:
        block = page.blocks[place]
        begins = make_of(block.span.node) in makes and _may_begin(block, numbered)
        if begins and len(blocks) > 1 and _is_number_cell(blocks[-1]):
            blocks.pop()  # the next question's
        if blocks and (begins or place != last + 1 or block.kind in (Kind.HEADING, Kind.RULE)):
            yield from _short(blocks)
            blocks = []
        if begins or blocks:
            blocks.append(block)
            last = place
    yield from _short(blocks)


def _short(blocks: list[Block]) -> Iterator[list[Block]]:
    if 1 < len(blocks) <= _LONGEST:
        yield blocks


def _is_number_cell(block: Block) -> bool:
    return (block.span.node or "").rpartition("/")[2].startswith("td[") and block.text.strip(" .)").isdecimal()


def _may_begin(block: Block, numbered: bool) -> bool:
    read = enumerators.read(plain(block.runs))
    enum = block.enumerator or (read.enumerator if read is not None else None)
    number = enum is not None and enum.system is System.DECIMAL
    return (number or not numbered) and labels.read(block.runs) is None


def _parsed(page: Page, blocks: Sequence[Block], off: frozenset[str]) -> Found:
    doc = document(blocks, page.facts, page.source.path, off, False)
    matched = pairings.DIALECT.claim(doc) if "pairings" not in off else []
    return matched[0] if matched else parse(doc, doc.lines)
