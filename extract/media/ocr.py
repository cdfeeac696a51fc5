"""Words out of pixels: one engine a process, loaded when the first picture needs it.

    [[255, 255, ...], ...]  ->  Recognised("What is a monad?", (12, 40, 310, 58), 0.99)

The engine is RapidOCR (extra `quizmill[ocr]`; its models are inside the wheel, nothing is fetched), with settings
measured on rendered and scanned quiz pages: no line classifier (it flips lines), a low threshold for boxes and texts
(question numbers stand alone). It has no Cyrillic, Hangul or Arabic: words of such scripts come out as gaps or as a few
unlikely signs (`is_foreign`), and a second engine is asked, if there is one. Tests put in engines of their own (`use`).
"""

from __future__ import annotations

import importlib.util
import logging
import math
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from extract.media import memory
from extract.media.geometry import Box

if TYPE_CHECKING:
    from rapidocr import RapidOCR

Pixels = npt.NDArray[np.uint8]
P = ParamSpec("P")
R = TypeVar("R")
SETTINGS: dict[str, object] = {
    "Global.use_cls": False,
    "Global.text_score": 0.3,
    "Global.max_side_len": 2_400,
    "Global.log_level": "error",
    "Det.box_thresh": 0.3,
}
TURNED = 15.0  # degrees: pages are levelled before; what still stands at more was put over the page
TILE = 1_200  # pixels: taller pictures are read in tiles: small print would be scaled away, and memory grow


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of text, its place in pixels, and how sure the engine is of it (0..1)."""

    text: str
    box: Box
    score: float
    turned: bool = False  # written at an angle: a watermark's words


class Engine(Protocol):
    """Reads colour pixels (height, width, 3). `line` reads pixels that hold one short line and nothing else."""

    def read(self, pixels: Pixels) -> Sequence[Recognised]: ...

    def line(self, pixels: Pixels) -> Recognised | None: ...


class RapidEngine:
    """RapidOCR twice: its `use_det=False` is sticky, so whole pages and single lines have an engine each.

    Reading changes nothing in it, so several threads may read at once.
    """

    def __init__(self, threads: int) -> None:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self.threads = threads
        self._settings = SETTINGS | {"EngineConfig.onnxruntime.intra_op_num_threads": threads}
        pages: Any = RapidOCR(params=self._settings)
        pages.detect_and_crop = _one_at_a_time(pages.detect_and_crop)
        self._pages = pages
        self._lines: RapidOCR | None = None

    def read(self, pixels: Pixels) -> Sequence[Recognised]:
        found: list[Recognised] = []
        for top, bottom in tiles(pixels):
            told: Any = self._pages(np.ascontiguousarray(pixels[top:bottom, :, ::-1]))
            if told.boxes is None:
                continue
            for corners, text, score in zip(told.boxes, told.txts, told.scores, strict=True):
                xs, ys = corners[:, 0], corners[:, 1]
                box = (float(xs.min()), float(ys.min()) + top, float(xs.max()), float(ys.max()) + top)
                found.append(Recognised(text, box, float(score), _turned(corners)))
        return found

    def line(self, pixels: Pixels) -> Recognised | None:
        with _LOADING:
            if self._lines is None:
                from rapidocr import RapidOCR

                self._lines = RapidOCR(params=self._settings)
        told: Any = self._lines(np.ascontiguousarray(pixels[:, :, ::-1]), use_det=False, use_cls=False)
        if not told.txts or not told.txts[0]:
            return None
        height, width = pixels.shape[:2]
        return Recognised(told.txts[0], (0.0, 0.0, float(width), float(height)), float(told.scores[0]))


def _one_at_a_time(work: Callable[P, R]) -> Callable[P, R]:
    """Finding lines takes 500 MB for a moment, reading them next to nothing: of two pages one finds, one reads. What a
    thread has freed its C library keeps for it alone, so it is given back before the other's turn.
    """
    turn = threading.Lock()

    def waiting(*args: P.args, **kwargs: P.kwargs) -> R:
        with turn:
            found = work(*args, **kwargs)
            if getattr(_ONE_OF_MANY, "here", False):
                memory.give_back()
            return found

    return waiting


def threads() -> int:
    """What OMP_NUM_THREADS says, as the worker pool sets it; else two: more hardly help (measured)."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, int(told)) if told.isdecimal() else 2


def _turned(corners: npt.NDArray[np.float32]) -> bool:
    """True where a line's upper edge runs at an angle; of a single sign nobody can tell."""
    (right, down), (across, along) = (float(x) for x in corners[1] - corners[0]), corners[2] - corners[1]
    if math.hypot(right, down) < 1.5 * math.hypot(across, along):
        return False
    return abs(math.degrees(math.atan2(down, right))) > TURNED


def tiles(pixels: Pixels) -> Iterator[tuple[int, int]]:
    """Rows (from, to) of tiles that end between lines of text."""
    height = pixels.shape[0]
    top = 0
    while height - top > 1.25 * TILE:
        part = pixels[top + TILE // 2 : top + TILE].astype(np.int16)
        quiet = (part.max(axis=(1, 2)) - part.min(axis=(1, 2))) if part.size else np.zeros(1)
        calm = np.flatnonzero(quiet <= quiet.min() + 8)
        bottom = top + TILE // 2 + int(calm[-1]) + 1
        yield top, bottom
        top = bottom
    yield top, height


SPARSE = 0.28  # letters for each line's height of width: fewer and most of the print was passed over
UNLIKELY = 0.8  # the score of signs that may be another script's


def is_foreign(found: Sequence[Recognised]) -> bool:
    """True where a good part of the print is of a script that the first engine does not have."""
    whole = doubtful = 0.0
    for line in found:
        height, width = line.box[3] - line.box[1], line.box[2] - line.box[0]
        if width < 1.5 * height:
            continue
        letters = [char for char in line.text if not char.isspace()]
        strange = sum(ord(char) > 0x2E7F for char in letters)
        whole += width
        gaps = len(letters) * height < SPARSE * width * (2.0 if not strange else 1.0)
        if gaps or (2 * strange > len(letters) and line.score < UNLIKELY):
            doubtful += width
    return whole > 0 and doubtful > 0.3 * whole


_VIETNAMESE = re.compile(r"[ươƯƠ]|\bCâu \d|Đáp án")


def drops_letters(found: Sequence[Recognised]) -> bool:
    """True for Vietnamese, of whose letters with two marks the first engine has none: it leaves them out."""
    return sum(bool(_VIETNAMESE.search(line.text)) for line in found) > 1


_LOADING = threading.RLock()
_ONE_OF_MANY = threading.local()
_engine: Engine | None = None
_second: Engine | None = None


def available() -> bool:
    """True where an engine is at hand: one that was put in place, or the extra `[ocr]`."""
    if _engine is not None:
        return True
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def engine() -> Engine:
    """The process's engine, loaded at the first call. Threads that read pages side by side share it."""
    global _engine
    wanted = 1 if getattr(_ONE_OF_MANY, "here", False) else threads()
    with _LOADING:
        if _engine is None or (isinstance(_engine, RapidEngine) and _engine.threads != wanted):
            _engine = RapidEngine(wanted)
        return _engine


def one_of_many() -> None:
    """Said by a thread that reads pages beside others: the engine is to use one thread for each."""
    _ONE_OF_MANY.here = True


def second(*only: str) -> Engine | None:
    """The engine of other scripts, or of these languages; None where none is installed."""
    from extract.media.tesseract import Tesseract, languages

    known = Tesseract(only)
    return _second or (known if (known.only if only else languages()) else None)


@contextmanager
def use(other: Engine, beside: Engine | None = None) -> Iterator[None]:
    """Other engines for a while."""
    global _engine, _second
    before, _engine, _second = (_engine, _second), other, beside
    try:
        yield
    finally:
        _engine, _second = before
