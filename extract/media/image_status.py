"""The row of signs at the top of a telephone's screen: no words of the page.

9:41                 5G  87%
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
