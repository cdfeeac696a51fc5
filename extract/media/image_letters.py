"""Letters in rings or discs before the options: what engines pass over is counted on, a full disc was chosen.

(A) x = 2
(B) x = 3        A, B and D are read, C is white on green:
 C  x = 5        "A. x = 2", "B. x = 3", "C. x = 5", "D. x = 7", the third chosen, the others not
(D) x = 7
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.media.geometry import Box, inside, same_row
from extract.media.image_controls import Inked
from extract.media.ocr import Recognised
from extract.media.pdf_controls import Control
from quizmill.block import Mark, Shape

NEAR = 3.0  # heights of a ring that a text may begin behind it
FULL, HOLLOW = 0.55, 0.5  # of a ring's box that is inked where it is a disc, where it is none
CHOSEN = 0.8  # how sure a choice is that only a disc tells


def read(
    found: Sequence[Recognised], labels: Sequence[Control], picture: Inked
) -> tuple[list[Recognised], list[Control]]:
    """The lines with their letters before them, and the discs as controls where just one is full."""
    lines, controls = list(found), list[Control]()
    for column in _columns(labels):
        inner = [_held(lines, label.box) for label in column]
        beside = [_beside(lines, label.box) for label in column]
        wanted = [chr(ord("A") + place) for place in range(len(column))]
        read_so = [
            line is None or line.text.strip(" .()") == letter for line, letter in zip(inner, wanted, strict=True)
        ]
        if None in beside or not all(read_so) or sum(line is not None for line in inner) < 2:
            continue
        for letter, own, text, label in zip(wanted, inner, beside, column, strict=True):
            assert text is not None
            whole = replace(
                text, text=f"{letter}. {text.text}", box=(min(label.box[2] + 1, text.box[0]), *text.box[1:])
            )
            lines[lines.index(text)] = whole
            lines = [line for line in lines if line is not own]
        controls += _chosen(column, picture)
    return lines, controls


def _columns(labels: Sequence[Control]) -> list[list[Control]]:
    """Rings under each other, from the top."""
    columns: list[list[Control]] = []
    for label in sorted(labels, key=lambda label: label.box[1]):
        size = label.box[3] - label.box[1]
        own = next((c for c in columns if abs(c[-1].box[0] - label.box[0]) < 0.3 * size), None)
        if own is not None and label.box[1] - own[-1].box[3] < 3 * size:
            own.append(label)
        else:
            columns.append([label])
    return [column for column in columns if len(column) > 1]


def _held(lines: Sequence[Recognised], box: Box) -> Recognised | None:
    return next((line for line in lines if inside(line.box, box) and len(line.text) < 4), None)


def _beside(lines: Sequence[Recognised], box: Box) -> Recognised | None:
    """The text right of a ring, without the letter in it."""
    size = box[3] - box[1]
    behind = [line for line in lines if same_row(line.box, box) and box[2] - 2 < line.box[0] < box[2] + NEAR * size]
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
