"""Ticks and crosses that a PDF draws in green or red: written as the signs they show, so that they are read as typed.

    a green stroke "✓" before "Correct"       ->  the word "✓" before it
    a red disc with a white cross at a line   ->  the word "✗" after it

Web pages print such icons as paths. Only their colour tells them from controls and from what a learner's pencil did: a
sign in black or blue, and one in a frame, stays a drawing (a checkbox that somebody ticked selects, it does not judge).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extract.media.geometry import Box, Chunk, Drawing, Look, Shape, Word, overlap
from extract.media.image.signs import disc, is_round, is_tick
from extract.media.pdf.controls import Ink, candidates, framed, picture

GRID = 24  # pixels a side that a shape is compared at
FULL = 0.6  # of its box that the ink of a disc covers
ALIKE = 0.6  # correlation with a cross
PALE = 16  # grey levels that part ink from paper
_TICK, _CROSS = frozenset(("green",)), frozenset(("red", "orange"))


def written(
    page: pdfium.PdfPage, shapes: Sequence[Shape], chunks: Sequence[Chunk], mirrored: bool = False
) -> tuple[tuple[Shape, ...], list[Chunk]]:
    """The page's drawings without its signs, and its words with them."""
    found = _signs(page, shapes, mirrored)
    if not found:
        return tuple(shapes), list(chunks)
    kept = tuple(s for s in shapes if s.drawing is not Drawing.SMALL or not any(_holds(box, s.box) for box in found))
    return kept, [*chunks, *(_chunk(box, right, chunks) for box, right in found.items())]


def _signs(page: pdfium.PdfPage, shapes: Sequence[Shape], mirrored: bool) -> dict[Box, bool]:
    found: dict[Box, bool] = {}
    coloured = [shape for shape in shapes if shape.drawing is Drawing.SMALL and shape.tint in _TICK | _CROSS]
    boxes = candidates(shapes) if coloured else []
    for box in boxes:
        tints = {shape.tint for shape in shapes if shape.drawing is Drawing.SMALL and _holds(box, shape.box)} - {
            "white"
        }
        wanted = True if tints and tints <= _TICK else False if tints and tints <= _CROSS else None
        if wanted is not None and shown(_ink(picture(page, box, mirrored).pixels)) is wanted:
            found[box] = wanted
    return found


def _holds(outer: Box, inner: Box) -> bool:
    return overlap(outer[0], outer[2], inner[0], inner[2]) > 0 and overlap(outer[1], outer[3], inner[1], inner[3]) > 0


def _ink(pixels: npt.NDArray[np.uint8]) -> Ink:
    """What is drawn, cut to its edges: darker than the ground that most of the border shows."""
    paper = float(np.max(np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])))
    ink: Ink = np.asarray(pixels < paper - PALE, dtype=np.bool_)
    return _trimmed(ink)


def _trimmed(ink: Ink) -> Ink:
    """Ink without the empty rows and columns around it."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink[:0, :0]


def shown(ink: Ink) -> bool | None:
    """True for a tick, False for a cross, None for neither; of a filled disc, what is left white in it."""
    if min(ink.shape) < 9:
        return None
    if ink.mean() > FULL and is_round(ink):
        hole: Ink = ~ink & disc(ink.shape, 0.8)
        return _stroke(_trimmed(hole)) if hole.sum() > 8 else None
    return None if framed(ink) else _stroke(ink)


def _stroke(ink: Ink) -> bool | None:
    if min(ink.shape) < 5 or ink.mean() > 0.72 or not 0.6 <= ink.shape[1] / ink.shape[0] <= 1.9:
        return None
    area = _scaled(ink)
    if is_tick(np.asarray(area > 0.35, dtype=np.bool_)):
        return True
    y, x = np.mgrid[:GRID, :GRID] / (GRID - 1)
    likes = []
    for width in (0.07, 0.12, 0.18):
        cross = ((np.abs(x - y) < width) | (np.abs(x + y - 1) < width)).astype(float)
        one, other = area - area.mean(), cross - cross.mean()
        likes.append(float((one * other).sum() / max(1e-6, np.sqrt((one * one).sum() * (other * other).sum()))))
    return False if max(likes) > ALIKE else None


def _scaled(ink: Ink) -> npt.NDArray[np.float64]:
    """The ink's share of each field of a grid over it."""
    repeated = np.repeat(np.repeat(ink, GRID, axis=0), GRID, axis=1).astype(float)
    return np.asarray(repeated.reshape(GRID, ink.shape[0], GRID, ink.shape[1]).mean(axis=(1, 3)), dtype=np.float64)


def _chunk(box: Box, right: bool, chunks: Sequence[Chunk]) -> Chunk:
    """The sign as a word of the size of the line it stands in."""
    beside = [c for c in chunks if overlap(c.box[1], c.box[3], box[1], box[3]) > 0.4 * (box[3] - box[1])]
    near = min(beside, key=lambda c: max(c.box[0] - box[2], box[0] - c.box[2]), default=None)
    size = near.size if near is not None else box[3] - box[1]
    own = (box[0], near.box[1], box[2], near.box[3]) if near is not None else box
    return Chunk((Word("✓" if right else "✗", own, Look(tint="green" if right else "red", size=size)),), own)
