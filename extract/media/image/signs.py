"""Ticks and crosses in a picture: icons that judge, found by their shape and colour; engines read them as X, V or not.

    green tick, disc with a tick, ring with a tick  ->  Sign(box, True)       red cross, disc with a cross  ->  False

A cross is trusted only in red (a black one may be a letter), a tick in green or without colour; a disc or ring around
them must have the colour, too: a blue one with a tick is a choice that somebody made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box
from extract.media.image.controls import Inked

Pixels = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]
SMALL, LARGE = 0.5, 3.2  # letters: the height of a sign
TIMES = 0.82  # letters: a lower cross is the sign of a product
GRID = 24  # pixels a side that a shape is compared at
FULL = 0.6  # of its box that the ink of a disc covers
ALIKE, APART = 0.56, 0.12  # correlation with a drawn sign, and how much less with the other
_RIGHT, _WRONG = ("green",), ("red", "orange")


@dataclass(frozen=True, slots=True)
class Sign:
    """A tick (`right`) or a cross, its box in pixels, its colour's name ("" for black, grey and white)."""

    box: Box
    right: bool
    tint: str


def find(pixels: Pixels, picture: Inked) -> list[Sign]:
    """Every sign, from the left."""
    found = []
    for x, y, width, height, area in picture.parts.tolist():
        if not SMALL * picture.letter <= height <= LARGE * picture.letter or height < 6:
            continue
        if not 0.6 <= width / height <= 1.8 or area < 0.08 * width * height:
            continue
        ink = picture.ink[y : y + height, x : x + width]
        right = shape(ink)
        if right is None:
            continue
        tint = _tint(pixels[y : y + height, x : x + width], ink)
        bare = right and not tint and not is_round(ink)
        if not right and height < TIMES * picture.letter:
            continue
        if tint in (_RIGHT if right else _WRONG) or bare:
            found.append(Sign((float(x), float(y), float(x + width), float(y + height)), right, tint))
    return sorted(found, key=lambda sign: sign.box[0])


def shape(ink: Ink) -> bool | None:
    """True for a tick, False for a cross, None for neither; of a disc or ring, what stands in it."""
    height, width = ink.shape
    if min(height, width) < 5:
        return None
    if ink.mean() > FULL and is_round(ink):
        return _inner(~ink & disc(ink.shape, 0.8))
    ring = ink & ~disc(ink.shape, 0.72)
    if ink.mean() < FULL and is_round(ink) and ring.sum() > 0.3 * ink.sum():
        return _inner(ink & disc(ink.shape, 0.68))
    return _stroke(ink)


def _inner(ink: Ink) -> bool | None:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 4 or len(columns) < 4:
        return None
    return _stroke(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _stroke(ink: Ink) -> bool | None:
    import cv2

    if not 0.6 <= ink.shape[1] / ink.shape[0] <= 1.9 or ink.mean() > 0.72:
        return None
    area = np.asarray(cv2.resize(ink.astype(np.float32), (GRID, GRID), interpolation=cv2.INTER_AREA), np.float32)
    drawn: Ink = np.asarray(area > 0.35, dtype=np.bool_)
    if is_tick(drawn):
        return True
    likes = _alike(area)
    best = likes[True] > likes[False]
    return best if likes[best] > ALIKE and likes[best] > likes[not best] + APART else None


def _alike(area: npt.NDArray[np.float32]) -> dict[bool, float]:
    """The best correlation with a drawn cross, and with a drawn tick: 1 for the same."""
    shape = _normed(area)
    return {right: float((drawings @ shape).max()) for right, drawings in _drawings().items()}


def _normed(area: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A shape as a vector of length 1 around its own average."""
    own = (area - area.mean()).ravel()
    return np.asarray(own / max(1e-6, float(np.sqrt(own @ own))), np.float32)


@cache
def _drawings() -> dict[bool, npt.NDArray[np.float32]]:
    """Ticks and crosses as fonts draw them, a row for each: thin and fat, upright and slanted, filling their box."""
    ticks = (
        ((0.1, 0.6), (0.35, 0.95), (0.95, 0.05)),
        ((0.1, 0.5), (0.3, 0.9), (0.9, 0.1)),
        ((0.05, 0.7), (0.3, 0.95), (0.9, 0.05)),
    )
    crosses = (
        (((0.05, 0.05), (0.95, 0.95)), ((0.95, 0.05), (0.05, 0.95))),
        (((0.3, 0.05), (0.75, 0.9)), ((0.95, 0.1), (0.05, 0.95))),
    )
    fat = (0.12, 0.2, 0.3)
    return {
        True: np.stack([_normed(_drawn([stroke], width)) for stroke in ticks for width in fat]),
        False: np.stack([_normed(_drawn(strokes, width)) for strokes in crosses for width in fat]),
    }


def _drawn(strokes: Sequence[Sequence[tuple[float, float]]], width: float) -> npt.NDArray[np.float32]:
    import cv2

    canvas = np.zeros((96, 96), np.uint8)
    for stroke in strokes:
        points = np.array([[int(96 * x), int(96 * y)] for x, y in stroke], np.int32)
        cv2.polylines(canvas, [points], False, 255, int(96 * width))
    rows, columns = np.flatnonzero(canvas.any(axis=1)), np.flatnonzero(canvas.any(axis=0))
    cut = canvas[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32) / 255
    return np.asarray(cv2.resize(cut, (GRID, GRID), interpolation=cv2.INTER_AREA), np.float32)


def is_tick(ink: Ink) -> bool:
    """One stroke that falls to a point in the left half and rises from there to the upper right corner."""
    if ink[: GRID // 4, : GRID // 3].any() or ink[int(0.7 * GRID) :, int(0.75 * GRID) :].any():
        return False  # most letters
    crossed: Ink = np.any(ink, axis=0)
    if not crossed[1:-1].all():
        return False
    columns = [np.flatnonzero(ink[:, x]) for x in range(GRID)]
    gaps = sum(bool((np.diff(column) > 2).any()) for column in columns if len(column))
    if gaps > 3:
        return False
    foot = [float(column[-1]) if len(column) else 0.0 for column in columns]
    head = [float(column[0]) if len(column) else float(GRID) for column in columns]
    low = int(np.argmax(foot))
    rising = sum(a < b for b, a in zip(head[low:-1], head[low + 1 :], strict=True))
    return (
        0.12 * GRID <= low <= 0.58 * GRID
        and min(head[-3:]) < 0.2 * GRID
        and 0.2 * GRID < head[1] < 0.85 * GRID
        and rising > 0.55 * (GRID - low)
    )


def is_round(ink: Ink) -> bool:
    height, width = ink.shape
    if not 0.85 <= width / height <= 1.18 or min(height, width) < 9:
        return False
    outside, rim = ~disc(ink.shape, 1.08), disc(ink.shape, 1.0) & ~disc(ink.shape, 0.8)
    return bool(ink[outside].mean() < 0.25) and bool(ink[rim].mean() > 0.6)


@lru_cache(maxsize=1024)
def disc(size: tuple[int, ...], share: float) -> Ink:
    """The pixels nearer to the middle than `share` of the way to the nearest side."""
    height, width = size[0], size[1]
    y, x = np.ogrid[:height, :width]
    apart = ((y - (height - 1) / 2) / (height / 2)) ** 2 + ((x - (width - 1) / 2) / (width / 2)) ** 2
    found = np.asarray(apart <= share**2, dtype=np.bool_)
    found.flags.writeable = False  # letters of one font ask for the same again and again
    return found


def _tint(pixels: Pixels, ink: Ink) -> str:
    """The hue of the ink's core: edges are blended with the paper."""
    inked = pixels[ink].astype(int)
    spread = inked.max(axis=1) - inked.min(axis=1)
    core = inked[spread >= np.percentile(spread, 60)]
    red, green, blue = (int(value) for value in np.median(core, axis=0))
    name = colour.name(red, green, blue)
    return "" if name in ("grey", "white") else name
