"""A folder with a post and its screenshots: each question once, under the headings, and the ledger says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bank_samples import take_in

from extract.media import ocr
from quizmill.bank import Bank
from tests import image_samples

POST = "# Planets\n\n## Week 1\n\n![ ](shots/one.png)\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "shots").mkdir(parents=True)
    (tmp_path / "raw" / "shots" / "one.png").write_bytes(SHEET.png())
    return tmp_path


SHEET = image_samples.attempt()


def _ledger(bank: Bank) -> dict[str, tuple[str, int]]:
    return {document.path: (document.status, document.items) for document in bank.documents()}


def test_a_picture_that_a_post_shows_is_no_document_of_its_own(place: Path) -> None:
    (place / "raw" / "post.md").write_text(POST, "utf-8")
    bank = Bank.create(place / "bank")
    with ocr.use(SHEET.engine):
        report = take_in(bank, place / "raw")
        again = take_in(bank, place / "raw")
    assert report.documents == {"read": 1, "shown elsewhere": 1} and again.documents == {"unchanged": 2}
    assert _ledger(bank) == {"raw/post.md": ("read", 1), "raw/shots/one.png": ("shown elsewhere", 0)}
    (row,) = bank.sql("select section, stem from questions").to_pylist()
    assert row["stem"] == image_samples.STEM and "Week 1" in list(row["section"])
    reason = next(document.reason for document in bank.documents() if document.path.endswith("one.png"))
    assert reason == "It is read where raw/post.md shows it."


def test_a_picture_is_a_document_again_when_its_post_has_gone(place: Path) -> None:
    post = place / "raw" / "post.md"
    post.write_text(POST, "utf-8")
    bank = Bank.create(place / "bank")
    with ocr.use(SHEET.engine):
        take_in(bank, place / "raw")
        post.write_text("# Planets\n\nNothing is shown here any more.\n", "utf-8")
        take_in(bank, place / "raw")
    assert _ledger(bank)["raw/shots/one.png"] == ("read", 1)


def test_a_changed_picture_is_read_again_in_its_place(place: Path) -> None:
    (place / "raw" / "post.md").write_text(POST, "utf-8")
    bank = Bank.create(place / "bank")
    other = image_samples.attempt(chosen=(0,))
    with ocr.use(SHEET.engine):
        take_in(bank, place / "raw")
    (place / "raw" / "shots" / "one.png").write_bytes(other.png())
    with ocr.use(other.engine):
        report = take_in(bank, place / "raw")
    assert report.documents == {"read": 1, "shown elsewhere": 1}
    key = bank.sql("select key from questions").to_pylist()[0]["key"]
    assert key["choices"] == ["a1"]


def test_a_picture_that_was_named_is_read_as_a_document(place: Path) -> None:
    (place / "raw" / "post.md").write_text(POST, "utf-8")
    bank = Bank.create(place / "bank")
    with ocr.use(SHEET.engine):
        take_in(bank, place / "raw" / "post.md", place / "raw" / "shots" / "one.png")
    assert _ledger(bank)["raw/shots/one.png"] == ("read", 1)


def test_pictures_that_nobody_shows_are_read_as_before(place: Path) -> None:
    shutil.copy(place / "raw" / "shots" / "one.png", place / "raw" / "two.png")
    bank = Bank.create(place / "bank")
    with ocr.use(SHEET.engine):
        take_in(bank, place / "raw")
    assert {status for status, _ in _ledger(bank).values()} == {"read"}
