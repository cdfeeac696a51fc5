"""Pixels become a leaf: controls found and painted over, words recognised, fills, lines and figures measured.

A leaf's unit is chosen so that a usual line is as high as 12 points of print: what works on PDF pages then works on
pictures of any resolution. `scale` leads back: pixels = units * scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from extract.grammar.words.label_words import roles_of
from extract.media import layout, ocr_mend
from extract.media.geometry import Box, Chunk, Drawing, Leaf, Shape, inside, same_row
from extract.media.image import asked as image_asked
from extract.media.image import cards as image_cards
from extract.media.image import controls as image_controls
from extract.media.image import grids as image_grids
from extract.media.image import lamps as image_lamps
from extract.media.image import letters as image_letters
from extract.media.image import lines as image_lines
from extract.media.image import panels, shares, status
from extract.media.image import rows as image_rows
from extract.media.image import seen as image_seen
from extract.media.image import shapes as image_shapes
from extract.media.image import verdicts as image_verdicts
from extract.media.image import words as image_words
from extract.media.image.grids import Grid
from extract.media.image.seen import Seen
from extract.media.image.told import GLYPHS, VERDICTS, Told
from extract.media.image.upright import Upright, placed, upright
from extract.media.ocr import Recognised
from extract.media.pdf.controls import attach
from quizmill.block import Block

Pixels = npt.NDArray[np.uint8]
DOUBT = 0.7  # a line recognised with less is doubted
BORDER = 5.0  # of 12 units that a line is high: how far a border's line may lie from its frame
SMALL, LARGE = 8.0, 7_000_000  # pixels of a letter's height, below which a picture of no more values is enlarged
GARBLED = 0.72  # an average score below this may come from words that stand on their heads


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken apart. `told` is in the leaf's unit.

    `doubts` are lines recognised with a low score; all, where an engine lacks letters of their language.

    `upright` is the picture as it was read: turned, laid flat, level.
    """

    leaf: Leaf
    scale: float
    doubts: tuple[Recognised, ...] = ()
    cut: bool = False  # words touch the lower edge
    told: tuple[Told, ...] = ()
    upright: Upright | None = None
    foreign: bool = False  # words of a script that no engine at hand has
    asked: tuple[Box, ...] = ()  # boxes of whole questions, in the leaf's unit
    unread: tuple[Box, ...] = ()  # grids of controls whose rows or columns have no names

    def written_out(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The leaf's blocks with what its look tells: verdicts, and where the next question begins."""
        return image_asked.ruled(image_verdicts.written_out(blocks, self.told), self.asked)

    def placed(self, box: Box) -> Box:
        """A box of the leaf in pixels of the picture as it came."""
        own = _times(box, self.scale)
        return placed(own, self.upright.back) if self.upright is not None and self.upright.moved else own


def take_apart(pixels: Pixels, number: int = 1, scale: float | None = None) -> Picture:
    """The picture as a leaf. `pixels` is (height, width, 3), red first; `scale` is given where the unit is known."""
    standing = upright(pixels)
    picture, score = _taken_apart(standing, number, scale)
    if score < GARBLED:
        other, better = _taken_apart(standing.half_turned(), number, scale)
        if better > score + 0.1:
            picture, score = other, better
    if score < GARBLED and (not_turned := upright(pixels, lying=False)).pixels.shape != standing.pixels.shape:
        other, better = _taken_apart(not_turned, number, scale)  # borders looked like lines
        if better > score + 0.1:
            return other
    return picture


def _taken_apart(standing: Upright, number: int, scale: float | None) -> tuple[Picture, float]:
    """The picture, and the average score of its lines, long ones weighing more."""
    seen = image_seen.look(standing.pixels)
    if seen.inked.letter < SMALL and scale is None and standing.pixels.size < LARGE:
        standing = standing.enlarged()
        seen = image_seen.look(standing.pixels)
    if standing.tilted:  # a scan: a tick without a colour is a pen's
        seen = replace(seen, signs=tuple(sign for sign in seen.signs if sign.tint))
    read, foreign = image_lines.recognise(seen.clean, seen.controls, seen.inked)
    found = ocr_mend.mended(read)
    seen, found = _with_overlooked(seen, found)
    found, discs, judged = image_letters.read(found, seen.labels, seen.inked, seen.pixels)
    seen = replace(seen, controls=(*seen.controls, *discs))
    heights = [line.box[3] - line.box[1] for line in found]
    usual = median(heights) if heights else 2 * seen.inked.letter
    scale = scale or usual / image_words.POINT
    shapes = _shapes(seen, found)
    shown = _shown(seen, found, [shape.box for shape in shapes if shape.drawing is Drawing.PICTURE])
    signs = [replace(sign, box=_times(sign.box, 1 / scale)) for sign in seen.signs]
    grids = image_grids.read(_chunks(seen, shown, scale, usual), [_gridded(grid, scale) for grid in seen.grids], signs)
    chunks, lamps = image_lamps.read(list(grids.chunks), seen.pixels, scale)
    chunks = shares.off(chunks)
    frames = [replace(frame, box=_times(frame.box, 1 / scale)) for frame in seen.frames]
    controls = [replace(control, box=_times(control.box, 1 / scale)) for control in seen.controls]
    own = tuple(replace(shape, box=_times(shape.box, 1 / scale)) for shape in shapes)
    frames += image_rows.find(own, chunks, signs)
    cards = image_cards.read(chunks, frames, signs, controls)
    sides = (*cards.outlines, *image_asked.boxes_of_options(cards.chunks, frames))
    own = tuple(shape for shape in own if not any(_lies_along(shape, box) for box in sides))
    height, width = seen.pixels.shape[:2]
    kept = status.headed(status.without(cards.chunks, width / scale, height / scale))
    grounds = [frame.box for frame in frames] + [shape.box for shape in own if shape.drawing is Drawing.FILL]
    kept = panels.lift(kept, grounds, width / scale)
    leaf = Leaf(number, width / scale, height / scale, tuple(kept), (*own, *cards.fields))
    doubts = tuple(line for line in shown if foreign or line.score < DOUBT)
    cut, told = image_lines.is_cut(shown, seen.inked), (*cards.told, *lamps, *grids.told)
    told += tuple(replace(one, box=_times(one.box, 1 / scale)) for one in judged)
    asked = image_asked.find(kept, frames)
    return Picture(leaf, scale, doubts, cut, told, standing, foreign, asked, grids.unread), _score(found)


def _with_overlooked(seen: Seen, found: list[Recognised]) -> tuple[Seen, list[Recognised]]:
    """Controls that were not found at first, and the lines without them; an icon before a verdict is none."""
    lines = [line.box for line in found if not _is_verdict(line.text)]
    lines = [
        line for line in lines if not any(same_row(line, sign.box) and sign.box[0] < line[2] for sign in seen.signs)
    ]
    lost = image_controls.overlooked(seen.inked, seen.controls, lines)
    freed = [image_lines.freed(line, [control.box for control in lost]) for line in found]
    return replace(seen, controls=(*seen.controls, *lost)), freed


def _is_verdict(text: str) -> bool:
    first, _, rest = text.partition(" ")
    return bool((roles_of(text) | (roles_of(rest) if first in GLYPHS else frozenset())) & VERDICTS)


def _shapes(seen: Seen, found: Sequence[Recognised]) -> list[Shape]:
    """Grounds, straight lines and figures, in pixels."""
    drawn = [*image_shapes.fills(seen.pixels, seen.inked.letter), *image_shapes.lines(seen.inked)]
    boxes = [line.box for line in found] + [control.box for control in seen.controls]
    return [*drawn, *image_shapes.figures(seen.inked, boxes, drawn)]


def _shown(seen: Seen, found: Sequence[Recognised], figures: Sequence[Box]) -> list[Recognised]:
    """The lines out of figures, with their bullets and without icons."""
    shown = [line for line in found if not any(inside(line.box, figure) for figure in figures)]
    shown = [line for line in shown if not image_lines.is_sign(line, seen.signs)]
    shown = image_lines.bulleted(shown, image_controls.bullets(seen.inked), seen.inked.letter)
    shown = [image_lines.unticked(image_lines.cropped(line, seen.signs, seen.inked), seen.signs) for line in shown]
    return [piece for line in shown for piece in image_lines.split(line, [sign.box for sign in seen.signs])]


def _chunks(seen: Seen, shown: Sequence[Recognised], scale: float, usual: float) -> list[Chunk]:
    """The lines' words as chunks, in units; each with its control."""
    fences = [control.box for control in seen.controls] + [sign.box for sign in seen.signs]
    parts = image_lines.fenced(shown, fences, [frame.box for frame in seen.frames])
    words = [
        [word for line in part for word in image_words.words(line, seen.pixels, seen.inked, scale, usual)]
        for part in parts
    ]
    controls = [replace(control, box=_times(control.box, 1 / scale)) for control in seen.controls]
    return [_judged(chunk) for chunk in attach([chunk for part in words for chunk in layout.chunks(part)], controls)]


def _gridded(grid: Grid, scale: float) -> Grid:
    return tuple(tuple(replace(control, box=_times(control.box, 1 / scale)) for control in row) for row in grid)


def _lies_along(shape: Shape, card: Box) -> bool:
    """True for a line that is a card's border."""
    x0, y0, x1, y1 = shape.box
    within = x0 > card[0] - BORDER and x1 < card[2] + BORDER and y0 > card[1] - BORDER and y1 < card[3] + BORDER
    if shape.drawing is Drawing.RULE:
        return within and min(abs(y0 - card[1]), abs(y1 - card[3])) < BORDER
    return shape.drawing is Drawing.POST and within and min(abs(x0 - card[0]), abs(x1 - card[2])) < BORDER


def _score(found: Sequence[Recognised]) -> float:
    letters = sum(len(line.text) for line in found)
    return sum(line.score * len(line.text) for line in found) / max(1, letters) if found else 1.0


def _judged(chunk: Chunk) -> Chunk:
    """An icon before a verdict word judges; it is no control that somebody set."""
    if (
        chunk.mark
        and roles_of(chunk.text) & VERDICTS
        and any(word.look.tint not in ("", "grey") for word in chunk.words)
    ):
        return replace(chunk, mark=None, mark_box=None)
    return chunk


def _times(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def figures_of(leaf: Leaf) -> list[Shape]:
    return [shape for shape in leaf.shapes if shape.drawing is Drawing.PICTURE]
