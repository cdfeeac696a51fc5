"""A recognised line parted into words with places of their own, where the ink leaves blanks.

    "for the string ACAT ACA"  and  the columns without ink      ->   Word("for", box), Word("the", box) ...

An engine gives a place to the line alone. Blanks near where a space must be, by the letters before it, are its place;
and a space in a run of capitals without a blank there (letters of a formula, set apart) is none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box, Look, Word
from extract.media.image.controls import Inked
from extract.media.ocr import Recognised
from quizmill.block import Style

Pixels = npt.NDArray[np.uint8]
POINT = 12.0  # units that a usual line's box is high
LINE = 2.0  # of a line's height: longer stretches of ink underline words
BLANK, SPACE = 0.07, 0.13  # of a line's height: the smallest blank that is looked at, and one that parts capitals
HUED, WHOLLY = 40, 0.65  # levels between the channels of coloured ink, and its share of a line in a colour of its own
REACH = 1.3  # of a line's height: how far a space may be from where the letters before it say

Part = tuple[str, float, float]  # a word, its left and its right edge in pixels
Blank = tuple[float, float]


def words(line: Recognised, pixels: Pixels, picture: Inked, scale: float, usual: float) -> list[Word]:
    """The line's words in units of `scale` pixels; `usual` is the usual height of a line in pixels."""
    _, y0, _, y1 = line.box
    height = usual if 0.65 < (y1 - y0) / usual < 1.5 else y1 - y0
    look = Look(Style.NONE, _ink_colour(line.box, pixels, picture), height / scale * 10 / POINT)
    parts = _parts(line, picture.ink)
    return [
        Word(text, (left / scale, y0 / scale, right / scale, y1 / scale), look, line.score, line.turned)
        for text, left, right in parts
    ]


def _parts(line: Recognised, ink: npt.NDArray[np.bool_]) -> list[Part]:
    """The words with their edges: from the blanks, or by their letters where no blank is near."""
    x0, _, x1, _ = line.box
    size = line.box[3] - line.box[1]
    texts = line.text.split()
    letters = max(1, sum(map(len, texts)) + len(texts) - 1)
    ends = np.cumsum([len(text) + 1 for text in texts[:-1]])
    told = [(x0 + (x1 - x0) * (end - 1) / letters, x0 + (x1 - x0) * end / letters) for end in ends.tolist()]
    blanks = _blanks(ink, line.box)
    chosen = _chosen(told, blanks, size)
    edges = [blank or by_letters for blank, by_letters in zip(chosen, told, strict=True)]
    lefts, rights = [x0, *(edge[1] for edge in edges)], [*(edge[0] for edge in edges), x1]
    found = list(zip(texts, lefts, rights, strict=True))
    parted = [blank is not None and blank[1] - blank[0] >= SPACE * size for blank in chosen]
    return _closed(found, parted) if 2 * sum(parted) > len(parted) else found


def _chosen(told: Sequence[Blank], blanks: Sequence[Blank], size: float) -> list[Blank | None]:
    """For each space the blank that is its place, all in order: wide ones near where the letters say are best."""
    rows = [[0.0] * (len(blanks) + 1) for _ in range(len(told) + 1)]
    for i, space in enumerate(told, 1):
        for j, blank in enumerate(blanks, 1):
            taken = rows[i - 1][j - 1] + _fit(space, blank, size)
            rows[i][j] = max(rows[i - 1][j], rows[i][j - 1], taken)
    found: list[Blank | None] = [None] * len(told)
    i, j = len(told), len(blanks)
    while i and j:
        if rows[i][j] == rows[i][j - 1]:
            j -= 1
        elif rows[i][j] == rows[i - 1][j]:
            i -= 1
        else:
            found[i - 1] = blanks[j - 1]
            i, j = i - 1, j - 1
    return found


def _fit(space: Blank, blank: Blank, size: float) -> float:
    """How well a blank may be a space: by its width and its distance, 0 or less where it is none."""
    apart = abs(sum(space) - sum(blank)) / 2
    return min(blank[1] - blank[0], 0.35 * size) - 0.12 * apart if apart < REACH * size else -1.0


def _blanks(ink: npt.NDArray[np.bool_], box: Box) -> list[Blank]:
    """Stretches without ink in a line, from edge to edge in pixels."""
    x0, y0, x1, y1 = (max(0, int(value)) for value in box)
    whole = ink[y0:y1, x0:x1]
    long = max(3, int(LINE * (y1 - y0)))
    ruled = [_longest(row) > long for row in whole]
    full = np.flatnonzero(whole[~np.array(ruled, dtype=np.bool_)].any(axis=0)) + x0
    least = max(2.0, BLANK * (y1 - y0))
    steps = np.flatnonzero(np.diff(full) > least)
    return [(float(full[i]) + 1, float(full[i + 1])) for i in steps]


def _longest(row: npt.NDArray[np.bool_]) -> int:
    """The longest stretch of ink in a row of pixels."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def _closed(parts: Sequence[Part], parted: Sequence[bool]) -> list[Part]:
    """The words, runs of capitals joined where hardly any blank parts them."""
    found: list[Part] = []
    for (text, left, right), apart in zip(parts, (True, *parted), strict=True):
        last = found[-1] if found else None
        if last and not apart and _is_symbol(last[0]) and _is_symbol(text.rstrip("?.,;:)")):
            found[-1] = (last[0] + text, last[1], right)
        else:
            found.append((text, left, right))
    return found


def _is_symbol(text: str) -> bool:
    return text.isalpha() and text.isupper()


def _ink_colour(box: Box, pixels: Pixels, picture: Inked) -> str:
    """The hue of the line's ink; "" for black and grey."""
    x0, y0, x1, y1 = (int(value) for value in box)
    ink = picture.ink[y0:y1, x0:x1]
    if not ink.any():
        return ""
    inked = pixels[y0:y1, x0:x1][ink].astype(int)
    weight = np.abs(inked - np.array(np.median(pixels[y0:y1, x0:x1].reshape(-1, 3), axis=0))).max(axis=1)
    core = inked[weight >= np.percentile(weight, 60)]
    coloured = core.max(axis=1) - core.min(axis=1) >= HUED
    if not coloured.any() or coloured.mean() < WHOLLY:
        return ""  # black print, or what a pen drew around it
    red, green, blue = (int(value) for value in np.median(core, axis=0))
    tint = colour.name(red, green, blue)
    return "" if tint == "grey" else tint  # thin black print is grey, too
