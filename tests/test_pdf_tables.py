"""Tables without rules: columns are told by a row of titles and the edges below it."""

from __future__ import annotations

from collections.abc import Sequence

from pdf_samples import QUESTIONS, document, line
from reportlab.pdfgen.canvas import Canvas

from extract.media.pdf import medium as pdf
from quizmill.block import Kind
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

EDGES = (50, 70, 250, 320, 390, 470, 540)
TITLES = ("#", "Question", "A", "B", "C", "D", "Key")


def _page(canvas: Canvas, titles: Sequence[str], rows: Sequence[int]) -> None:
    y = 780.0
    for x, title in zip(EDGES, titles, strict=False):
        line(canvas, x, y, title, "Helvetica-Bold", 9)
    for number in rows:
        stem, options, right = QUESTIONS[number]
        words = stem.split()
        y -= 34
        line(canvas, EDGES[0], y, str(number + 1), size=9)
        line(canvas, EDGES[1], y, " ".join(words[:6]), size=9)
        line(canvas, EDGES[1], y - 11, " ".join(words[6:]), size=9)
        for x, text in zip(EDGES[2:], (*options, "ABCD"[right]), strict=True):
            line(canvas, x, y, text, size=9)
    canvas.showPage()


def _items(titles: Sequence[str], later: Sequence[str]) -> list[ChoiceItem]:
    def draw(canvas: Canvas) -> None:
        _page(canvas, titles, (0, 1, 2))
        _page(canvas, later, (3, 4, 5))

    return [item for item in convert(Source("quiz.pdf", document(draw))).items if isinstance(item, ChoiceItem)]


def test_a_table_without_rules_goes_on_over_pages() -> None:
    for later in (TITLES, ()):
        items = _items(TITLES, later)
        assert [" ".join(item.stem.split()) for item in items] == [stem for stem, _, _ in QUESTIONS]
        assert [tuple(choice.text for choice in item.choices) for item in items] == [texts for _, texts, _ in QUESTIONS]
        keys = [[c.text for c in item.choices if item.key and c.id in item.key.choices] for item in items]
        assert keys == [[texts[right]] for _, texts, right in QUESTIONS]


def test_columns_of_other_titles_are_no_table_of_questions() -> None:
    def draw(canvas: Canvas) -> None:
        _page(canvas, ("No", "Article", "Mon", "Tue", "Wed", "Thu", "Sum"), (0, 1, 2, 3))

    blocks = pdf.read(Source("quiz.pdf", document(draw))).blocks
    assert not any(block.kind is Kind.ROW and block.text.startswith("1") and len(block.cells) == 7 for block in blocks)


def test_a_row_of_answers_may_break_between_a_number_and_its_letter() -> None:
    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, _) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}) {stem}")
            for index, option in enumerate(options):
                line(canvas, 80, y - 15 * (index + 1), f"[{'abcd'[index]}] {option}")
            y -= 85
        canvas.showPage()
        said = " ".join(f"{number}) {'abcd'[right]}" for number, (_, _, right) in enumerate(QUESTIONS, 1))
        cut = said.index("5)") + 2
        line(canvas, 60, 790, "Marking key", "Helvetica-Bold")
        line(canvas, 60, 765, said[:cut])
        line(canvas, 60, 750, said[cut:].strip())
        canvas.showPage()

    items = [item for item in convert(Source("quiz.pdf", document(draw))).items if isinstance(item, ChoiceItem)]
    keys = [[c.text for c in item.choices if item.key and c.id in item.key.choices] for item in items]
    assert keys == [[texts[right]] for _, texts, right in QUESTIONS]


def test_questions_that_count_on_over_years() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1497, 1503):
            y = 790.0 - 120 * (number - 1497)
            line(canvas, 60, y, f"{number}. What is {number} plus one?")
            for index in range(3):
                line(canvas, 80, y - 15 * (index + 1), f"{'ABC'[index]}) {number + index}")
            line(canvas, 60, y - 60, "Answer: B")
            line(canvas, 60, y - 75, "1500. is a year, too, and one more follows")
        canvas.showPage()

    items = convert(Source("quiz.pdf", document(draw))).items
    assert [item.stem for item in items] == [f"What is {number} plus one?" for number in range(1497, 1503)]
