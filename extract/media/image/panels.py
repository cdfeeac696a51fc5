"""Narrow panels at a picture's side, read by themselves before what stands beside them.

+-----------+  +------------------------------+
| Question 5|  | Which river flows through    |      a box with a question's number and points, a site's menu
| Wrong     |  | Turin?                       |
+-----------+  +------------------------------+
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.media.geometry import Box, Chunk, inside, overlap, same_row

NARROW = 0.33  # of the page's width
LINES = 2.5  # heights of a line that a panel is high at least


def lift(chunks: Sequence[Chunk], grounds: Iterable[Box], width: float) -> list[Chunk]:
    """The chunks, those of each panel taken into one; everything in one unit of length."""
    left = list(chunks)
    for box in grounds:
        if box[2] - box[0] > NARROW * width:
            continue
        own = [chunk for chunk in left if chunk.words and inside(chunk.box, box)]
        if len(own) > 1 and _is_panel(own, box, left):
            left = [chunk for chunk in left if not any(chunk is one for one in own)]
            top = (box[0], box[1], box[2], box[1] + own[0].box[3] - own[0].box[1])  # a high box is beside every line
            left.append(Chunk((), top, inner=tuple(own)))
    return left


def _is_panel(own: Sequence[Chunk], box: Box, chunks: Sequence[Chunk]) -> bool:
    """True where lines under each other, none with a control, have others at the right that begin beyond the box."""
    size = max(chunk.box[3] - chunk.box[1] for chunk in own)
    if box[3] - box[1] < LINES * size or any(chunk.mark is not None for chunk in own):
        return False
    if any(same_row(a.box, b.box, 0.5) for a in own for b in own if a is not b):
        return False
    others = [c for c in chunks if not any(c is one for one in own) and overlap(c.box[1], c.box[3], box[1], box[3]) > 0]
    beside = [chunk for chunk in others if chunk.box[0] > box[2] - 1]
    return len(beside) > 1 and len(beside) == len(others)
