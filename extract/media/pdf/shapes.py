"""The drawings of a PDF page: fills behind words, rules, small things that may be controls, pictures.

pdfium lists the page's objects with their bounds and colours in a few microseconds each; forms (nested content) are
walked with their matrix. A page of plots holds tens of thousands of paths: after `LIMIT` objects the rest is left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media import colour
from extract.media.geometry import Box, Drawing, Shape
from extract.media.pdf.words import Turn

LIMIT = 8_000
DEPTH = 6
SMALL = (3.2, 27.0)  # points: an 8 px control of a page printed at 40 % to a 36 px icon
FEW, MANY = 5, 600  # segments of a path that may draw a table: a rectangle has five
THIN = 2.2

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _bounds(item: object, matrix: Matrix) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    if matrix is _IDENTITY:
        return (left.value, bottom.value, right.value, top.value)
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


Drawn = tuple[int, object, Box, Matrix]


def _objects(page: pdfium.PdfPage) -> Iterator[Drawn]:
    """(type, object, bounds in PDF space, matrix of the form it stands in) of every object that is no text."""
    budget = LIMIT

    def walk(count: int, get: object, owner: object, matrix: Matrix, depth: int) -> Iterator[Drawn]:
        nonlocal budget
        for index in range(count):
            item = get(owner, index)  # type: ignore[operator]
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            budget -= 1
            if budget < 0:
                return
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < DEPTH:
                    own = raw.FS_MATRIX()
                    raw.FPDFPageObj_GetMatrix(item, own)
                    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
                    yield from walk(
                        raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, item, inner, depth + 1
                    )
                continue
            box = _bounds(item, matrix)
            if box is not None:
                yield kind, item, box, matrix

    yield from walk(raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, page, _IDENTITY, 0)


def _path(item: object, box: Box, page: Box) -> Shape | None:
    width, height = box[2] - box[0], box[3] - box[1]
    mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(item, mode, stroke)
    tint, pale = "", False
    if mode.value or stroke.value:
        channels = [ctypes.c_uint() for _ in range(4)]
        get = raw.FPDFPageObj_GetFillColor if mode.value else raw.FPDFPageObj_GetStrokeColor
        get(item, *channels)
        red, green, blue, _ = (channel.value for channel in channels)
        tint, pale = colour.name(red, green, blue), colour.pale(red, green, blue)
        if not channels[3].value:
            return None
    else:
        return None  # a clip path draws nothing
    if tint == "white" and mode.value and not stroke.value:
        return None
    if height <= THIN and width > 3:
        return Shape(Drawing.RULE, box, tint)
    if width <= THIN and height > 3:
        return Shape(Drawing.POST, box, tint)
    if width <= SMALL[1] and height <= SMALL[1]:
        curved = raw.FPDFPath_CountSegments(item) > 6
        return Shape(Drawing.SMALL, box, tint, bool(mode.value), curved)
    if width * height > 0.8 * (page[2] - page[0]) * (page[3] - page[1]):
        return None
    return Shape(Drawing.FILL, box, tint if mode.value else "", bool(mode.value), pale=pale)


def _lines(item: object, matrix: Matrix, turn: Turn, tint: str) -> list[Shape]:
    """The rules and posts of a table that one path draws as a whole; none where it draws anything else."""
    count = raw.FPDFPath_CountSegments(item)
    if not FEW < count <= MANY:
        return []
    own, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(item, own)
    a, b, c, d, e, f = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    found: list[Shape] = []
    last: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != raw.FPDF_SEGMENT_MOVETO and last is not None:
            box = turn.box(
                min(last[0], point[0]), min(last[1], point[1]), max(last[0], point[0]), max(last[1], point[1])
            )
            wide, high = box[2] - box[0] > THIN, box[3] - box[1] > THIN
            if kind != raw.FPDF_SEGMENT_LINETO or (wide and high):
                return []
            if wide or high:
                found.append(Shape(Drawing.RULE if wide else Drawing.POST, box, tint))
        last = point
    return found


def shapes(page: pdfium.PdfPage, turn: Turn, size: tuple[float, float]) -> Iterator[Shape]:
    """Every drawing of the page, in drawing order."""
    whole = (0.0, 0.0, *size)
    for kind, item, bounds, matrix in _objects(page):
        box = turn.box(*bounds)
        if box[2] < 0 or box[3] < 0 or box[0] > size[0] or box[1] > size[1]:
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            shape = _path(item, box, whole)
            if shape is not None and shape.drawing is Drawing.FILL and not shape.filled:
                yield from _lines(item, matrix, turn, shape.tint) or [shape]
            elif shape is not None:
                yield shape
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            width, height = box[2] - box[0], box[3] - box[1]
            small = width <= SMALL[1] and height <= SMALL[1]
            yield Shape(Drawing.SMALL if small else Drawing.PICTURE, box, "", True)
