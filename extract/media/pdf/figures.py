"""Pictures on a PDF's text pages: cropped from the rendered page, as media in their place of the stream.

A figure is a picture object larger than a control that does not fill the page and has hardly any words on it; one
that stands at the same place of several pages is a logo, and furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium

from extract.media import rtl
from extract.media.geometry import Box, Chunk, Drawing, Leaf, inside, union
from extract.media.pdf import pixels as pdf_pixels
from quizmill.block import Block, Kind
from quizmill.item import Media

SCALE = 2.0  # pixels a point
SMALLEST = 42.0  # points
MOST = 200  # figures of one document
DECORATES = 4  # times that one picture stands in a document


def boxes(leaf: Leaf) -> list[Box]:
    """Where the page has figures."""
    found = []
    for shape in leaf.shapes:
        x0, y0, x1, y1 = shape.box
        width, height = x1 - x0, y1 - y0
        if shape.drawing is not Drawing.PICTURE or min(width, height) < SMALLEST:
            continue
        if width * height > 0.6 * leaf.width * leaf.height or x0 < -1 or y0 < -1:
            continue
        if not any(inside(chunk.box, shape.box, -2.0) for chunk in leaf.chunks):
            found.append(shape.box)
    return found


def logos(leaves: Sequence[Leaf]) -> frozenset[tuple[int, ...]]:
    """Places, in steps of 4 points, where at least two and a third of the pages have a picture."""
    places = Counter(place for leaf in leaves for place in {_place(box) for box in boxes(leaf)})
    return frozenset(place for place, count in places.items() if count >= max(2, len(leaves) / 3))


def crop(
    document: pdfium.PdfDocument, leaf: Leaf, known: frozenset[tuple[int, ...]]
) -> tuple[list[Chunk], list[Media]]:
    """The page's figures as chunks of their own, and their crops."""
    own = [box for box in boxes(leaf) if _place(box) not in known]
    if not own:
        return [], []
    from extract.media.image.medium import png

    places = [rtl.mirrored(box, leaf.width) if leaf.mirrored else box for box in own]
    left, top, right, foot = union(places)
    area = (max(0, int(left)), max(0, int(top)), min(leaf.width, right + 2), min(leaf.height, foot + 2))
    page = document[leaf.number - 1]
    try:
        sheet = pdf_pixels.drawn(page, SCALE, area)  # whole points from the corner: the pixels are those of the page
    finally:
        page.close()
    chunks, media = [], []
    for box, place in zip(own, places, strict=True):
        moved = (place[0] - area[0], place[1] - area[1], place[2] - area[0], place[3] - area[1])
        x0, y0, x1, y1 = (max(0, int(value * sheet.scale)) for value in moved)
        part = sheet.pixels[y0 : y1 + 1, x0 : x1 + 1]
        if part.size and int(part.max()) - int(part.min()) > 24:  # not blank
            picture = png(part)
            media.append(picture)
            chunks.append(Chunk((), box, source=f"media:{picture.name}"))
    return chunks, media


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(value / 4) for value in box)


def undecorated(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without pictures that come again and again: they decorate, wherever on a page they stand."""
    often = Counter(block.src for block in blocks if block.kind is Kind.IMAGE)
    shown = {name for name, count in often.items() if count >= DECORATES}
    return tuple(block for block in blocks if block.src not in shown) if shown else blocks
