"""The words of a PDF page with their boxes and looks, straight from pdfium's text page.

One call gives the page's characters; each run of non-blanks is a word. Its box comes from its first and last
character, its look from the text object of its first character (pdf_looks). Asking for every character's box would
take ten times that.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from ctypes import byref, c_int, c_void_p
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media import rtl, vertical
from extract.media.geometry import Box, Look, Word
from extract.media.pdf import repair as pdf_repair
from extract.media.pdf.looks import Looks, plain

_WORD = re.compile(r"(?:[^\s\x01-\x1f]|[\x02\x0b\x0c\x0e\x0f\x1b-\x1f])+")  # those are TeX's ligatures
_TILT = 0.06  # radians
LONGEST = 40  # letters: what goes on is no word whose look changes, but a line of dots


@dataclass(frozen=True, slots=True)
class Turn:
    """From PDF space (points from the bottom left, unrotated) to the page as seen, from its top left."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def mirrored(self, width: float) -> Turn:
        """The same for a page of this width, seen in a mirror."""
        return Turn(-self.a, self.b, -self.c, self.d, width - self.e, self.f)

    def fallen(self, width: float) -> Turn:
        """The same for a page of this width, turned to the left: what ran down runs to the right."""
        return Turn(self.b, -self.a, self.d, -self.c, self.f, width - self.e)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        if self.a == 1 and self.d == -1:  # nearly every page
            return (x0 + self.e, self.f - y1, x1 + self.e, self.f - y0)
        ax, ay = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        bx, by = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def turn_of(page: pdfium.PdfPage) -> Turn:
    """The page's own turn: its crop box and its /Rotate."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return Turn(0, 1, 1, 0, -bottom, -left)
        case 180:
            return Turn(-1, 0, 0, 1, right, -bottom)
        case 270:
            return Turn(0, -1, -1, 0, top, right)
        case _:
            return Turn(1, 0, 0, -1, -left, top)


def characters(textpage: pdfium.PdfTextPage) -> str:
    """The page's characters, one a position of pdfium's own count."""
    count = textpage.count_chars()
    if not count:
        return ""
    text: str = textpage.get_text_range()
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(textpage, index) or 32) for index in range(count))


_object = plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_loose = plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)


def words(textpage: pdfium.PdfTextPage, turn: Turn, text: str, down: bool = False) -> Iterator[Word]:
    """Every word of the page, whose characters are `text`, in the order of its stream; a word whose look
    changes within comes in glued parts. `down` tells that it is written from top to bottom."""
    reader = _Reader(textpage, turn)
    spans = _spans(textpage, text)
    if down:
        spans = [part for start, end in spans for part in vertical.parted(textpage, start, end)]
    objects = [_object(reader.handle, start) for start, _ in spans]
    for (start, end), first, following in zip(spans, objects, [*objects[1:], None], strict=False):
        if start == end or first == following:  # the last letter lies between two of one object
            word = reader.word(text[start : end + 1], start, end, reader.looks.of(first))
            if word is not None:
                yield word
        else:
            yield from reader.parts(text, start, end)


@dataclass(slots=True)
class _Reader:
    """pdfium's text page with the buffers that its calls fill."""

    textpage: pdfium.PdfTextPage
    turn: Turn
    looks: Looks = field(default_factory=Looks)
    head: raw.FS_RECTF = field(default_factory=raw.FS_RECTF)
    tail: raw.FS_RECTF = field(default_factory=raw.FS_RECTF)
    handle: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.handle = ctypes.cast(self.textpage.raw, c_void_p).value

    def look(self, index: int) -> Look:
        return self.looks.of(_object(self.handle, index))

    def parts(self, text: str, start: int, end: int) -> Iterator[Word]:
        """A word by its stretches of one look."""
        glued = False
        for first, last in self._stretches(start, end):
            word = self.word(text[first : last + 1], first, last, self.look(first), glued)
            if word is not None:
                yield word
                glued = True

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        look = self.look(start)
        if look is self.look(end) or end - start > LONGEST:
            yield start, end
            return
        for index in range(start + 1, end + 1):
            here = self.look(index)
            if here is not look:
                yield start, index - 1
                start, look = index, here
        yield start, end

    def word(self, written: str, start: int, end: int, look: Look, glued: bool = False) -> Word | None:
        head, tail = self.head, self.tail
        _loose(self.handle, start, byref(head))
        _loose(self.handle, end, byref(tail))
        box = self.turn.box(
            min(head.left, tail.left),
            min(head.bottom, tail.bottom),
            max(head.right, tail.right),
            max(head.top, tail.top),
        )
        turned = False
        if not 0 < box[3] - box[1] <= 1.6 * look.size:
            turned = len(written) > 1 and abs(raw.FPDFText_GetCharAngle(self.textpage, start)) > _TILT
            box = box if turned else _tight(self.textpage, start, end, self.turn, box)
        if not written.isascii() or not written.isprintable():
            written = pdf_repair.repair(written, lambda at: _width(self.textpage, start + at), look)
            written = self._turned(written, start)
        return Word(written, box, look, 1.0, turned, glued) if written else None

    def _turned(self, written: str, start: int) -> str:
        """A word of letters that run from the right, turned where it was written from the left."""
        if (run := rtl.letters(written)) is None:
            return written
        first, last = raw.FS_RECTF(), raw.FS_RECTF()
        _loose(self.handle, start + run.start(), byref(first))
        _loose(self.handle, start + run.end() - 1, byref(last))
        if first.left >= last.left:
            return written
        return written[: run.start()] + run[0][::-1] + written[run.end() :]


def _spans(textpage: pdfium.PdfTextPage, text: str) -> list[tuple[int, int]]:
    """First and last character of each word. pdfium writes a word that a line's end cuts as one: cut it again."""
    whole = [(match.start(), match.end() - 1) for match in _WORD.finditer(text)]
    if text.isascii() and "\x02" not in text:
        return whole
    return [part for start, end in whole for part in _cut(textpage, text, start, end)]


def _cut(textpage: pdfium.PdfTextPage, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    written = text[start : end + 1]
    if not written.isascii() or "\x02" in written:
        for index in range(start + 1, end):
            if text[index] in pdf_repair.LOST and _falls(textpage, index):
                yield start, index
                start = index + 1
    yield start, end


def _falls(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """True where the next character stands left of this one: on another line."""
    here, there = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index - 1, here)
    raw.FPDFText_GetLooseCharBox(textpage, index + 1, there)
    return bool(there.right < here.left)


def _width(textpage: pdfium.PdfTextPage, index: int) -> float:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, index, rect)
    return float(rect.right - rect.left)


def _tight(textpage: pdfium.PdfTextPage, start: int, end: int, turn: Turn, loose: Box) -> Box:
    """The ink's box, for fonts whose stated height is far from their size."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes: list[Box] = []
    for index in (start, end):
        if raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            boxes.append(turn.box(left.value, bottom.value, right.value, top.value))
    if not boxes:
        return loose
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
