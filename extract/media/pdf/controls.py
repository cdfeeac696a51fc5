"""Checkboxes, radio buttons and ticks that a PDF draws: found by their place, their state measured in the ink.

Printed quiz pages draw controls as vector paths or small pictures, hardly ever as characters. Whatever is small and
about square and stands alone at the left of a text is a candidate; the page is rendered once and the ink in the middle
36 % of the candidate tells its state (measured: off <= .135, on >= .26), the ink in its corners tells box from circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from extract.media import rtl
from extract.media.geometry import Box, Chunk, Drawing, Shape, Word, inside, overlap, union
from extract.media.pdf import pixels as pdf_pixels
from extract.media.pdf.pixels import Drawn, Pixels
from quizmill.block import Mark
from quizmill.block import Shape as Form

Ink = npt.NDArray[np.bool_]
SCALE = 4.0  # pixels a point: a 6 pt radio is 24 px wide
OFF, ON, EDGE = 0.16, 0.24, 0.20
MARGIN = 4  # points around the controls that are rendered too
PALE = 16  # grey levels: rings of greyed controls stand out from their paper by no more


@dataclass(frozen=True, slots=True)
class Control:
    """A drawn control and its state."""

    box: Box
    mark: Mark


def candidates(shapes: Sequence[Shape]) -> list[Box]:
    """Boxes of small, about square drawings, parts of one drawing joined; pictures with a clear margin too."""
    groups: list[Box] = []
    for shape in shapes:
        if shape.drawing not in (Drawing.SMALL, Drawing.PICTURE):
            continue
        width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
        if shape.drawing is Drawing.PICTURE and not (10 < width < 50 and 10 < height < 50):
            continue
        alone = shape.drawing is Drawing.PICTURE  # with a clear margin that lies over its neighbours'
        for index, group in enumerate(groups):
            if (group == shape.box) if alone else _touch(group, shape.box):
                groups[index] = union([group, shape.box])
                break
        else:
            groups.append(shape.box)
    return [box for box in groups if 4 <= box[2] - box[0] <= 50 and 0.6 <= _ratio(box) <= 1.7]


def _ratio(box: Box) -> float:
    return (box[2] - box[0]) / max(0.1, box[3] - box[1])


def _touch(a: Box, b: Box) -> bool:
    return overlap(a[0], a[2], b[0], b[2]) > 0 and overlap(a[1], a[3], b[1], b[3]) > 0


def picture(page: pdfium.PdfPage, area: Box, mirrored: bool = False) -> Drawn:
    """A part of the page in greys, `SCALE` pixels a point: rendering all of it costs more than reading it."""
    area = rtl.mirrored(area, page.get_size()[0]) if mirrored else area
    flat = pdf_pixels.drawn(page, SCALE, area, grey=True)
    return replace(flat, pixels=flat.pixels[:, ::-1]) if mirrored else flat


def measure(pixels: Pixels, box: Box, scale: float = SCALE) -> Control | None:
    """The control whose ink lies in this box, or None where there is none."""
    x0, y0, x1, y1 = (int(value * scale) for value in box)
    part = pixels[max(0, y0 - 1) : y1 + 2, max(0, x0 - 1) : x1 + 2]
    if part.size == 0:
        return None
    paper = float(np.median(np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])))
    ink: Ink = np.asarray(part < paper - PALE if paper > 128 else part > paper + 60)
    rows = _longest(_any(ink, 1))
    columns = _longest(_any(ink[rows], 0))
    rows = _longest(_any(ink[:, columns], 1))
    ink = ink[rows, columns]
    height, width = ink.shape
    if min(height, width) < 8 or not 0.75 <= width / height <= 1.34:
        return None
    left, top = max(0, x0 - 1) + columns.start, max(0, y0 - 1) + rows.start
    own = (left / scale, top / scale, (left + width) / scale, (top + height) / scale)
    return Control(own, judge(ink))


def _longest(inked: Ink) -> slice:
    """The longest stretch without a blank (of two pixels): the control, not what stands beside it."""
    best, start, last = slice(0, 0), -1, -9
    for at in [*np.flatnonzero(inked).tolist(), len(inked) + 9]:
        if at - last > 2:
            if start >= 0 and last + 1 - start > best.stop - best.start:
                best = slice(start, last + 1)
            start = at
        last = at
    return best


def judge(ink: Ink) -> Mark:
    """A mark from the ink of a control, cut to its edges."""
    height, width = ink.shape
    middle = ink[int(height * 0.32) : int(height * 0.68) + 1, int(width * 0.32) : int(width * 0.68) + 1].mean()
    corner = max(1, round(0.1 * min(height, width)))
    corners = (ink[:corner, :corner], ink[:corner, -corner:], ink[-corner:, :corner], ink[-corner:, -corner:])
    square = sum(bool(part.mean() > 0.25) for part in corners) >= 3
    sure = min(1.0, 0.5 + abs(float(middle) - EDGE) / 0.12)
    state = None if OFF < middle < ON else bool(middle >= EDGE)
    return Mark(Form.BOX if square else Form.RADIO, state, round(sure, 3))


def framed(ink: Ink) -> bool:
    """True where the ink goes around: a border, as a control has and a bullet or letter has not."""
    height, width = ink.shape
    rows, columns = height // 6 + 1, width // 6 + 1
    sides = (_any(ink[:rows], 0), _any(ink[-rows:], 0), _any(ink[:, :columns], 1), _any(ink[:, -columns:], 1))
    return all(side[len(side) // 4 : -(len(side) // 4) or None].mean() > 0.8 for side in sides)


def _any(ink: Ink, axis: int) -> Ink:
    return np.asarray(ink.any(axis=axis), dtype=np.bool_)


def controls(
    page: pdfium.PdfPage, shapes: Sequence[Shape], chunks: Sequence[Chunk], mirrored: bool = False
) -> list[Control]:
    """The controls drawn at the left of a text; the page is rendered only where there is a candidate."""
    boxes = [box for box in candidates(shapes) if _may_have_partner(box, chunks) or is_last(box, chunks)]
    boxes = [box for box in boxes if not any(frames(box, chunk.words[0]) for chunk in chunks if chunk.words)]
    square = {s.box for s in shapes if s.drawing is Drawing.SMALL and not s.curved} & set(boxes)
    written = {box for box in square for chunk in chunks for word in chunk.words if _written_on(box, word)}
    boxes = [box for box in boxes if box not in written]
    if not boxes:
        return []
    found = _measured(page, boxes, [*(c.box for c in chunks), *_rules(shapes)], mirrored)
    return [c for c in found if partner(c.box, chunks) is not None or is_last(c.box, chunks)]


def frames(box: Box, word: Word) -> bool:
    """True for a box or circle close around a letter or number: "[b] Paris" labels, and selects nothing. Pictures of
    controls have margins that reach over the words beside them; these stand off their middle."""
    if len(word.text) > 2 or not word.text.isalnum() or box[3] - box[1] > 2.4 * word.look.size:
        return False
    apart = abs(box[0] + box[2] - word.box[0] - word.box[2]) / 2
    return apart < 0.15 * (box[2] - box[0]) and box[0] < word.box[0] and inside(word.box, box, 0.0)


def _written_on(box: Box, word: Word) -> bool:
    """True for a highlighter's stroke over a short word or number, and for a frame around a label: "b)"."""
    fits = inside(word.box, box, 0.0) and box[3] - box[1] < 1.8 * word.look.size
    written = len(word.text) > 1 and word.text[-2:].strip(".)").isalnum()
    return fits and written and word.box[2] - word.box[0] > 0.45 * (box[2] - box[0])


def _measured(page: pdfium.PdfPage, boxes: Sequence[Box], others: Sequence[Box], mirrored: bool) -> list[Control]:
    """What the page shows in these boxes: only their part of it is rendered."""
    width, height = page.get_size()
    x0, y0, x1, y1 = union(list(boxes))
    left, top = max(0, int(x0) - MARGIN), max(0, int(y0) - MARGIN)
    area = (left, top, min(width, int(x1) + 1 + MARGIN), min(height, int(y1) + 1 + MARGIN))
    sheet = picture(page, area, mirrored)
    boxes = [_moved(box, -left, -top) for box in boxes]
    _blank(sheet, boxes, [_moved(box, -left, -top) for box in others])
    found = [control for box in boxes if (control := measure(sheet.pixels, box, sheet.scale)) is not None]
    return [replace(control, box=_moved(control.box, left, top)) for control in found]


def _moved(box: Box, right: float, down: float) -> Box:
    return (box[0] + right, box[1] + down, box[2] + right, box[3] + down)


def is_last(box: Box, chunks: Sequence[Chunk]) -> bool:
    """True where nothing stands below, and what stands above begins near: a page break may have cut its text off."""
    above = [c for c in chunks if c.box[3] <= box[3] + 2 and abs(c.box[0] - box[2]) < 3 * c.size]
    return bool(above) and not any(c.box[1] > box[3] - 2 and c.box[0] < box[2] + 200 for c in chunks)


def orphans(found: Sequence[Control], chunks: Sequence[Chunk]) -> tuple[tuple[Box, Mark], ...]:
    """The controls whose text is on the next page."""
    lost = [c for c in found if partner(c.box, chunks) is None and is_last(c.box, chunks)]
    return tuple((control.box, control.mark) for control in lost[-1:])


def adopt(chunks: Sequence[Chunk], lost: Sequence[tuple[Box, Mark]]) -> list[Chunk]:
    """The chunks of a page, the first of which gets the control that the page before left without a text."""
    marked = list(chunks)
    for box, mark in lost:
        near = [i for i, c in enumerate(marked) if -0.3 * c.size < c.box[0] - box[0] < 4 * c.size]
        if near:
            first = min(near, key=lambda i: marked[i].box[1])
            if marked[first].mark is None:
                marked[first] = replace(marked[first], mark=mark)
    return marked


def _rules(shapes: Sequence[Shape]) -> list[Box]:
    return [shape.box for shape in shapes if shape.drawing is Drawing.RULE and shape.box[2] - shape.box[0] > 20]


def _blank(sheet: Drawn, boxes: Sequence[Box], others: Sequence[Box]) -> None:
    """Paint over words and rules that stand in the clear margin of a candidate, as pictures of controls have."""
    for box in boxes:
        if box[3] - box[1] < 20:
            continue
        for x0, y0, x1, y1 in others:
            if x0 < box[2] and x1 > box[0] and y0 - 1 < box[3] and y1 + 1 > box[1]:
                top, foot = (y0 + 0.12 * (y1 - y0) - 0.5) * sheet.scale, (y1 + 0.5) * sheet.scale
                columns = slice(max(0, int(x0 * sheet.scale)), int(x1 * sheet.scale) + 1)
                sheet.pixels[max(0, int(top)) : int(foot) + 1, columns] = 255


def _may_have_partner(box: Box, chunks: Sequence[Chunk]) -> bool:
    """A picture with a clear margin lies over its text: what counts is the ink, measured later."""
    return partner(box, chunks) is not None or (box[3] - box[1] >= 20 and any(_touch(box, c.box) for c in chunks))


def partner(box: Box, chunks: Sequence[Chunk]) -> int | None:
    """The chunk that a control belongs to: the nearest at its right, or the one right below it."""
    right = _at_right(box, chunks)
    return _right_below(box, chunks) if right is None else right


def _at_right(box: Box, chunks: Sequence[Chunk]) -> int | None:
    middle = (box[1] + box[3]) / 2
    best: tuple[float, int] | None = None
    for index, chunk in enumerate(chunks):
        size = chunk.size
        distance = chunk.box[0] - box[2]
        if (
            chunk.box[1] - 0.4 * size <= middle <= chunk.box[3] + 0.4 * size
            and -0.75 * (box[2] - box[0]) <= distance <= 4 * size
        ):
            best = min(best or (distance, index), (distance, index))
    return best[1] if best else None


def _right_below(box: Box, chunks: Sequence[Chunk]) -> int | None:
    best: tuple[float, int] | None = None
    for index, chunk in enumerate(chunks):
        below = chunk.box[1] - box[3]
        if -0.3 * chunk.size <= below <= 1.8 * chunk.size and abs(chunk.box[0] - box[0]) < 2.5 * chunk.size:
            best = min(best or (below, index), (below, index))
    return best[1] if best else None


def attach(chunks: Sequence[Chunk], found: Sequence[Control]) -> list[Chunk]:
    """The chunks, each with the control that belongs to it; one whose own words are lost takes no other's."""
    marked = list(chunks)
    for place in (_at_right, _right_below):
        for control in found:
            index = place(control.box, chunks)
            alone = place is _at_right or _at_right(control.box, chunks) is None
            if index is not None and alone and marked[index].mark is None:
                marked[index] = replace(marked[index], mark=control.mark, mark_box=control.box)
    return marked
