"""Printed quizzes as sites, offices and teachers make them: drawn here, read whole, and no key that nobody stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pdf_samples import QUESTIONS, document, line
from reportlab.pdfgen.canvas import Canvas

from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

Draw = Callable[[Canvas], None]
RIGHT = [options[right] for _, options, right in QUESTIONS]
STEMS = [stem for stem, _, _ in QUESTIONS]


def _items(*pages: Draw) -> list[ChoiceItem]:
    def draw(canvas: Canvas) -> None:
        for page in pages:
            page(canvas)
            canvas.showPage()

    found = convert(Source("quiz.pdf", document(draw))).items
    return [item for item in found if isinstance(item, ChoiceItem)]


def _right(items: Sequence[ChoiceItem]) -> list[str]:
    return [
        "+".join(choice.text for choice in item.choices if item.key and choice.id in item.key.choices) for item in items
    ]


def _whole(items: Sequence[ChoiceItem]) -> None:
    """Every question with its own words and choices, and nothing else."""
    assert [item.stem for item in items] == STEMS
    assert [tuple(choice.text for choice in item.choices) for item in items] == [options for _, options, _ in QUESTIONS]


def _questions(label: str = "{}.", beside: Callable[[Canvas, int, int, float], None] = lambda *_: None) -> Draw:
    """All questions on one page; `beside` draws at an option: canvas, question, option, y."""

    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, _) in enumerate(QUESTIONS):
            line(canvas, 60, y, f"{number + 1}. {stem}")
            for index, option in enumerate(options):
                y -= 16
                line(canvas, 80, y, f"{label.format('ABCD'[index])} {option}")
                beside(canvas, number, index, y)
            y -= 30

    return draw


def test_letters_that_a_learner_circled_are_no_key() -> None:
    def circle(canvas: Canvas, number: int, index: int, y: float) -> None:
        if index == number % 4:
            canvas.setStrokeColorRGB(0, 0, 0.8)
            canvas.ellipse(76, y - 4, 92, y + 11)

    items = _items(_questions("{})", circle))
    _whole(items)
    assert _right(items) == [""] * 6


def test_ticks_of_a_learner_give_way_to_the_key_at_the_end() -> None:
    def tick(canvas: Canvas, number: int, index: int, y: float) -> None:
        if index == number % 4:
            path = canvas.beginPath()
            path.moveTo(66, y + 3)
            path.lineTo(70, y - 1)
            path.lineTo(77, y + 9)
            canvas.drawPath(path)

    def key(canvas: Canvas) -> None:
        line(canvas, 60, 790, "Marking key", "Helvetica-Bold", 13)
        for number, (_, _, right) in enumerate(QUESTIONS):
            line(canvas, 60, 770 - 16 * number, f"{number + 1}   {'ABCD'[right]}")

    items = _items(_questions(beside=tick), key)
    _whole(items)
    assert _right(items) == RIGHT


def _bubbles(heading: str, filled: bool) -> Draw:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 790, heading, "Helvetica-Bold", 13)
        for number, (_, _, right) in enumerate(QUESTIONS):
            y = 760 - 22 * number
            canvas.setFillGray(0)
            line(canvas, 60, y, f"{number + 1}.", size=9)
            for index in range(4):
                on = filled and index == right
                canvas.setFillGray(0)
                canvas.circle(90 + 24 * index, y + 3, 7, fill=int(on))
                canvas.setFillGray(1 if on else 0)
                canvas.drawCentredString(90 + 24 * index, y, "ABCD"[index])

    return draw


@pytest.mark.parametrize(
    ("heading", "filled", "right"),
    [("Answer key", True, RIGHT), ("Answer key", False, [""] * 6), ("Answer sheet of Kim Roe", True, [""] * 6)],
)
def test_rows_of_bubbles(heading: str, filled: bool, right: list[str]) -> None:
    items = _items(_questions("({})"), _bubbles(heading, filled))
    assert [item.stem for item in items] == STEMS
    assert _right(items) == right


@pytest.mark.parametrize("down", [True, False], ids=["numbers left of letters", "numbers above letters"])
def test_a_ruled_key_in_several_pairs(down: bool) -> None:
    letters = ["ABCD"[right] for _, _, right in QUESTIONS]
    if down:
        rows = [["No.", "Answer", "No.", "Answer"]]
        rows += [[str(n + 1), letters[n], str(n + 4), letters[n + 3]] for n in range(3)]
    else:
        rows = [["1", "2", "3"], letters[:3], ["4", "5", "6"], letters[3:]]

    def key(canvas: Canvas) -> None:
        line(canvas, 60, 790, "ANSWERS", "Helvetica-Bold", 13)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                canvas.rect(60 + 60 * column, 740 - 20 * at, 60, 20)
                line(canvas, 70 + 60 * column, 746 - 20 * at, text, size=10)

    items = _items(_questions(), key)
    _whole(items)
    assert _right(items) == RIGHT


def test_a_form_that_says_below_what_was_right_has_no_fifth_choice() -> None:
    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, right) in enumerate(QUESTIONS[:4]):
            picked = right if number % 2 else (right + 1) % 4
            line(canvas, 60, y, stem)
            line(canvas, 500, y, f"{int(picked == right)}/1", size=9)
            for index, option in enumerate([*options, "Correct answer", options[right]]):
                if index == 4 and picked == right:
                    break
                y -= 22
                line(canvas, 66 if index == 4 else 86, y, option)
                if index == 4:
                    continue
                canvas.circle(72, y + 4, 6)
                if index == picked or index == 5:
                    canvas.circle(72, y + 4, 3, fill=1)
                if index == picked:
                    line(canvas, 520, y, "\u2714" if picked == right else "\u2718", "ZapfDingbats", 10)
            y -= 40

    items = _items(draw)
    assert [len(item.choices) for item in items] == [4] * 4
    assert _right(items) == RIGHT[:4]


def test_letters_in_boxes_are_labels() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, _) in enumerate(QUESTIONS):
            y = 790 - 70 * number
            line(canvas, 60, y, f"{number + 1}. {stem}")
            for index, option in enumerate(options):
                x, low = 66 + 250 * (index % 2), y - 20 * (1 + index // 2)
                canvas.rect(x, low - 3, 15, 13)
                canvas.setFont("Helvetica", 10)
                canvas.drawCentredString(x + 7.5, low, "abcd"[index])
                line(canvas, x + 24, low, option, size=10)
        line(canvas, 60, 330, "Answer key", "Helvetica-Bold", 13)
        for number, (_, options, right) in enumerate(QUESTIONS):
            line(canvas, 60, 310 - 16 * number, f"{number + 1}. {'abcd'[right]}) {options[right]}")

    items = _items(draw)
    _whole(items)
    assert _right(items) == RIGHT


@pytest.mark.parametrize("ruled", [True, False])
def test_options_down_two_columns(ruled: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, right) in enumerate(QUESTIONS):
            y = 790 - 110 * number
            line(canvas, 60, y, f"{number + 1}. {stem}")
            for index, option in enumerate(options):
                x, low = 66 + 200 * (index // 2), y - 26 - 24 * (index % 2)
                line(canvas, x, low, f"{'ABCD'[index]}. {option}")
                if ruled:
                    canvas.rect(x - 6, low - 8, 200, 24)
            line(canvas, 60, y - 78, f"Correct option: {'ABCD'[right]}")

    items = _items(draw)
    _whole(items)
    assert _right(items) == RIGHT


def test_a_tick_at_the_end_of_a_row_judges_it() -> None:
    def tick(canvas: Canvas, number: int, index: int, y: float) -> None:
        sign = "\u2714" if index == QUESTIONS[number][2] else "\u2718"
        line(canvas, 520, y, sign, "ZapfDingbats", 10)

    items = _items(_questions(beside=tick))
    _whole(items)
    assert _right(items) == RIGHT


def test_lines_numbered_in_the_margin() -> None:
    def draw(canvas: Canvas) -> None:
        texts: list[str] = []
        for number, (stem, options, right) in enumerate(QUESTIONS):
            listed = [f"{'ABCD'[index]}. {option}" for index, option in enumerate(options)]
            texts += [f"{number + 1}. {stem}", *listed, f"ANSWER: {'ABCD'[right]}", ""]
        for row, text in enumerate(texts):
            canvas.setFillGray(0.5)
            canvas.setFont("Courier", 7)
            canvas.drawRightString(42, 800 - 15 * row, str(row + 1))
            canvas.setFillGray(0)
            line(canvas, 60, 800 - 15 * row, text)

    items = _items(draw)
    _whole(items)
    assert _right(items) == RIGHT


def test_words_strewn_over_the_pages_belong_to_none() -> None:
    def strewn(inner: Draw) -> Draw:
        def draw(canvas: Canvas) -> None:
            inner(canvas)
            canvas.setFillGray(0.8)
            for y in (180, 410, 646):
                line(canvas, 210, y, "copied from paperhoard.example", size=14)
            canvas.setFillGray(0)

        return draw

    def key(canvas: Canvas) -> None:
        line(canvas, 60, 790, "Answers", "Helvetica-Bold", 13)
        for number, (_, _, right) in enumerate(QUESTIONS):
            line(canvas, 60, 770 - 16 * number, f"{number + 1}. {'ABCD'[right]}")

    items = _items(strewn(_questions()), strewn(key))
    _whole(items)
    assert _right(items) == RIGHT


def test_capitals_set_apart_are_a_word() -> None:
    def draw(canvas: Canvas) -> None:
        y = 800.0
        for number, (stem, options, right) in enumerate(QUESTIONS):
            line(canvas, 60, y, f"{number + 1}. {stem}")
            for index, option in enumerate(options):
                line(canvas, 80, y - 16 * (index + 1), f"{'ABCD'[index]}) {option}")
            text = canvas.beginText(60, y - 80)
            text.setCharSpace(4)
            text.textOut("ANSWER")
            text.setCharSpace(0)
            text.textOut(f"  {'ABCD'[right]}")
            canvas.drawText(text)
            y -= 112

    items = _items(draw)
    _whole(items)
    assert _right(items) == RIGHT


@pytest.mark.parametrize(("font", "right"), [("Helvetica", RIGHT), ("Courier", [""] * 6)])
def test_grey_behind_words_marks_them_unless_they_are_typewritten(font: str, right: list[str]) -> None:
    def draw(canvas: Canvas) -> None:
        y = 790.0
        for number, (stem, options, key) in enumerate(QUESTIONS):
            line(canvas, 60, y, f"{number + 1}. {stem}")
            for index, option in enumerate(options):
                y -= 16
                if index == key:
                    canvas.setFillGray(0.8)
                    width = canvas.stringWidth(f"{'abcd'[index]}) {option}", font, 11)
                    canvas.rect(80, y - 3, width, 13, stroke=0, fill=1)
                    canvas.setFillGray(0)
                line(canvas, 80, y, f"{'abcd'[index]}) {option}", font)
            y -= 30

    items = _items(draw)
    assert [item.stem for item in items] == STEMS
    assert _right(items) == right


def test_three_columns_told_by_bold_numbers_and_a_key_below_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, _) in enumerate(QUESTIONS * 2):
            x, y = 40 + 180 * (number // 4), 790 - 90 * (number % 4)
            line(canvas, x, y, str(number + 1), "Helvetica-Bold", 8)
            words = stem.split()
            line(canvas, x + 14, y, " ".join(words[:6]), size=8)
            line(canvas, x, y - 10, " ".join(words[6:]), size=8)
            for index, option in enumerate(options):
                line(canvas, x + 10, y - 20 - 11 * index, f"({index + 1}) {option}", size=8)
        line(canvas, 40, 400, "Answer key", "Helvetica-Bold", 10)
        for number, (_, _, right) in enumerate(QUESTIONS * 2):
            line(canvas, 40 + 180 * (number // 4), 380 - 11 * (number % 4), f"{number + 1} ({right + 1})", size=8)

    items = _items(draw)
    assert [" ".join(item.stem.split()) for item in items] == STEMS * 2
    assert _right(items) == RIGHT * 2


def test_the_caption_of_a_figure_beside_options_belongs_to_none() -> None:
    def draw(canvas: Canvas) -> None:
        _questions()(canvas)
        for number in range(6):
            line(canvas, 400, 790 - 64 - 94 * number, f"Fig. {number + 1}", size=9)

    _whole(_items(draw))


def _ticked(verdicts: bool) -> Draw:
    """Two boxes of each question are ticked by a sign in them; below, the page may say whether that was right."""

    def draw(canvas: Canvas) -> None:
        y = 800.0
        for number, (stem, options, right) in enumerate(QUESTIONS[:4]):
            line(canvas, 60, y, f"{number + 1}. {stem} Select all that apply.")
            for index, option in enumerate(options):
                y -= 20
                canvas.rect(66, y - 3, 13, 13)
                line(canvas, 90, y, option)
                if index in (right, (right + 1) % 4):
                    line(canvas, 68, y - 1, "\u2714", "ZapfDingbats", 10)
                    if verdicts:
                        y -= 16
                        canvas.setFillColorRGB(0.1, 0.5, 0.2) if index == right else canvas.setFillColorRGB(
                            0.8, 0.1, 0.1
                        )
                        line(canvas, 92, y, "Correct" if index == right else "This should not be selected", size=9)
                        canvas.setFillGray(0)
            y -= 36

    return draw


def test_a_sign_in_a_box_is_what_a_learner_chose() -> None:
    items = _items(_ticked(verdicts=False))
    assert [len(item.choices) for item in items] == [4] * 4
    assert _right(items) == [""] * 4


def test_verdicts_below_ticked_boxes_judge_them() -> None:
    items = _items(_ticked(verdicts=True))
    assert [len(item.choices) for item in items] == [4] * 4
    for item, right in zip(items, RIGHT, strict=False):
        chosen = [choice.text for choice in item.choices if item.key and choice.id in item.key.choices]
        assert chosen in ([right], []), "what was judged wrong is no key"
