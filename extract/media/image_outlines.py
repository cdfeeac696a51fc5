"""Outlines with round ends, found by their contour: pills, whose sides have no straight edge.

(  Jupiter  )   a closed line, or a ground, about as full as the box around it     ->     (x, y, width, height)
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Place = tuple[int, int, int, int]
LOW, HIGH, WIDE = 1.9, 9.0, 6.0  # letters: least and greatest height, least width
SLIM = 1.6  # times as wide as high at least
FULL, SMOOTH = 0.86, 0.97  # of its box, and of the outline without dents, that the area in an outline covers
MOST = 4_000  # contours that are looked at: a photo has more


def find(pixels: Pixels, letter: float, step: float) -> list[Place]:
    """Outlines in pixels, the inner edge of a border rather than its outer one."""
    import cv2

    edges = np.zeros(pixels.shape[:2], np.uint8)
    edges[:, 1:] = cv2.absdiff(pixels[:, 1:], pixels[:, :-1]).max(axis=2) > step
    edges[1:] |= (cv2.absdiff(pixels[1:], pixels[:-1]).max(axis=2) > step).astype(np.uint8)
    contours, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
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
