"""An item's places drawn on its pages: `quizmill show ITEM --picture FILE.png`.

Every field that has a box gets a frame in its kind's colour and its name; a legend stands below. An item of one page
is one file, of several pages one file each: `FILE-1.png`, `FILE-2.png`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizmill.commands.origin import find, source_of
from quizmill.errors import SourceError, UsageError
from quizmill.source import FieldSpan, Source

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from quizmill.bank import Bank

# The first part of a field's name -> its colour. They differ in brightness, too, for those who see no colours.
COLOURS: Mapping[str, str] = {
    "stem": "#1f5fc4",
    "choices": "#b35c00",
    "key": "#12803c",
    "feedback": "#8a2be2",
    "hints": "#008b8b",
    "solution": "#a0157a",
}
OTHER = "#6b6b6b"
_LEGEND = 40  # pixels: height of a row of the legend
_SIZE = 17  # pixels: the names' print
_NARROWEST = 480  # pixels: a page that is drawn narrower has no room for the legend

Place = tuple[str, int]  # the part of the source ("" for itself), the page


@dataclass(frozen=True, slots=True)
class Boxes:
    """One page of an item, and what to draw on it."""

    part: str
    page: int
    fields: tuple[FieldSpan, ...]


def pages(fields: Sequence[FieldSpan]) -> list[Boxes]:
    """The pages that fields have boxes on, in order."""
    found: dict[Place, list[FieldSpan]] = {}
    for field in fields:
        if field.span.box is not None and field.span.page is not None:
            found.setdefault((field.span.part or "", field.span.page), []).append(field)
    return [Boxes(part, page, tuple(own)) for (part, page), own in sorted(found.items())]


def draw(bank: Bank, item: str, file: Path) -> list[Path]:
    """The files written. UsageError where the item has no boxes, SourceError where its source is gone or changed."""
    found, row = find(bank, item)
    marked = pages(found.provenance.fields)
    if not marked:
        raise UsageError(
            f"Item {item} has no boxes: {found.provenance.path} is neither PDF nor picture. "
            "Without --picture, show prints its lines."
        )
    if file.suffix.lower() != ".png":
        raise UsageError(f"The picture is a PNG: say --picture {file.stem or 'item'}.png.")
    names = [file if len(marked) == 1 else file.with_stem(f"{file.stem}-{n}") for n in range(1, len(marked) + 1)]
    for name, boxes in zip(names, marked, strict=True):
        picture = drawn(boxes, _source(bank, row, boxes.part))
        try:
            picture.save(name, "PNG")
        except OSError as error:
            raise UsageError(f"{name} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return names


def _source(bank: Bank, row: dict[str, Any], part: str) -> Source:
    """The document itself, or the picture in it that the boxes speak of."""
    if part:
        held = bank.media(part)
        if held is None:
            raise SourceError(f"The bank holds no picture {part}, on which the item stood.")
        return Source(part, held)
    source, reason = source_of(bank, row)
    if source is None:
        raise SourceError(reason)
    return source


def drawn(boxes: Boxes, source: Source) -> Image:
    """The page with its frames, and the legend below it."""
    from PIL import Image, ImageDraw

    from quizmill.pipeline import page_sheet

    sheet = page_sheet(source, boxes.page)
    page = Image.fromarray(sheet.pixels)
    kinds = [kind for kind in (*COLOURS, "") if any(_kind(field.field) == kind for field in boxes.fields)]
    width = max(page.width, _NARROWEST)
    rows = _rows(kinds, width)
    whole = Image.new("RGB", (width, page.height + _LEGEND * len(rows)), "white")
    whole.paste(page, (0, 0))
    pen = ImageDraw.Draw(whole)
    for field in sorted(boxes.fields, key=lambda field: -_area(field)):
        _frame(pen, field, sheet.scale, page.size)
    for row, names in enumerate(rows):
        _legend(pen, names, page.height + _LEGEND * row)
    return whole


def _kind(field: str) -> str:
    """`choices.2` is of the kind choices, `choices.2.feedback` and `feedback.correct` of feedback; "" for others."""
    parts = field.split(".")
    if parts[-1] == "feedback":
        return "feedback"
    return parts[0] if parts[0] in COLOURS else ""


def _area(field: FieldSpan) -> float:
    x0, y0, x1, y1 = field.span.box or (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (y1 - y0)


def _frame(pen: ImageDraw, field: FieldSpan, scale: float, size: tuple[int, int]) -> None:
    """A frame around the box, its name at the upper right corner, inside the page."""
    from PIL import ImageFont

    colour = COLOURS.get(_kind(field.field), OTHER)
    x0, y0, x1, y1 = (value * scale for value in field.span.box or (0.0, 0.0, 0.0, 0.0))
    left, top = max(0.0, x0 - 3), max(0.0, y0 - 2)
    right, bottom = min(size[0] - 1.0, x1 + 3), min(size[1] - 1.0, y1 + 2)
    pen.rectangle((left, top, max(left, right), max(top, bottom)), outline=colour, width=2)
    font = ImageFont.load_default(_SIZE * 0.75)
    wide = pen.textlength(field.field, font=font) + 6
    at = right + 2 if right + 2 + wide < size[0] else max(0.0, right - wide)
    pen.rectangle((at, top, at + wide, top + _SIZE), fill=colour)
    pen.text((at + 3, top), field.field, fill="white", font=font)


def _rows(kinds: Sequence[str], width: int) -> list[list[str]]:
    """The legend's names in rows that fit."""
    fit = max(1, (width - 16) // 130)
    return [list(kinds[at : at + fit]) for at in range(0, len(kinds), fit)]


def _legend(pen: ImageDraw, kinds: Sequence[str], top: int) -> None:
    from PIL import ImageFont

    for at, kind in enumerate(kinds):
        left = 16 + 130 * at
        pen.rectangle((left, top + 12, left + 16, top + 28), fill=COLOURS.get(kind, OTHER))
        pen.text((left + 24, top + 10), kind or "other", fill="black", font=ImageFont.load_default(_SIZE))
