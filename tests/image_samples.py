"""Screenshots that the tests draw themselves, and an engine that knows the words that were drawn."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from extract.media.ocr import Recognised

Pixels = npt.NDArray[np.uint8]
SIZE = 26
STEM = "Which planet is closest to the sun?"
OPTIONS = ("Venus", "Mercury", "Mars")


@dataclass
class Engine:
    """Reads nothing but knows all: the lines that were drawn, moved with the picture."""

    lines: list[Recognised] = field(default_factory=list)
    asked: int = 0

    def read(self, pixels: Pixels) -> Sequence[Recognised]:
        del pixels
        self.asked += 1
        return self.lines

    def line(self, pixels: Pixels) -> Recognised | None:
        del pixels
        return None


@dataclass
class Sheet:
    """A picture in the making and the engine that will know its words."""

    width: int = 1000
    height: int = 520
    ground: str = "white"
    ink: str = "black"
    engine: Engine = field(default_factory=Engine)

    def __post_init__(self) -> None:
        self.picture = Image.new("RGB", (self.width, self.height), self.ground)
        self.draw = ImageDraw.Draw(self.picture)
        self.font = ImageFont.load_default(SIZE)

    def text(self, x: float, y: float, words: str, colour: str = "", known: bool = True) -> None:
        self.draw.text((x, y), words, fill=colour or self.ink, font=self.font)
        if known:
            x0, y0, x1, y1 = self.draw.textbbox((x, y), words, font=self.font)
            self.engine.lines.append(Recognised(words, (float(x0), float(y0) - 3, float(x1), float(y1) + 3), 0.98))

    def radio(self, x: float, y: float, on: bool) -> None:
        self.draw.ellipse((x, y, x + 30, y + 30), outline=self.ink, width=3)
        if on:
            self.draw.ellipse((x + 8, y + 8, x + 22, y + 22), fill=self.ink)

    def box(self, x: float, y: float, on: bool) -> None:
        self.draw.rectangle((x, y, x + 30, y + 30), outline=self.ink, width=3)
        if on:
            self.draw.line((x + 6, y + 15, x + 13, y + 23, x + 25, y + 7), fill=self.ink, width=5)

    def png(self) -> bytes:
        buffer = io.BytesIO()
        self.picture.save(buffer, "PNG")
        return buffer.getvalue()


def attempt(chosen: Sequence[int] = (1,), verdict: str = "Correct", boxes: bool = False, dark: bool = False) -> Sheet:
    """One question of a submitted attempt, with its verdict in a tinted box."""
    sheet = Sheet(ground="#1b1b1f", ink="#f2f2f2") if dark else Sheet()
    sheet.text(40, 30, f"1. {STEM}")
    for index, option in enumerate(OPTIONS):
        y = 100 + 70 * index
        (sheet.box if boxes else sheet.radio)(60, y - 2, index in chosen)
        sheet.text(110, y, option)
    if verdict:
        tint, ink = ("#e6f4ea", "#137333") if verdict == "Correct" else ("#fce8e6", "#b3261e")
        sheet.draw.rectangle((60, 330, 940, 410), fill="#143d24" if dark else tint)
        sheet.text(110, 355, verdict, colour="#7fe0a0" if dark else ink)
    return sheet


def noised(data: bytes, seed: int = 7) -> bytes:
    """The same picture through a bad JPEG."""
    picture = Image.open(io.BytesIO(data))
    pixels = np.asarray(picture, dtype=np.int16) + np.random.default_rng(seed).normal(0, 4, (*picture.size[::-1], 3))
    buffer = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=45)
    return buffer.getvalue()


def diagram() -> Sheet:
    """A stem, a drawing under it with letters in it, options."""
    sheet = Sheet(height=900)
    sheet.text(40, 30, "1. Which node of this graph is its root?")
    for x, y, name in ((450, 140, "A"), (300, 340, "B"), (600, 340, "C")):
        sheet.draw.ellipse((x, y, x + 90, y + 90), outline="black", width=4)
        sheet.text(x + 34, y + 30, name)
    sheet.draw.line((470, 225, 365, 345), fill="black", width=4)
    sheet.draw.line((520, 225, 630, 345), fill="black", width=4)
    for index, option in enumerate(("node A", "node B", "node C")):
        sheet.radio(60, 548 + 70 * index, index == 0)
        sheet.text(110, 550 + 70 * index, option)
    sheet.draw.rectangle((60, 780, 940, 850), fill="#e6f4ea")
    sheet.text(110, 800, "Correct", colour="#137333")
    return sheet
