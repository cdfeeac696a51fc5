"""Pictures of quizzes: screenshots, scans, photos. The words are recognised, then read like any printed page.

    a .png, .jpg, .gif, .webp, .bmp or .tiff file; of several frames, each is a page

Needs the extra `quizmill[ocr]`; without it the picture is one IMAGE block and a finding says what to install.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from extract.media import leaves, ocr
from extract.media.geometry import Box, Chunk, Leaf
from extract.media.leaves import Tally
from quizmill.block import Block, Kind
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

if TYPE_CHECKING:  # OpenCV comes with the extra
    from extract.media.image.read import Picture

Pixels = npt.NDArray[np.uint8]
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_SUFFIXES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"}
GRID = "A grid of controls that could not be read: not every row and column of it has a name beside it."
LARGEST = 80_000_000  # pixels; a larger picture is refused, as a decompression bomb would be
FRAMES = 50
SCRIPT = (
    "Many words are of a script that the recogniser does not have; install Tesseract with the language's data "
    "(Debian: apt-get install tesseract-ocr tesseract-ocr-rus, -kor, -ara ...) and ingest the picture again."
)


def identify(source: Source) -> bool:
    head = source.data[:16]
    if head.startswith(_MAGIC[:4]) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return True
    return source.suffix in _SUFFIXES and head.startswith(_MAGIC)


def read(source: Source) -> Page:
    """The picture as blocks; spans give page (the frame, from 1) and box in pixels from its top left."""
    if not ocr.available():
        blocks = tuple(_whole(frame, number) for number, frame in enumerate(frames(source), 1))
        return Page(source, Carrier.IMAGE, blocks, findings=(needs_ocr(Span(page=1)),))
    from extract.media.image import read as image_read

    tally = Tally()
    media: list[Media] = []
    findings: list[Finding] = []
    found: list[Block] = []
    for number, frame in enumerate(frames(source), 1):
        picture = image_read.take_apart(frame, number)
        leaf, crops = with_figures(picture)
        media += crops
        told = picture.written_out(leaves.blocks([leaf], [leaf], tally))
        found += [_in_pixels(block, picture) for block in told]
        findings += doubts(picture, number)
    return Page(source, Carrier.IMAGE, tuple(found), findings=(*findings, *tally.findings()), media=tuple(media))


def needs_ocr(span: Span) -> Finding:
    return Finding(
        "needs-ocr", Severity.WARNING, 'The words are in a picture; `pip install "quizmill[ocr]"` reads them.', span
    )


def doubts(picture: Picture, number: int, unit: float = 1.0) -> Iterator[Finding]:
    """What may have been misread or cut off; `unit` leads from pixels to the unit of the page's spans."""
    for line in picture.doubts[:20]:
        box = picture.placed(_scaled(line.box, 1 / picture.scale))
        span = Span.of_box(number, *(round(value * unit, 1) for value in box))
        yield Finding("ocr-doubt", Severity.INFO, f"Recognised with a score of {line.score:.2f}: {line.text}", span)
    for place in picture.unread:
        span = Span.of_box(number, *(round(value * unit, 1) for value in picture.placed(place)))
        yield Finding("grid-unread", Severity.WARNING, GRID, span)
    if picture.foreign:
        yield Finding("needs-ocr", Severity.WARNING, SCRIPT, Span(page=number))
    if picture.cut:
        words = "The picture ends inside a line: words touch its edge."
        yield Finding("cut-off", Severity.WARNING, words, Span(page=number))


def with_figures(picture: Picture) -> tuple[Leaf, list[Media]]:
    """The leaf with its figures as chunks of their own, in the reading order, and their crops."""
    from extract.media.image.read import figures_of

    assert picture.upright is not None
    leaf, pixels = picture.leaf, picture.upright.pixels
    media, chunks = [], list(leaf.chunks)
    for shape in figures_of(leaf):
        x0, y0, x1, y1 = (int(value) for value in _scaled(shape.box, picture.scale))
        crop = png(pixels[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5])
        media.append(crop)
        chunks.append(Chunk((), shape.box, source=f"media:{crop.name}"))
    return replace(leaf, chunks=tuple(chunks)), media


def png(pixels: Pixels) -> Media:
    """Pixels as a picture named by its content."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", optimize=False)
    data = buffer.getvalue()
    return Media(f"{hashlib.sha256(data).hexdigest()}.png", data)


def frames(source: Source) -> Iterator[Pixels]:
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(source.data)) as picture:
            if picture.width * picture.height > LARGEST:
                raise SourceError(f"{source.path} has {picture.width} x {picture.height} pixels; that is too large.")
            for number, frame in enumerate(ImageSequence.Iterator(picture)):
                if number >= FRAMES or (number and picture.format != "TIFF"):
                    return
                yield np.asarray(_flat(ImageOps.exif_transpose(frame)), dtype=np.uint8)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SourceError(f"{source.path} is no picture that can be opened: {error}.") from error


def _flat(frame: object) -> object:
    """Colours on white where the picture is transparent."""
    from PIL import Image

    assert isinstance(frame, Image.Image)
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        over = frame.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(ground, over).convert("RGB")
    return frame.convert("RGB")


def _whole(pixels: Pixels, number: int) -> Block:
    height, width = pixels.shape[:2]
    return Block(Kind.IMAGE, (), Span.of_box(number, 0, 0, width, height), src=f"page:{number}")


def _in_pixels(block: Block, picture: Picture) -> Block:
    if block.span.box is None:
        return block
    x0, y0, x1, y1 = (round(value, 1) for value in picture.placed(block.span.box))
    return replace(block, span=replace(block.span, box=(x0, y0, x1, y1)))


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


MEDIUM = Medium("image", identify, read)
