"""Pages written from top to bottom, columns from the right: turned so that a column is a line, and blocks turned back.

    二 一                    一、下列何者為行星？
    、 、           ->        二、...
    何 下
    ...列 ...

pdfium gives each column as a run of characters without the blanks between them: there the middles of two letters are
further apart than one letter is wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from quizmill.block import Block

_WIDE = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_PAIR = re.compile(f"{_WIDE}(?={_WIDE})")
LOOKED_AT = 60  # pairs of letters of a page
GAP = 1.55  # letters


def is_vertical(textpage: pdfium.PdfTextPage, text: str) -> bool:
    """True where most neighbouring ideographs or kana stand below each other."""
    if text.isascii():
        return False
    below = beside = 0
    for match, _ in zip(_PAIR.finditer(text), range(LOOKED_AT), strict=False):
        first, second = _box(textpage, match.start()), _box(textpage, match.start() + 1)
        across = (second.left + second.right - first.left - first.right) / 2
        down = (first.top + first.bottom - second.top - second.bottom) / 2
        below += down > abs(across)
        beside += across > abs(down)
    return below > 4 and below > 2 * beside


def parted(textpage: pdfium.PdfTextPage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last character of the pieces of a column between which there is a gap."""
    last = _box(textpage, start)
    for index in range(start + 1, end + 1):
        box = _box(textpage, index)
        apart = (last.top + last.bottom - box.top - box.bottom) / 2
        if apart > GAP * max(box.right - box.left, last.right - last.left):
            yield start, index - 1
            start = index
        last = box
    yield start, end


def _box(textpage: pdfium.PdfTextPage, index: int) -> raw.FS_RECTF:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return rect


def back(block: Block, width: float) -> Block:
    """A block where it stands on the page itself, which is so wide."""
    if not block.span.box:
        return block
    x0, y0, x1, y1 = block.span.box
    return replace(block, span=replace(block.span, box=(round(width - y1, 1), x0, round(width - y0, 1), x1)))
