"""The drawings of a picture: fills behind words, table lines, figures. What the text layer's page objects are to a PDF.

pale green box  ->  FILL, "green"      thin line  ->  RULE or POST      a diagram, a photo  ->  PICTURE
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box, Drawing, Shape, inside, overlap
from extract.media.image import outlines
from extract.media.image.controls import Inked

Pixels = npt.NDArray[np.uint8]
GROUND = 5  # levels of a channel by which a fill differs from the paper at least


def paper_of(pixels: Pixels) -> tuple[int, int, int]:
    """The commonest colour of a picture, in 16 steps a channel."""
    sample = pixels[::4, ::4].reshape(-1, 3)
    codes = (sample // 16).astype(np.int32) @ np.array([256, 16, 1], dtype=np.int32)
    common = np.bincount(codes).argmax()
    red, green, blue = np.median(sample[codes == common], axis=0).astype(int)
    return int(red), int(green), int(blue)


def fills(pixels: Pixels, letter: float) -> list[Shape]:
    """Areas of one colour that is not the paper's, at least two letters high and four wide."""
    import cv2

    paper = np.array(paper_of(pixels), dtype=np.int16)
    size = max(3, int(letter) | 1)
    apart = outlines.beyond(pixels, np.full_like(pixels, paper), GROUND)
    mask = cv2.morphologyEx(apart, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((size, size * 2), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    for x, y, width, height, area in stats[1:count].tolist():
        if width < 4 * letter or height < 1.4 * letter or area < 0.75 * width * height:
            continue
        if width * height > 0.7 * mask.size:
            continue
        part = pixels[y : y + height, x : x + width].reshape(-1, 3)
        red, green, blue = (int(value) for value in np.median(part, axis=0))
        if max(abs(np.array((red, green, blue)) - paper)) <= GROUND:
            continue  # words close together: what lies behind them is the paper
        box = (float(x), float(y), float(x + width), float(y + height))
        tint = colour.name(red, green, blue)
        if tint != "white":
            found.append(Shape(Drawing.FILL, box, tint, True, pale=colour.pale(red, green, blue)))
    return found


def lines(picture: Inked) -> list[Shape]:
    """Thin straight lines at least eight letters long, as tables have."""
    import cv2

    ink = picture.ink.astype(np.uint8)
    reach, thin = max(24, int(8 * picture.letter)), max(3, picture.letter * 0.4)
    found: list[Shape] = []
    for drawing, kernel in ((Drawing.RULE, (1, reach)), (Drawing.POST, (max(20, int(1.6 * picture.letter)), 1))):
        mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        for x, y, width, height, _ in stats[1:count].tolist():
            if (height if drawing is Drawing.RULE else width) <= thin:
                found.append(Shape(drawing, (float(x), float(y), float(x + width), float(y + height))))
    return found


def figures(picture: Inked, texts: Sequence[Box], drawn: Sequence[Shape]) -> Iterator[Shape]:
    """Where ink stands that is neither text nor table: diagrams and photos, each as one box."""
    import cv2

    ink = picture.ink.astype(np.uint8).copy()
    known = [s.box for s in drawn if s.drawing is not Drawing.FILL or _is_label(s, texts, picture.letter)]
    for box in [*texts, *known]:
        x0, y0, x1, y1 = (int(value) for value in box)
        ink[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = 0
    letter = picture.letter
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = [
        (x, y, x + width, y + height)
        for x, y, width, height, area in stats[1:count].tolist()
        if max(width, height) > 3.0 * letter and area > 2 * letter
    ]
    for box in _clusters(large, 3.0 * letter):
        width, height = box[2] - box[0], box[3] - box[1]
        if width > 5 * letter and height > 5 * letter and not _is_frame(box, texts):
            yield Shape(Drawing.PICTURE, box, "", True)


def _is_label(shape: Shape, texts: Sequence[Box], letter: float) -> bool:
    """A coloured ground that words stand on: a badge or button."""
    box = shape.box
    return box[3] - box[1] < 5 * letter and any(inside(text, box) for text in texts)


def _clusters(boxes: Sequence[tuple[int, int, int, int]], reach: float) -> list[Box]:
    """Boxes closer than `reach` joined."""
    groups: list[Box] = []
    for box in boxes:
        joined: Box = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        rest = []
        for group in groups:
            if _near(group, joined, reach):
                joined = (
                    min(group[0], joined[0]),
                    min(group[1], joined[1]),
                    max(group[2], joined[2]),
                    max(group[3], joined[3]),
                )
            else:
                rest.append(group)
        groups = [*rest, joined]
    return groups


def _near(a: Box, b: Box, reach: float) -> bool:
    return overlap(a[0] - reach, a[2] + reach, b[0], b[2]) > 0 and overlap(a[1] - reach, a[3] + reach, b[1], b[3]) > 0


def _is_frame(box: Box, texts: Sequence[Box]) -> bool:
    """A border around running text is no figure."""
    width, height = box[2] - box[0], box[3] - box[1]
    inner = [text for text in texts if inside(text, box)]
    covered = sum((text[2] - text[0]) * (text[3] - text[1]) for text in inner)
    long = any(text[2] - text[0] > 0.5 * width for text in inner)
    return covered > 0.35 * width * height or (long and len(inner) > 3)
