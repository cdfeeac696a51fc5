"""What becomes of documents and items, run after run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bank_samples import OPEN, PLANETS, RIVERS, SUMS, WATER, check_published, stems, take_in, write

from quizmill import reading
from quizmill.bank import Bank
from quizmill.executors import Limits
from quizmill.files import find_files
from quizmill.ingest import ingest
from quizmill.survey import Options


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank.create(tmp_path / "bank")


def test_every_document_is_in_one_bucket(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS, b=WATER, prose="Nothing is asked here.\n", empty="")
    (raw / "junk.bin").write_bytes(bytes(range(256)) * 8)
    (raw / "pipe.txt").write_text("x")
    (raw / "pipe.txt").unlink()
    os.mkfifo(raw / "pipe.txt")
    report = take_in(bank, raw)
    assert report.documents == {"read": 2, "nothing found": 2, "unrecognised": 1, "failed": 1}
    assert report.items == {"new": 3}
    assert report.types == {"single": 2, "true_false": 1}
    assert {trouble.path: trouble.bucket for trouble in report.troubles} == {
        "raw/prose.txt": "nothing found",
        "raw/empty.txt": "nothing found",
        "raw/junk.bin": "unrecognised",
        "raw/pipe.txt": "failed",
    }
    assert {document.path: document.status for document in bank.documents()}.items() >= {
        "raw/a.txt": "read",
        "raw/junk.bin": "unrecognised",
        "raw/pipe.txt": "failed",
    }.items()
    again = take_in(bank, raw)
    assert again.documents == {"unchanged": 5, "failed": 1}
    assert not again.items


def test_nothing_changed_writes_nothing(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS)
    take_in(bank, raw)
    before = {path: path.stat().st_mtime_ns for path in bank.folder.rglob("*") if path.is_file()}
    take_in(bank, raw)
    assert before == {path: path.stat().st_mtime_ns for path in bank.folder.rglob("*") if path.is_file()}


def test_a_corrected_stem_keeps_its_id(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS.replace("Which", "Wich") + SUMS)
    take_in(bank, raw)
    before = bank.to_arrow().to_pylist()
    write(raw, a=WATER + PLANETS + SUMS)
    assert take_in(bank, raw).items == {"new": 1, "changed": 1, "same": 1}
    after = {row["id"]: row for row in bank.to_arrow().to_pylist()}
    assert {row["id"] for row in before} <= after.keys()
    for row in before:
        now = after[row["id"]]
        assert (now["changed"] == row["changed"]) == (now["stem"] == row["stem"])


@pytest.mark.parametrize("to", ["renamed.txt", "deeper/still/a.txt"])
def test_a_moved_file_keeps_its_ids(bank: Bank, tmp_path: Path, to: str) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS)
    take_in(bank, raw)
    before = stems(bank)
    (raw / to).parent.mkdir(parents=True, exist_ok=True)
    (raw / "a.txt").rename(raw / to)
    report = take_in(bank, raw)
    assert report.items == {"same": 2}
    assert not report.vanished
    assert stems(bank) == before
    assert [document.path for document in bank.documents()] == [f"raw/{to}"]
    assert set(check_published(bank)["path"]) == {f"raw/{to}"}


def test_a_file_that_was_moved_and_changed_keeps_its_ids(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS + RIVERS, other=WATER)
    take_in(bank, raw)
    before = stems(bank)
    (raw / "a.txt").unlink()
    write(raw, b=PLANETS + SUMS + RIVERS.replace("Vienna", "old Vienna"))
    report = take_in(bank, raw)
    assert report.items == {"same": 2, "changed": 1}
    assert set(stems(bank).values()) == set(before.values())
    assert sorted(document.path for document in bank.documents()) == ["raw/b.txt", "raw/other.txt"]


def test_copies_are_documents_of_their_own(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS, b=PLANETS)
    assert take_in(bank, raw).items == {"new": 2}
    assert len(check_published(bank)["id"].unique()) == 2
    assert [group["kind"] for group in bank.table("groups").to_pylist()] == ["same"]
    write(raw, b=PLANETS.replace("=Mars ~Venus", "~Mars =Venus"))
    take_in(bank, raw)
    assert [group["kind"] for group in bank.table("groups").to_pylist()] == ["conflict"]


def test_a_better_reader_keeps_ids(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS)
    take_in(bank, raw)
    before = stems(bank)
    monkeypatch.setattr("quizmill.survey.reading_version", lambda: "better")
    assert take_in(bank, raw).items == {"same": 2}
    assert stems(bank) == before
    assert {document.reading for document in bank.documents()} == {"better"}
    assert take_in(bank, raw).documents == {"unchanged": 1}


def test_the_readers_state_is_their_code() -> None:
    assert len(reading.reading_version()) == 16
    rooms = Path(reading.__file__).parent.parent
    assert (rooms / "extract").is_dir() and (rooms / "normalize").is_dir()


def test_edits_outlive_a_new_reading_and_are_flagged(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS)
    take_in(bank, raw)
    found = stems(bank)
    red, sums = found["Which planet is red?"], found["Two and two are"]
    bank.edit(red, [("stem", "Which planet looks red?"), ("key", "B")])
    bank.edit(sums, [("stem", "2 + 2 =")])
    bank.review([red, sums], "accept")
    write(raw, a=PLANETS.replace("planet is red", "planet seems red") + SUMS)
    take_in(bank, raw)
    rows = {row["id"]: row for row in bank.to_arrow().to_pylist()}
    assert rows[red]["stem"] == "Which planet looks red?", "the curator's words stay"
    assert rows[red]["key"] is None, "a judgement over other words is no key"
    assert rows[red]["status"] == "new"
    assert rows[red]["conflicts"] == ["stem", "key", "status"]
    assert (rows[sums]["stem"], rows[sums]["status"], rows[sums]["conflicts"]) == ("2 + 2 =", "accepted", [])
    assert bank.table("edits").num_rows == 5
    assert [f["item"] for f in bank.findings().to_pylist() if f["code"] == "edit-conflict"] == [red]
    bank.edit(red, [("key", "A"), ("stem", "Which planet is the red one?")])
    bank.review([red], "accept")
    row = next(row for row in check_published(bank).to_dict("records") if row["id"] == red)
    assert (row["status"], list(row["conflicts"])) == ("accepted", [])


def test_what_the_bank_had_of_a_failing_document_stays(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=PLANETS + SUMS)
    take_in(bank, raw)
    before = stems(bank)
    (raw / "a.txt").write_text(PLANETS + SUMS + WATER)
    options = Options(largest=10)
    report = ingest(bank, [raw], options)
    assert report.documents == {"failed": 1}
    assert stems(bank) == before
    (document,) = bank.documents()
    assert (document.status, document.items) == ("failed", 2)
    assert take_in(bank, raw).items == {"same": 2, "new": 1}


def test_a_failed_document_is_tried_again_when_asked(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizmill.errors import SourceError

    def fail(source: object) -> None:
        raise SourceError("It is broken.")

    raw = write(tmp_path / "raw", a=PLANETS)
    with monkeypatch.context() as patch:
        patch.setattr("quizmill.pipeline.convert", fail)
        assert take_in(bank, raw).documents == {"failed": 1}
    report = take_in(bank, raw)
    assert report.documents == {"failed": 1}
    assert report.troubles[0].reason == "It is broken."
    assert take_in(bank, raw, retry=True).documents == {"read": 1}


def test_findings_speak_of_the_items_of_the_bank(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", a=OPEN, copy=OPEN)
    take_in(bank, raw)
    rows = [row for row in bank.findings().to_pylist() if row["code"] == "key-missing"]
    assert {row["item"] for row in rows} == set(bank.to_arrow()["id"].to_pylist())


def test_processes_read_as_this_one_does(bank: Bank, tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", **{f"d{n}": RIVERS.replace("Vienna", f"Town {n}") for n in range(30)})
    other = Bank.create(tmp_path / "other")
    take_in(other, raw)
    report = ingest(bank, [raw], Options(limits=Limits(workers=2)))
    assert report.documents == {"read": 30}
    assert stems(bank) == stems(other)


def test_folders_are_walked_once_and_in_order(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", b=WATER, a=SUMS)
    write(raw / "sub", c=OPEN)
    write(raw / ".hidden", d=OPEN)
    write(raw / "page_files", e=OPEN)
    (raw / "page.html").write_text("<p>x</p>")
    (raw / "sub" / "loop").symlink_to(raw)
    Bank.create(raw / "bank")
    found = find_files([raw, raw / "a.txt"])
    assert [path.relative_to(raw).as_posix() for path in found.files] == ["a.txt", "b.txt", "page.html", "sub/c.txt"]
    assert found.named == {raw / "a.txt"}
    assert [note.split(str(raw))[1].split(" ")[0] for note in found.notes] == ["/bank", "/sub/loop"]
