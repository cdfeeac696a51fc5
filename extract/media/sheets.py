"""A page of a PDF or a picture as a person sees it: pixels on which the boxes of spans can be drawn.

sheet(Source("quiz.pdf", data), 3)  ->  Sheet(pixels, scale=2.0)      a span's (72, 90, 540, 104) is (144, 180, ...)
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from quizmill.errors import SourceError
from quizmill.source import Source

SCALE = 2.0  # pixels a point of a PDF page: 144 dpi


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pixels (height, width, 3), red first; `scale` pixels are one unit of the page's spans."""

    pixels: npt.NDArray[np.uint8] = field(repr=False)
    scale: float


def sheet(source: Source, number: int) -> Sheet:
    """The page `number` (from 1); SourceError where the source has no such page, or no pages at all."""
    from extract.media.image import medium as image
    from extract.media.pdf import medium as pdf

    if image.identify(source):
        for at, frame in enumerate(image.frames(source), 1):
            if at == number:
                return Sheet(frame, 1.0)
    elif pdf.identify(source):
        return _pdf_page(source, number)
    raise SourceError(f"{source.path} has no page {number} that could be drawn.")


def _pdf_page(source: Source, number: int) -> Sheet:
    from extract.media.pdf import medium as pdf
    from extract.media.pdf import pixels as pdf_pixels

    document = pdf.open_document(source)
    try:
        if not 1 <= number <= len(document):
            raise SourceError(f"{source.path} has no page {number}; it has {len(document)}.")
        page = document[number - 1]
        try:
            done = pdf_pixels.drawn(page, SCALE)
        finally:
            page.close()
        return Sheet(done.pixels, done.scale)
    finally:
        document.close()
