"""Bold print in fonts that have no name: Type 3 fonts, as TeX makes of bitmaps, tell nothing but their ink.

**ACK** in one nameless font, SYN in another     ->   the one whose strokes are clearly thicker is bold

A few words of each such font are rendered; the mean length of their runs of ink, measured in the font's size, is
compared with that of the nameless font of the same size that most words are set in. Pages of named fonts cost nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
import pypdfium2 as pdfium

from extract.media.geometry import Word
from extract.media.pdf import pixels as pdf_pixels
from extract.media.pdf.pixels import Pixels
from quizmill.block import Style

NAMELESS = "?"  # what the name of such a font begins with
SCALE = 4.0  # pixels a point
SAMPLE, FEWEST = 12, 2  # words of a font that are measured
THICKER = 1.28  # times the usual: TeX's bold is 1.5, other faces and small capitals differ by a tenth


def told(page: pdfium.PdfPage, words: Sequence[Word]) -> list[Word]:
    """The words, bold where their nameless font is."""
    fonts: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        if word.look.font.startswith(NAMELESS) and not word.turned:
            fonts[word.look.font].append(word)
    if len(fonts) < 2:
        return list(words)
    sheet = pdf_pixels.drawn(page, SCALE, grey=True)
    known = {font: weight for font, own in fonts.items() if (weight := _weight(own, sheet.pixels, sheet.scale))}
    usual = max(known, key=lambda font: len(fonts[font]), default="")
    size = fonts[usual][0].look.size if usual else 0.0
    bold = {
        font
        for font, weight in known.items()
        if weight > THICKER * known[usual] and abs(fonts[font][0].look.size - size) < 0.1 * size
    }
    if not bold:
        return list(words)
    return [
        replace(word, look=replace(word.look, style=word.look.style | Style.BOLD)) if word.look.font in bold else word
        for word in words
    ]


def _weight(words: Sequence[Word], pixels: Pixels, scale: float) -> float:
    """How thick strokes are, in parts of the font's size; 0 where there are too few letters to tell."""
    lettered = [word for word in words if len(word.text) > 2 and word.text.isalpha()][:SAMPLE]
    found = [_run(word, pixels, scale) for word in lettered]
    return median(found) if len(found) >= FEWEST else 0.0


def _run(word: Word, pixels: Pixels, scale: float) -> float:
    """The mean run of ink in the rows of a word."""
    x0, y0, x1, y1 = (int(value * scale) for value in word.box)
    ink = pixels[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] < 128
    starts = int(np.count_nonzero(ink[:, 1:] & ~ink[:, :-1])) + int(np.count_nonzero(ink[:, :1]))
    return float(np.count_nonzero(ink)) / max(1, starts) / (scale * word.look.size)
