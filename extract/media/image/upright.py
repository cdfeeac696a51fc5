"""A picture set right before it is read: a photographed sheet laid flat, a page on its side turned, lines level.

    upright(pixels)  ->  Upright(pixels, back)      `back` leads from its pixels to those of the picture as it came

Boxes of spans are always those of the picture as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extract.media.geometry import Box

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]
Dark = npt.NDArray[np.float32]
SLANT, MOST = 0.3, 4.0  # degrees: a page turned by less is read as it is; lines are not looked for further
SMALL = 1_000  # pixels: what is measured is measured on a copy of this size
ON_SIDE = 1.5  # how much sharper lines must stand out on a page that lies on its side
ASLANT = 0.012  # of a side: a sheet whose corners stand out by less was not photographed at an angle


@dataclass(frozen=True, slots=True)
class Upright:
    """Pixels with level lines, and the matrix (3 x 3) from their places to those of the picture as it came."""

    pixels: Pixels = field(repr=False)
    back: Matrix = field(repr=False)

    @property
    def moved(self) -> bool:
        return not np.array_equal(self.back, np.eye(3))

    @property
    def tilted(self) -> bool:
        """True for a sheet that did not lie level: scanned or photographed."""
        return bool(abs(self.back[0, 1]) > 1e-6 and abs(self.back[0, 0]) > 1e-6)

    def alone(self) -> Upright:
        """The matrix without the pixels, to be kept for a whole document."""
        return Upright(np.zeros((0, 0, 3), np.uint8), self.back)

    def enlarged(self) -> Upright:
        """The same, twice as large."""
        import cv2

        height, width = self.pixels.shape[:2]
        large = cv2.resize(self.pixels, (2 * width, 2 * height), interpolation=cv2.INTER_CUBIC)
        return Upright(np.asarray(large, np.uint8), self.back @ np.diag([0.5, 0.5, 1.0]))

    def half_turned(self) -> Upright:
        """The same upside down."""
        height, width = self.pixels.shape[:2]
        turn = np.array([[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]], np.float64)
        return Upright(np.ascontiguousarray(self.pixels[::-1, ::-1]), self.back @ turn)


def upright(pixels: Pixels, lying: bool = True) -> Upright:
    """The picture set right, as far as its own lines and edges tell; `lying` where it may lie on its side."""
    flat = _flat(Upright(pixels, np.eye(3)))
    return _level(_on_its_feet(flat) if lying else flat)


def placed(box: Box, back: Matrix) -> Box:
    """The box around where a box lies in the picture as it came."""
    corners = np.array([[box[i], box[j], 1.0] for i in (0, 2) for j in (1, 3)])
    there = corners @ back.T
    xs, ys = there[:, 0] / there[:, 2], there[:, 1] / there[:, 2]
    return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


# a photographed sheet


def _flat(picture: Upright) -> Upright:
    """A sheet that was photographed on a darker ground, laid flat, its light evened out."""
    import cv2

    corners = _sheet(picture.pixels)
    if corners is None:
        return picture
    above, right, below, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = int(max(above, below)), int(max(right, left))
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    there = np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64)
    flat = cv2.warpPerspective(picture.pixels, there, (width, height), flags=cv2.INTER_CUBIC)
    return Upright(_evenly_lit(np.asarray(flat, np.uint8)), picture.back @ np.linalg.inv(there))


def _sheet(pixels: Pixels) -> npt.NDArray[np.float32] | None:
    """The corners of a bright sheet, from the upper left clockwise, where it was seen at an angle."""
    import cv2

    height, width = pixels.shape[:2]
    step = max(1.0, max(height, width) / SMALL)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.medianBlur(cv2.resize(grey, (int(width / step), int(height / step)), interpolation=cv2.INTER_AREA), 7)
    limit, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if not 60 < limit < 215:
        return None
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea, default=None)
    if largest is None or not 0.3 * small.size < cv2.contourArea(largest) < 0.97 * small.size:
        return None
    four = cv2.approxPolyDP(largest, 0.02 * cv2.arcLength(largest, True), True).reshape(-1, 2).astype(np.float32)
    if len(four) != 4 or not cv2.isContourConvex(four.astype(np.int32)):
        return None
    outside = cv2.fillConvexPoly(np.full_like(small, 255), four.astype(np.int32), 0)
    if small[outside > 0].size < 0.02 * small.size or small[outside > 0].mean() > limit:
        return None
    corners = _clockwise(four)
    edges = [corners[(i + 1) % 4] - corners[i] for i in range(4)]
    tilt = max(min(abs(float(x)), abs(float(y))) / max(1.0, float(np.hypot(x, y))) for x, y in edges)
    return np.asarray(corners * step, np.float32) if tilt > ASLANT else None


def _clockwise(four: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    sums, differences = four.sum(axis=1), four[:, 0] - four[:, 1]
    order = (sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin())
    return np.asarray([four[i] for i in order], np.float32)


def _evenly_lit(pixels: Pixels) -> Pixels:
    """As if the light fell evenly: every colour against the paper around it."""
    import cv2

    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 31)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    return np.asarray((pixels * (246.0 / np.maximum(paper, 40.0))).clip(0, 255), dtype=np.uint8)


# a page on its side


def _on_its_feet(picture: Upright) -> Upright:
    """A page whose lines run down, turned by a quarter; which way up it then stands, only its words can tell."""
    dark = _dark(picture.pixels)
    if dark is None:
        return picture
    if _sharpest(np.ascontiguousarray(np.rot90(dark))) < ON_SIDE * _sharpest(dark):
        return picture
    height = picture.pixels.shape[0]
    turn = np.array([[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]], np.float64)  # clockwise: its (x, y) was (y, h - 1 - x)
    turned = np.ascontiguousarray(np.rot90(picture.pixels, -1))
    return Upright(turned, picture.back @ turn)


# slanted lines


def _level(picture: Upright) -> Upright:
    """The picture turned so that its lines are level, where it is slanted by up to `MOST` degrees."""
    import cv2

    dark = _dark(picture.pixels)
    if dark is None:
        return picture
    angles = (value / 4 for value in range(int(-4 * MOST), int(4 * MOST) + 1))
    angle = max(angles, key=lambda value: (_levelness(dark, value), -abs(value)))
    if abs(angle) < SLANT or _levelness(dark, angle) < 1.15 * _levelness(dark, 0.0):
        return picture
    height, width = picture.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    red, green, blue = np.median(picture.pixels[::8, ::8].reshape(-1, 3), axis=0)
    paper = (float(red), float(green), float(blue))
    level = cv2.warpAffine(picture.pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    whole = np.vstack([turn, [0.0, 0.0, 1.0]])
    return Upright(np.asarray(level, np.uint8), picture.back @ np.linalg.inv(whole))


def _dark(pixels: Pixels) -> Dark | None:
    """What is print, 1 or 0, on a small copy; None where there is too little or too much of it."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    step = max(1.0, max(grey.shape) / SMALL)
    small = cv2.resize(grey, (int(grey.shape[1] / step), int(grey.shape[0] / step)), interpolation=cv2.INTER_AREA)
    dark = np.asarray(small < float(np.median(small)) - 40, dtype=np.float32)
    return None if dark.mean() > 0.3 or dark.sum() < 50 else dark


def _sharpest(dark: Dark) -> float:
    """How sharply the lines stand out at the best slant."""
    return max(_levelness(dark, float(angle)) for angle in range(-int(MOST), int(MOST) + 1))


def _levelness(dark: Dark, angle: float) -> float:
    """How sharply lines of text stand out when all rows are summed: highest where they are level."""
    import cv2

    height, width = dark.shape
    if angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        dark = np.asarray(cv2.warpAffine(dark, turn, (width, height)), dtype=np.float32)
    rows = dark.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
