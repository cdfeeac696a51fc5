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
from extract.media import colour, image_controls, image_shapes, layout, ocr, ocr_mend
from extract.media.geometry import Box, Chunk, Drawing, Leaf, Look, Shape, Word, inside
from extract.media.image_controls import Inked
from extract.media.ocr import Recognised
from extract.media.pdf_controls import Control, attach
from quizmill.block import Style

Pixels = npt.NDArray[np.uint8]
_VERDICTS = {Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT}
POINT = 12.0  # units that a usual line's box is high
DOUBT = 0.7  # a line recognised with less is doubted
SLANT = 0.3  # degrees: a page turned by less is read as it is


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture taken apart. `doubts` are lines recognised with a low score."""

    leaf: Leaf
    scale: float
    doubts: tuple[Recognised, ...] = ()
    cut: bool = False  # words touch the lower edge


def take_apart(pixels: Pixels, number: int = 1, scale: float | None = None) -> Picture:
    """The picture as a leaf. `pixels` is (height, width, 3), red first; `scale` is given where the unit is known."""
    pixels = _upright(_light(pixels))
    grey = _grey(pixels)
    picture = image_controls.inked(grey)
    controls = image_controls.find(picture)
    found = ocr_mend.mended(_recognise(image_controls.without(pixels, controls), controls, picture))
    heights = [line.box[3] - line.box[1] for line in found]
    usual = median(heights) if heights else 2 * picture.letter
    scale = scale or usual / POINT
    drawn = [*image_shapes.fills(pixels, picture.letter), *image_shapes.lines(picture)]
    boxes = [line.box for line in found] + [control.box for control in controls]
    figures = list(image_shapes.figures(picture, boxes, drawn))
    shown = [line for line in found if not any(inside(line.box, figure.box) for figure in figures)]
    shown = _bulleted(shown, image_controls.bullets(picture), picture.letter)
    words = [word for line in shown for word in _words(line, pixels, picture, scale, usual)]
    chunks = attach(layout.chunks(words), [_scaled_control(control, scale) for control in controls])
    shapes = tuple(replace(shape, box=_scaled(shape.box, scale)) for shape in [*drawn, *figures])
    height, width = grey.shape
    leaf = Leaf(number, width / scale, height / scale, tuple(map(_judged, chunks)), shapes)
    doubts = tuple(line for line in shown if line.score < DOUBT)
    return Picture(leaf, scale, doubts, _cut(shown, height))


def _light(pixels: Pixels) -> Pixels:
    """Dark mode turned to light: engines and measures expect dark print."""
    return np.asarray(255 - pixels, dtype=np.uint8) if np.median(_grey(pixels)) < 100 else pixels


def _grey(pixels: Pixels) -> npt.NDArray[np.uint8]:
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _upright(pixels: Pixels) -> Pixels:
    """The picture turned so that its lines are level, where it is slanted by up to 4 degrees."""
    import cv2

    grey = _grey(pixels)
    step = max(1.0, max(grey.shape) / 1_000)
    small = cv2.resize(grey, (int(grey.shape[1] / step), int(grey.shape[0] / step)), interpolation=cv2.INTER_AREA)
    dark = (small < float(np.median(small)) - 40).astype(np.float32)
    if dark.mean() > 0.3 or dark.sum() < 50:
        return pixels
    angle = max((value / 4 for value in range(-16, 17)), key=lambda value: (_levelness(dark, value), -abs(value)))
    if abs(angle) < SLANT or _levelness(dark, angle) < 1.15 * _levelness(dark, 0.0):
        return pixels
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = tuple(float(value) for value in np.median(pixels[::8, ::8].reshape(-1, 3), axis=0))
    return np.asarray(cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8)


def _levelness(dark: npt.NDArray[np.float32], angle: float) -> float:
    """How sharply lines of text stand out when all rows are summed: highest where they are level."""
    import cv2

    height, width = dark.shape
    if angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        dark = np.asarray(cv2.warpAffine(dark, turn, (width, height)), dtype=np.float32)
    rows = dark.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _recognise(pixels: Pixels, controls: Sequence[Control], picture: Inked) -> list[Recognised]:
    """What the engine reads, and the short options beside controls that it passed over."""
    engine = ocr.engine()
    found = [line for line in engine.read(pixels) if line.text.strip()]
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
    return found


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


def _words(line: Recognised, pixels: Pixels, picture: Inked, scale: float, usual: float) -> list[Word]:
    """The line's words, its width shared out by their letters."""
    x0, y0, x1, y1 = line.box
    parts = line.text.split()
    letters = max(1, sum(map(len, parts)) + len(parts) - 1)
    height = usual if 0.65 < (y1 - y0) / usual < 1.5 else y1 - y0
    look = Look(Style.NONE, _ink_colour(line.box, pixels, picture), height / scale * 10 / POINT)
    found, at = [], 0
    for part in parts:
        left = x0 + (x1 - x0) * at / letters
        at += len(part)
        right = x0 + (x1 - x0) * at / letters
        at += 1
        found.append(Word(part, _scaled((left, y0, right, y1), scale), look, line.score, line.turned))
    return found


def _ink_colour(box: Box, pixels: Pixels, picture: Inked) -> str:
    x0, y0, x1, y1 = (int(value) for value in box)
    ink = picture.ink[y0:y1, x0:x1]
    if not ink.any():
        return ""
    inked = pixels[y0:y1, x0:x1][ink].astype(int)
    weight = np.abs(inked - np.array(np.median(pixels[y0:y1, x0:x1].reshape(-1, 3), axis=0))).max(axis=1)
    core = inked[weight >= np.percentile(weight, 60)]
    red, green, blue = (int(value) for value in np.median(core, axis=0))
    tint = colour.name(red, green, blue)
    return "" if tint == "grey" else tint  # thin black print is grey, too


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


def _cut(found: Sequence[Recognised], height: int) -> bool:
    return any(line.box[3] > height - 2 for line in found)


def figures_of(leaf: Leaf) -> list[Shape]:
    return [shape for shape in leaf.shapes if shape.drawing is Drawing.PICTURE]
