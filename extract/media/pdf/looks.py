"""How the words of a PDF page look: size, weight, slant, colour and face, from the text objects they are drawn by.

    pointer of a text object  ->  Look(BOLD, "red", 11.0, "Lato-Bold")

Programs that print write one object a line, a word or even a letter, so that a page has hundreds; what they say is
asked through plain addresses and kept by what it says: equal looks are one object.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from ctypes import byref, c_float, c_int, c_uint, c_void_p
from dataclasses import dataclass, field

import pypdfium2.raw as raw

from extract.media import colour
from extract.media.geometry import Look
from quizmill.block import Style

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd|cmbx|ptmb|(?<![a-z])medi(?![au])", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|cmti|cmsl|[-,]it(?![a-z])", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|menlo|typewriter|cmtt|code(?!c)|fixed|inconsolata", re.IGNORECASE)
_SQUARE = re.compile(  # fonts whose signs all fill a square: no typewriter's
    r"cjk|sim(?:sun|hei)|song|heiti|kaiti|fangsong|ming|mincho|meiryo|batang|gulim|dotum|malgun"
    r"|source ?han|(?<!letter)gothic",
    re.IGNORECASE,
)
_FORCE_BOLD = 1 << 18
_FIXED_PITCH = 1
_STROKED = 2  # text render mode: fill and stroke, the poor man's bold


def plain(function: object, result: object, *arguments: object) -> Callable[..., int]:
    """A function of pdfium that takes and gives plain addresses: for calls made once a word, a third of the time."""
    address = ctypes.cast(function, c_void_p).value  # type: ignore[arg-type]
    assert address is not None
    made: Callable[..., int] = ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]
    return made


_size = plain(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
_matrix = plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_font = plain(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
_fill = plain(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_mode = plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)


@dataclass(slots=True)
class Looks:
    """Looks by text object and faces by font, for one page."""

    faces: dict[int, tuple[str, Style]] = field(default_factory=dict)
    objects: dict[int, Look] = field(default_factory=dict)
    known: dict[tuple[object, ...], Look] = field(default_factory=dict)
    same: dict[Look, Look] = field(default_factory=dict)
    size: c_float = field(default_factory=c_float)
    matrix: raw.FS_MATRIX = field(default_factory=raw.FS_MATRIX)
    channels: tuple[c_uint, ...] = field(default_factory=lambda: tuple(c_uint() for _ in range(4)))

    def of(self, pointer: int | None) -> Look:
        """The look of what the text object at this address draws."""
        if not pointer:
            return Look()
        found = self.objects.get(pointer)
        if found is None:
            found = self.objects[pointer] = self._look(pointer)
        return found

    def _look(self, pointer: int) -> Look:
        matrix = self.matrix
        _size(pointer, byref(self.size))
        _matrix(pointer, byref(matrix))
        _fill(pointer, *map(byref, self.channels))
        red, green, blue, _ = (channel.value for channel in self.channels)
        said = (_font(pointer), _mode(pointer), self.size.value, matrix.a, matrix.b, matrix.c, matrix.d)
        key = (*said, red, green, blue)
        if key not in self.known:
            made = self._made(*said, colour.name(red, green, blue))
            self.known[key] = self.same.setdefault(made, made)
        return self.known[key]

    def _made(
        self, font: int | None, mode: int, size: float, a: float, b: float, c: float, d: float, tint: str
    ) -> Look:
        name, style = self._face(font)
        if mode == _STROKED:
            style |= Style.BOLD
        if abs(c) > 0.15 * abs(d) and abs(b) < 0.01 * abs(a):
            style |= Style.ITALIC  # a sheared upright face
        return Look(style, tint, size * ((c**2 + d**2) ** 0.5 or 1.0), name)

    def _face(self, font: int | None) -> tuple[str, Style]:
        if not font:
            return "", Style.NONE
        if font not in self.faces:
            name, style = _named(ctypes.cast(font, raw.FPDF_FONT))
            self.faces[font] = name or f"?{len(self.faces)}", style  # bitmaps have no name (pdf_weights)
        return self.faces[font]


def _named(font: object) -> tuple[str, Style]:
    """A font's name without its subset's tag, and what the name and flags say."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace")
    flags, angle = raw.FPDFFont_GetFlags(font), c_int()
    raw.FPDFFont_GetItalicAngle(font, angle)
    style = Style.NONE
    if _BOLD.search(name) or (flags > 0 and flags & _FORCE_BOLD) or raw.FPDFFont_GetWeight(font) >= 600:
        style |= Style.BOLD
    if _ITALIC.search(name) or angle.value:
        style |= Style.ITALIC
    fixed = flags > 0 and flags & _FIXED_PITCH and "sym" not in name.lower() and not _SQUARE.search(name)
    if _MONO.search(name) or fixed:
        style |= Style.CODE
    return name.split("+")[-1], style
