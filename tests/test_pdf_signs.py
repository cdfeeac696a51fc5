"""Signs that a PDF draws in green and red are read as if they were typed; a pencil's and a form's own are not."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import pdf_samples as samples

GREEN, RED, GREY, BLUE = (0.1, 0.5, 0.1), (0.8, 0.1, 0.1), (0.2, 0.2, 0.2), (0.1, 0.3, 0.8)
Colour = tuple[float, float, float]


def _tick(canvas: Canvas, x: float, y: float, colour: Colour = GREEN) -> None:
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(1.5)
    path = canvas.beginPath()
    path.moveTo(x, y + 4)
    path.lineTo(x + 3, y)
    path.lineTo(x + 9, y + 8)
    canvas.drawPath(path)


def _cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(1.5)
    canvas.line(x, y, x + 8, y + 8)
    canvas.line(x, y + 8, x + 8, y)


def _radio(canvas: Canvas, x: float, y: float, on: bool) -> None:
    canvas.setStrokeColorRGB(0.3, 0.3, 0.3)
    canvas.setLineWidth(1)
    canvas.circle(x + 5, y + 4, 5)
    if on:
        canvas.setFillColorRGB(0.3, 0.3, 0.3)
        canvas.circle(x + 5, y + 4, 2.8, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)


def _keys(data: bytes) -> list[str]:
    items = [item for item in convert(Source("quiz.pdf", data)).items if isinstance(item, ChoiceItem)]
    assert all(len(item.choices) == 4 for item in items)
    return ["+".join(c.text for c in item.choices if item.key and c.id in item.key.choices) for item in items]


def _behind(colour: Colour) -> bytes:
    """A tick behind one option of each question."""

    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(samples.QUESTIONS, 1):
            samples.line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 16
                samples.line(canvas, 80, y, f"{'abcd'[index]}) {option}")
                if index == right:
                    _tick(canvas, 84 + canvas.stringWidth(f"a) {option}", "Helvetica", 11) + 8, y, colour)
            y -= 28
        canvas.showPage()

    return samples.document(draw)


RIGHT = [options[right] for _, options, right in samples.QUESTIONS]


def test_a_green_tick_behind_an_option_judges_it() -> None:
    assert _keys(_behind(GREEN)) == RIGHT


def test_a_pencils_and_a_blue_tick_judge_nothing() -> None:
    assert set(_keys(_behind(GREY))) == set(_keys(_behind(BLUE))) == {""}


def _results(scored: bool) -> bytes:
    """A learner's choices, each judged below by an icon and a word; the icon of the question is its score's."""

    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, right) in enumerate(samples.QUESTIONS):
            pick = right if number % 2 else (right + 1) % 4
            if scored:
                (_tick if pick == right else _cross)(canvas, 44, y)
                samples.line(canvas, 500, y, f"{int(pick == right)}/1")
            samples.line(canvas, 60, y, stem)
            for index, option in enumerate(options):
                y -= 18
                _radio(canvas, 62, y, index == pick)
                samples.line(canvas, 80, y, option)
            y -= 20
            (_tick if pick == right else _cross)(canvas, 62, y)
            samples.line(canvas, 80, y, "Correct" if pick == right else "Incorrect", "Helvetica-Bold")
            y -= 34
            if y < 140:
                canvas.showPage()
                y = 790.0
        canvas.showPage()

    return samples.document(draw)


def test_an_icon_before_a_verdict_is_no_choice() -> None:
    """What was judged wrong tells nothing of the other three."""
    told = [right if number % 2 else "" for number, right in enumerate(RIGHT)]
    assert _keys(_results(scored=False)) == told
    assert _keys(_results(scored=True)) == told


def test_a_ticked_box_in_green_selects() -> None:
    """The frame goes around the tick: a form's own colour."""

    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(samples.QUESTIONS, 1):
            samples.line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 18
                canvas.setStrokeColorRGB(*GREEN)
                canvas.rect(80, y - 1, 11, 11)
                if index == right:
                    _tick(canvas, 81, y)
                samples.line(canvas, 98, y, option)
            y -= 28
        canvas.showPage()

    assert set(_keys(samples.document(draw))) == {""}


def _discs(title: str, circled: bool) -> bytes:
    """One letter of each question in a circle, or all in circles and one of these filled."""

    def draw(canvas: Canvas) -> None:
        samples.line(canvas, 60, 800, title, "Helvetica-Bold", 15)
        y = 770.0
        for number, (stem, options, right) in enumerate(samples.QUESTIONS, 1):
            samples.line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 18
                canvas.setStrokeColorRGB(*RED)
                canvas.setFillColorRGB(*GREEN)
                if index == right or not circled:
                    canvas.circle(84, y + 4, 7.5, fill=int(index == right and not circled))
                canvas.setFillColorRGB(0, 0, 0)
                samples.line(canvas, 80, y, f"{'ABCD'[index]}{'.' if circled else ''}")
                samples.line(canvas, 100, y, option)
            y -= 26
        canvas.showPage()

    return samples.document(draw)


def test_circled_letters_are_the_key_of_a_teachers_copy_alone() -> None:
    for circled in (True, False):
        assert _keys(_discs("Unit 3 test - TEACHER'S COPY", circled)) == RIGHT
        assert _keys(_discs("Unit 3 test (answer key)", circled)) == RIGHT
        assert set(_keys(_discs("Unit 3 test    Class: 10B", circled))) == {""}
