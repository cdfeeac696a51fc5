"""Options that a PDF draws a box around, where the others have none: somebody says that these are the right ones.

    a) gold
   [b)] silver       a frame of four sides around the label, or around the label and its words
    c) copper        ->   "b)" and a control that is on, as if it were circled; who drew it, the document's title tells

Cells of tables share their sides with other cells, and buttons and fields frame every choice: these are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.media.geometry import Box, Chunk, Drawing, Shape
from quizmill.block import Mark
from quizmill.block import Shape as Form

SIGN = "▢"  # what stands for the frame in the mark
_LABEL = re.compile(r"[(\[]?[A-Ha-h][.)\]]")
HIGH = 34.0  # points that such a frame has at most: two lines
WIDE = 480.0
NEAR = 1.6  # points: sides that meet
MANY = 400  # rules of a page that is a table


def chosen(chunks: Sequence[Chunk], shapes: Sequence[Shape]) -> list[Chunk]:
    """The chunks; those of framed labels have a mark where less than half of the labels are framed."""
    labels = [index for index, chunk in enumerate(chunks) if chunk.words and _LABEL.match(chunk.words[0].text)]
    if len(labels) < 3 or not (boxes := _alone(list(_frames(shapes)))):
        return list(chunks)
    found = {index: box for index in labels for box in boxes if _around(box, chunks[index])}
    if not 0 < 2 * len(found) < len(labels):
        return list(chunks)
    mark = Mark(Form.RADIO, True, 1.0, SIGN)
    return [
        replace(chunk, mark=mark, mark_box=found[index]) if index in found and chunk.mark is None else chunk
        for index, chunk in enumerate(chunks)
    ]


def _around(box: Box, chunk: Chunk) -> bool:
    """True for a frame close around the chunk's first word or around all of it."""
    size, (x0, y0, x1, y1) = chunk.size, chunk.box
    middle = (y0 + y1) / 2
    if not (box[1] < middle < box[3] and -NEAR < x0 - box[0] < 1.2 * size and box[3] - box[1] < 2.6 * size):
        return False
    ends = (chunk.words[0].box[2], x1)
    return any(-NEAR < box[2] - end < 1.2 * size for end in ends)


def _frames(shapes: Sequence[Shape]) -> Iterator[Box]:
    """Rectangles drawn as one path, or as four sides."""
    for shape in shapes:
        drawn = shape.drawing in (Drawing.SMALL, Drawing.FILL) and not shape.filled and not shape.curved
        if drawn and _is_small(shape.box):
            yield shape.box
    rules = sorted((s.box for s in shapes if s.drawing is Drawing.RULE), key=lambda box: box[1])
    posts = [s.box for s in shapes if s.drawing is Drawing.POST]
    if not posts or len(rules) > MANY:
        return
    tops = [box[1] for box in rules]
    for at, rule in enumerate(rules):
        for other in rules[at + 1 : bisect_left(tops, rule[1] + HIGH)]:
            box = (rule[0], rule[1], rule[2], other[3])
            if abs(rule[0] - other[0]) < NEAR and abs(rule[2] - other[2]) < NEAR and _has_sides(box, posts):
                yield box
                break


def _is_small(box: Box) -> bool:
    return 6 < box[3] - box[1] < HIGH and 6 < box[2] - box[0] < WIDE


def _has_sides(box: Box, posts: Sequence[Box]) -> bool:
    return _is_small(box) and all(
        any(
            abs((post[0] + post[2]) / 2 - x) < NEAR and post[1] < box[1] + NEAR and post[3] > box[3] - NEAR
            for post in posts
        )
        for x in (box[0], box[2])
    )


def _alone(boxes: Sequence[Box]) -> list[Box]:
    """The frames that touch no other, as cells of a table do."""
    return [box for box in boxes if not any(other != box and _meet(box, other) for other in boxes)]


def _meet(a: Box, b: Box) -> bool:
    return a[0] - NEAR < b[2] and b[0] - NEAR < a[2] and a[1] - NEAR < b[3] and b[1] - NEAR < a[3]
