"""Tesseract, where it is installed: reads scripts that RapidOCR's models do not have (Cyrillic, Hangul, Arabic ...).

    apt-get install tesseract-ocr tesseract-ocr-rus      the program and the data of one language

It is asked only for pictures whose words the first engine could not make out. Which language they are in, nobody says:
every installed one of these scripts is tried, and the one that is surest wins. Words come as TSV:

    level  page  block  par  line  word  left  top  width  height  conf  text
    5      1     1      1    1     2     83    52   75     19      96.8  Какая
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extract.media.geometry import union

if TYPE_CHECKING:
    from extract.media.ocr import Recognised

Pixels = npt.NDArray[np.uint8]
# Languages by the names of their data, most spoken first; scripts that RapidOCR reads are not among them.
LANGUAGES = (
    "rus kor ara hin ben fas urd heb ell tha ukr bul srp bel mkd kaz mar tam tel guj kan mal pan sin khm lao mya kat "
    "hye amh"
).split()
_RINGS = frozenset("@©®")  # what it makes of letters and digits in rings: which ones, it does not say
UNSURE = 0.5  # the score of a line with such a sign
MOST = 4  # languages tried on one picture
SECONDS = 120  # for one picture in one language
SURE = 60.0  # the average confidence of words that were really read
WORD = 25.0  # the lowest confidence of a word that is kept
SPACE, APART = 0.16, 2.0  # of a line's height: less parts no syllables of Hangul, more parts two texts


def languages() -> list[str]:
    """The installed languages of other scripts; none where the program is missing."""
    return [name for name in LANGUAGES if name in _installed()][:MOST]


@cache
def _installed() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    return frozenset(told.stdout.split())


class Tesseract:
    """The second engine, for these languages or the installed ones. One thread: the pool's workers share the cores."""

    def __init__(self, only: Sequence[str] = ()) -> None:
        self.only = [name for name in only if name in _installed()]

    def read(self, pixels: Pixels) -> Sequence[Recognised]:
        """The lines in the language that fits best; none where no installed one does."""
        best: tuple[float, list[Recognised]] = (0.0, [])
        data = _png(pixels)
        for language in self.only or languages():
            found, sure = _lines(_tsv(data, language))
            if sure >= SURE:
                best = max(best, (sure * sum(len(line.text) for line in found), found), key=lambda one: one[0])
        return best[1]

    def line(self, pixels: Pixels) -> Recognised | None:
        return next(iter(self.read(pixels)), None)


def _tsv(data: bytes, language: str) -> str:
    mixed = f"{language}+eng" if "eng" in _installed() else language
    words = ["tesseract", "stdin", "stdout", "-l", mixed, "--psm", "11", "tsv"]
    ran = subprocess.run(
        words, input=data, capture_output=True, timeout=SECONDS, check=False, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
    )
    return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else ""


def _png(pixels: Pixels) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _lines(tsv: str) -> tuple[list[Recognised], float]:
    """The lines of a TSV answer, and the average confidence of its letters."""
    rows = [row for line in tsv.splitlines()[1:] if len(row := line.split("\t", 11)) == 12 and row[0] == "5"]
    rows = [row for row in rows if row[11].strip() and float(row[10]) >= WORD]
    letters = sum(len(row[11]) for row in rows)
    sure = sum(float(row[10]) * len(row[11]) for row in rows) / max(1, letters)
    found = [part for _, line in groupby(rows, key=lambda row: row[1:5]) for part in _parts(list(line))]
    return found, sure


def _parts(rows: Sequence[Sequence[str]]) -> Iterator[Recognised]:
    """The words of one line, as one text or, where a wide gap opens, as several."""
    from extract.media.ocr import Recognised

    boxes = [(float(r[6]), float(r[7]), float(r[6]) + float(r[8]), float(r[7]) + float(r[9])) for r in rows]
    height = max(box[3] - box[1] for box in boxes)
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    cuts = [0, *(i + 1 for i, gap in enumerate(gaps) if gap > APART * height), len(rows)]
    for start, end in pairwise(cuts):
        text = rows[start][11]
        for i in range(start + 1, end):
            joined = gaps[i - 1] < SPACE * height and _is_hangul(text[-1]) and _is_hangul(rows[i][11][0])
            text += ("" if joined else " ") + rows[i][11]
        score = sum(float(row[10]) for row in rows[start:end]) / (end - start) / 100
        x0, y0, x1, y1 = union(boxes[start:end])
        if _RINGS & set(text):
            text, score = " ".join(word for word in text.split() if word not in _RINGS), min(score, UNSURE)
        yield Recognised(text, (x0, y0 - 0.15 * height, x1, y1 + 0.15 * height), round(score, 3))


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"
