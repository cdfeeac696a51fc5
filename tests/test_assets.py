"""A document's pictures never come from outside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizmill.assets import LARGEST, Beside, refusal
from quizmill.bank import Bank
from quizmill.bank.records import FindingRow
from quizmill.source import Asset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / "docs" / "images" / "a b.png").write_bytes(b"picture")
    (tmp_path / "docs" / "quiz.md").write_text("x")
    return tmp_path / "docs"


def test_a_picture_beside_the_document_is_read(folder: Path) -> None:
    beside = Beside(folder / "quiz.md")
    for reference in ("images/a b.png", "./images/a b.png", "images/../images/a b.png", "images\\a b.png"):
        assert beside(reference) == Asset("images/a b.png", b"picture"), reference
    assert beside("images/none.png") is None
    assert beside("images") is None
    assert beside.refused == {}


@pytest.mark.parametrize(
    "reference",
    [
        "../secret.png",
        "../../etc/passwd",
        "images/../../secret.png",
        "..\\secret.png",
        "images\\..\\..\\secret.png",
        "/etc/passwd",
        "//server/share/a.png",
        "\\\\server\\share\\a.png",
        "C:\\secret.png",
        "C:secret.png",
        "~/secret.png",
        "file:///etc/passwd",
        "http://example.org/a.png",
        "HTTPS://example.org/a.png",
    ],
)
def test_what_leads_out_is_refused(folder: Path, reference: str) -> None:
    beside = Beside(folder / "quiz.md")
    assert beside(reference) is None
    assert list(beside.refused) == [reference]


def test_links_are_followed_within_the_folder_only(folder: Path) -> None:
    (folder / "in.png").symlink_to(folder / "images" / "a b.png")
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    (folder / "up").symlink_to(folder.parent)
    beside = Beside(folder / "quiz.md")
    assert beside("in.png") == Asset("images/a b.png", b"picture")
    assert beside("out.png") is None
    assert beside("up/secret.png") is None
    assert list(beside.refused) == ["out.png", "up/secret.png"]


def test_a_file_too_large_for_a_picture_is_refused(folder: Path) -> None:
    with (folder / "big.png").open("wb") as file:
        file.truncate(LARGEST + 1)
    beside = Beside(folder / "quiz.md")
    assert beside("big.png") is None
    assert "larger" in beside.refused["big.png"]


@given(st.text(st.sampled_from("./\\a:~\0\ud800%20x"), max_size=24))
def test_no_reference_reads_outside(reference: str) -> None:
    document = Path(__file__).parent / "cases" / "quiz.md"
    found = Beside(document)(reference)
    assert found is None or (document.parent / found.name).is_file()
    assert isinstance(refusal(reference), str)


def test_a_refused_picture_is_a_finding_and_is_not_in_the_bank(folder: Path, tmp_path: Path) -> None:
    from bank_samples import take_in

    (folder / "leak.png").symlink_to("/etc/passwd")
    (folder / "quiz.md").write_text(
        "1. Which is shown? ![x](../secret.png) ![y](leak.png) ![z](https://example.org/z.png)\n"
        "   - [x] a cat\n   - [ ] a dog\n"
    )
    bank = Bank.create(tmp_path / "bank")
    take_in(bank, folder / "quiz.md")
    assert bank.count("media") == 0
    said = [row["message"] for row in bank.findings().to_pylist() if row["code"] in ("media-refused", "media-missing")]
    for reference in ("../secret.png", "leak.png", "https://example.org/z.png"):
        assert any(reference in message for message in said), (reference, said)
    assert FindingRow.__dataclass_fields__.keys() == set(bank.findings().column_names)
