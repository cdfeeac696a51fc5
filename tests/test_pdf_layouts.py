"""PDF pages in layouts that printers, offices and browsers make: what is read does not depend on where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas

from extract.media import formulas, rtl, torn_letters
from extract.media.geometry import Chunk, Drawing, Look, Shape, Word
from extract.media.pdf import medium as pdf
from extract.media.pdf import repair as pdf_repair
from quizmill.block import Kind
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import pdf_samples as samples
from tests.pdf_samples import QUESTIONS, document, line


def _page(draw: Callable[[Canvas], None]) -> bytes:
    def whole(canvas: Canvas) -> None:
        draw(canvas)
        canvas.showPage()

    return document(whole)


def _items(data: bytes) -> list[ChoiceItem]:
    return [item for item in convert(Source("quiz.pdf", data)).items if isinstance(item, ChoiceItem)]


def _right(items: Sequence[ChoiceItem]) -> list[str]:
    return [
        "+".join(choice.text for choice in item.choices if item.key and choice.id in item.key.choices) for item in items
    ]


RIGHT = [options[right] for _, options, right in QUESTIONS]


def test_three_columns_whose_lines_stand_beside_each_other() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, _) in enumerate(QUESTIONS):
            x, y = 40 + 180 * (number // 2), 780 - 110 * (number % 2)
            words = stem.split()
            line(canvas, x, y, f"{number + 1}. {' '.join(words[:4])}", size=9)
            line(canvas, x, y - 12, " ".join(words[4:]), size=9)
            for index, option in enumerate(options):
                line(canvas, x + 10, y - 24 - 12 * index, f"({'abcd'[index]}) {option}", size=9)
        line(canvas, 40, 540, "Answers", "Helvetica-Bold", 12)
        line(canvas, 40, 520, "; ".join(f"{n}-{'abcd'[q[2]]}" for n, q in enumerate(QUESTIONS, 1)), size=9)

    items = _items(_page(draw))
    assert [" ".join(item.stem.split()) for item in items] == [stem for stem, _, _ in QUESTIONS]
    assert _right(items) == RIGHT


def test_options_side_by_side_keep_the_lines_they_wrap_to() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. What does a lighthouse do?")
        for x, lines in (
            (60, ("(A) It warns ships of", "rocks and shoals")),
            (300, ("(B) It lights the", "harbour's streets")),
        ):
            for index, text in enumerate(lines):
                line(canvas, x, 760 - 13 * index, text)
        line(canvas, 60, 730, "(C) It burns waste")
        line(canvas, 300, 730, "(D) It heats the sea")
        line(canvas, 60, 710, "Answer: A")

    (item,) = _items(_page(draw))
    assert [choice.text for choice in item.choices] == [
        "It warns ships of rocks and shoals",
        "It lights the harbour's streets",
        "It burns waste",
        "It heats the sea",
    ]


def test_options_behind_their_stem_on_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        for number, stem in enumerate(("Bats are birds.", "Ice floats on water."), 1):
            y = 780 - 30 * number
            line(canvas, 60, y, f"{number}. {stem}")
            line(canvas, 220, y, "A. True")
            line(canvas, 280, y, "B. False")
            line(canvas, 60, y - 14, f"Answer: {'BA'[number - 1]}")

    assert _right(_items(_page(draw))) == ["False", "True"]


def test_boxes_side_by_side_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, right) in enumerate(QUESTIONS[:4]):
            x, y = 40 + 270 * (number % 2), 780 - 160 * (number // 2)
            canvas.rect(x - 8, y - 110, 250, 130)
            line(canvas, x, y, f"{number + 1}. {stem[:44]}", size=9)
            for index, option in enumerate(options):
                line(canvas, x, y - 16 - 14 * index, f"{'ABCD'[index]}. {option}", size=9)
            line(canvas, x, y - 90, f"Answer: {'ABCD'[right]}", size=9)

    items = _items(_page(draw))
    assert [item.stem[:12] for item in items] == [stem[:12] for stem, _, _ in QUESTIONS[:4]]
    assert _right(items) == RIGHT[:4]


def test_a_table_of_questions_is_read_row_by_row() -> None:
    xs, heads = (50.0, 90.0, 400.0, 450.0, 520.0), ("No.", "Question", "Marks", "Answer")

    def draw(canvas: Canvas) -> None:
        ys = [800.0, 780.0, *(780.0 - 90 * n for n in range(1, 4))]
        canvas.grid(list(xs), ys)
        for x, text in zip(xs, heads, strict=False):
            line(canvas, x + 4, 786, text, "Helvetica-Bold", 10)
        for row, (stem, options, right) in enumerate(QUESTIONS[:3]):
            y = ys[row + 1] - 14
            line(canvas, xs[0] + 4, y, str(row + 1), size=10)
            line(canvas, xs[1] + 4, y, stem, size=10)
            for index, option in enumerate(options):
                line(canvas, xs[1] + 4, y - 15 - 14 * index, f"{'abcd'[index]}) {option}", size=10)
            line(canvas, xs[2] + 4, y, "2", size=10)
            line(canvas, xs[3] + 4, y, "abcd"[right], size=10)

    items = _items(_page(draw))
    assert [item.stem for item in items] == [stem for stem, _, _ in QUESTIONS[:3]]
    assert _right(items) == RIGHT[:3]
    assert [item.points for item in items] == [2, 2, 2]


def test_a_table_of_true_and_false_with_its_ticks() -> None:
    rows = (("Whales are mammals.", 0), ("The Sahara is a wood.", 1), ("Copper conducts a current.", 0))

    def draw(canvas: Canvas) -> None:
        xs = [50.0, 300.0, 350.0, 400.0]
        canvas.grid(xs, [780.0 - 20 * n for n in range(5)])
        for x, text in zip(xs, ("Statement", "True", "False"), strict=False):
            line(canvas, x + 4, 766, text)
        for number, (text, column) in enumerate(rows, 1):
            line(canvas, 54, 766 - 20 * number, text)
            line(canvas, xs[column + 1] + 15, 766 - 20 * number, "X")

    items = _items(_page(draw))
    assert [(item.stem, right) for item, right in zip(items, _right(items), strict=True)] == [
        (text, ("True", "False")[column]) for text, column in rows
    ]


def test_a_verdict_left_of_a_button_judges_its_row_and_what_was_chosen_does_not() -> None:
    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(QUESTIONS[:3], 1):
            chosen = right if number != 2 else (right + 1) % 4
            line(canvas, 60, y, f"Question {number}")
            line(canvas, 150, y - 20, stem)
            for index, option in enumerate(options):
                at = y - 44 - 20 * index
                said = {chosen: "Correct!" if chosen == right else "You Answered", right: "Correct Answer"}
                said[right] = "Correct!" if chosen == right else "Correct Answer"
                line(canvas, 60, at, said.get(index, ""), size=8)
                samples.control(canvas, 150, at - 1, radio=True, on=index == chosen)
                line(canvas, 170, at, option)
            y -= 160

    assert _right(_items(_page(draw))) == RIGHT[:3]


def test_a_fraction_is_latex_where_its_bar_stands_on_the_line() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. Which number equals")
        line(canvas, 196, 787, "3")
        line(canvas, 196, 773, "4")
        canvas.setLineWidth(0.6)
        canvas.line(195, 783.6, 203, 783.6)
        line(canvas, 207, 780, "of a hundred?")
        for index, text in enumerate(("A) 25", "B) 75")):
            line(canvas, 80, 750 - 16 * index, text)
        line(canvas, 60, 710, "Answer: B")

    (item,) = _items(_page(draw))
    assert item.stem == r"Which number equals $\frac{3}{4}$ of a hundred?"


def test_underlines_strokes_and_rules_are_no_fractions() -> None:
    for how in ("underline",):
        data = samples.marked(how)
        page = pdf.read(Source("quiz.pdf", data))
        assert not any("frac" in block.text for block in page.blocks)
    assert not any("frac" in block.text for block in pdf.read(Source("quiz.pdf", samples.table())).blocks)


def test_levels_that_no_bar_explains_are_a_doubt_with_their_place() -> None:
    look = Look(size=11, font="CMMI10")
    chunks = [
        Chunk((Word("A=", (60, 100, 75, 111), look),), (60, 100, 75, 111)),
        Chunk((Word("1", (84, 93, 90, 104), look), Word("2", (96, 93, 102, 104), look)), (84, 93, 102, 104)),
        Chunk((Word("3", (84, 107, 90, 118), look), Word("4", (96, 107, 102, 118), look)), (84, 107, 102, 118)),
    ]
    read = formulas.read(chunks, ())
    assert read.chunks == tuple(chunks) and read.doubts == ((84, 93, 102, 118),)


def test_a_formula_that_says_less_than_the_page_is_left_as_it_is() -> None:
    bar = Shape(Drawing.RULE, (80, 105, 120, 105.6))
    look = Look(size=11)
    chunks = [
        Chunk((Word("so", (60, 100, 75, 111), look),), (60, 100, 75, 111)),
        Chunk((Word("density", (80, 93, 120, 104), look),), (80, 93, 120, 104)),
        Chunk((Word("x2", (94, 107, 105, 118), look),), (94, 107, 105, 118)),
    ]
    read = formulas.read(chunks, (bar,))
    assert read.chunks == tuple(chunks) and len(read.doubts) == 1


def test_numbers_and_brackets_of_right_to_left_lines_are_turned_back() -> None:
    box = (0.0, 0.0, 10.0, 10.0)
    words = [Word(text, box) for text in (".1", "מהי", "בירת", "איטליה?")]
    assert [word.text for word in rtl.mended(words)] == ["1.", "מהי", "בירת", "איטליה?"]
    assert [word.text for word in rtl.mended([Word("أ(", box), Word("لندن", box)])] == ["أ)", "لندن"]
    plain = [Word("(a)", box), Word(".5", box)]
    assert list(rtl.mended(plain)) == plain
    assert rtl.mirrored(rtl.mirrored((10, 0, 30, 5), 100), 100) == (10, 0, 30, 5)


def test_letters_that_may_be_turned() -> None:
    def run(text: str) -> str:
        found = rtl.letters(text)
        return found[0] if found else ""

    assert run("رهش") == "رهش"
    assert run("حيحصلا:") == "حيحصلا"
    assert run("B12") == run("ش1") == run("ش") == ""


def test_a_page_written_letter_by_letter_is_made_of_words() -> None:
    words = [
        Word(sign, (50 + 6 * at, 100, 56 + 6 * at, 111))
        for at, sign in enumerate("Which|metal|is|liquid")
        if sign != "|"
    ]
    labels = [Word(letter, (50, 130 + 20 * at, 56, 141 + 20 * at)) for at, letter in enumerate("abcdefgh")]
    assert [word.text for word in torn_letters.mended([*words, *labels])][:4] == ["Which", "metal", "is", "liquid"]
    assert [word.text for word in torn_letters.mended(labels)] == list("abcdefgh")


def test_a_number_whose_stop_is_a_word_of_its_own() -> None:
    def word(text: str, x: float, glued: bool = False) -> Word:
        return Word(text, (x, 0, x + 4, 10), glued=glued)

    letters = word("پایتخت", 40)  # a mirrored page: the line begins at the left
    found = rtl.mended((word("-", 24), word("1", 20, glued=True), letters))
    assert [one.text for one in found] == ["1-", "پایتخت"]
    below_zero = rtl.mended((letters, word("-", 64), word("1", 60, glued=True)))
    assert [one.text for one in below_zero] == ["پایتخت", "-", "1"]


def test_ligatures_of_tex_fonts_come_back() -> None:
    assert pdf_repair.repair("e\x0ecient", lambda _: 5, Look()) == "efficient"
    assert pdf_repair.repair("\x1crst", lambda _: 5, Look()) == "first"
    assert pdf_repair.repair("plain", lambda _: 5, Look()) == "plain"


def test_a_word_cut_before_a_capital_keeps_its_hyphen() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. The answer of a server to a call is named, in every book on networks, the SYN\u2010")
        line(canvas, 73, 766, "ACK. Who sends it?")

    (block,) = [b for b in pdf.read(Source("quiz.pdf", _page(draw))).blocks if b.kind is Kind.TEXT]
    assert "SYN" in block.text and "ACK. Who" in block.text


def test_every_field_of_every_item_has_page_and_box() -> None:
    for data in (samples.letters(), samples.columns(), samples.side_by_side(), samples.review()):
        for item in convert(Source("quiz.pdf", data)).items:
            assert item.provenance and item.provenance.fields
            assert all(field.span.page and field.span.box for field in item.provenance.fields)


def test_filled_buttons_of_two_questions_are_no_key_of_one() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 790, "1. Which of these can fly, and which of the others swim?")
        line(canvas, 500, 790, "1/1")
        for index, text in enumerate(("A swift", "A stone", "A house", "A herring", "A chair", "A lamp")):
            y = 766 - 20 * index
            samples.control(canvas, 80, y - 1, radio=True, on=index in (0, 3))
            line(canvas, 98, y, text)

    assert not any(_right(_items(_page(draw))))


def test_a_star_behind_a_question_of_a_form_is_no_tick() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (stem, options, _) in enumerate(QUESTIONS[:2]):
            y = 780 - 130 * number
            line(canvas, 60, y, stem)
            canvas.setFillColorRGB(0.85, 0.19, 0.15)
            line(canvas, 400, y, "*")
            canvas.setFillGray(0)
            for index, option in enumerate(options):
                samples.control(canvas, 80, y - 21 - 20 * index, radio=True, on=False)
                line(canvas, 98, y - 20 - 20 * index, option)

    items = _items(_page(draw))
    assert [item.stem for item in items] == [stem for stem, _, _ in QUESTIONS[:2]]
    assert [item.key for item in items] == [None, None]


def test_lines_that_name_a_learner_are_left_out_and_counted() -> None:
    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 800, "The respondent's email (ada.learner@example.org) was recorded on submission.")
        line(canvas, 60, 785, "Candidate: Ada Learner, +49 170 1234567")
        stem, options, right = QUESTIONS[0]
        line(canvas, 60, 740, f"1. {stem}")
        for index, option in enumerate(options):
            line(canvas, 80, 720 - 16 * index, f"{'ABCD'[index]}) {option}")
        line(canvas, 60, 640, f"Answer: {'ABCD'[right]}")

    document_ = convert(Source("quiz.pdf", _page(draw)))
    assert _right([item for item in document_.items if isinstance(item, ChoiceItem)]) == [RIGHT[0]]
    assert not any("Learner" in repr(item) or "1234567" in repr(item) for item in document_.items)
    assert [f.message[:1] for f in document_.findings if f.code == "personal-data-dropped"] == ["2"]
