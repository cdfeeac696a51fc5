"""The words of a PDF page with their boxes and looks, straight from pdfium's text page.

One call gives the page's characters; each run of non-blanks is a word. Its box comes from its first and last
character, its look from the text object of its first character (cached: a page has few objects and fewer fonts).
That is about 1 ms a page; asking for every character's box would take ten times that.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media import colour, pdf_repair
from extract.media.geometry import Box, Look, Word
from quizmill.block import Style

_WORD = re.compile(r"[^\s\x01\x03-\x1f]+")
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd|cmbx|ptmb|(?<![a-z])medi(?![au])", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|cmti|cmsl|[-,]it(?![a-z])", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|menlo|typewriter|cmtt|code(?!c)|fixed|inconsolata", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_FIXED_PITCH = 1
_STROKED = 2  # text render mode: fill and stroke, the poor man's bold
_TILT = 0.06  # radians


@dataclass(frozen=True, slots=True)
class Turn:
    """From PDF space (points from the bottom left, unrotated) to the page as seen, from its top left."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
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


@dataclass(slots=True)
class Fonts:
    """Looks by text object and faces by font, for one page."""

    faces: dict[int, tuple[str, Style]] = field(default_factory=dict)
    looks: dict[int, Look] = field(default_factory=dict)

    def look(self, pointer: object) -> Look:
        if not pointer:
            return Look()
        address = ctypes.addressof(pointer.contents)  # type: ignore[attr-defined]
        if address not in self.looks:
            self.looks[address] = self._look(pointer)
        return self.looks[address]

    def _look(self, pointer: object) -> Look:
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(pointer, size)
        raw.FPDFPageObj_GetMatrix(pointer, matrix)
        name, style = self._face(raw.FPDFTextObj_GetFont(pointer))
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFPageObj_GetFillColor(pointer, red, green, blue, alpha)
        if raw.FPDFTextObj_GetTextRenderMode(pointer) == _STROKED:
            style |= Style.BOLD
        if abs(matrix.c) > 0.15 * abs(matrix.d) and abs(matrix.b) < 0.01 * abs(matrix.a):
            style |= Style.ITALIC  # a sheared upright face
        height = size.value * ((matrix.c**2 + matrix.d**2) ** 0.5 or 1.0)
        return Look(style, colour.name(red.value, green.value, blue.value), height, name)

    def _face(self, font: object) -> tuple[str, Style]:
        if not font:
            return "", Style.NONE
        address = ctypes.addressof(font.contents)  # type: ignore[attr-defined]
        if address not in self.faces:
            buffer = ctypes.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("utf-8", "replace")
            flags, angle = raw.FPDFFont_GetFlags(font), ctypes.c_int()
            raw.FPDFFont_GetItalicAngle(font, angle)
            style = Style.NONE
            if _BOLD.search(name) or (flags > 0 and flags & _FORCE_BOLD) or raw.FPDFFont_GetWeight(font) >= 600:
                style |= Style.BOLD
            if _ITALIC.search(name) or angle.value:
                style |= Style.ITALIC
            if _MONO.search(name) or (flags > 0 and flags & _FIXED_PITCH and "sym" not in name.lower()):
                style |= Style.CODE
            self.faces[address] = (name.split("+")[-1], style)
        return self.faces[address]


def _characters(textpage: pdfium.PdfTextPage) -> str:
    """The page's characters, one a position of pdfium's own count."""
    count = textpage.count_chars()
    if not count:
        return ""
    text: str = textpage.get_text_range()
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(textpage, index) or 32) for index in range(count))


def words(textpage: pdfium.PdfTextPage, turn: Turn) -> Iterator[Word]:
    """Every word of the page in the order of its stream; a word whose look changes within comes in glued parts."""
    text, reader = _characters(textpage), _Reader(textpage, turn)
    for start, end in _spans(textpage, text):
        glued = False
        for first, last in reader.parts(start, end):
            word = reader.word(text[first : last + 1], first, last, glued)
            if word is not None:
                yield word
                glued = True


@dataclass(slots=True)
class _Reader:
    """pdfium's text page with the buffers that its calls fill."""

    textpage: pdfium.PdfTextPage
    turn: Turn
    fonts: Fonts = field(default_factory=Fonts)
    head: raw.FS_RECTF = field(default_factory=raw.FS_RECTF)
    tail: raw.FS_RECTF = field(default_factory=raw.FS_RECTF)

    def look(self, index: int) -> Look:
        return self.fonts.look(raw.FPDFText_GetTextObject(self.textpage, index))

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of one look within a word."""
        if end == start or self.look(start) is self.look(end) or end - start > 40:
            yield start, end
            return
        look = self.look(start)
        for index in range(start + 1, end + 1):
            here = self.look(index)
            if here != look:
                yield start, index - 1
                start, look = index, here
        yield start, end

    def word(self, written: str, start: int, end: int, glued: bool) -> Word | None:
        raw.FPDFText_GetLooseCharBox(self.textpage, start, self.head)
        raw.FPDFText_GetLooseCharBox(self.textpage, end, self.tail)
        look, head, tail = self.look(start), self.head, self.tail
        box = self.turn.box(
            min(head.left, tail.left),
            min(head.bottom, tail.bottom),
            max(head.right, tail.right),
            max(head.top, tail.top),
        )
        turned = False
        if box[3] - box[1] > 1.6 * look.size or box[3] <= box[1]:
            turned = len(written) > 1 and abs(raw.FPDFText_GetCharAngle(self.textpage, start)) > _TILT
            box = box if turned else _tight(self.textpage, start, end, self.turn, box)
        if not written.isascii() or "\x02" in written or "\x00" in written:
            written = pdf_repair.repair(written, lambda at: _width(self.textpage, start + at), look)
        return Word(written, box, look, 1.0, turned, glued) if written else None


def _spans(textpage: pdfium.PdfTextPage, text: str) -> Iterator[tuple[int, int]]:
    """First and last character of each word. pdfium writes a word that a line's end cuts as one: cut it again."""
    for match in _WORD.finditer(text):
        start, end = match.start(), match.end() - 1
        if not match.group().isascii() or "\x02" in match.group():
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
