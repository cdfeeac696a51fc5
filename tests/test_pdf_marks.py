"""How a PDF shows what is right: frames around labels, coloured cells, strokes over short words, words before rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_samples import QUESTIONS, document, line
from reportlab.lib.colors import Color, lightblue, lightgreen, yellow
from reportlab.pdfgen.canvas import Canvas

from extract.media import row_signs
from extract.media.geometry import Chunk, Word, union
from extract.media.openers import opener
from quizmill.block import Shape as Form
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

RIGHT = [options[right] for _, options, right in QUESTIONS]
NONE = [""] * len(QUESTIONS)
Beside = Callable[[Canvas, float, float, int, int], None]


def _keys(draw: Callable[[Canvas], None]) -> list[str]:
    def whole(canvas: Canvas) -> None:
        draw(canvas)
        canvas.showPage()

    items = [item for item in convert(Source("quiz.pdf", document(whole))).items if isinstance(item, ChoiceItem)]
    assert [item.stem for item in items] == [stem for stem, _, _ in QUESTIONS]
    assert [tuple(choice.text for choice in item.choices) for item in items] == [texts for _, texts, _ in QUESTIONS]
    return ["+".join(c.text for c in item.choices if item.key and c.id in item.key.choices) for item in items]


def _listed(title: str, beside: Beside) -> Callable[[Canvas], None]:
    """Questions with lettered choices below each other, and something drawn at each."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 800, title, "Helvetica-Bold", 15)
        y = 770.0
        for number, (stem, options, right) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 19
                beside(canvas, 80, y, index, right)
                line(canvas, 80, y, f"{'abcd'[index]}) {option}")
            y -= 26

    return draw


def _framed(canvas: Canvas, x: float, y: float, index: int, right: int) -> None:
    if index == right:
        canvas.rect(x - 3, y - 4, 16, 15)


@pytest.mark.parametrize(("title", "keys"), [("Quiz 3: Solutions", RIGHT), ("Quiz 3", NONE)])
def test_a_frame_around_a_label_is_a_key_where_the_title_says_so(title: str, keys: list[str]) -> None:
    assert _keys(_listed(title, _framed)) == keys


def test_frames_around_all_labels_say_nothing() -> None:
    def every(canvas: Canvas, x: float, y: float, index: int, right: int) -> None:
        canvas.rect(x - 3, y - 4, 16, 15)

    assert _keys(_listed("Quiz 3: Solutions", every)) == NONE


def _cells(fill: Color) -> Callable[[Canvas], None]:
    """A ruled box a question: its words over both columns, four lettered cells, one of them filled."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 805, "Revision quiz on the natural world", "Helvetica-Bold", 15)
        for number, (stem, options, right) in enumerate(QUESTIONS):
            top = 780.0 - 80 * number
            canvas.setFillColor(fill)
            canvas.rect(60 + 230 * (right % 2), top - 40 - 20 * (right // 2), 230, 20, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            for y in (top, top - 20, top - 40, top - 60):
                canvas.line(60, y, 520, y)
            for x, start in ((60, top), (290, top - 20), (520, top)):
                canvas.line(x, start, x, top - 60)
            line(canvas, 66, top - 15, f"{number + 1}. {stem}", "Helvetica-Bold")
            for index, option in enumerate(options):
                at = (66 + 230 * (index % 2), top - 35 - 20 * (index // 2))
                line(canvas, *at, f"{'ABCD'[index]}. {option}")

    return draw


@pytest.mark.parametrize(("fill", "keys"), [(lightgreen, RIGHT), (yellow, RIGHT), (lightblue, NONE)])
def test_four_cells_are_choices_and_a_marker_s_colour_names_one(fill: Color, keys: list[str]) -> None:
    assert _keys(_cells(fill)) == keys


def test_a_stroke_over_a_short_word_is_no_button() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 800, "Numbers", "Helvetica-Bold", 15)
        y = 770.0
        for number, (total, right) in enumerate(((12, 1), (20, 2), (31, 0), (44, 3)), 1):
            line(canvas, 60, y, f"{number}. What is {total} + 3?")
            for index, wrong in enumerate((-1, 4, 7, 9)):
                y -= 15
                if index == right:
                    canvas.setFillColor(yellow)
                    canvas.rect(79, y - 3, 14, 13, stroke=0, fill=1)
                    canvas.setFillColorRGB(0, 0, 0)
                line(canvas, 80, y, str(total + (3 if index == right else wrong)))
            y -= 24
        canvas.showPage()

    items = convert(Source("quiz.pdf", document(draw))).items
    assert [item.stem for item in items] == [f"What is {total} + 3?" for total in (12, 20, 31, 44)]
    keys = [[c.text for c in i.choices if i.key and c.id in i.key.choices] for i in items if isinstance(i, ChoiceItem)]
    assert keys == [["15"], ["23"], ["34"], ["47"]]


def _chunk(text: str, x: float = 60.0) -> Chunk:
    words = []
    for said in text.split():
        words.append(Word(said, (x, 100, x + 5 * len(said), 110)))
        x += 5 * len(said) + 3
    return Chunk(tuple(words), union([word.box for word in words]))


@pytest.mark.parametrize(
    ("row", "words", "on"),
    [
        ("Correct! ◉ Zinc", "Zinc", True),
        ("Correct answer ○ Lead", "Lead", True),
        ("Incorrect ◉ Tin", "Tin", False),
    ],
)
def test_a_verdict_closely_before_a_written_button_judges_its_row(row: str, words: str, on: bool) -> None:
    (part,) = row_signs.judged(row_signs.unstuck(_chunk(row)))
    assert (part.text, part.mark and part.mark.shape, part.mark and part.mark.on) == (words, Form.VERDICT, on)


@pytest.mark.parametrize("row", ["You answered ◉ Tin", "Light ○ dark", "Correct answers are marked ◉ here", "○ Lead"])
def test_other_words_before_a_button_judge_nothing(row: str) -> None:
    parts = row_signs.judged(row_signs.unstuck(_chunk(row)))
    assert all(part.mark is None for part in parts)


def test_bare_capitals_in_a_row_are_labels() -> None:
    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                line(canvas, 70 + 125 * index, y - 18, "ABCD"[index], "Helvetica-Bold")
                line(canvas, 83 + 125 * index, y - 18, option)
            line(canvas, 60, y - 36, f"Answer: {'ABCD'[right]}")
            y -= 70

    assert _keys(draw) == RIGHT


def test_running_text_that_names_a_question_begins_none() -> None:
    assert not opener("question (1) is answered in the next part")
    assert opener("Question 1 is worth two points").enumerator
    assert opener("question 1: Which planet is it?").enumerator


def test_a_line_for_the_answer_stands_before_its_number() -> None:
    text = "____ 12. Which planet is it?"
    read = opener(text)
    assert read.enumerator and read.enumerator.raw == "12." and text[read.start :] == "Which planet is it?"
    assert not opener("____ is the capital of Peru.")


def test_bare_letters_behind_controls_are_labels() -> None:
    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 19
                canvas.circle(75, y + 4, 5)
                line(canvas, 86, y, "abcd"[index], "Helvetica-Bold")
                line(canvas, 97, y, option)
            line(canvas, 60, y - 18, f"Correct answer: {options[right]}")
            y -= 44

    assert _keys(draw) == RIGHT
