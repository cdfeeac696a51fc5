"""Options as pages set them: running on, in digits side by side, far from their letters, in cells, on a typewriter."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import pdf_samples as samples

KEY = " ".join(f"{number}-{'ABCD'[right]}" for number, (_, _, right) in enumerate(samples.QUESTIONS, 1))
RIGHT = [options[right] for _, options, right in samples.QUESTIONS]


def _keys(data: bytes) -> list[str]:
    items = [item for item in convert(Source("quiz.pdf", data)).items if isinstance(item, ChoiceItem)]
    assert all(len(item.choices) == 4 for item in items)
    return ["+".join(c.text for c in item.choices if item.key and c.id in item.key.choices) for item in items]


def _beside(canvas: Canvas, y: float, options: tuple[str, ...]) -> float:
    """(1) x   (2) y, and (3) z   (4) w below."""
    for index, option in enumerate(options):
        samples.line(canvas, 80 + 180 * (index % 2), y - 16 * (index // 2), f"({index + 1}) {option}")
    return y - 32


def _running(canvas: Canvas, y: float, options: tuple[str, ...]) -> float:
    """A) x of the kind  B) y ..., the third option's words on the next line."""
    first, second, third, fourth = options
    samples.line(canvas, 80, y, f"A) {first} without any doubt   B) {second} without any doubt at all   C) {third}")
    samples.line(canvas, 60, y - 15, f"without further words   D) {fourth}")
    return y - 30


def _apart(canvas: Canvas, y: float, options: tuple[str, ...]) -> float:
    """Capitals in a column, the words far off."""
    for index, option in enumerate(options):
        samples.line(canvas, 80, y - 15 * index, "ABCD"[index])
        samples.line(canvas, 130, y - 15 * index, option)
    return y - 60


def _typed(canvas: Canvas, y: float, options: tuple[str, ...]) -> float:
    for index, option in enumerate(options):
        samples.line(canvas, 80, y - 12 * index, f"{'abcd'[index]}) {option}", "Courier", 10)
    return y - 48


@pytest.mark.parametrize(("options_of", "font"), [(_beside, "Helvetica"), (_apart, "Helvetica"), (_typed, "Courier")])
def test_every_option_is_one(options_of: object, font: str) -> None:
    assert callable(options_of)

    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, _) in enumerate(samples.QUESTIONS, 1):
            samples.line(canvas, 60, y, f"{number}. {stem}", font)
            y = options_of(canvas, y - 17, options) - 14
        samples.line(canvas, 60, y - 20, "Answer key", font, 14)
        samples.line(canvas, 60, y - 40, KEY if options_of is not _beside else KEY.translate(_DIGITS), font)
        canvas.showPage()

    assert _keys(samples.document(draw)) == RIGHT


_DIGITS = str.maketrans("ABCD", "1234")


def test_options_in_running_text_go_on_in_the_next_line() -> None:
    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, _) in enumerate(samples.QUESTIONS, 1):
            samples.line(canvas, 60, y, f"{number}. {stem}")
            y = _running(canvas, y - 17, options) - 14
        canvas.showPage()

    items = [item for item in convert(Source("quiz.pdf", samples.document(draw))).items if isinstance(item, ChoiceItem)]
    assert [len(item.choices) for item in items] == [4] * len(samples.QUESTIONS)
    assert [item.choices[2].text.split()[0] for item in items] == [q[1][2].split()[0] for q in samples.QUESTIONS]


def test_a_cell_of_words_and_a_cell_of_options() -> None:
    def draw(canvas: Canvas) -> None:
        top, xs = 800.0, (40, 70, 300, 500, 560)
        for index, title in enumerate(("No.", "Question", "Options", "Key")):
            samples.line(canvas, xs[index] + 4, top - 16, title)
        edges = [top, top - 24]
        for number, (stem, options, right) in enumerate(samples.QUESTIONS, 1):
            y = edges[-1] - 14
            samples.line(canvas, 44, y, str(number))
            samples.line(canvas, 74, y, stem[:34].rsplit(" ", 1)[0], size=10)
            samples.line(canvas, 74, y - 13, stem[len(stem[:34].rsplit(" ", 1)[0]) + 1 :], size=10)
            for index, option in enumerate(options):
                samples.line(canvas, 304, y - 13 * index, f"{'abcd'[index]}) {option}", size=10)
            samples.line(canvas, 510, y, "abcd"[right])
            edges.append(edges[-1] - 64)
        for y in edges:
            canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            canvas.line(x, edges[0], x, edges[-1])
        canvas.showPage()

    assert _keys(samples.document(draw)) == RIGHT
