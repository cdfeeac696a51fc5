"""Letters in rings or discs before the options: what engines pass over is counted on, a full disc was chosen.

(A) x = 2
(B) x = 3        A, B and D are read, C is white on green:
 C  x = 5        "A. x = 2", "B. x = 3", "C. x = 5", "D. x = 7", the third chosen, the others not
(D) x = 7
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box, inside, overlap, same_row
from extract.media.image.badges import verdict
from extract.media.image.controls import Inked
from extract.media.image.told import Told
from extract.media.ocr import Recognised
from extract.media.pdf.controls import Control
from quizmill.block import Mark, Shape

Pixels = npt.NDArray[np.uint8]
NEAR = 3.0  # heights of a ring that a text may begin behind it
FULL, HOLLOW = 0.55, 0.5  # of a ring's box that is inked where it is a disc, where it is none
CHOSEN = 0.8  # how sure a choice is that only a disc tells


def read(
    found: Sequence[Recognised], labels: Sequence[Control], picture: Inked, pixels: Pixels
) -> tuple[list[Recognised], list[Control], list[Told]]:
    """The lines with their letters before them, a disc as chosen where one is full, what colours say."""
    lines, controls, columns = list(found), list[Control](), list[list[Control]]()
    for column in _columns(labels):
        lines = [piece for line in lines for piece in _parted(line, column)]
        inner = [_held(lines, label.box) for label in column]
        beside = [_beside(lines, label.box) for label in column]
        wanted = [chr(ord("A") + place) for place in range(len(column))]
        read_so = [one is None or one.text.strip(" .()") == own for one, own in zip(inner, wanted, strict=True)]
        if None in beside or not all(read_so) or sum(line is not None for line in inner) < 2:
            continue
        for letter, own, text, label in zip(wanted, inner, beside, column, strict=True):
            assert text is not None
            box = (min(label.box[2] + 1, text.box[0]), *text.box[1:])
            lines[lines.index(text)] = replace(text, text=f"{letter}. {text.text}", box=box)
            lines = [line for line in lines if line is not own]
        columns.append(column)
    told = _judged(columns, lines, picture, pixels)
    for column in columns:
        chosen = _chosen(column, picture)
        controls += chosen or [replace(label, mark=Mark(Shape.RADIO, None)) for label in column if told]
    return lines, controls, told


def _judged(
    columns: Sequence[Sequence[Control]], lines: Sequence[Recognised], picture: Inked, pixels: Pixels
) -> list[Told]:
    full = [[label for label in column if _share(label.box, picture) > FULL] for column in columns]
    hues = {id(label): _hue(label.box, picture, pixels) for column in full for label in column}
    rings = all(len(own) < len(column) for own, column in zip(full, columns, strict=True))
    if set(hues.values()) != {"green", "red"} or not rings:
        return []
    beside = [(label, _beside(lines, label.box)) for column in full for label in column]
    return [Told(line.box, hues[id(label)] == "green") for label, line in beside if line is not None]


def _hue(box: Box, picture: Inked, pixels: Pixels) -> str:
    x0, y0, x1, y1 = (int(value) for value in box)
    own = pixels[y0:y1, x0:x1][picture.ink[y0:y1, x0:x1]]
    red, green, blue = (int(value) for value in np.median(own.reshape(-1, 3), axis=0))
    return colour.name(red, green, blue)


def _columns(labels: Sequence[Control]) -> list[list[Control]]:
    """Rings under each other, from the top."""
    columns: list[list[Control]] = []
    for label in sorted(labels, key=lambda label: label.box[1]):
        size = label.box[3] - label.box[1]
        own = next((c for c in reversed(columns) if abs(c[-1].box[0] - label.box[0]) < 0.3 * size), None)
        usual = own[1].box[1] - own[0].box[3] if own is not None and len(own) > 1 else 3 * size
        if own is not None and label.box[1] - own[-1].box[3] < min(3 * size, 1.5 * usual + 0.3 * size):
            own.append(label)
        else:
            columns.append([label])
    return [column for column in columns if len(column) > 1]


def _parted(line: Recognised, column: Sequence[Control]) -> list[Recognised]:
    """A ring's letter and the text beside it, where an engine read them as one."""
    x0, y0, x1, y1 = line.box
    letter, _, rest = line.text.partition(" ")
    for label in column:
        left, _, right, _ = label.box
        if rest and len(letter) == 1 and left < x0 < right < x1 and same_row(label.box, line.box, 0.7):
            return [
                replace(line, text=letter, box=(x0, y0, right - 1, y1)),
                replace(line, text=rest, box=(right + 1, y0, x1, y1)),
            ]
    return [line]


def _held(lines: Sequence[Recognised], box: Box) -> Recognised | None:
    return next((line for line in lines if inside(line.box, box) and len(line.text) < 4), None)


def _beside(lines: Sequence[Recognised], box: Box) -> Recognised | None:
    """The text right of a ring, without the letter in it."""
    size = box[3] - box[1]
    behind = [line for line in lines if same_row(line.box, box) and box[2] - 2 < line.box[0] < box[2] + NEAR * size]
    if behind and all(verdict(line.text) is not None for line in behind):  # badges; the words may stand below them
        left = [line for line in lines if abs(line.box[0] - behind[0].box[0]) < 0.5 * size and line not in behind]
        behind = [line for line in left if overlap(line.box[1], line.box[3], box[1], box[3]) > 0.2 * size] or behind
    behind = [line for line in behind if verdict(line.text) is None] or behind
    return min(behind, key=lambda line: line.box[0], default=None)


def _chosen(column: Sequence[Control], picture: Inked) -> list[Control]:
    """One full disc among rings was chosen; where all are alike nothing is told."""
    shares = [_share(label.box, picture) for label in column]
    if sum(share > FULL for share in shares) != 1 or any(HOLLOW < share <= FULL for share in shares):
        return []
    return [
        replace(label, mark=Mark(Shape.RADIO, share > FULL, CHOSEN))
        for label, share in zip(column, shares, strict=True)
    ]


def _share(box: Box, picture: Inked) -> float:
    x0, y0, x1, y1 = (int(value) for value in box)
    return float(picture.ink[y0:y1, x0:x1].mean())
