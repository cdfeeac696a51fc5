"""Switches in a picture: a pill with a round knob, at its right end where the switch is on.

(  O)  on       (O  )  off       twice as wide as high, two or more in one column, one option each
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extract.media.geometry import Box
from extract.media.pdf.controls import Control
from quizmill.block import Mark, Shape

Pixels = npt.NDArray[np.uint8]
STEP = 24  # levels that a pill stands out from its ground
LOW, HIGH = 0.9, 4.0  # letters: its height
SLIM, WIDE = 1.45, 2.5  # its width by its height


def find(pixels: Pixels, letter: float) -> list[Control]:
    """Every switch of a column of switches, boxes in pixels."""
    import cv2

    ground = np.median(pixels[::6, ::6].reshape(-1, 3), axis=0)
    apart = np.abs(pixels.astype(np.int16) - ground.astype(np.int16)).max(axis=2)
    contours, _ = cv2.findContours((apart > STEP).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found: list[Control] = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        if not LOW * letter <= height <= HIGH * letter or not SLIM <= width / height <= WIDE:
            continue
        if not 0.82 <= cv2.contourArea(contour) / (width * height) <= 0.97:  # a pill's round ends leave its corners out
            continue
        state = _state(pixels[y : y + height, x : x + width])
        if state is not None:
            box: Box = (float(x), float(y), float(x + width), float(y + height))
            found.append(Control(box, Mark(Shape.BOX, state)))
    return [one for one in found if sum(_mates(one.box, other.box) for other in found) > 1]


def _state(pill: Pixels) -> bool | None:
    """On where the knob lies at the right: the half whose middle differs from the pill's own colour."""
    height, width = pill.shape[:2]
    reach = height // 4
    row = pill[height // 2 - reach : height // 2 + reach + 1].astype(np.int16)
    left = np.median(row[:, height // 2 - reach : height // 2 + reach + 1].reshape(-1, 3), axis=0)
    right = np.median(row[:, width - height // 2 - reach - 1 : width - height // 2 + reach].reshape(-1, 3), axis=0)
    if np.abs(left - right).max() < STEP:
        return None
    rim = np.median(
        np.concatenate([pill[1, width // 3 : 2 * width // 3], pill[-2, width // 3 : 2 * width // 3]]), axis=0
    )
    return bool(np.abs(right - rim).max() > np.abs(left - rim).max())


def _mates(a: Box, b: Box) -> bool:
    size = a[3] - a[1]
    return abs(a[0] - b[0]) < 0.3 * size and abs((b[3] - b[1]) - size) < 0.2 * size
