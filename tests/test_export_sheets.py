"""Tables that people open: no cell runs, nothing is cut unsaid, and each site's template is met."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK, KEYLESS, ROOT
from strategies import HOSTILE, items, package, packages

from export._cells import inert, is_hazard
from quizmill.item import Choice, ChoiceItem, Evidence, FlashcardItem, Item, Key
from quizmill.package import Loss, Package
from quizmill.registry import exporters

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
BOOKS = ("xlsx", "kahoot", "quizizz", "wayground")
PLAIN = ("csv", "d2l-csv")


def written(name: str, given_package: Package) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(given_package, out)
    return out.getvalue(), losses


def cells(data: bytes) -> list[Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [cell for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("name", BOOKS)
def test_no_cell_of_a_workbook_is_a_formula(name: str) -> None:
    @few
    @given(packages("single", "true_false", "essay"))
    def check(drawn: Package) -> None:
        for cell in cells(written(name, drawn)[0]):
            assert cell.data_type in ("s", "n"), cell.value

    check()


@pytest.mark.parametrize("name", PLAIN)
def test_no_cell_of_a_csv_file_is_a_formula(name: str) -> None:
    @few
    @given(packages())
    def check(drawn: Package) -> None:
        text = written(name, drawn)[0].decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(is_hazard(cell) for cell in row)

    check()


@pytest.mark.parametrize("name", ["quizlet", "anki-tsv"])
def test_no_side_of_a_card_is_a_formula(name: str) -> None:
    hostile = FlashcardItem(id="q1", stem="=cmd|' /C calc'!A0", back="@SUM(A1)")
    line = written(name, package(hostile))[0].decode().splitlines()[-1]
    assert not any(is_hazard(side) for side in line.split("\t"))


@pytest.mark.parametrize("text", [text for text in HOSTILE if text[:1] in "=+-@\t"])
def test_the_quote_goes_before_what_would_run(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("number", ["-5", "+3.25", "-1e5", "-3,5"])
def test_a_number_is_a_number(number: str) -> None:
    assert inert(number) == number


@few
@given(items("single", keyless=False))
def test_workbook_cells_say_what_the_item_says(item: Item) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", package(item))[0])).active
    assert sheet is not None
    header, row = list(sheet.iter_rows(values_only=True))
    found = dict(zip(header, row, strict=True))
    assert found["id"] == item.id and found["type"] == item.type
    assert isinstance(item, ChoiceItem) and item.key
    right = [choice.id for choice in item.choices].index(item.key.choices[0])
    assert found["answer"] == "ABCDEF"[right]


def test_a_cell_that_cannot_hold_its_text_is_a_loss() -> None:
    item = FlashcardItem(id="q1", stem="x" * 40_000, back="y")
    data, losses = written("xlsx", package(item))
    assert {loss.field for loss in losses} == {"question"}
    assert any(cell.value == "x" * 32_767 for cell in cells(data))


def test_an_item_without_key_has_an_empty_answer() -> None:
    text = written("csv", package(KEYLESS))[0].decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["answer"] == "" and row["choice 1"] == "left"


KEY = Key(("a1",), (Evidence.STATED,))


def choice_item(stem: str, *texts: str) -> ChoiceItem:
    choices = tuple(Choice(f"a{n}", text) for n, text in enumerate(texts, 1))
    return ChoiceItem(id="q1", stem=stem, choices=choices, key=KEY)


def test_kahoot_starts_in_row_nine_and_numbers_the_key() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("kahoot", package(ROOT))[0])).active
    assert sheet is not None
    assert str(sheet["B8"].value).startswith("Question")
    assert [sheet.cell(9, column).value for column in (1, 2, 3, 7, 8)] == [
        *(1, "Which node of a max heap holds the largest key?", "the root", 20, 1)
    ]


@pytest.mark.parametrize(
    "item",
    [
        choice_item("x" * 121, "a", "b"),
        choice_item("Which?", "y" * 76, "b"),
        choice_item("Which?", "a", "b", "c", "d", "e"),
        choice_item("Which?", "`a`", "a"),
    ],
)
def test_kahoot_refuses_what_it_would_cut(item: ChoiceItem) -> None:
    _, losses = written("kahoot", package(item))
    assert [loss.field for loss in losses] == ["*"]


def test_quizizz_names_kinds_and_keys() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("quizizz", BANK)[0])).active
    assert sheet is not None
    kinds = {row[0]: (row[1], row[7]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert kinds["Which node of a max heap holds the largest key?"] == ("Multiple Choice", 1)
    assert ("Checkbox", "1,2,4") in kinds.values()
