"""Pages of a PDF that are pictures: rendered, their words recognised, in the page's own points.

A page without a text layer whose picture covers most of it is a scan; with the extra `quizmill[ocr]` it is read like
any picture, without it a finding names the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extract.media import ahead, lookalikes, memory, ocr
from extract.media.geometry import Drawing, Leaf
from extract.media.pdf import pixels as pdf_pixels
from extract.media.pdf.pixels import Drawn
from quizmill.block import Block
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Span

if TYPE_CHECKING:  # OpenCV comes with the extra
    from extract.media.image.read import Picture

SCALE = 200 / 72  # pixels a point: 200 dpi
FEW = 3  # words: less is a stamp or a page number on a scan


@dataclass(slots=True)
class Scans:
    """What the pages without words gave. `waiting` are those that no engine read."""

    waiting: list[int] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    pictures: dict[int, Picture] = field(default_factory=dict)
    scales: dict[int, float] = field(default_factory=dict)  # pixels a point of each

    def written_out(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of all pages with what the look of scanned ones told, their boxes where the pages really lie."""
        for number, own in groupby(blocks, key=lambda block: block.span.page):
            yield from _of_scan(own, self.pictures.get(number or 0), self.scales.get(number or 0, SCALE))

    def _words(self) -> Iterator[tuple[str, lookalikes.Place]]:
        """What was recognised, and where on its page."""
        for number, picture in self.pictures.items():
            unit = 1 / self.scales.get(number, SCALE)
            for word in (word for chunk in picture.leaf.chunks for word in chunk.words):
                x0, y0, x1, y1 = (value * unit for value in picture.placed(word.box))
                yield word.text, (number, (x0, y0, x1, y1))

    def findings(self) -> Iterator[Finding]:
        yield from self.doubts
        for one, other, (number, box) in lookalikes.doubts(self._words()):
            message = f"Recognised as {one}; {other} looks the same."
            yield Finding("ocr-doubt", Severity.INFO, message, Span.of_box(number, *(round(v, 1) for v in box)))
        if self.waiting:
            shown = ", ".join(map(str, self.waiting[:20]))
            message = f'No words but pictures on page {shown}; `pip install "quizmill[ocr]"` reads them.'
            yield Finding("needs-ocr", Severity.WARNING, message, Span(page=self.waiting[0]))


def _of_scan(blocks: Iterable[Block], picture: Picture | None, scale: float) -> Iterator[Block]:
    if picture is None:
        yield from blocks
        return
    for block in picture.written_out(blocks):
        if block.span.box is not None and picture.upright is not None and picture.upright.moved:
            x0, y0, x1, y1 = (round(value / scale, 1) for value in picture.placed(block.span.box))
            block = replace(block, span=replace(block.span, box=(x0, y0, x1, y1)))
        yield block


def is_scan(leaf: Leaf) -> bool:
    """True for a page of hardly a word whose pictures cover a third of it."""
    if sum(len(chunk.words) for chunk in leaf.chunks) > FEW:
        return False
    pictures = [shape.box for shape in leaf.shapes if shape.drawing is Drawing.PICTURE]
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in pictures)
    return area > 0.33 * leaf.width * leaf.height


def read(document: pdfium.PdfDocument, leaves: Iterable[Leaf], scans: Scans) -> Iterator[Leaf]:
    """The leaves in their order, scans among them as their pictures show them, as many at once as there are threads.

    Where no engine is at hand, scans are as they were.
    """
    for scanned, run in groupby(leaves, key=lambda leaf: leaf.number not in scans.pictures and is_scan(leaf)):
        if not scanned:
            yield from run
        elif not ocr.available():
            for leaf in run:
                scans.waiting.append(leaf.number)
                yield leaf
        else:
            sheets = ((leaf.number, _sheet(document, leaf.number)) for leaf in run)
            for number, scale, picture in ahead.in_order(sheets, _taken_apart, ocr.threads(), ocr.one_of_many):
                yield _kept(number, scale, picture, scans)


def _sheet(document: pdfium.PdfDocument, number: int) -> Drawn:
    """The page's pixels. Pages are drawn by one thread alone."""
    page = document[number - 1]
    try:
        return pdf_pixels.drawn(page, SCALE)
    finally:
        page.close()


def _taken_apart(page: tuple[int, Drawn]) -> tuple[int, float, Picture]:
    from extract.media.image import read as image_read

    number, sheet = page
    picture = image_read.take_apart(sheet.pixels, number, sheet.scale)
    memory.give_back()
    return number, sheet.scale, picture


def _kept(number: int, scale: float, picture: Picture, scans: Scans) -> Leaf:
    from extract.media.image import medium as image

    found, media = image.with_figures(picture)
    scans.media += media
    scans.pictures[number] = replace(picture, upright=picture.upright and picture.upright.alone())
    scans.doubts += image.doubts(picture, number, 1 / scale)
    scans.scales[number] = scale
    return found
