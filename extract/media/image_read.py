"""Pixels become a leaf: controls found and painted over, words recognised, fills, lines and figures measured.

A leaf's unit is chosen so that a usual line is as high as 12 points of print: what works on PDF pages then works on
pictures of any resolution. `scale` leads back: pixels = units * scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import numpy.typing as npt

from extract.grammar.words import Role, roles_of
from extract.media import (
    colour,
    image_cards,
    image_controls,
    image_frames,
    image_shapes,
    image_signs,
    image_toggles,
    image_words,
    layout,
    ocr,
    ocr_mend,
)
from extract.media.geometry import Box, Chunk, Drawing, Leaf, Shape, inside, same_row
from extract.media.image_cards import Told
from extract.media.image_controls import Inked
from extract.media.image_frames import Frame
from extract.media.image_signs import Sign
from extract.media.image_upright import Upright, placed, upright
from extract.media.ocr import Recognised
from extract.media.pdf_controls import Control, attach
from quizmill.block import Shape as Form

Pixels = npt.NDArray[np.uint8]
_VERDICTS = {Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT}
DOUBT = 0.7  # a line recognised with less is doubted
TOUCHING = 4  # letters at a picture's edge that tell a cut line from specks
GARBLED = 0.72  # an average score below this may come from words that stand on their heads


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken apart. `doubts` are lines recognised with a low score; `told` is in the leaf's unit.

    `upright` is the picture as it was read: turned, laid flat, level.
    """

    leaf: Leaf
    scale: float
    doubts: tuple[Recognised, ...] = ()
    cut: bool = False  # words touch the lower edge
    told: tuple[Told, ...] = ()
    upright: Upright | None = None
    foreign: bool = False  # words of a script that no engine at hand has

    def placed(self, box: Box) -> Box:
        """A box of the leaf in pixels of the picture as it came."""
        x0, y0, x1, y1 = box
        own = (x0 * self.scale, y0 * self.scale, x1 * self.scale, y1 * self.scale)
        return placed(own, self.upright.back) if self.upright is not None and self.upright.moved else own


def take_apart(pixels: Pixels, number: int = 1, scale: float | None = None) -> Picture:
    """The picture as a leaf. `pixels` is (height, width, 3), red first; `scale` is given where the unit is known."""
    standing = upright(pixels)
    picture, score = _taken_apart(standing, number, scale)
    if score < GARBLED:
        other, better = _taken_apart(standing.half_turned(), number, scale)
        if better > score + 0.1:
            return other
    return picture


def _taken_apart(standing: Upright, number: int, scale: float | None) -> tuple[Picture, float]:
    """The picture, and the average score of its lines, long ones weighing more."""
    pixels = _light(standing.pixels)
    grey = _grey(pixels)
    picture = image_controls.inked(grey)
    switches = image_toggles.find(pixels, picture.letter)
    rings = [*switches, *(c for c in image_controls.find(picture) if not any(inside(c.box, s.box) for s in switches))]
    controls, signs = _parted(rings, image_signs.find(pixels, picture), picture.letter)
    clean = image_controls.without(pixels, rings)
    read, foreign = _recognise(clean, controls, picture)
    found = ocr_mend.mended(read)
    heights = [line.box[3] - line.box[1] for line in found]
    usual = median(heights) if heights else 2 * picture.letter
    scale = scale or usual / image_words.POINT
    drawn = [*image_shapes.fills(pixels, picture.letter), *image_shapes.lines(picture)]
    boxes = [line.box for line in found] + [control.box for control in controls]
    figures = list(image_shapes.figures(picture, boxes, drawn))
    shown = [line for line in found if not any(inside(line.box, figure.box) for figure in figures)]
    shown = _bulleted(shown, image_controls.bullets(picture), picture.letter)
    boxes_drawn = image_frames.find(clean, picture.letter, picture.noise)
    fences = [control.box for control in controls] + [sign.box for sign in signs]
    shown = [_cropped(line, signs, picture) for line in shown]
    shown = [piece for line in shown for piece in _split(line, [sign.box for sign in signs])]
    parts = _fenced(shown, fences, [frame.box for frame in boxes_drawn])
    words = [
        [word for line in part for word in image_words.words(line, pixels, picture, scale, usual)] for part in parts
    ]
    found_chunks = [chunk for part in words for chunk in layout.chunks(part)]
    chunks = attach(found_chunks, [_scaled_control(control, scale) for control in controls])
    frames = [_scaled_frame(frame, scale) for frame in boxes_drawn]
    chunks, lamps = _lamps(list(map(_judged, chunks)), pixels, scale)
    cards = image_cards.read(chunks, frames, [_scaled_sign(sign, scale) for sign in signs])
    shapes = tuple(replace(shape, box=_scaled(shape.box, scale)) for shape in [*drawn, *figures])
    height, width = grey.shape
    leaf = Leaf(number, width / scale, height / scale, cards.chunks, (*shapes, *cards.fields))
    doubts = tuple(line for line in shown if line.score < DOUBT)
    score = sum(line.score * len(line.text) for line in found) / max(1, sum(len(line.text) for line in found))
    told = (*cards.told, *lamps)
    return Picture(leaf, scale, doubts, _cut(shown, picture), told, standing, foreign), score if found else 1.0


def _parted(controls: Sequence[Control], signs: Sequence[Sign], letter: float) -> tuple[list[Control], list[Sign]]:
    """A ring with a tick is a control where others of its column are empty, else an icon; a tick in a box is none."""
    kept: list[Control] = []
    held: set[Sign] = set()
    for control in controls:
        own = [sign for sign in signs if inside(sign.box, control.box)]
        mates = [
            other
            for other in controls
            if other is not control
            and abs(other.box[0] - control.box[0]) < 0.5 * letter
            and not any(inside(sign.box, other.box) for sign in signs)
        ]
        if not own or mates or control.mark.shape is Form.BOX:
            kept.append(control)
            held |= set(own)
    return kept, [sign for sign in signs if sign not in held]


def _lamps(chunks: list[Chunk], pixels: Pixels, scale: float) -> tuple[list[Chunk], list[Told]]:
    """Discs of which all are full, some green and some red, are no controls: they say which option is right."""
    marked = [chunk for chunk in chunks if chunk.mark is not None and chunk.mark_box is not None]
    tints = {id(chunk): _core(pixels, _times(chunk.mark_box, scale)) for chunk in marked if chunk.mark_box}
    told: list[Told] = []
    for i, chunk in enumerate(chunks):
        if id(chunk) not in tints or chunk.mark is None or chunk.mark_box is None:
            continue
        left = chunk.mark_box[0]
        column = [one for one in marked if one.mark_box is not None and abs(one.mark_box[0] - left) < 2]
        full = all(one.mark is not None and one.mark.on for one in column)
        if full and {tints[id(one)] for one in column} == {"green", "red"}:
            chunks[i] = replace(chunk, mark=replace(chunk.mark, shape=Form.RADIO, on=None))
            told.append(Told(chunk.box, tints[id(chunk)] == "green"))
    return chunks, told


def _core(pixels: Pixels, box: Box) -> str:
    """The colour in the middle of a box."""
    x0, y0, x1, y1 = (int(value) for value in box)
    wide, high = (x1 - x0) // 4, (y1 - y0) // 4
    middle = pixels[y0 + high : y1 - high, x0 + wide : x1 - wide].reshape(-1, 3)
    if not len(middle):
        return ""
    red, green, blue = (int(value) for value in np.median(middle, axis=0))
    return colour.name(red, green, blue)


def _times(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _cropped(line: Recognised, signs: Sequence[Sign], picture: Inked) -> Recognised:
    """The line without an icon far at its right end, and without the sign or two that an engine made of it."""
    x0, y0, x1, y1 = line.box
    size = y1 - y0
    for sign in signs:
        left, top, right, foot = sign.box
        if not (y0 < (top + foot) / 2 < y1 and abs(x1 - right) < 0.8 * size and left > x0 + size):
            continue
        columns = np.flatnonzero(picture.ink[int(y0) : int(y1), int(x0) : int(left) - 1].any(axis=0))
        end = x0 + float(columns[-1]) + 1 if len(columns) else x0
        words = line.text.split()
        if left - end > 1.5 * size and len(words) > 1:
            kept = words[:-1] if len(words[-1]) <= 2 else words
            return replace(line, text=" ".join(kept), box=(x0, y0, end + 1, y1))
    return line


def _split(line: Recognised, signs: Sequence[Box]) -> list[Recognised]:
    """A line that an icon stands in the middle of, in two."""
    x0, y0, x1, y1 = line.box
    size = y1 - y0
    words = line.text.split()
    for sign in signs:
        if not (y0 < (sign[1] + sign[3]) / 2 < y1 and x0 + size < sign[0] and sign[2] < x1 - size) or len(words) < 2:
            continue
        letters = [len(" ".join(words[:count])) for count in range(len(words) + 1)]
        share = (sign[0] - x0) / (x1 - x0 - (sign[2] - sign[0]))
        at = min(range(1, len(words)), key=lambda count: abs(letters[count] / letters[-1] - share))
        left = replace(line, text=" ".join(words[:at]), box=(x0, y0, sign[0] - 2, y1))
        right = replace(line, text=" ".join(words[at:]), box=(sign[2] + 2, y0, x1, y1))
        return [left, *_split(right, [other for other in signs if other != sign])]
    return [line]


def _fenced(found: Sequence[Recognised], drawn: Sequence[Box], frames: Sequence[Box]) -> list[list[Recognised]]:
    """The lines in groups: a control, an icon or a frame's side between two on one row parts them."""
    groups: list[list[Recognised]] = []
    for line in found:
        last = groups[-1][-1] if groups else None
        if last is None or (same_row(last.box, line.box) and _fence(last.box, line.box, drawn, frames)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _fence(a: Box, b: Box, drawn: Sequence[Box], frames: Sequence[Box]) -> bool:
    left, right = min(a[2], b[2]) - 2, max(a[0], b[0]) + 2
    row = (a[1] + a[3]) / 2
    between = any(left <= (box[0] + box[2]) / 2 <= right and box[1] <= row <= box[3] for box in drawn)
    sides = (x for box in frames if box[1] <= row <= box[3] for x in (box[0], box[2]))
    return between or any(left <= x <= right for x in sides)


def _light(pixels: Pixels) -> Pixels:
    """Dark mode turned to light, every hue kept: engines and measures expect dark print, verdicts green and red."""
    if np.median(_grey(pixels)) >= 100:
        return pixels
    deep = pixels.astype(np.int16)
    return np.asarray(deep + 255 - deep.max(axis=2, keepdims=True) - deep.min(axis=2, keepdims=True), dtype=np.uint8)


def _grey(pixels: Pixels) -> npt.NDArray[np.uint8]:
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _recognise(pixels: Pixels, controls: Sequence[Control], picture: Inked) -> tuple[list[Recognised], bool]:
    """What an engine reads, and short options beside controls that it passed over; whether none knows the script."""
    engine = ocr.engine()
    found = [line for line in engine.read(pixels) if line.text.strip()]
    if ocr.is_foreign(found):
        second = ocr.second()
        other = [line for line in second.read(pixels) if line.text.strip()] if second else []
        if second is None or not other:
            return found, True
        engine, found = second, other
    for control in controls:
        _, y0, x1, y1 = control.box
        size = y1 - y0
        if any(_right_of(control.box, line.box) for line in found):
            continue
        left, right = int(x1 + 0.15 * size), int(x1 + 6 * size)
        row = slice(max(0, int(y0 - 0.15 * size)), int(y1 + 0.15 * size))
        columns = np.flatnonzero(picture.ink[row, left:right].any(axis=0))
        if len(columns):
            end = left + int(columns[-1]) + int(0.4 * size)
            line = engine.line(pixels[row, left:end])
            if line is not None:
                found.append(replace(line, box=(float(left), y0, float(end), y1)))
    return found, False


def _bulleted(found: Sequence[Recognised], discs: Sequence[Box], letter: float) -> list[Recognised]:
    """The lines, with the bullets that no engine reads; one whose neighbour has one, at the same edge, had one, too."""
    lines = sorted(found, key=lambda line: line.box[1])
    disc: list[Box | None] = []
    for line in lines:
        x0, y0, _, y1 = line.box
        near = [d for d in discs if y0 < (d[1] + d[3]) / 2 < y1 and -0.5 * letter < x0 - d[2] < 4 * letter]
        plain = line.text[:1].isalnum() or line.text[:1] in "\"'([<$"
        disc.append(near[0] if near and plain else None)
    for at, line in enumerate(lines):
        beside = [k for k in (at - 1, at + 1) if 0 <= k < len(lines) and disc[k] is not None]
        edge = [k for k in beside if abs(lines[k].box[0] - line.box[0]) < 0.5 * letter and len(line.text) < 80]
        if disc[at] is None and edge and line.text[:1].isalnum():
            other = disc[edge[0]] or line.box
            disc[at] = (other[0], line.box[1], other[2], line.box[3])
    return [
        replace(line, text=f"• {line.text}", box=(d[0], *line.box[1:])) if d else line
        for line, d in zip(lines, disc, strict=True)
    ]


def _right_of(control: Box, text: Box) -> bool:
    middle, size = (control[1] + control[3]) / 2, control[3] - control[1]
    return text[1] < middle < text[3] and -0.5 * size < text[0] - control[2] < 4 * size


def _judged(chunk: Chunk) -> Chunk:
    """An icon before a verdict word judges; it is no control that somebody set."""
    if chunk.mark and roles_of(chunk.text) & _VERDICTS and _tinted(chunk):
        return replace(chunk, mark=None, mark_box=None)
    return chunk


def _tinted(chunk: Chunk) -> bool:
    return any(word.look.tint not in ("", "grey") for word in chunk.words)


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale)


def _scaled_control(control: Control, scale: float) -> Control:
    return replace(control, box=_scaled(control.box, scale))


def _scaled_frame(frame: Frame, scale: float) -> Frame:
    return replace(frame, box=_scaled(frame.box, scale))


def _scaled_sign(sign: Sign, scale: float) -> Sign:
    return replace(sign, box=_scaled(sign.box, scale))


def _cut(found: Sequence[Recognised], picture: Inked) -> bool:
    """True where the picture ends inside a line: its words, or the letters that no engine can read, touch an edge."""
    height = picture.ink.shape[0]
    if any(line.box[3] > height - 2 for line in found):
        return True
    letters = [
        y + high >= height - 1 or y <= 0
        for _, y, wide, high, _ in picture.parts.tolist()
        if wide < 3 * picture.letter and high < 2 * picture.letter
    ]
    return letters.count(True) >= TOUCHING


def figures_of(leaf: Leaf) -> list[Shape]:
    return [shape for shape in leaf.shapes if shape.drawing is Drawing.PICTURE]
