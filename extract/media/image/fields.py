"""Fields of a picture: frames that stand alone around what somebody typed, or around a listing.

[ 42            ]        a frame around one line                   a field that somebody filled in
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.media.geometry import Chunk, Drawing, Shape, inside, same_row
from extract.media.image.frames import Frame, holds
from extract.media.image.told import roles

FIELD = 60  # characters of a typed answer


def find(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Shape]:
    """The fields as grounds behind their words."""
    return [_field(frame) for frame in _framed(chunks, frames)]


def _framed(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Frame]:
    """Frames that stand alone around one short line or a listing, and are no option."""
    alone = [frame for frame in frames if not any(holds(frame.box, other.box) for other in frames)]
    found = []
    for frame in alone:
        held = [chunk for chunk in chunks if inside(chunk.box, frame.box)]
        words = " ".join(chunk.text for chunk in held)
        one_line = all(same_row(a.box, b.box, 0.3) for a, b in pairwise(held))
        free = all(chunk.mark is None and not roles(chunk) and not chunk.rows for chunk in held)
        wide = frame.box[2] - frame.box[0] > 4 * (frame.box[3] - frame.box[1])
        plain = frame.tint in ("white", "", "grey") and frame.border not in ("green", "red")
        listing = len(held) > 1 and not one_line
        if (
            held
            and free
            and plain
            and (listing or (one_line and wide and len(words) < FIELD))
            and _starts_left(frame, held)
        ):
            found.append(frame)
    return found


def _starts_left(frame: Frame, held: Sequence[Chunk]) -> bool:
    """Typed words begin at the left; a button's stand in its middle."""
    left = min(chunk.box[0] for chunk in held) - frame.box[0]
    right = frame.box[2] - max(chunk.box[2] for chunk in held)
    return left < 0.25 * (frame.box[2] - frame.box[0]) and right > 1.5 * left


def _field(frame: Frame) -> Shape:
    return Shape(Drawing.FILL, frame.box, "grey", True, pale=True)
