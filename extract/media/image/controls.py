"""Checkboxes, radio buttons and icons in a picture: found by shape and place, their state measured in the ink.

A control is a border about as wide as high, 1.15 to 4.2 times the height of the letters, with nothing close at its
left and a text at its right; controls of one list stand in one column and have one size. Its state is the ink in its
middle (see pdf_controls.judge). On 600 synthetic controls this was never wrong; photos of paper are another matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from extract.media.geometry import Box
from extract.media.image import capitals
from extract.media.pdf.controls import Control, framed, judge
from quizmill.block import Mark, Shape

Grey = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]
LOW, HIGH = 1.15, 4.2  # of the letters' height
ALIKE = 0.5  # of the ink of two controls: less in common and they show two letters
FRAMED = 0.6  # of each side that has ink where a control was drawn over, or came out faint
SPECK = 3  # pixels
SPECKLED = 1.4  # grey levels: a screenshot has no noise, a scan or a bad JPEG has


@dataclass(frozen=True, slots=True)
class Inked:
    """A picture's ink: what stands out from the paper around it, and how high its letters are (pixels)."""

    ink: Ink
    paper: Grey
    letter: float
    parts: npt.NDArray[np.int32]  # x, y, width, height, area of every connected part
    noise: float = 0.0  # grey levels that the paper itself goes up and down


def inked(grey: Grey) -> Inked:
    """Ink against the median of its surroundings; noise raises the threshold."""
    import cv2

    height, width = grey.shape
    step = max(1, min(height, width) // 500)
    small = cv2.resize(grey, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    size = max(3, min(61, (min(small.shape) // 3) | 1))
    paper = cv2.resize(cv2.medianBlur(small, size), (width, height), interpolation=cv2.INTER_LINEAR)
    lighter: npt.NDArray[np.int16] = (paper.astype(np.int16) - grey).astype(np.int16)
    noise = float(np.median(np.abs(lighter))) * 1.5
    if noise > SPECKLED:
        calm = cv2.medianBlur(grey, 5 if noise > 2 * SPECKLED else 3)
        lighter = (paper.astype(np.int16) - calm).astype(np.int16)
    ink = lighter > max(18.0, 6 * noise)
    ink |= (paper < 110) & (lighter < -max(40.0, 6 * noise))  # white print on a dark ground
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    ink &= stats[labels, cv2.CC_STAT_AREA] > SPECK  # what a bad JPEG sprinkles around its edges
    parts = np.asarray(stats[1:], dtype=np.int32)
    parts = parts[parts[:, 4] > SPECK]
    return Inked(ink, np.asarray(paper, dtype=np.uint8), _letter(parts), parts, noise)


def _letter(parts: npt.NDArray[np.int32]) -> float:
    """The usual height of a letter: the median of what is neither a speck nor a picture."""
    if not len(parts):
        return 12.0
    heights, widths = parts[:, 3], parts[:, 2]
    letters = heights[(heights >= 5) & (heights <= 90) & (widths < 3 * heights) & (widths * 6 > heights)]
    return float(np.median(letters)) if len(letters) else 12.0


def find(picture: Inked) -> tuple[list[Control], list[Control]]:
    """Every control, from top to bottom, boxes in pixels; and the like boxes that hold letters: labels of options."""
    found = [control for part in picture.parts if (control := _candidate(picture, part)) is not None]
    around = rings(picture)  # a letter in a ring is framed itself: B, D, O
    found = [control for control in found if not any(_within(control.box, other.box) for other in around)]
    wrong = capitals.are_none(picture, found)
    found = [control for control in found if not any(control is one for one in wrong)]
    controls: list[Control] = []
    labels: list[Control] = []
    for group in _columns(found, picture.letter):
        (labels if _are_letters(picture, group) else controls).extend(_agreed(group))
    return sorted(controls, key=lambda control: control.box[1]), labels


def overlooked(picture: Inked, known: Sequence[Control], lines: Sequence[Box]) -> list[Control]:
    """Controls of a column that something is drawn over, or that came out faint: where a line begins just as far to the
    right as those beside the known ones do, and something frames the place before it.
    """
    found: list[Control] = []
    for group in _columns(known, picture.letter):
        beside = [(control, line) for control in group for line in lines if _is_beside(control.box, line)]
        if len(beside) < 2:
            continue
        gap = float(np.median([line[0] - control.box[2] for control, line in beside]))
        drop = float(np.median([_center(control.box) - _center(line) for control, line in beside]))
        size = float(np.median([control.box[3] - control.box[1] for control in group]))
        left, taken = group[0].box[0], [line for _, line in beside]
        for line in lines:
            starts = min(abs(line[0] - gap - size - left), abs(line[0] - left))  # at its words, or at the control
            if line in taken or starts > 0.5 * size:
                continue
            top = _center(line) + drop - size / 2
            ink = _best_frame(picture.ink, left, top, size)
            if ink is not None:
                state = None if judge(ink).on else False  # what was drawn over it may look like a choice
                found.append(Control((left, top, left + size, top + size), Mark(group[0].mark.shape, state, 0.5)))
    return found


def _is_beside(control: Box, line: Box) -> bool:
    size = control[3] - control[1]
    return line[1] < _center(control) < line[3] and 0 < line[0] - control[2] < 3 * size


def _center(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _best_frame(ink: Ink, left: float, top: float, size: float) -> Ink | None:
    """The ink of the place near here that is framed best; None where nothing frames it."""
    reach, best, score = int(size), None, FRAMED
    for shift_y in range(-3, 4):
        for shift_x in range(-2, 3):
            x, y = int(left) + shift_x, int(top) + shift_y
            part = ink[max(0, y) : y + reach, max(0, x) : x + reach]
            if part.shape == (reach, reach) and (sides := _sides(part)) > score:
                best, score = part, sides
    return best


def _sides(ink: Ink) -> float:
    """How much of the side that is framed worst has ink, corners aside."""
    edge = max(2, len(ink) // 8)
    strips = (ink[:edge].T, ink[-edge:].T, ink[:, :edge], ink[:, -edge:])
    sides: list[Ink] = [np.any(strip, axis=1) for strip in strips]
    quarter = len(ink) // 4
    return float(min(side[quarter:-quarter].mean() for side in sides))


def rings(picture: Inked) -> list[Control]:
    """Whatever is framed as a control is, also where no text stands beside it."""
    return [control for part in picture.parts if (control := _framed(picture, part)) is not None]


def _framed(picture: Inked, part: npt.NDArray[np.int32]) -> Control | None:
    x, y, width, height = (int(value) for value in part[:4])
    if not LOW * picture.letter <= height <= HIGH * picture.letter or not 0.78 <= width / height <= 1.28 or height < 9:
        return None
    ink = picture.ink[y : y + height, x : x + width]
    return Control((float(x), float(y), float(x + width), float(y + height)), judge(ink)) if framed(ink) else None


def _candidate(picture: Inked, part: npt.NDArray[np.int32]) -> Control | None:
    found = _framed(picture, part)
    return found if found and _alone(picture.ink, *(int(value) for value in part[:4])) else None


def _are_letters(picture: Inked, group: Sequence[Control]) -> bool:
    """True where something else stands in each box of a column: A, B, C. Ticks look alike, and some box is empty."""
    inner = [_hollow(_inner(picture.ink, control.box)) for control in group]
    if len(group) < 2 or any(ink.mean() < 0.04 for ink in inner):
        return False
    same = [(a & b).sum() / max(1, (a | b).sum()) for a, b in combinations(inner, 2)]
    return bool(min(same) < ALIKE)


def _hollow(ink: Ink) -> Ink:
    """What stands in a control as ink, also where it was left out of a full one."""
    return ~ink if ink.mean() > 0.5 else ink


def _inner(ink: Ink, box: Box) -> Ink:
    """What stands in a control, at one size."""
    import cv2

    x0, y0, x1, y1 = (int(value) for value in box)
    wide, high = int(0.28 * (x1 - x0)), int(0.28 * (y1 - y0))  # a ring's own line stays out
    part = ink[y0 + high : y1 - high, x0 + wide : x1 - wide].astype(np.uint8)
    return np.asarray(cv2.resize(part, (16, 16), interpolation=cv2.INTER_NEAREST) > 0, dtype=np.bool_)


def _alone(ink: Ink, x: int, y: int, width: int, height: int) -> bool:
    """Quiet at the left and close at the right, ink further right."""
    rows = slice(y + height // 5, y + height - height // 5)
    left = _unlined(ink, max(0, x - int(0.7 * height)), max(0, x - 2), y, height)[rows.start - y : rows.stop - y]
    close = ink[rows, x + width + 2 : x + width + max(3, int(0.22 * height))]
    right = ink[rows, x + width + 2 : x + width + int(3.2 * height)]
    if not close.size or close.mean() > 0.02 or not right.any():
        return False
    return not left.size or bool(left.mean() < 0.02)


def _unlined(ink: Ink, left: int, right: int, y: int, height: int) -> Ink:
    """A strip of ink without the lines that run down through it and further: the border of a card."""
    top = max(0, y - height // 3)
    longer = ink[top : y + height + height // 3, left:right]
    return np.asarray(ink[y : y + height, left:right] & ~longer.all(axis=0), dtype=np.bool_)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner != outer
        and outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _columns(found: Sequence[Control], letter: float) -> list[list[Control]]:
    """Controls on one vertical line and of about one size; a focus ring makes one of them half as large again."""
    groups: list[list[Control]] = []
    for control in sorted(found, key=lambda control: control.box[0]):
        size = control.box[3] - control.box[1]
        for group in groups:
            first = group[0].box
            shift = abs((first[0] + first[2]) - (control.box[0] + control.box[2])) / 2
            if shift < 0.5 * letter and 0.6 < (first[3] - first[1]) / size < 1.6:
                group.append(control)
                break
        else:
            groups.append([control])
    return groups


def _agreed(group: Sequence[Control]) -> list[Control]:
    """The controls of a column, of one kind: a focus ring around a radio button makes no checkbox of it."""
    radios = sum(control.mark.shape is Shape.RADIO for control in group)
    kind = Shape.RADIO if 2 * radios > len(group) else Shape.BOX
    return [replace(control, mark=replace(control.mark, shape=kind)) for control in group]


def bullets(picture: Inked) -> list[Box]:
    """Small solid discs or squares that stand alone at the left of a text, at least two in one column."""
    low, high = 0.25 * picture.letter, 0.8 * picture.letter
    found: list[Box] = []
    for x, y, width, height, area in picture.parts.tolist():
        if not (low <= width <= high and low <= height <= high and 0.75 <= width / height <= 1.34):
            continue
        if area < 0.68 * width * height:
            continue
        rows = slice(max(0, int(y - 0.3 * picture.letter)), int(y + height + 0.3 * picture.letter))
        left = picture.ink[rows, max(0, int(x - 3 * picture.letter)) : max(0, x - 2)]
        close = picture.ink[rows, x + width + 2 : int(x + width + 0.5 * picture.letter)]
        right = picture.ink[rows, x + width + 2 : int(x + width + 4 * picture.letter)]
        if not left.any() and not close.any() and right.any():
            found.append((float(x), float(y), float(x + width), float(y + height)))
    return [box for box in found if sum(abs(box[0] - other[0]) < 0.4 * picture.letter for other in found) > 1]


def without(pixels: npt.NDArray[np.uint8], controls: Sequence[Control]) -> npt.NDArray[np.uint8]:
    """The picture with the controls painted over in the colour beside them, so that no engine reads them as letters."""
    clean = pixels.copy()
    for control in controls:
        x0, y0, x1, y1 = (int(value) for value in control.box)
        top, left = max(0, y0 - 2), max(0, x0 - 2)
        beside = clean[top : y1 + 3, max(0, left - 3) : left + 1].reshape(-1, clean.shape[2])
        if beside.size:
            clean[top : y1 + 3, left : x1 + 3] = np.median(beside, axis=0).astype(np.uint8)
    return clean
