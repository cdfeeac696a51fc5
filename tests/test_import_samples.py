"""Other software's exchange files: each yields its items or says why not, and what was once read stays read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.interchange import REPORT, Tally, measure, report
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source


@pytest.fixture(scope="module")
def measured(shared: Path) -> dict[str, Tally]:
    folder = shared / "samples" / "interchange"
    if not folder.is_dir():
        pytest.skip("the exchange files (../shared/samples) are not here")
    tallies, failures = measure(folder)
    assert not failures
    return tallies


def test_every_file_yields_items_or_a_reason(measured: dict[str, Tally]) -> None:
    for maker, tally in measured.items():
        assert tally.files == tally.with_items + tally.explained + tally.refused, maker
    assert sum(tally.items for tally in measured.values()) >= 830
    assert sum(tally.keyed for tally in measured.values()) >= 745


def test_the_report_is_up_to_date(measured: dict[str, Tally]) -> None:
    assert REPORT.read_text(encoding="utf-8") == report(measured), "run python -m bench.interchange"


KEYS = {
    "canvas-lms-fixtures/bb8/questions/multiple_answer.xml": ["house", "garage"],
    "canvas-lms-fixtures/bb8/questions/either_or_yes_no.xml": ["No"],
    "canvas-lms-fixtures/respondus/questions/multiple_response_partial.xml": ["Alabaster", "Architecture"],
    "canvas-lms-fixtures/canvas/true_false.xml": ["False"],
    "instructure-qti-fixtures/items_1.2/mc_feedback.xml": ["A"],
    "instructure-qti-fixtures/items_1.2/multiple_answer_canvas.xml": ["A", "C", "D"],
    "qtiworks-ims/choice_multiple.xml": ["Hydrogen", "Oxygen"],
    "moodle-fixtures/multichoice.xml": ["French"],
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_looked_up_by_eye(shared: Path, name: str) -> None:
    path = shared / "samples" / "interchange" / name
    if not path.is_file():
        pytest.skip("the exchange files (../shared/samples) are not here")
    item = convert(Source(path.name, path.read_bytes())).items[0]
    assert isinstance(item, ChoiceItem) and item.key is not None
    right = [choice.text for choice in item.choices if choice.id in item.key.choices]
    assert len(right) == len(KEYS[name])
    assert all(text.endswith(wanted) for text, wanted in zip(right, KEYS[name], strict=True))
