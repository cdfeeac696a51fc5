"""Result screens in pictures: badges, shares of votes, icons before options, lost borders; a fake engine."""

from __future__ import annotations

import numpy as np
import pytest

from extract.grammar.words import cues
from extract.media import ocr, tesseract
from extract.media.image import badges as image_badges
from extract.media.image import shapes
from extract.media.ocr import Recognised
from extract.media.ocr_mend import mended
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples
from tests.image_samples import Sheet

PLANETS = ("Venus", "Mercury", "Mars", "Neptune")
GREEN, RED = "#2e7d32", "#c62828"


def _read(sheet: Sheet) -> Document:
    with ocr.use(sheet.engine):
        return convert(Source("page.png", sheet.png()))


def _told(sheet: Sheet) -> list[tuple[str, list[str], list[str] | None]]:
    found = []
    for item in _read(sheet).items:
        assert isinstance(item, ChoiceItem)
        right = [c.text for c in item.choices if c.id in item.key.choices] if item.key else None
        found.append((item.stem, [choice.text for choice in item.choices], right))
    return found


def _tick(sheet: Sheet, x: int, y: int, colour: str = GREEN) -> None:
    sheet.draw.line((x, y + 13, x + 8, y + 22, x + 24, y + 2), fill=colour, width=5, joint="curve")


def _cross(sheet: Sheet, x: int, y: int, colour: str = RED) -> None:
    sheet.draw.line((x, y, x + 22, y + 22), fill=colour, width=5)
    sheet.draw.line((x + 22, y, x, y + 22), fill=colour, width=5)


def _badged(badges: dict[int, tuple[str, str]], cards: bool = True) -> Sheet:
    sheet = Sheet(height=560)
    sheet.text(40, 30, f"Question 1: {samples.STEM}")
    for index, planet in enumerate(PLANETS):
        y = 100 + 84 * index
        if cards:
            sheet.draw.rounded_rectangle((40, y, 940, y + 64), 8, outline="#c8ccd4", width=2)
        sheet.text(70, y + 16, planet)
        if index in badges:
            words, ground = badges[index]
            if cards:
                sheet.draw.rounded_rectangle((620, y + 12, 910, y + 52), 18, fill=ground)
            sheet.text(640, y + 16, words, colour="white" if cards else ground)
    return sheet


@pytest.mark.parametrize(
    ("badges", "right"),
    [
        ({1: ("Your answer", RED), 2: ("Correct answer", GREEN)}, ["Mars"]),
        ({1: ("Your answer - Correct", GREEN)}, ["Mercury"]),
        ({1: ("Your answer", "#1a73e8")}, None),
    ],
)
def test_badges_on_grounds_of_their_own_judge_their_card(badges: dict[int, tuple[str, str]], right: object) -> None:
    told = _told(_badged(badges))
    assert [one[2] for one in told] == [right]
    assert told[0][1][:1] == ["Venus"]


def test_a_badge_behind_words_is_no_label_of_the_next_line() -> None:
    items = _read(_badged({1: ("Your answer", RED), 2: ("Correct answer", GREEN)}, cards=False)).items
    assert all("Neptune" not in repr(getattr(item, "answers", ())) for item in items)
    assert not any(isinstance(item, ChoiceItem) and item.key for item in items)


@pytest.mark.parametrize("text", ["A. 21", "Selected", "Saturn (moons)", "12 - 14", "Correct / Wrong"])
def test_options_texts_are_no_badges_that_judge(text: str) -> None:
    assert image_badges.verdict(text) in (None, (False, False))


def test_badges_above_options_with_letters_in_rings() -> None:
    sheet = Sheet(height=620)
    sheet.text(40, 20, "Which of these planets have no moon?")
    sheet.text(40, 60, "Choose 2 answers:")
    for index, planet in enumerate(PLANETS):
        y = 130 + 110 * index
        sheet.draw.ellipse((50, y + 14, 92, y + 56), outline="#777", width=3)
        sheet.text(62, y + 20, "ABCD"[index])
        sheet.text(130, y, "CORRECT (SELECTED)" if index < 2 else "INCORRECT")
        sheet.text(130, y + 38, planet)
    stem = "Which of these planets have no moon? Choose 2 answers:"
    assert _told(sheet) == [(stem, list(PLANETS), ["Venus", "Mercury"])]


def _led(icons: dict[int, str], controls: bool) -> Sheet:
    """Icons at the left of options, and shares of votes where no control is drawn."""
    sheet = Sheet(height=520)
    sheet.text(40, 20, samples.STEM)
    for index, planet in enumerate(PLANETS):
        y = 100 + 80 * index
        if controls:
            sheet.radio(110, y - 2, index == 1)
        else:
            sheet.text(40, y, f"{(22, 18, 51, 9)[index]}%")
        icon = {"tick": _tick, "cross": _cross}.get(icons.get(index, ""))
        if icon is not None:
            icon(sheet, 60 if controls else 130, y + 2)
        sheet.text(165, y, planet)
    return sheet


@pytest.mark.parametrize(
    ("icons", "controls", "right"),
    [
        ({0: "tick", 1: "cross"}, True, ["Venus"]),
        ({1: "tick"}, True, ["Mercury"]),
        ({0: "cross", 2: "tick"}, False, ["Mars"]),
    ],
)
def test_icons_before_options_judge(icons: dict[int, str], controls: bool, right: list[str]) -> None:
    assert _told(_led(icons, controls)) == [(samples.STEM, list(PLANETS), right)]


def test_a_tick_in_the_place_of_a_control_is_a_choice_and_a_poll_is_no_question() -> None:
    assert all(right is None for _, _, right in _told(_led({2: "tick"}, controls=False)))


def test_shares_that_do_not_add_up_are_words_of_their_own() -> None:
    sheet = Sheet(height=420)
    sheet.text(40, 20, "Battery of each device")
    for index, planet in enumerate(PLANETS):
        sheet.text(40, 100 + 60 * index, f"{(90, 85, 40, 12)[index]}%")
        sheet.text(165, 100 + 60 * index, planet)
    assert not _read(sheet).items


def test_a_year_said_again_below_correct_answer_is_the_key() -> None:
    sheet = Sheet(height=700)
    sheet.text(40, 20, "In which year did the treaty take force?")
    sheet.text(880, 20, "0/1")
    for index, year in enumerate(("1919", "1933", "1949", "1990")):
        sheet.radio(60, 90 + 70 * index, index == 1)
        sheet.text(110, 92 + 70 * index, year)
    _cross(sheet, 880, 166)
    sheet.text(40, 420, "Correct answer")
    sheet.radio(60, 490, True)
    sheet.text(110, 492, "1949")
    (told,) = _told(sheet)
    assert told == ("In which year did the treaty take force?", ["1919", "1933", "1949", "1990"], ["1949"])


def test_a_card_with_a_dashed_border_fills_its_place_in_the_grid_and_the_verdict_above_is_no_stem() -> None:
    sheet = Sheet(height=460)
    sheet.text(40, 30, samples.STEM)
    _cross(sheet, 44, 104, "#d9480f")
    sheet.text(90, 102, "Not quite, you're still learning!", colour="#d9480f")
    for index, planet in enumerate(PLANETS):
        x, y = 40 + 470 * (index % 2), 160 + 110 * (index // 2)
        if index == 1:
            for dash in range(x, x + 440, 24):
                sheet.draw.line((dash, y, dash + 12, y), fill=GREEN, width=3)
                sheet.draw.line((dash, y + 80, dash + 12, y + 80), fill=GREEN, width=3)
            _tick(sheet, x + 20, y + 26)
        else:
            sheet.draw.rounded_rectangle((x, y, x + 440, y + 80), 8, outline=RED if index == 0 else "#aab", width=3)
        if index == 0:
            _cross(sheet, x + 20, y + 28)
        sheet.text(x + 70, y + 22, planet)
    assert _told(sheet) == [(samples.STEM, list(PLANETS), ["Mercury"])]


def test_a_listing_in_a_box_above_cards_is_no_card() -> None:
    sheet = Sheet(height=760)
    sheet.text(40, 20, "Question 2: What does this program print?")
    sheet.draw.rectangle((40, 70, 940, 230), fill="#eef1f4", outline="#ccd")
    for index, line in enumerate(("total = 0", "for n in (1, 2):", "print(total)")):
        sheet.text(60 + 40 * (index == 1), 84 + 48 * index, line)
    for index, choice in enumerate(("zero", "one", "three", "six")):
        y = 290 + 90 * index
        tints = {0: ("#e8f5e9", GREEN), 2: ("#fdecea", RED)}
        ground, border = tints.get(index, ("white", "#ccd"))
        sheet.draw.rectangle((40, y, 940, y + 66), fill=ground, outline=border, width=2)
        sheet.text(70, y + 16, choice)
    (told,) = _told(sheet)
    assert told[1:] == (["zero", "one", "three", "six"], ["zero"])
    assert "```\ntotal = 0\n" in told[0]


def test_points_at_the_right_edge_are_no_words_of_the_stem() -> None:
    sheet = Sheet(width=640, height=460)
    sheet.text(40, 20, "Question 3: Which planet of ours is closest")
    sheet.text(572, 20, "0/1")
    sheet.text(40, 58, "by far?")
    for index, planet in enumerate(PLANETS):
        sheet.radio(60, 110 + 70 * index, index == 1)
        sheet.text(110, 112 + 70 * index, planet)
    assert _told(sheet) == [("Which planet of ours is closest by far?", list(PLANETS), None)]


def test_words_close_together_on_tinted_paper_have_no_ground_of_their_own() -> None:
    sheet = Sheet(ground="#c7d0ea", height=200)
    sheet.text(40, 60, "the thing you open to walk into a house")
    assert shapes.fills(np.asarray(sheet.picture), 16.0) == []


def test_an_arrow_before_an_options_control_is_no_mark_of_it() -> None:
    sheet = Sheet(height=360)
    sheet.text(40, 20, "Question 2: Heat flows from cold to warm by itself.   0 / 1 point")
    for index, word in enumerate(("True", "False")):
        sheet.radio(110, 100 + 70 * index, index == 0)
        sheet.text(165, 102 + 70 * index, word)
    _cross(sheet, 60, 104)
    sheet.text(56, 172, "→")
    assert [one[1:] for one in _told(sheet)] == [(["True", "False"], None)]


def test_a_counter_at_the_foot_says_that_the_page_shows_a_question() -> None:
    def page(counter: str, stem: str = samples.STEM, choices: tuple[str, ...] = PLANETS) -> list[list[str]]:
        sheet = Sheet(height=560)
        sheet.text(40, 40, stem)
        for index, choice in enumerate(choices):
            sheet.radio(60, 110 + 70 * index, False)
            sheet.text(110, 112 + 70 * index, choice)
        sheet.text(400, 470, counter)
        return [one[1] for one in _told(sheet)]

    assert page("Question 2 of 15") == [list(PLANETS)]
    assert page("Next") == []
    assert page("Privacy", "Who can see your profile?", ("Everyone", "My contacts", "Only me")) == []


def test_tiles_of_figures_make_rows_below_them_no_options() -> None:
    sheet = Sheet(height=560)
    sheet.text(40, 20, "Sales overview")
    for index, words in enumerate(("Revenue", "Orders", "Visitors")):
        sheet.draw.rectangle((40 + 310 * index, 70, 320 + 310 * index, 170), outline="#ccc", width=2)
        sheet.text(60 + 310 * index, 84, words)
        sheet.text(60 + 310 * index, 124, str(4821 + index))
    sheet.text(40, 200, "Which channels work?")
    for index, words in enumerate(("E-mail", "Search", "Partners")):
        y = 250 + 84 * index
        sheet.draw.rectangle((40, y, 940, y + 64), outline="#ccc", width=2)
        (_tick if index == 1 else _cross)(sheet, 60, y + 20)
        sheet.text(110, y + 16, words)
    assert not _read(sheet).items


def _lines(*texts: str) -> list[str]:
    return [one.text for one in mended([Recognised(text, (0, 0, 9, 9), 0.9) for text in texts])]


def test_labels_and_options_that_lost_their_spaces_are_set_apart() -> None:
    assert _lines("CEVAPANAHTARI: 1-B 2-C", "Correctanswer", "The answerkey is") == [
        "CEVAP ANAHTARI: 1-B 2-C",
        "Correct answer",
        "The answerkey is",
    ]
    assert _lines("Answer key: 1. b 2. a3. c", "1-A2-C3-B", "4. a 5 b") == [
        "Answer key: 1. b 2. a 3. c",
        "1-A 2-C 3-B",
        "4. a 5 b",
    ]
    assert _lines("a.106 b.206 c.306", "B) birdC) fish", "e.g. a.b") == [
        "a. 106 b. 206 c. 306",
        "B) bird C) fish",
        "e.g. a.b",
    ]


def test_vietnamese_whose_letters_the_engine_lacks_is_doubted() -> None:
    sheet = Sheet(height=420)
    sheet.text(40, 20, "Câu 1: Nưc si  nhit đ bao nhiêu?")
    for index, choice in enumerate(("90 đ C", "100 đ C", "110 đ C")):
        sheet.text(60, 80 + 60 * index, f"{'ABC'[index]}. {choice}")
    sheet.text(40, 280, "Đáp án: B")
    document = _read(sheet)
    assert {"needs-ocr", "ocr-doubt"} <= {finding.code for finding in document.findings}
    assert all(item.confidence < 0.9 for item in document.items)


def test_signs_in_rings_that_tesseract_cannot_read_are_no_words() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96\t정답:\n5\t1\t1\t1\t1\t2\t60\t10\t20\t20\t90\t@\n"
    (line,), _ = tesseract._lines(head + rows)
    assert (line.text, line.score) == ("정답:", tesseract.UNSURE)


def test_a_badge_a_little_behind_an_option_is_none_of_its_words() -> None:
    sheet = Sheet(height=460)
    sheet.text(40, 20, f"Question 1: {samples.STEM}")
    for index, planet in enumerate(PLANETS):
        sheet.radio(60, 98 + 70 * index, index == 2)
        sheet.text(110, 100 + 70 * index, planet)
    sheet.text(230, 170, "Correct answer", colour=GREEN)
    assert _told(sheet) == [(samples.STEM, list(PLANETS), ["Mercury"])]


def test_a_verdict_and_its_reason_below_a_cards_words_are_its_feedback() -> None:
    sheet = Sheet(height=640)
    sheet.text(40, 20, f"Question 1: {samples.STEM}")
    why = {0: "Not quite. It is the hottest.", 1: "Correct! A year there has 88 days.", 3: "Note: it is far away."}
    for index, planet in enumerate(PLANETS):
        y = 80 + 130 * index
        sheet.draw.rectangle((40, y, 940, y + 104), outline={0: RED, 1: GREEN}.get(index, "#bbb"), width=2)
        sheet.text(70, y + 10, planet)
        if index in why:
            sheet.text(70, y + 58, why[index])
    (item,) = _read(sheet).items
    assert isinstance(item, ChoiceItem) and item.key
    assert [c.text for c in item.choices if c.id in item.key.choices] == ["Mercury"]
    assert [c.text for c in item.choices][:3] == ["Venus", "Mercury", "Mars"]
    assert [c.feedback for c in item.choices][:2] == ["It is the hottest.", "A year there has 88 days."]


def test_points_are_read_in_turkish_and_not_where_a_number_ran_into_them() -> None:
    assert cues.earned("1,00 üzerinden 0,50") == (0.5, 1.0)
    assert cues.earned("11/ 1 point") is None
    assert cues.earned("12 / 10 points") == (12.0, 10.0)  # a bonus
