"""Makes of quiz pages in pictures: pills, lettered tiles, grids, lists with icons, pen strokes; a fake engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PIL import ImageFont

from extract.media import ocr
from extract.media.geometry import Box
from extract.media.image import medium as image
from extract.media.ocr import Recognised
from extract.media.ocr_mend import mended
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples
from tests.image_samples import Engine, Pixels, Sheet

GREEN, RED, BLUE, PLAIN = ("#e6f4ea", "#2e9e4f"), ("#fce8e6", "#d0353b"), ("#ddf4ff", "#62c6ff"), ("white", "#c4c4c4")
PLANETS = ("Venus", "Mercury", "Mars", "Neptune")


def _read(sheet: Sheet) -> Document:
    with ocr.use(sheet.engine):
        return convert(Source("quiz.png", sheet.png()))


def _told(document: Document) -> list[tuple[str, list[str], list[str] | None]]:
    """Stem, choices and right choices of every item."""
    found = []
    for item in document.items:
        assert isinstance(item, ChoiceItem)
        right = [c.text for c in item.choices if c.id in item.key.choices] if item.key else None
        found.append((item.stem, [choice.text for choice in item.choices], right))
    return found


def _tick(sheet: Sheet, x: int, y: int, colour: str) -> None:
    sheet.draw.line((x, y + 13, x + 8, y + 22, x + 24, y + 2), fill=colour, width=5, joint="curve")


def _cross(sheet: Sheet, x: int, y: int, colour: str) -> None:
    sheet.draw.line((x, y, x + 22, y + 22), fill=colour, width=5)
    sheet.draw.line((x + 22, y, x, y + 22), fill=colour, width=5)


def _pills(sheet: Sheet, top: int, looks: Sequence[tuple[str, str]]) -> None:
    for index, (ground, border) in enumerate(looks):
        y = top + 84 * index
        sheet.draw.rounded_rectangle((40, y, 940, y + 64), 32, fill=ground, outline=border, width=2)
        sheet.text(80, y + 16, PLANETS[index])


@pytest.mark.parametrize("dark", [False, True])
def test_pills_are_options_and_red_and_green_ones_judge(dark: bool) -> None:
    sheet = Sheet(height=480, ground="#14161c", ink="#eeeeee") if dark else Sheet(height=480)
    plain, right, wrong = ("#1f232d", "#3a3f4c"), ("#176b3a", "#2bd576"), ("#7a1f24", "#ff5d66")
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    _pills(sheet, 100, [wrong, right, plain, plain] if dark else [RED, GREEN, PLAIN, PLAIN])
    assert _told(_read(sheet)) == [(samples.STEM, list(PLANETS), ["Mercury"])]


def test_one_green_pill_is_a_verdict_where_another_question_shows_both_colours() -> None:
    sheet = Sheet(height=960)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    _pills(sheet, 90, [PLAIN, GREEN, PLAIN])
    sheet.text(40, 400, "Question 2: Which planet has the longest year?")
    _pills(sheet, 460, [PLAIN, RED, PLAIN, GREEN])
    assert [right for _, _, right in _told(_read(sheet))] == [["Mercury"], ["Neptune"]]


@pytest.mark.parametrize(("verdict", "right"), [("Great job!", ["Mercury"]), ("Incorrect", None), ("", None)])
def test_the_only_coloured_card_was_chosen_which_is_no_verdict(verdict: str, right: list[str] | None) -> None:
    sheet = Sheet(height=560)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, (ground, border) in enumerate([PLAIN, BLUE, PLAIN]):
        y = 100 + 84 * index
        sheet.draw.rounded_rectangle((40, y, 940, y + 64), 10, fill=ground, outline=border, width=2)
        sheet.text(70, y + 16, PLANETS[index])
    if verdict:
        sheet.draw.rectangle((0, 420, 1000, 520), fill="#d7ffb8" if right else "#ffdfe0")
        sheet.text(70, 450, verdict, colour="#137333" if right else "#b3261e")
    assert all(key == right for _, _, key in _told(_read(sheet)))
    if verdict:
        assert len(_read(sheet).items) == 1


def test_letters_in_small_boxes_are_labels_and_no_ticked_boxes() -> None:
    sheet = Sheet(height=560)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, planet in enumerate(PLANETS):
        y = 100 + 84 * index
        sheet.draw.rectangle((40, y, 940, y + 64), fill="white", outline="#c4c4c4", width=2)
        sheet.draw.rectangle((60, y + 12, 100, y + 52), outline="#555555", width=2)
        sheet.text(71, y + 16, "ABCD"[index])
        sheet.text(130, y + 16, planet)
    sheet.text(40, 470, "Correct", colour="#137333")
    assert all(key is None for _, _, key in _told(_read(sheet)))
    for _, choices, _ in _told(_read(sheet)):
        assert choices == list(PLANETS)


def _grid(named: bool = True, judged: bool = False) -> Sheet:
    sheet = Sheet(height=420)
    sheet.text(40, 30, "1. Which kind of body is each of these?")
    if named:
        sheet.text(400, 100, "Planet")
        sheet.text(640, 100, "Moon")
    for row, (name, chosen) in enumerate([("Mars", 0), ("Titan", 1), ("Io", 0)]):
        y = 160 + 70 * row
        sheet.text(60, y, name)
        for column in range(2):
            sheet.radio(428 + 232 * column, y, column == chosen)
        if judged:
            (_cross if row == 2 else _tick)(sheet, 860, y, "#d0353b" if row == 2 else "#2e9e4f")
    return sheet


def test_each_row_of_a_judged_grid_is_a_question() -> None:
    stem = "Which kind of body is each of these?"
    assert _told(_read(_grid(judged=True))) == [
        (f"{stem} Mars", ["Planet", "Moon"], ["Planet"]),
        (f"{stem} Titan", ["Planet", "Moon"], ["Moon"]),
        (f"{stem} Io", ["Planet", "Moon"], None),
    ]


def test_a_grid_that_nobody_judged_has_no_key() -> None:
    assert all(right is None for _, _, right in _told(_read(_grid())))


def test_a_grid_without_names_is_told_with_its_place() -> None:
    document = _read(_grid(named=False))
    (finding,) = [finding for finding in document.findings if finding.code == "grid-unread"]
    assert finding.span and finding.span.box and finding.span.box[0] > 400 and not document.items


def _list(icons: dict[int, str]) -> Sheet:
    sheet = Sheet(height=460)
    sheet.text(40, 40, samples.STEM)
    for index, planet in enumerate(PLANETS):
        y = 120 + 70 * index
        sheet.text(50, y, planet)
        sheet.draw.line((40, y + 50, 960, y + 50), fill="#d5d5d5", width=1)
        if index in icons:
            (_tick if icons[index] == "tick" else _cross)(
                sheet, 900, y + 4, "#2e9e4f" if icons[index] == "tick" else "#d0353b"
            )
    return sheet


def test_rows_of_a_list_are_options_where_icons_tell_them_apart() -> None:
    assert _told(_read(_list({0: "cross", 1: "tick"}))) == [(samples.STEM, list(PLANETS), ["Mercury"])]


@pytest.mark.parametrize("icons", [{}, dict.fromkeys(range(4), "tick")], ids=["plain", "features"])
def test_other_lists_between_lines_are_no_options(icons: dict[int, str]) -> None:
    assert not _read(_list(icons)).items


def test_a_box_with_a_pen_stroke_through_it_keeps_its_option_and_makes_no_key() -> None:
    sheet = Sheet(height=800)
    sheet.text(40, 10, "Science quiz")
    for number, top in enumerate((70, 430), 1):
        sheet.text(40, top, f"{number}. {samples.STEM if number == 1 else 'Which planet has the longest year?'}")
        for index, planet in enumerate(PLANETS):
            y = top + 70 + 70 * index
            sheet.box(60, y - 2, False)
            sheet.text(120, y, planet)
        y = top + 70 + 70 * (2 if number == 1 else 3)
        sheet.draw.line((58, y + 12, 72, y + 26, 98, y - 18), fill="#1b3fa8", width=4)
    assert _told(_read(sheet)) == [
        (samples.STEM, list(PLANETS), None),
        ("Which planet has the longest year?", list(PLANETS), None),
    ]


def test_capitals_at_the_lines_starts_are_no_radio_buttons() -> None:
    sheet = Sheet(height=420)
    sheet.text(40, 30, "1. Qual destes rios nasce na serra?")
    for index, river in enumerate(("O Tejo", "O Mondego", "O Douro")):
        sheet.text(60, 100 + 70 * index, river)
    with ocr.use(sheet.engine):
        page = image.read(Source("quiz.png", sheet.png()))
    assert not any(block.mark for block in page.blocks)


def test_the_clock_of_a_telephone_is_none_of_the_words() -> None:
    sheet = Sheet(width=640, height=1100)
    sheet.text(30, 16, "9:41")
    sheet.text(540, 16, "5G")
    sheet.text(40, 100, f"1. {samples.STEM}")
    with ocr.use(sheet.engine):
        page = image.read(Source("quiz.png", sheet.png()))
    assert [block.text for block in page.blocks] == [samples.STEM]


def _times(box: Box, times: float) -> Box:
    return (box[0] * times, box[1] * times, box[2] * times, box[3] * times)


@dataclass
class Scaling(Engine):
    """Knows the lines at the size that the picture was drawn in."""

    width: int = 1000

    def read(self, pixels: Pixels) -> Sequence[Recognised]:
        times = pixels.shape[1] / self.width
        self.seen = times
        return [replace(line, box=_times(line.box, times)) for line in self.lines]


def test_small_print_is_enlarged_and_its_boxes_lead_back() -> None:
    sheet = Sheet(width=500, height=120)
    sheet.font = ImageFont.load_default(9)
    sheet.text(20, 40, f"1. {samples.STEM}")
    engine = Scaling(sheet.engine.lines, width=500)
    with ocr.use(engine):
        page = image.read(Source("small.png", sheet.png()))
    assert engine.seen == 2.0
    box = page.blocks[0].span.box
    assert box and abs(box[0] - engine.lines[0].box[0]) < 2 and abs(box[3] - engine.lines[0].box[3]) < 2


def test_two_pieces_of_a_row_that_reach_into_each_other_are_read_again_as_one() -> None:
    sheet = Sheet(height=90)
    sheet.text(40, 20, "el pan", known=False)

    class Torn(Engine):
        def line(self, pixels: Pixels) -> Recognised | None:
            height, width = pixels.shape[:2]
            return Recognised("el pan", (0.0, 0.0, float(width), float(height)), 0.97)

    torn = Torn([Recognised("el", (38, 16, 80, 52), 0.99), Recognised("I pan", (56, 18, 120, 54), 0.93)])
    with ocr.use(torn):
        page = image.read(Source("torn.png", sheet.png()))
    assert [block.text for block in page.blocks] == ["el pan"]


def test_labels_that_touch_their_text_are_set_apart_where_neighbours_count() -> None:
    def texts(*lines: str) -> list[str]:
        return [line.text for line in mended([Recognised(text, (0, 0, 9, 9), 0.9) for text in lines])]

    assert texts("a. rain", "b.snow", "c.1/8") == ["a. rain", "b. snow", "c. 1/8"]
    assert texts("e.g.this", "d.o.b. unknown", "C.elegans") == ["e.g.this", "d.o.b. unknown", "C.elegans"]


@pytest.mark.parametrize("text", ["def ﬁ(x): return lodash", "l0 = O0 + 1l", "Iodine 1O1 S5"])
def test_nothing_is_corrected_in_code_names_or_numbers(text: str) -> None:
    (line,) = mended([Recognised(text, (0, 0, 9, 9), 0.5)])
    assert line.text == text


def test_a_sign_in_a_square_box_is_not_taken_for_writing_at_an_angle() -> None:
    square = np.array([[0, 0], [4, 12], [16, 16], [12, 4]], np.float32)
    slanted = np.array([[0, 0], [80, 40], [75, 50], [-5, 10]], np.float32)
    assert not ocr._turned(square) and ocr._turned(slanted)


def test_circled_digits_do_not_break_the_search_for_line_numbers() -> None:
    sheet = Sheet(height=160)
    sheet.text(40, 30, "① one")
    sheet.text(40, 90, "② two")
    assert _read(sheet).account


def test_a_panel_at_the_side_is_read_before_what_stands_beside_it() -> None:
    sheet = Sheet(width=1200, height=460)
    sheet.draw.rectangle((20, 20, 300, 420), fill="#eeeeee", outline="#e4e4e4", width=1)
    for index, words in enumerate(("Question 5", "Not answered", "Marked out of 1")):
        sheet.text(34, 40 + 60 * index, words)
    sheet.text(360, 44, samples.STEM)
    for index, planet in enumerate(PLANETS):
        sheet.radio(370, 118 + 70 * index, False)
        sheet.text(420, 120 + 70 * index, planet)
    with ocr.use(sheet.engine):
        page = image.read(Source("quiz.png", sheet.png()))
    texts = [block.text for block in page.blocks]
    assert texts[-5:] == [samples.STEM, *PLANETS] and "Not answered" in " ".join(texts[:-5])


def test_a_pen_around_a_label_gives_its_line_no_colour() -> None:
    """A learner's mark: the line is black print, however blue the pen is."""
    sheet = Sheet(height=420)
    sheet.text(40, 20, "Science quiz")
    for number, (top, circled) in enumerate(((80, 1), (240, 0)), 1):
        sheet.text(40, top, f"{number}. {samples.STEM if number == 1 else 'Which planet has the longest year?'}")
        for index, planet in enumerate(PLANETS[:2]):
            sheet.text(60, top + 50 + 50 * index, f"{'ab'[index]}) {planet}")
        y = top + 50 + 50 * circled
        sheet.draw.ellipse((50, y - 6, 100, y + 40), outline="#1d3fae", width=4)
    assert all(key is None for _, _, key in _told(_read(sheet)))


def test_letters_in_rings_are_labels_also_where_few_of_them_are_recognised() -> None:
    sheet = Sheet(height=480)
    sheet.text(40, 30, f"1. {samples.STEM}")
    for index, (planet, (ground, border)) in enumerate(zip(PLANETS, (RED, GREEN, PLAIN, PLAIN), strict=True)):
        y = 100 + 84 * index
        sheet.draw.rounded_rectangle((40, y, 940, y + 64), 10, fill=ground, outline=border, width=2)
        sheet.draw.ellipse((60, y + 10, 104, y + 54), outline="#556677", width=2)
        sheet.text(73, y + 16, "ABCD"[index], known=index == 0)
        if index == 1:
            sheet.engine.lines.append(replace(sheet.engine.lines[1], text="Δ", box=(72.0, y + 14.0, 96.0, y + 48.0)))
        sheet.text(150, y + 16, planet)
    assert _told(_read(sheet)) == [(samples.STEM, list(PLANETS), ["Mercury"])]
