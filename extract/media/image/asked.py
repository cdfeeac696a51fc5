"""Boxes of whole questions, one under the other: each begins where the one above ends, whatever its words are.

+--------------------------+
| The unit of current is   |      a stem and its options in one box, another stem and its options in the next:
|  ( ) volt   (o) ampere   |      a rule is put between them
+--------------------------+
+--------------------------+
| The unit of force is     |
+--------------------------+
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.media.geometry import Box, Chunk, inside
from extract.media.image.frames import Frame, holds
from quizmill.block import Block, Kind

SLACK = 0.02  # of a box's width that its edges may lie off another's


def find(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> tuple[Box, ...]:
    """The boxes from the top, where there are two at least and nothing stands between them."""
    boxes = sorted((frame.box for frame in frames if _asks(frame.box, chunks)), key=lambda box: box[1])
    boxes = [box for box in boxes if not any(box != other and inside(other, box, 0.0) for other in boxes)]
    worded = [chunk for chunk in chunks if chunk.words or chunk.rows]
    for above, below in pairwise(boxes):
        wide = SLACK * (above[2] - above[0]) + 1
        if below[1] < above[3] or abs(above[0] - below[0]) > wide or abs(above[2] - below[2]) > wide:
            return ()
        if any(above[3] < _middle(chunk.box) < below[1] for chunk in worded):
            return ()  # what judges may stand below a box
    return tuple(boxes) if len(boxes) > 1 else ()


def boxes_of_options(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Box]:
    """Boxes around several options none of which has a box of its own: their sides are no lines of a table."""
    marked = [chunk.box for chunk in chunks if chunk.mark is not None]
    cells = [frame.box for frame in frames if any(inside(own, frame.box) for own in marked)]
    outer = [box for box in cells if not any(holds(box, other) for other in cells)]
    return [box for box in outer if sum(inside(own, box) for own in marked) > 1]


def ruled(blocks: Iterable[Block], boxes: Sequence[Box]) -> Iterator[Block]:
    """The blocks, with a rule where those of another box begin."""
    last: Box | None = None
    for block in blocks:
        own = block.span.box
        now = next((box for box in boxes if own and inside(own, box)), None)
        if now is not None and now != last:
            yield Block(Kind.RULE, (), block.span, gap=1)
        last = now or last
        yield block


def _asks(box: Box, chunks: Sequence[Chunk]) -> bool:
    """True for a box of words and, under them, two options or more."""
    held = [chunk for chunk in chunks if chunk.words and inside(chunk.box, box)]
    marked = [chunk.box[1] for chunk in held if chunk.mark is not None]
    return len(marked) > 1 and any(chunk.mark is None and chunk.box[3] < min(marked) + 2 for chunk in held)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
