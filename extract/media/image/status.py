"""Rows of a screen beside the page's own words: a telephone's signs at the top, a quiz's counter at the foot.

9:41                 5G  87%        no words of the page
Question 2 of 15   Back  Next       the counter says which question stands above it, and so is read first
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words import page as words_page
from extract.media.geometry import Chunk, same_row

_CLOCK = re.compile(r"\A\W*(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*[AaPp]\.?[Mm]\.?)?\W*\Z")
_SIGN = re.compile(r"\A(?:\W*(?:\d{1,3} ?%?|[345]G\+?|LTE|4G LTE|H\+|E|Wi-?Fi|VoLTE|[A-Za-z]{1,2})\W*)*\Z")
TOP = 0.08  # of the page's height


def without(chunks: Sequence[Chunk], width: float, height: float) -> list[Chunk]:
    """The chunks of a page higher than wide, without the row of its clock if nothing but signs stands there."""
    if height < 1.2 * width:
        return list(chunks)
    worded = [chunk for chunk in chunks if chunk.words]
    first = min(worded, key=lambda chunk: chunk.box[1], default=None)
    if first is None or first.box[3] > TOP * height:
        return list(chunks)
    row = [chunk for chunk in worded if same_row(chunk.box, first.box, 0.3)]
    clocks = [chunk for chunk in row if _CLOCK.match(chunk.text)]
    if len(clocks) != 1 or not all(chunk is clocks[0] or _SIGN.match(chunk.text) for chunk in row):
        return list(chunks)
    return [chunk for chunk in chunks if not any(chunk is one for one in row)]


def headed(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks, the only counter of questions first where it stands below all options."""
    counters = [chunk for chunk in chunks if words_page.counts_questions(chunk.text)]
    marked = [chunk.box[3] for chunk in chunks if chunk.mark is not None]
    if len(counters) != 1 or len(marked) < 2 or counters[0].box[1] < max(marked):
        return list(chunks)
    (counter,) = counters
    first = min(chunk.box[1] for chunk in chunks)
    if first < 1:
        return list(chunks)  # no room above the page's first line
    moved = (counter.box[0], 0.0, counter.box[2], 0.9 * first)
    words = tuple(replace(word, box=(word.box[0], moved[1], word.box[2], moved[3])) for word in counter.words)
    return [replace(counter, words=words, box=moved), *(chunk for chunk in chunks if chunk is not counter)]
