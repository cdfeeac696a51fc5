"""Boxes that a page draws around words: cards, input fields, coloured grounds, found by their straight edges.

    a thin border, a coloured ground, or both, with square or round corners   ->   Frame(box, tint, border)

An edge is where the colour changes from one pixel to the next, however little: a border of light grey on white counts.
Straight edges at least a few letters long are drawn out past round corners; what they close off is a frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box, inside
from extract.media.image import outlines

Pixels = npt.NDArray[np.uint8]
Bits = npt.NDArray[np.uint8]
STEP = 4  # levels of a channel: the faintest edge
LONG, HIGH = 5.0, 1.7  # letters: the shortest edge that runs across, and down; strokes of letters are shorter
CORNER = 1.7  # letters: how far a round corner reaches
NEAR = 3  # pixels: how far a frame's border lies from the area that it closes off
SIDE = 0.35  # of a side that an edge must stand at: round corners take their part
MOST = 400  # frames of one picture; a mosaic is none of ours


@dataclass(frozen=True, slots=True)
class Frame:
    """A box in pixels, inside its border; what colour its ground and its border have ("" for neither hue)."""

    box: Box
    tint: str
    border: str


def find(pixels: Pixels, letter: float, noise: float = 0.0) -> list[Frame]:
    """Every frame, the outer before the inner."""
    import cv2

    if min(pixels.shape[:2]) < HIGH * letter:
        return []
    steps = outlines.steps(pixels, STEP + 4 * noise)
    edges = _edges(steps, letter)
    closed = _closed(edges, letter, CORNER)
    drawn = _closed(edges, letter, 0.0)
    count, _, stats, _ = cv2.connectedComponentsWithStats(1 - closed, connectivity=4)
    found: list[Frame] = []
    height, width = closed.shape
    for x, y, w, h, area in stats[1:count].tolist():
        if w < LONG * letter or h < HIGH * letter or w * h > 0.9 * width * height or area < 0.8 * w * h:
            continue
        if x == 0 or y == 0 or x + w == width or y + h == height:
            continue  # the page around the frames
        if not _is_bordered(drawn, (x, y, w, h)):
            continue  # the gap between two frames
        found.append(_frame(pixels, (x, y, w, h), letter))
    pills = [_frame(pixels, place, letter) for place in outlines.find(steps, letter)]
    found += [pill for pill in pills if not any(_same(pill.box, frame.box, letter) for frame in found)]
    found.sort(key=lambda frame: -_area(frame.box))
    return found[:MOST]


def _frame(pixels: Pixels, place: tuple[int, int, int, int], letter: float) -> Frame:
    x, y, width, height = place
    box = (float(x), float(y), float(x + width), float(y + height))
    return Frame(box, _ground(pixels, place), _border(pixels, place, letter))


def _same(a: Box, b: Box, letter: float) -> bool:
    return all(abs(one - other) < letter for one, other in zip(a, b, strict=True))


def _edges(steps: tuple[Bits, Bits], letter: float) -> tuple[Bits, Bits]:
    """Straight edges that run across, and those that run down."""
    import cv2

    down, across = steps
    long, high = max(9, int(LONG * letter)), max(7, int(HIGH * letter))
    return _bits(cv2.erode(across, _bar(long, 1))), _bits(cv2.erode(down, _bar(1, high)))


def _is_bordered(drawn: Bits, place: tuple[int, int, int, int]) -> bool:
    """True where edges really stand along most of all four sides."""
    x, y, width, height = place
    top, left = max(0, y - NEAR), max(0, x - NEAR)
    foot, right = y + height + NEAR, x + width + NEAR
    sides = (
        drawn[top : y + NEAR, x : x + width].any(axis=0),
        drawn[foot - 2 * NEAR : foot, x : x + width].any(axis=0),
        drawn[y : y + height, left : x + NEAR].any(axis=1),
        drawn[y : y + height, right - 2 * NEAR : right].any(axis=1),
    )
    return all(bool(side.mean() > SIDE) for side in sides)


def _closed(edges: tuple[Bits, Bits], letter: float, reach: float) -> Bits:
    """The edges at their full length and drawn out by so many letters at both ends, so that round corners close."""
    import cv2

    across, down = edges
    corner = 2 * int(reach * letter)
    wide, tall = max(9, int(LONG * letter)) + corner, max(7, int(HIGH * letter)) + corner
    return _bits(cv2.bitwise_or(cv2.dilate(across, _bar(wide, 1)), cv2.dilate(down, _bar(1, tall))))


def _bar(width: int, height: int) -> Bits:
    return np.ones((height | 1, width | 1), np.uint8)


def _bits(mask: object) -> Bits:
    return np.asarray(mask, dtype=np.uint8)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _ground(pixels: Pixels, place: tuple[int, int, int, int]) -> str:
    """The commonest colour inside."""
    x, y, width, height = place
    return _name(pixels[y : y + height : 2, x : x + width : 2].reshape(-1, 3))


def _border(pixels: Pixels, place: tuple[int, int, int, int], letter: float) -> str:
    """The hue of the line around, judged in the middle of its four sides; "" where it has none of its own."""
    x, y, width, height = place
    reach = max(4, int(0.5 * letter))
    middle = slice(x + width // 3, x + 2 * width // 3)
    side = slice(y + height // 3, max(y + height // 3 + 1, y + 2 * height // 3))
    bands = (
        pixels[max(0, y - reach) : y + 1, middle],
        pixels[y + height - 1 : y + height + reach, middle],
        pixels[side, max(0, x - reach) : x + 1].swapaxes(0, 1),
        pixels[side, x + width - 1 : x + width + reach].swapaxes(0, 1),
    )
    names = [_strongest(band) for band in bands if band.size]
    return max(set(names), key=names.count) if names and names.count(max(set(names), key=names.count)) >= 3 else ""


def _strongest(band: Pixels) -> str:
    """The hue of the row of pixels that is most of a colour."""
    rows = np.median(band, axis=1)
    spread = rows.max(axis=1) - rows.min(axis=1)
    red, green, blue = (int(value) for value in rows[int(spread.argmax())])
    return colour.name(red, green, blue) if spread.max() > 24 else ""


def _name(sample: npt.NDArray[np.uint8]) -> str:
    codes = (sample // 8).astype(np.int32) @ np.array([1024, 32, 1], dtype=np.int32)
    common = np.bincount(codes).argmax()
    red, green, blue = np.median(sample[codes == common], axis=0).astype(int)
    return colour.name(int(red), int(green), int(blue))


def holds(outer: Box, inner: Box) -> bool:
    """True where the middle of a clearly smaller box lies in the other."""
    return (
        outer != inner
        and inside(inner, outer)
        and (inner[2] - inner[0]) * (inner[3] - inner[1]) < 0.95 * (outer[2] - outer[0]) * (outer[3] - outer[1])
    )
