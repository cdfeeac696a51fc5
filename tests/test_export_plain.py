"""Aiken, Blackboard's and D2L's text formats, card lines and the dataset folder: each by its documented rules."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK, MATCHING, PICTURE
from strategies import items, package, packages, plain

from quizmill.bank.parquet import read_items
from quizmill.item import (
    TYPES,
    Choice,
    ChoiceItem,
    ClozeItem,
    Evidence,
    Gap,
    Item,
    Key,
    NumericAnswer,
    NumericItem,
    Pair,
)
from quizmill.package import Loss, Package
from quizmill.registry import exporters

few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
KEY = Key(("a2",), (Evidence.STATED,))
BLACKBOARD = {"MC", "MA", "TF", "ESS", "MAT", "ORD", "FIB", "FIB_PLUS", "NUM"}


def written(name: str, given_package: Package) -> tuple[str, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(given_package, out)
    return out.getvalue().decode("utf-8-sig"), losses


def kept(drawn: Package, losses: tuple[Loss, ...]) -> list[Item]:
    left_out = {loss.item for loss in losses if loss.field == "*"}
    return [item for item in drawn.items if item.id not in left_out]


@few
@given(packages("single", "true_false"))
def test_aiken_is_stem_choices_answer(drawn: Package) -> None:
    text, losses = written("aiken", drawn)
    blocks = [block.split("\n") for block in text.split("\n\n") if block]
    assert len(blocks) == len(kept(drawn, losses))
    for stem, *choices, answer in blocks:
        assert not re.match(r"[A-Z][.)]|ANSWER:", stem)
        assert all(re.match(rf"{chr(65 + place)}\) \S", line) for place, line in enumerate(choices))
        assert re.fullmatch(rf"ANSWER: [A-{chr(64 + len(choices))}]", answer)


@pytest.mark.parametrize("stem", ["A) Smith says:", "B. Jones says:", "answer: none of these?"])
def test_aiken_never_takes_a_stem_for_a_choice(stem: str) -> None:
    item = ChoiceItem(id="q1", stem=stem, choices=(Choice("a1", "x"), Choice("a2", "y")), key=KEY)
    assert written("aiken", package(item))[0].startswith(f"Question: {stem}\n")


@few
@given(packages())
def test_blackboard_has_a_row_for_each_question(drawn: Package) -> None:
    text, losses = written("blackboard-text", drawn)
    rows = [line.split("\t") for line in text.split("\r\n") if line]
    assert len(rows) == len(kept(drawn, losses))
    for row in rows:
        assert row[0] in BLACKBOARD and row[1]
        if row[0] in ("MC", "MA"):
            assert len(row) % 2 == 0 and set(row[3::2]) <= {"correct", "incorrect"}
            assert row.count("correct") == 1 if row[0] == "MC" else "correct" in row[3::2]
        if row[0] == "MAT":
            assert len(row) % 2 == 0


@pytest.mark.parametrize("name", ["aiken", "gift", "quizizz"])
def test_choices_that_name_each_other_are_not_sent_where_they_are_shuffled(name: str) -> None:
    choices = (Choice("a1", "one"), Choice("a2", "two"), Choice("a3", "Both A and B"))
    out = io.BytesIO()
    losses = exporters()[name].render(package(ChoiceItem(id="q1", stem="Which?", choices=choices, key=KEY)), out)
    assert [(loss.field, "by letter" in loss.reason) for loss in losses] == [("*", True)]


def test_blackboard_brackets_are_words_unless_they_are_gaps() -> None:
    item = ClozeItem(id="q1", stem="a[0] is {{gap:g1}}", gaps=(Gap("g1", numbers=(NumericAnswer("7", "7"),)),))
    assert written("blackboard-text", package(item))[0] == "FIB_PLUS\ta&#91;0&#93; is [x1]\tx1\t7\r\n"


@pytest.mark.parametrize("name", ["blackboard-text", "d2l-csv"])
def test_two_rows_with_one_right_side_are_refused(name: str) -> None:
    from dataclasses import replace

    twice = replace(MATCHING, pairs=(*MATCHING.pairs, Pair("array", "O(n)")))
    assert [loss.field for loss in written(name, package(twice))[1]] == ["*"]


@few
@given(packages())
def test_d2l_blocks_are_whole(drawn: Package) -> None:
    text, losses = written("d2l-csv", drawn)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    starts = [row for row in rows if row[0] == "NewQuestion"]
    assert len(starts) == len(kept(drawn, losses))
    assert {row[1] for row in starts} <= {"WR", "SA", "M", "MC", "TF", "MS", "O"}
    assert all(len(row) == 6 for row in rows)
    keys = "NewQuestion ID Title QuestionText Points Option Hint Feedback TRUE FALSE Scoring Choice Match Item InputBox"
    assert {row[0] for row in rows} <= {*keys.split(), "Answer", "AnswerKey", ""}


def test_d2l_refuses_a_number_with_a_tolerance() -> None:
    item = NumericItem(id="q1", stem="How much?", answers=(NumericAnswer("1", "2"),))
    text, losses = written("d2l-csv", package(item))
    assert text == "" and "tolerance" in losses[0].reason


@few
@given(packages())
def test_cards_have_two_sides_on_a_line(drawn: Package) -> None:
    text, losses = written("quizlet", drawn)
    lines = text.splitlines() if text.isascii() else [line for line in text.split("\n") if line]
    assert len(lines) == len(kept(drawn, losses))
    assert all(line.count("\t") == 1 and all(side.strip() for side in line.split("\t")) for line in lines)


@few
@given(items(text=plain(), keyless=False))
def test_anki_lines_have_their_columns(item: Item) -> None:
    text, losses = written("anki-tsv", package(item))
    head = ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"]
    lines = text.split("\n")
    assert lines[:4] == head
    if not any(loss.field == "*" for loss in losses):
        guid, _, _, tags = lines[4].split("\t")
        assert guid == item.id and len(tags.split()) == len(item.tags)


def test_a_dataset_folder_loads_without_us() -> None:
    import pandas as pd

    out = io.BytesIO()
    assert not exporters()["datasets"].render(BANK, out)
    with zipfile.ZipFile(out) as archive:
        card = archive.read("README.md").decode()
        data = archive.read("data/train-00000-of-00001.parquet")
    assert "path: data/train-00000-of-00001.parquet" in card
    frame = pd.read_parquet(io.BytesIO(data))
    assert list(frame["id"]) == [item.id for item in BANK.items]
    assert set(frame["type"]) == set(TYPES)
    shown = [picture for pictures in frame["media"] for picture in pictures]
    assert [picture["path"] for picture in shown] == [PICTURE]
    assert tuple(read_items(io.BytesIO(data))) == tuple(BANK.items)
