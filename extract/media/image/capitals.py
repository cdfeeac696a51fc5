"""Rings in a picture that are no controls: capitals at a line's start, letters before brackets, a window's buttons.

O Tejo nasce na serra     B) nephron     ● ● ●  Quiz 2         no control in any of these
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from extract.media.geometry import Box
from extract.media.pdf.controls import Control, framed

if TYPE_CHECKING:
    from extract.media.image.controls import Inked

CLEAR = 0.65  # of a small control's height: the space between it and its text


def are_none(picture: Inked, found: Sequence[Control]) -> list[Control]:
    """Of rings those that are something else."""
    return [one for one in found if in_chain(picture, one.box) or not _is_control(picture, one, found)]


def _is_control(picture: Inked, control: Control, found: Sequence[Control]) -> bool:
    if is_clear(picture, control.box):
        return True
    letter = on_line(picture, control.box) or is_bracketed(picture, control.box)
    return has_mate(control, found) and not letter


def is_clear(picture: Inked, box: Box) -> bool:
    """False for what may be a capital O at a line's start: as small, and near to its text."""
    _, y0, x1, y1 = (int(value) for value in box)
    height = y1 - y0
    return height >= 1.6 * picture.letter or not picture.ink[y0:y1, x1 + 2 : x1 + int(CLEAR * height)].any()


def has_mate(control: Control, found: Sequence[Control]) -> bool:
    """True for one of a column of rings of just one size."""
    x0, y0, _, y1 = control.box
    size = y1 - y0
    return any(
        other is not control and abs(other.box[0] - x0) < 0.15 * size and abs(other.box[3] - other.box[1] - size) < 3
        for other in found
    )


def on_line(picture: Inked, box: Box) -> bool:
    """True for a letter: it stands on the line that the next one stands on, as in "O Tejo"; controls go below it."""
    _, y0, x1, y1 = box
    size = y1 - y0
    beside = [
        (x, y + height)
        for x, y, _, height, _ in picture.parts.tolist()
        if x1 < x < x1 + 1.5 * size and height > 0.4 * size and y0 - size < y < y1
    ]
    return bool(beside) and abs(min(beside)[1] - y1) <= max(1.0, 0.08 * size)


def is_bracketed(picture: Inked, box: Box) -> bool:
    """True for a letter before a closing bracket, whose middle reaches further to the right than its ends: "B)"."""
    _, y0, x1, y1 = box
    size = y1 - y0
    beside = [
        (x, y, width, height)
        for x, y, width, height, _ in picture.parts.tolist()
        if x1 <= x < x1 + 0.6 * size and y < (y0 + y1) / 2 < y + height
    ]
    x, y, width, height = min(beside, default=(0, 0, 1, 0))
    if height < 0.8 * size or width > 0.5 * height:
        return False
    ink = picture.ink[y : y + height, x : x + width]
    third, fifth = height // 3, max(1, height // 5)
    middle, ends = np.nonzero(ink[third:-third])[1], np.nonzero(np.concatenate([ink[:fifth], ink[-fifth:]]))[1]
    return bool(len(middle) and len(ends) and middle.mean() > ends.mean() + 0.5)


def in_chain(picture: Inked, box: Box) -> bool:
    """True for one of several discs side by side with nothing between: a window's buttons, the pages of a carousel."""
    x0, y0, x1, y1 = box
    size, slack = x1 - x0, max(1.5, 0.1 * (x1 - x0))
    beside = [
        (x, y, width, height)
        for x, y, width, height, _ in picture.parts.tolist()
        if abs(y - y0) < slack and abs(y + height - y1) < slack and abs(width - size) < slack
        if abs(x - x0) > 0.5 * size and min(abs(x - x1), abs(x0 - x - width)) < 1.2 * size
    ]
    return any(framed(picture.ink[y : y + height, x : x + width]) for x, y, width, height in beside)
