"""What shows in a picture that somebody chose, and what does not: ticks, pens, discs, tiles, rings; a fake engine."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from extract.media import layout, ocr
from extract.media.geometry import Chunk, Look, Word
from extract.media.image import lines
from extract.media.image import medium as image
from extract.media.image import read as image_read
from extract.media.image.upright import Upright, upright
from extract.media.listings import boxed
from extract.media.ocr import Recognised
from extract.media.pdf.controls import Control, attach
from quizmill.block import Kind, Mark, Shape
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples
from tests.image_samples import Sheet

PLANETS = ("Venus", "Mercury", "Mars", "Neptune")


def _read(sheet: Sheet) -> Document:
    with ocr.use(sheet.engine):
        return convert(Source("quiz.png", sheet.png()))


def _told(sheet: Sheet) -> list[tuple[str, list[str], list[str] | None]]:
    found = []
    for item in _read(sheet).items:
        assert isinstance(item, ChoiceItem)
        right = [c.text for c in item.choices if c.id in item.key.choices] if item.key else None
        found.append((item.stem, [choice.text for choice in item.choices], right))
    return found


@pytest.mark.parametrize("colours", [("#d32f2f", "#fbc02d", "#388e3c"), ("#d32f2f", "#388e3c", "#1976d2", "#fbc02d")])
def test_a_colour_for_each_tile_judges_none(colours: tuple[str, ...]) -> None:
    """One tile may be lost in a bad picture: red, green and one yellow are no verdict on a plain one."""
    sheet = Sheet(height=520)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, colour in enumerate(colours):
        y = 100 + 84 * index
        sheet.draw.rounded_rectangle((40, y, 940, y + 64), 6, fill=colour)
        sheet.text(70, y + 16, PLANETS[index], colour="white")
    assert all(right is None for _, _, right in _told(sheet))


def test_a_white_tick_in_a_card_is_what_was_chosen() -> None:
    sheet = Sheet(height=520, ground="#26364d", ink="#ffffff")
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    sheet.text(800, 30, "1 point")
    for index, planet in enumerate(PLANETS):
        y = 100 + 84 * index
        sheet.draw.rounded_rectangle((40, y, 540, y + 64), 6, fill="#3a4960", outline="#8fa6c9", width=2)
        sheet.text(70, y + 16, planet)
        if index == 1:
            sheet.draw.line((480, y + 33, 488, y + 42, 504, y + 22), fill="white", width=5, joint="curve")
    assert all(right is None for _, _, right in _told(sheet))


def _discs(full: int, verdict: str = "") -> Sheet:
    sheet = Sheet(height=520)
    sheet.text(40, 30, f"1. {samples.STEM}")
    for index, planet in enumerate(PLANETS):
        y = 90 + 80 * index
        chosen = index == full
        sheet.draw.ellipse((40, y, 84, y + 44), fill="#1f8a4c" if chosen else None, outline="#556", width=3)
        sheet.text(53, y + 6, "ABCD"[index], colour="white" if chosen else "black", known=not chosen)
        sheet.text(130, y + 6, planet)
    if verdict:
        sheet.draw.rectangle((30, 430, 970, 500), fill="#e6f6ec")
        sheet.text(100, 450, verdict, colour="#137333")
    return sheet


def test_the_one_full_disc_among_lettered_rings_was_chosen() -> None:
    assert _told(_discs(2, "Great work!")) == [(samples.STEM, list(PLANETS), ["Mars"])]
    assert all(right is None for _, _, right in _told(_discs(2)))
    with ocr.use(_discs(2).engine):
        page = image.read(Source("quiz.png", _discs(2).png()))
    marks = [(b.enumerator and b.enumerator.raw, b.mark and b.mark.on) for b in page.blocks if b.mark]
    assert marks == [("A.", False), ("B.", False), ("C.", True), ("D.", False)]


@pytest.mark.parametrize(
    ("tints", "right"),
    [
        (("#2e7d32", "", "#c62828", ""), ["Venus"]),  # one judged right, one wrong
        (("#c62828", "#2e7d32", "#1976d2", "#fbc02d"), None),  # a colour for each
        (("#2e7d32", "", "", ""), None),  # only chosen
    ],
)
def test_a_green_and_a_red_disc_among_lettered_rings_judge(tints: tuple[str, ...], right: list[str] | None) -> None:
    sheet = Sheet(height=520)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, (planet, tint) in enumerate(zip(PLANETS, tints, strict=True)):
        y = 90 + 80 * index
        sheet.draw.ellipse((40, y, 84, y + 44), fill=tint or None, outline="#556", width=3)
        sheet.text(53, y + 6, "ABCD"[index], colour="white" if tint else "black")
        sheet.text(130, y + 6, planet)
    told = _told(sheet)
    assert [key for _, _, key in told] == [right] if right else all(key is None for _, _, key in told)


def test_boxes_of_whole_questions_part_them_whatever_their_stems_are() -> None:
    sheet = Sheet(height=880)
    for number, stem in enumerate(("The planet with rings is", "The hottest planet is")):
        top = 90 + 380 * number
        sheet.draw.rectangle((20, top, 960, top + 340), outline="#bbbbbb", width=2)
        sheet.text(50, top + 20, stem)
        sheet.text(880, top + 20, "1/1")
        for index, planet in enumerate(("Saturn", "Venus", "Mars")):
            y = top + 90 + 70 * index
            sheet.radio(60, y, index == number)
            sheet.text(110, y, planet)
            if index == number:
                sheet.draw.line((240, y + 13, 248, y + 22, 264, y + 2), fill="#2e9e4f", width=5, joint="curve")
    choices = ["Saturn", "Venus", "Mars"]
    assert _told(sheet) == [
        ("The planet with rings is", choices, ["Saturn"]),
        ("The hottest planet is", choices, ["Venus"]),
    ]


def test_letters_before_brackets_and_a_windows_buttons_are_no_controls() -> None:
    sheet = Sheet(height=420)
    for index, colour in enumerate(("#f25f57", "#fbbe3c", "#58c942")):
        sheet.draw.ellipse((30 + 46 * index, 20, 60 + 46 * index, 50), fill=colour)
    sheet.text(200, 20, "Quiz 2")
    sheet.text(40, 90, f"1. {samples.STEM}")
    for index, planet in enumerate(PLANETS):
        sheet.text(60, 150 + 60 * index, f"{'ABDO'[index]}) {planet}")
    with ocr.use(sheet.engine):
        page = image.read(Source("quiz.png", sheet.png()))
    assert not any(block.mark for block in page.blocks)


@pytest.mark.parametrize(("text", "left"), [("√(a) 30", "(a) 30"), ("✓ B. cork", "B. cork"), ("√2 is irrational", "")])
def test_a_pens_tick_before_a_label_is_none_of_its_words(text: str, left: str) -> None:
    line = Recognised(text, (100.0, 100.0, 300.0, 130.0), 0.98)
    assert lines.unticked(line, []).text == (left or text)


def test_a_tick_without_a_colour_tells_nothing_on_a_sheet_that_did_not_lie_level() -> None:
    sheet = Sheet(height=420)
    sheet.text(40, 30, f"Question 1: {samples.STEM} (1 mark)")
    for index, planet in enumerate(PLANETS[:3]):
        y = 100 + 84 * index
        sheet.text(60, y, f"{'ABC'[index]}. {planet}")
        if index == 1:
            sheet.draw.line((260, y + 13, 268, y + 22, 284, y + 2), fill="black", width=5, joint="curve")
    with ocr.use(sheet.engine):
        assert image_read.take_apart(_pixels(sheet.picture)).told
        assert not image_read.take_apart(_pixels(sheet.picture.rotate(1.2, fillcolor="white"))).told


def _pixels(picture: Image.Image) -> samples.Pixels:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return next(image.frames(Source("sheet.png", buffer.getvalue())))


def test_only_a_sheet_that_was_turned_is_tilted() -> None:
    flat = Upright(_pixels(Image.new("RGB", (90, 60), "white")), upright(_pixels(samples.attempt().picture)).back)
    assert not flat.tilted and not flat.enlarged().tilted and not flat.half_turned().tilted


def _chunk(text: str, x: float, y: float) -> Chunk:
    box = (x, y, x + 80, y + 12)
    return Chunk((Word(text, box, Look(size=10.0)),), box)


def test_a_control_whose_words_are_lost_takes_no_other_options() -> None:
    """Of three options in a column the second's words were not recognised."""
    controls = [
        Control((10.0, y, 20.0, y + 10), Mark(Shape.RADIO, on)) for y, on in ((0.0, False), (20.0, True), (40.0, False))
    ]
    first, third = attach([_chunk("Venus", 30, 0), _chunk("Mars", 30, 40)], controls)
    assert first.mark and third.mark and not first.mark.on and not third.mark.on


def test_numbers_of_a_scanned_column_stand_a_little_apart() -> None:
    lefts = [_chunk(text, 25 + 0.6 * (i % 3), 40.0 + 22 * i) for i, text in enumerate(_column(1))]
    rights = [_chunk(text, 218 + 0.6 * (i % 3), 44.0 + 22 * i) for i, text in enumerate(_column(4))]
    regions = layout.columns([*lefts, *rights], (0.0, 0.0, 400.0, 300.0))
    assert [chunk.text for _, items in regions for chunk in items] == [*_column(1), *_column(4)]


def _column(first: int) -> list[str]:
    return [text for n in range(first, first + 3) for text in (f"{n}. Plural:", "a) oxes", "b) oxen", "c) ox")]


def test_a_listing_of_one_line_in_a_box_loses_its_number() -> None:
    sheet = Sheet(height=300)
    sheet.draw.rectangle((40, 100, 900, 170), fill="#e8e8e8")
    sheet.text(60, 118, "1 doctors = read('doctors.csv')")
    sheet.text(40, 30, "We made a table by running this code:")
    with ocr.use(sheet.engine):
        page = image.read(Source("quiz.png", sheet.png()))
    code = next(block for block in page.blocks if "doctors =" in block.text)
    assert code.kind is Kind.CODE and code.text.startswith("doctors") and code.enumerator is None
    assert not list(boxed([]))
