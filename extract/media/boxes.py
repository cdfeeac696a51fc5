"""Boxes side by side, each read whole before the next: slides of a handout, cards, worksheets in frames.

    +-----------------+  +-----------------+
    | What floats?    |  | What sinks?     |      left box, right box, then the row below
    | A. cork         |  | A. iron         |
    +-----------------+  +-----------------+

    +------------+
    | Question 3 |  What floats?             a narrow box that names a question, whole before what stands at its right
    | Correct    |  (o) cork
    +------------+

A page has such boxes where at least two stand beside each other, every one holds some lines, and no line crosses one's
edge. Boxes that only frame a line, and boxes under one another, change nothing about the order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.media.geometry import Box, Chunk, Drawing, Shape, inside, overlap, same_row

WIDE, HIGH = 80.0, 40.0  # points: less is a cell or a button
NARROW = (40.0, 0.25)  # points at least, and of the page's width at most: a box at a question's side
NAMED = re.compile(r"[^\W\d]{1,12}\.?\s*\d{1,3}[.:]?")
MOST = 60  # boxes on a page; more are a drawing


def lift(chunks: Sequence[Chunk], shapes: Sequence[Shape], page: Box) -> list[Chunk]:
    """The page's chunks, those in boxes side by side taken into one chunk a box."""
    chunks = _headed(chunks, shapes, page)
    found = _frames(shapes, page)
    if not any(_beside(a, b) for a in found for b in found):
        return list(chunks)
    held = {box: [chunk for chunk in chunks if inside(chunk.box, box)] for box in found}
    held = {box: own for box, own in held.items() if len(own) > 1}
    if not any(_beside(a, b) for a in held for b in held) or any(_crosses(c, box) for box in held for c in chunks):
        return list(chunks)
    taken = {id(chunk) for own in held.values() for chunk in own}
    boxes = [Chunk((), box, inner=tuple(own)) for box, own in held.items()]
    return [*(chunk for chunk in chunks if id(chunk) not in taken), *boxes]


def _headed(chunks: Sequence[Chunk], shapes: Sequence[Shape], page: Box) -> Sequence[Chunk]:
    """The page's chunks, those in a narrow box that names a question taken into one, at the height of its name."""
    slim = [
        shape.box
        for shape in shapes
        if shape.drawing is Drawing.FILL
        and NARROW[0] < shape.box[2] - shape.box[0] < NARROW[1] * (page[2] - page[0])
        and shape.box[3] - shape.box[1] > HIGH
    ]
    for box in slim:
        own = sorted((chunk for chunk in chunks if inside(chunk.box, box)), key=lambda chunk: chunk.box[1])
        if len(own) < 2 or not NAMED.fullmatch(own[0].text) or any(chunk.mark or not chunk.words for chunk in own):
            continue
        if any(_crosses(chunk, box) for chunk in chunks):
            continue
        top = (box[0], own[0].box[1], box[2], own[0].box[3])
        taken = {id(chunk) for chunk in own}
        chunks = [*(chunk for chunk in chunks if id(chunk) not in taken), Chunk((), top, inner=tuple(own))]
    return chunks


def _frames(shapes: Sequence[Shape], page: Box) -> list[Box]:
    """The outermost rectangles of some size that are no ground of the page."""
    whole = (page[2] - page[0]) * (page[3] - page[1])
    rects = {
        shape.box
        for shape in shapes
        if shape.drawing is Drawing.FILL
        and shape.box[2] - shape.box[0] > WIDE
        and shape.box[3] - shape.box[1] > HIGH
        and (shape.box[2] - shape.box[0]) * (shape.box[3] - shape.box[1]) < 0.5 * whole
    }
    if len(rects) > MOST:
        return []
    return [box for box in rects if not any(other != box and _within(box, other) for other in rects)]


def _within(box: Box, other: Box) -> bool:
    return other[0] - 1 <= box[0] and other[1] - 1 <= box[1] and box[2] <= other[2] + 1 and box[3] <= other[3] + 1


def _beside(a: Box, b: Box) -> bool:
    """True for two boxes side by side of about the same size: a page's menu is narrower than its text."""
    alike = all(0.7 < (a[side + 2] - a[side]) / (b[side + 2] - b[side]) < 1.43 for side in (0, 1))
    return a != b and alike and same_row(a, b) and overlap(a[0], a[2], b[0], b[2]) < 2


def _crosses(chunk: Chunk, box: Box) -> bool:
    """True for words that begin in a box and end out of it, or the other way round."""
    within = overlap(chunk.box[1], chunk.box[3], box[1], box[3]) > 0.5 * (chunk.box[3] - chunk.box[1])
    return within and (chunk.box[0] < box[0] - 1 < chunk.box[2] - 2 or chunk.box[0] + 2 < box[2] + 1 < chunk.box[2])
