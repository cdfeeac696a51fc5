"""Cards, switches, fields, icons and badges of drawn pages; the engine is a fake that knows the words."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.media import ocr
from extract.media.geometry import Chunk, Look, Word
from extract.media.image import cards, frames, signs, toggles
from extract.media.image import words as image_words
from extract.media.image.controls import inked
from extract.media.image.signs import Sign
from extract.media.image.upright import placed, upright
from extract.media.ocr import Recognised
from quizmill.block import Mark, Shape
from quizmill.document import Document
from quizmill.item import ChoiceItem, TextEntryItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples
from tests.image_samples import Sheet

GREEN, RED, PLAIN = ("#e6f4ea", "#2e9e4f"), ("#fce8e6", "#d0353b"), ("white", "#c4c4c4")
Colours = tuple[str, str]


def _read(sheet: Sheet) -> Document:
    with ocr.use(sheet.engine):
        return convert(Source("quiz.png", sheet.png()))


def _keys(document: Document) -> list[list[str] | None]:
    found: list[list[str] | None] = []
    for item in document.items:
        assert isinstance(item, ChoiceItem)
        found.append([c.text for c in item.choices if c.id in item.key.choices] if item.key else None)
    return found


def _cards(looks: list[Colours], verdict: str = "", icon: int | None = None) -> Sheet:
    """A question with a card for each option."""
    sheet = Sheet(height=140 + 84 * len(looks) + 80)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, (ground, border) in enumerate(looks):
        y = 100 + 84 * index
        sheet.draw.rounded_rectangle((40, y, 940, y + 64), 10, fill=ground, outline=border, width=2)
        sheet.text(70, y + 16, (*samples.OPTIONS, "Neptune")[index])
        if icon == index:
            _tick(sheet.draw, 880, y + 20, border)
    if verdict:
        sheet.text(40, 120 + 84 * len(looks), verdict)
    return sheet


def _tick(pen: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
    pen.line((x, y + 13, x + 8, y + 22, x + 24, y + 2), fill=colour, width=5, joint="curve")


def _cross(pen: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
    pen.line((x, y, x + 22, y + 22), fill=colour, width=5)
    pen.line((x + 22, y, x, y + 22), fill=colour, width=5)


@pytest.mark.parametrize(
    ("looks", "icon", "key"),
    [
        ([RED, GREEN, PLAIN, PLAIN], None, [["Mercury"]]),  # red and green among plain ones judge
        ([PLAIN, GREEN, PLAIN, PLAIN], None, [None]),  # one green card may only be the chosen one
        ([PLAIN, GREEN, PLAIN, PLAIN], 1, [None]),  # in a green product a tick marks what was chosen
        ([PLAIN, GREEN, RED, PLAIN], 1, [["Mercury"]]),  # beside a red card it judges
        ([("#d33", "#d33"), ("#16c", "#16c"), ("#d90", "#d90"), ("#293", "#293")], None, [None]),  # mere decoration
    ],
    ids=["judged", "chosen", "ticked", "icon", "decorated"],
)
def test_cards_are_options_and_their_colours_judge_only_as_a_whole(
    looks: list[Colours], icon: int | None, key: list[list[str] | None]
) -> None:
    document = _read(_cards(looks, icon=icon))
    assert _keys(document) == key
    (item,) = document.items
    assert isinstance(item, ChoiceItem)
    assert [choice.text for choice in item.choices] == [*samples.OPTIONS, "Neptune"]


def test_a_tick_in_a_card_judges_where_the_page_judges() -> None:
    page = _cards([PLAIN, GREEN, PLAIN, PLAIN], icon=1)
    page.text(800, 30, "1 / 1 point")
    assert _keys(_read(page)) == [["Mercury"]]


def test_cells_of_a_table_are_no_cards() -> None:
    sheet = Sheet(height=420)
    sheet.text(40, 20, "Which cells are empty?")
    for row in range(3):
        for column in range(2):
            box = (40 + 440 * column, 80 + 90 * row, 480 + 440 * column, 170 + 90 * row)
            sheet.draw.rectangle(box, outline="black", width=2)
            sheet.text(box[0] + 20, box[1] + 30, f"cell {row} {column}")
    assert not _read(sheet).items


def test_a_repeated_right_answer_is_a_word_on_the_first_options() -> None:
    sheet = Sheet(height=560)
    sheet.text(40, 30, f"1. {samples.STEM}")
    for index, option in enumerate(samples.OPTIONS):
        sheet.radio(60, 98 + 70 * index, index == 0)
        sheet.text(110, 100 + 70 * index, option)
    sheet.text(60, 330, "Correct answer")
    sheet.radio(60, 398, True)
    sheet.text(110, 400, "Mercury")
    document = _read(sheet)
    assert _keys(document) == [["Mercury"]] and len(document.items[0].choices) == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("badges", "key"), [({1: "Correct!"}, ["Mercury"]), ({0: "You Answered", 1: "Correct Answer"}, ["Mercury"])]
)
def test_badges_in_the_margin_judge_their_row(badges: dict[int, str], key: list[str]) -> None:
    sheet = Sheet(width=1300)
    sheet.text(340, 30, f"1. {samples.STEM}")
    for index, option in enumerate(samples.OPTIONS):
        sheet.radio(360, 98 + 70 * index, index == min(badges))
        sheet.text(410, 100 + 70 * index, option)
        if index in badges:
            red = badges[index] == "You Answered"
            sheet.text(60, 100 + 70 * index, badges[index], colour="#b3261e" if red else "#137333")
    assert _keys(_read(sheet)) == [key]


@pytest.mark.parametrize(("verdict", "answers"), [("Correct", ["Mercury"]), ("Incorrect", [])])
def test_what_was_typed_into_a_field_is_an_answer_only_if_judged_right(verdict: str, answers: list[str]) -> None:
    sheet = Sheet()
    sheet.text(40, 30, f"1. {samples.STEM}")
    sheet.draw.rectangle((60, 90, 700, 150), outline="#c4c4c4", width=1)
    sheet.text(80, 105, "Mercury")
    tint, ink = ("#e6f4ea", "#137333") if verdict == "Correct" else ("#fce8e6", "#b3261e")
    sheet.draw.rectangle((60, 190, 940, 260), fill=tint)
    sheet.text(90, 210, verdict, colour=ink)
    (item,) = _read(sheet).items
    assert item.stem == samples.STEM
    given = [answer.text for answer in item.answers] if isinstance(item, TextEntryItem) else []
    assert given == answers


def _pixels(draw: object, size: tuple[int, int] = (400, 300)) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = Image.new("RGB", size, "white")
    assert callable(draw)
    draw(ImageDraw.Draw(picture))
    return np.asarray(picture, dtype=np.uint8)


def test_switches_have_a_state() -> None:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for place, on in enumerate((True, False, True)):
            y = 30 + 80 * place
            pen.rounded_rectangle((40, y, 100, y + 32), 16, fill="#2e7d32" if on else "#b0b0b0")
            x = 70 if on else 42
            pen.ellipse((x, y + 3, x + 26, y + 29), fill="white")

    found = toggles.find(_pixels(draw), 14.0)
    assert [control.mark.on for control in sorted(found, key=lambda control: control.box[1])] == [True, False, True]


def test_icons_are_known_by_shape_and_colour() -> None:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        _tick(pen, 40, 40, "#137333")
        _cross(pen, 120, 40, "#b3261e")
        _cross(pen, 200, 40, "black")  # may be a letter
        pen.ellipse((280, 30, 324, 74), fill="#0056d2")  # a choice that somebody made
        _tick(pen, 290, 40, "white")

    pixels = _pixels(draw)
    grey = np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.uint8)
    found = signs.find(pixels, inked(grey))
    assert [(sign.right, sign.tint) for sign in found] == [(True, "green"), (False, "red")]


def test_frames_are_found_by_a_faint_border_or_a_ground() -> None:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rounded_rectangle((20, 20, 380, 80), 8, outline="#dddddd", width=1)
        pen.rectangle((20, 110, 380, 170), fill="#e6f4ea")
        pen.rounded_rectangle((20, 200, 380, 260), 8, outline="#d0353b", width=2)

    found = sorted(frames.find(_pixels(draw), 12.0), key=lambda frame: frame.box[1])
    assert [(frame.tint, frame.border) for frame in found] == [("white", ""), ("green", ""), ("white", "red")]
    assert all(abs(frame.box[0] - 20) < 4 and abs(frame.box[2] - 380) < 4 for frame in found)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_turned_and_its_boxes_lead_back(turn: int) -> None:
    sheet = samples.attempt()
    x0, y0, x1, y1 = sheet.engine.lines[0].box
    lying = np.asarray(sheet.picture.rotate(turn, expand=True), dtype=np.uint8)
    standing = upright(lying)
    assert standing.moved and standing.pixels.shape[1] > standing.pixels.shape[0]
    ways = (standing, standing.half_turned())  # which one is on its feet, the words will tell
    want = (y0, 1000 - x1, y1, 1000 - x0) if turn == 90 else (520 - y1, x0, 520 - y0, x1)
    assert any(np.allclose(placed((x0, y0, x1, y1), way.back), want, atol=3) for way in ways)


def test_words_stand_where_the_ink_is_and_capitals_of_a_formula_are_one() -> None:
    sheet = Sheet(height=90)
    sheet.text(40, 20, "for ABAB there")
    line = sheet.engine.lines[0]
    buffer = io.BytesIO(sheet.png())
    pixels = np.asarray(Image.open(buffer).convert("RGB"), dtype=np.uint8)
    picture = inked(np.asarray(Image.fromarray(pixels).convert("L"), dtype=np.uint8))
    read = Recognised("for AB AB there", line.box, 0.98)
    found = image_words.words(read, pixels, picture, 1.0, line.box[3] - line.box[1])
    assert [word.text for word in found] == ["for", "ABAB", "there"]
    start = sheet.font.getlength("for ") + 40
    assert abs(found[1].box[0] - start) < 4


def test_letters_that_look_like_a_tick_judge_nothing() -> None:
    """A word of an option that an engine parts from the rest, drawn like a tick: "Lack of trust"."""

    def chunk(words: str, left: float, right: float, mark: Mark | None = None) -> Chunk:
        box = (left, 10.0, right, 20.0)
        return Chunk((Word(words, box, Look()),), box, mark)

    radio = Mark(Shape.RADIO, False)
    sign = Sign((60.7, 11.0, 67.2, 19.0), True, "")
    torn = [chunk("Lack", 20, 60, radio), chunk("trust", 68, 110)]
    assert not cards.read(torn, (), (sign,)).told
    apart = [chunk("Lack", 20, 40, radio), chunk("Trust matters.", 90, 150)]
    assert [told.right for told in cards.read(apart, (), (sign,)).told] == [True]
