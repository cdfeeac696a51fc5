"""Recognised lines put right by what stands around them: short options read anew, icons cropped off, lines parted.

"a monoid   ✓ a functor"  with an icon amid it        ->   "a monoid"   "a functor"
"a list"  with a small disc at its left               ->   "• a list"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.media import ocr
from extract.media.geometry import Box, inside, overlap, same_row, union
from extract.media.image.badges import verdict
from extract.media.image.controls import Inked
from extract.media.image.signs import Sign
from extract.media.ocr import Recognised
from extract.media.pdf.controls import Control

Pixels = npt.NDArray[np.uint8]
_EARNED = re.compile(
    r"\d{1,3}(?:[.,]\d{1,2})? ?/ ?\d{1,3}(?: ?(?:points?|pts?|punkte?|puntos?|pontos?|p))?", re.IGNORECASE
)
RINGS = frozenset(("O", "o", "0", "○", "●", "◯", "⊙", "◎", "☐", "□", "☑", "Q", "8", "@", "©", "®"))
_TICKED = re.compile(r"\s*[√✓✔]\s*(?=[(\[]?[A-Ha-h1-9][)\].]\s)")
SURE = 0.8  # the score that two pieces read as one must have
TOUCHING = 4  # letters at a picture's edge that tell a cut line from specks


def recognise(pixels: Pixels, controls: Sequence[Control], picture: Inked) -> tuple[list[Recognised], bool]:
    """What an engine reads, and short options beside controls that it passed over; whether none knows the script."""
    engine = ocr.engine()
    found = [line for line in engine.read(pixels) if line.text.strip()]
    dropped = ocr.drops_letters(found)
    if dropped or ocr.is_foreign(found):
        second = ocr.second("vie") if dropped else ocr.second()
        other = [line for line in second.read(pixels) if line.text.strip()] if second else []
        if second is None or not other:
            return found, True
        engine, found = second, other
    found = _untangled(found, engine, pixels)
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
    return found, False


def _untangled(found: list[Recognised], engine: ocr.Engine, pixels: Pixels) -> list[Recognised]:
    """The lines, two pieces of one row that reach into each other read again as one."""
    lines = list(found)
    for at, line in enumerate(found):
        for other in found[at + 1 :]:
            if line not in lines or other not in lines or not _tangled(line.box, other.box):
                continue
            x0, y0, x1, y1 = (int(value) for value in union([line.box, other.box]))
            whole = engine.line(pixels[max(0, y0) : y1, max(0, x0) : x1])
            if whole is not None and whole.score > SURE:
                lines[lines.index(line)] = replace(whole, box=union([line.box, other.box]))
                lines.remove(other)
    return lines


def _tangled(a: Box, b: Box) -> bool:
    common = overlap(a[0], a[2], b[0], b[2])
    return same_row(a, b, 0.7) and 0.3 * min(a[3] - a[1], b[3] - b[1]) < common < 0.9 * min(a[2] - a[0], b[2] - b[0])


def _right_of(control: Box, text: Box) -> bool:
    middle, size = (control[1] + control[3]) / 2, control[3] - control[1]
    return text[1] < middle < text[3] and -0.5 * size < text[0] - control[2] < 4 * size


def freed(line: Recognised, controls: Sequence[Box]) -> Recognised:
    """The line without a control that it begins with, and without the letter that an engine made of that."""
    x0, y0, x1, y1 = line.box
    for control in controls:
        size = control[3] - control[1]
        if abs(control[0] - x0) < 0.5 * size and y0 < (control[1] + control[3]) / 2 < y1 and x1 - x0 > 2 * size:
            first, _, rest = line.text.partition(" ")
            text = rest if rest and first in RINGS else line.text.lstrip("○●◯⊙◎☐□☑✓")
            return replace(line, text=text, box=(control[2] + 0.2 * size, y0, x1, y1))
    return line


def bulleted(found: Sequence[Recognised], discs: Sequence[Box], letter: float) -> list[Recognised]:
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


def cropped(line: Recognised, signs: Sequence[Sign], picture: Inked) -> Recognised:
    """The line without an icon far at its right end, and without the sign or two that an engine made of it."""
    x0, y0, x1, y1 = line.box
    size = y1 - y0
    for sign in signs:
        left, top, right, foot = sign.box
        if not (y0 < (top + foot) / 2 < y1 and abs(x1 - right) < 0.8 * size and left > x0 + size):
            continue
        columns = np.flatnonzero(picture.ink[int(y0) : int(y1), int(x0) : int(left) - 1].any(axis=0))
        end = x0 + float(columns[-1]) + 1 if len(columns) else x0
        words = line.text.split()
        if left - end > 1.5 * size and len(words) > 1:
            kept = words[:-1] if len(words[-1]) <= 2 else words
            return replace(line, text=" ".join(kept), box=(x0, y0, end + 1, y1))
    return line


def split(line: Recognised, signs: Sequence[Box]) -> list[Recognised]:
    """A line that an icon stands in the middle of, in two."""
    x0, y0, x1, y1 = line.box
    size = y1 - y0
    words = line.text.split()
    for sign in signs:
        if not (y0 < (sign[1] + sign[3]) / 2 < y1 and x0 + size < sign[0] and sign[2] < x1 - size) or len(words) < 2:
            continue
        letters = [len(" ".join(words[:count])) for count in range(len(words) + 1)]
        share = (sign[0] - x0) / (x1 - x0 - (sign[2] - sign[0]))
        at = min(range(1, len(words)), key=lambda count: abs(letters[count] / letters[-1] - share))
        left = replace(line, text=" ".join(words[:at]), box=(x0, y0, sign[0] - 2, y1))
        right = replace(line, text=" ".join(words[at:]), box=(sign[2] + 2, y0, x1, y1))
        return [left, *split(right, [other for other in signs if other != sign])]
    return [line]


def fenced(found: Sequence[Recognised], drawn: Sequence[Box], frames: Sequence[Box]) -> list[list[Recognised]]:
    """The lines in groups: a control, an icon or a frame's side between two on one row parts them."""
    groups: list[list[Recognised]] = []
    apart = [*_points_at_the_edge(found), *_badges_behind(found)]
    for line in _from_left(found):
        last = groups[-1][-1] if groups else None
        if (
            last is None
            or line in apart
            or last in apart
            or (same_row(last.box, line.box) and _fence(last.box, line.box, drawn, frames))
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _points_at_the_edge(found: Sequence[Recognised]) -> list[Recognised]:
    """ "1/1" by itself, further right than any other words: what the question was worth, none of its words."""
    points = [line for line in found if _EARNED.fullmatch(line.text.strip())]
    edge = max((line.box[2] for line in found if line not in points), default=0.0)
    return [line for line in points if line.box[0] >= edge - 2]


def _badges_behind(found: Sequence[Recognised]) -> list[Recognised]:
    """ "Correct answer" by itself, a little behind words of its row."""
    badges = [line for line in found if line.text[:1].isupper() and verdict(line.text) is not None]
    return [b for b in badges if any(o not in badges and o.box[0] < b.box[0] and same_row(o.box, b.box) for o in found)]


def _from_left(found: Sequence[Recognised]) -> list[Recognised]:
    """The lines, pieces of one row that follow each other from left to right."""
    rows: list[list[Recognised]] = []
    for line in found:
        if rows and same_row(rows[-1][-1].box, line.box, 0.7):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0])]


def _fence(a: Box, b: Box, drawn: Sequence[Box], frames: Sequence[Box]) -> bool:
    left, right = min(a[2], b[2]) - 2, max(a[0], b[0]) + 2
    row = (a[1] + a[3]) / 2
    between = any(left <= (box[0] + box[2]) / 2 <= right and box[1] <= row <= box[3] for box in drawn)
    sides = (x for box in frames if box[1] <= row <= box[3] for x in (box[0], box[2]))
    return between or any(left <= x <= right for x in sides)


def is_sign(line: Recognised, signs: Sequence[Sign]) -> bool:
    """True for the letter or two that an engine made of an icon alone."""
    wide = line.box[2] - line.box[0]
    return len(line.text) < 3 and any(inside(s.box, line.box) and wide < 2.2 * (s.box[2] - s.box[0]) for s in signs)


def unticked(line: Recognised, signs: Sequence[Sign]) -> Recognised:
    """The line without a tick before its label that is no printed sign: a pen's stroke, which tells no key."""
    told = _TICKED.match(line.text)
    x0, y0, _, y1 = line.box
    known = any(y0 < (s.box[1] + s.box[3]) / 2 < y1 and x0 - 2 < s.box[2] < x0 + 2 * (y1 - y0) for s in signs)
    return line if told is None or known else replace(line, text=line.text[told.end() :])


def is_cut(found: Sequence[Recognised], picture: Inked) -> bool:
    """True where the picture ends inside a line: its words, or the letters that no engine can read, touch an edge."""
    height = picture.ink.shape[0]
    if any(line.box[3] > height - 2 for line in found):
        return True
    letters = [
        y + high >= height - 1 or y <= 0
        for _, y, wide, high, _ in picture.parts.tolist()
        if wide < 3 * picture.letter and high < 2 * picture.letter
    ]
    return letters.count(True) >= TOUCHING
