"""Outlines with round ends, found by their contour: pills, whose sides have no straight edge.

(  Jupiter  )   a closed line, or a ground, about as full as the box around it     ->     (x, y, width, height)
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Bits = npt.NDArray[np.uint8]
Place = tuple[int, int, int, int]
LOW, HIGH, WIDE = 1.9, 9.0, 6.0  # letters: least and greatest height, least width
SLIM = 1.6  # times as wide as high at least
FULL, SMOOTH = 0.86, 0.97  # of its box, and of the outline without dents, that the area in an outline covers
MOST = 4_000  # contours that are looked at: a photo has more


def steps(pixels: Pixels, step: float) -> tuple[Bits, Bits]:
    """Where a channel changes by more than `step` from the pixel at the left, and from the one above: 1, else 0."""
    down, across = np.zeros(pixels.shape[:2], np.uint8), np.zeros(pixels.shape[:2], np.uint8)
    down[:, 1:] = beyond(pixels[:, 1:], pixels[:, :-1], step)
    across[1:] = beyond(pixels[1:], pixels[:-1], step)
    return down, across


def beyond(a: Pixels, b: Pixels, step: float) -> Bits:
    """1 where a channel differs by more than `step`, else 0."""
    import cv2

    red, green, blue = cv2.split(cv2.absdiff(a, b))
    _, found = cv2.threshold(cv2.max(cv2.max(red, green), blue), step, 1, cv2.THRESH_BINARY)
    return np.asarray(found, np.uint8)


def find(edges: tuple[Bits, Bits], letter: float) -> list[Place]:
    """Outlines in pixels among a picture's `steps`, the inner edge of a border rather than its outer one."""
    import cv2

    contours, _ = cv2.findContours(edges[0] | edges[1], cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    large = [(cv2.boundingRect(contour), contour) for contour in contours if len(contour) > 7]
    large = [
        (box, contour)
        for box, contour in large
        if LOW * letter < box[3] < HIGH * letter and box[2] > max(WIDE * letter, SLIM * box[3])
    ]
    if len(large) > MOST:
        return []
    found: list[Place] = []
    for (x, y, width, height), contour in sorted(large, key=lambda one: one[0][2] * one[0][3]):
        area = cv2.contourArea(contour)
        if area < FULL * width * height or area < SMOOTH * cv2.contourArea(cv2.convexHull(contour)):
            continue
        if not any(_same((x, y, width, height), other, letter) for other in found):
            found.append((int(x), int(y), int(width), int(height)))
    return found


def _same(a: Place, b: Place, letter: float) -> bool:
    """Two edges of one border."""
    return all(abs(one - other) < 0.8 * letter for one, other in zip(_corners(a), _corners(b), strict=True))


def _corners(place: Place) -> Place:
    x, y, width, height = place
    return x, y, x + width, y + height
