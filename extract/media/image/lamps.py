"""Discs that are lamps, not controls: all are full, some green and some red, and so say which option is right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extract.media import colour
from extract.media.geometry import Box, Chunk
from extract.media.image.told import Told
from quizmill.block import Shape as Form

Pixels = npt.NDArray[np.uint8]


def read(chunks: list[Chunk], pixels: Pixels, scale: float) -> tuple[list[Chunk], list[Told]]:
    """Discs of which all are full, some green and some red, are no controls: they say which option is right."""
    marked = [chunk for chunk in chunks if chunk.mark is not None and chunk.mark_box is not None]
    tints = {id(chunk): _core(pixels, _times(chunk.mark_box, scale)) for chunk in marked if chunk.mark_box}
    told: list[Told] = []
    for i, chunk in enumerate(chunks):
        if id(chunk) not in tints or chunk.mark is None or chunk.mark_box is None:
            continue
        left = chunk.mark_box[0]
        column = [one for one in marked if one.mark_box is not None and abs(one.mark_box[0] - left) < 2]
        full = all(one.mark is not None and one.mark.on is not False for one in column)
        if full and {tints[id(one)] for one in column} == {"green", "red"}:
            chunks[i] = replace(chunk, mark=replace(chunk.mark, shape=Form.RADIO, on=None))
            told.append(Told(chunk.box, tints[id(chunk)] == "green"))
    return chunks, told


def _core(pixels: Pixels, box: Box) -> str:
    """The colour in the middle of a box."""
    x0, y0, x1, y1 = (int(value) for value in box)
    wide, high = (x1 - x0) // 4, (y1 - y0) // 4
    middle = pixels[y0 + high : y1 - high, x0 + wide : x1 - wide].reshape(-1, 3)
    if not len(middle):
        return ""
    red, green, blue = (int(value) for value in np.median(middle, axis=0))
    return colour.name(red, green, blue)


def _times(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)
