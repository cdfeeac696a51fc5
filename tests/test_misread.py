"""What a recogniser misreads, what it doubts, and answers printed with the type of their field."""

from __future__ import annotations

import pytest

from extract.grammar.document import ocr_doubts
from extract.grammar.question import typed_answer
from extract.media import ocr_mend
from extract.media.ocr import Recognised
from quizmill.draft import Draft, Fragment
from quizmill.finding import Finding, Severity
from quizmill.source import Span


def _mended(*texts: str) -> list[str]:
    return [line.text for line in ocr_mend.mended([Recognised(text, (0, 0, 9, 9), 0.9) for text in texts])]


def test_strokes_are_put_right_where_the_words_leave_no_doubt() -> None:
    assert _mended("Robots, l.e., machines", "l've a robot") == ["Robots, I.e., machines", "I've a robot"]


def test_a_number_stands_apart_and_so_do_points() -> None:
    assert _mended("5)x is what?(2 Marks)", "6.Name it.", "2.x is old", "f(2)x") == [
        "5) x is what? (2 Marks)",
        "6. Name it.",
        "2.x is old",
        "f(2)x",
    ]


@pytest.mark.parametrize(
    "text",
    ["Which Al systems learn?", "Al is lighter than Fe, a heavier metal.", "Al baked a cake.", "It is well-known."],
)
def test_names_and_metals_stay(text: str) -> None:
    assert _mended(text) == [text]


def test_a_name_stays_on_a_page_of_machines() -> None:
    assert _mended("Al Jolson and machine learning") == ["Al Jolson and machine learning"]


def test_a_doubted_line_lowers_the_question_it_lies_in() -> None:
    lines = [Draft(stem=Fragment("What floats?"), spans=(Span.of_box(page, 10, 10, 90, 20),)) for page in (1, 2)]
    doubt = Finding("ocr-doubt", Severity.INFO, "Recognised with a score of 0.41.", Span.of_box(2, 20, 9, 60, 21))
    sure, unsure = ocr_doubts.lowered(lines, [doubt])
    assert sure == lines[0]
    assert unsure.confidence == pytest.approx(ocr_doubts.WEIGHT) and unsure.doubts == ("ocr-doubt",)


@pytest.mark.parametrize(
    ("written", "text", "numeric"),
    [("***(Type: Numeric) 7***", "7", True), ("(Type: String) cork", "cork", False), ("7 (seven)", "7 (seven)", False)],
)
def test_a_field_s_type_is_no_part_of_its_answer(written: str, text: str, numeric: bool) -> None:
    answer = typed_answer.read(Fragment(written))
    assert (answer.text.text, answer.numeric) == (text, numeric)
