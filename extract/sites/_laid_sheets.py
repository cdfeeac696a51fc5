"""Sheets that are laid out like paper: no columns with headings, but questions from row to row.

    Question 1,What floats?
    A,iron
    B,cork
    Answer,B

Their rows are lines for the general grammar, which lays out tables in documents in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.accounting import Covered
from extract.grammar.document.general import read as read_lines
from extract.media.table import Row, Sheet, place
from quizmill.block import Block, Kind, Run
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Page


def read_sheets(page: Page, sheets: Sequence[Sheet]) -> Extraction | None:
    """What sheets hold from row to row; None where no question with a key stands there."""
    blocks = tuple(block for sheet in sheets for row in sheet.rows if (block := _block(sheet, row)) is not None)
    found = read_lines(replace(page, blocks=blocks))
    if not any(draft.claims for draft in found.drafts):
        return None
    return replace(
        found, facts=(*found.facts, ("columns", "laid out in rows")), findings=(*found.findings, *_left(blocks, found))
    )


def _block(sheet: Sheet, row: Row) -> Block | None:
    cells = tuple((Run(cell),) if cell else () for cell in row.cells)
    words = [cell for cell in row.cells if cell]
    if not words:
        return None
    kind = Kind.ROW if len(words) > 1 else Kind.TEXT
    return Block(kind, (Run(" | ".join(words)),), place(sheet, row), cells=cells if kind is Kind.ROW else ())


def _left(blocks: Sequence[Block], found: Extraction) -> Iterator[Finding]:
    taken = Covered([*(span for draft in found.drafts for span in draft.spans), *found.chrome])
    for block in blocks:
        if block.span not in taken:
            yield Finding("parse-error", Severity.INFO, "The row has no question.", block.span)
