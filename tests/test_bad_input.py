"""Whatever is put in: one clear sentence, a documented exit code, and a bank that is as it was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from bank_samples import PLANETS, check_published, take_in, write

from quizmill.bank import Bank
from quizmill.cli import EXIT_CODES

ROOT = Path(__file__).resolve().parent.parent
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]>>endobj
"""
ENCRYPTED = PDF + (
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"a1" * 32 + b">/U<" + b"b2" * 32 + b">/P -4>>endobj\n"
    b"xref\n0 5\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"0000000164 00000 n \ntrailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n330\n%%EOF"
)


class Ran:
    """A command as it ended: its code, its data, and the last sentence said to the person."""

    def __init__(self, *words: object, cwd: Path, script: Path | None = None) -> None:
        start = [str(script)] if script else ["-m", "quizmill.cli"]
        command = [sys.executable, *start, *map(str, words)]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=900)
        self.code, self.out, self.said = done.returncode, done.stdout, done.stderr.strip()
        assert self.code in EXIT_CODES
        assert "Traceback" not in self.said + self.out, self.said + self.out


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a bank of one document."""
    take_in(Bank.create(tmp_path / "bank"), write(tmp_path / "first", a=PLANETS))
    (tmp_path / "raw").mkdir()
    return tmp_path


def ingest(place: Path, name: str, data: bytes, *options: object) -> Ran:
    """Take one document in, named by its path; the bank's other document stays as it was."""
    (place / "raw" / name).write_bytes(data)
    before = Bank.open(place / "bank").sql("select * from questions where path = 'first/a.txt'")
    ran = Ran("ingest", f"raw/{name}", *options, cwd=place)
    bank = Bank.open(place / "bank")
    check_published(bank)
    assert bank.sql("select * from questions where path = 'first/a.txt'").equals(before)
    return ran


def ledger(place: Path) -> dict[str, tuple[str, str]]:
    return {d.path: (d.status, d.reason) for d in Bank.open(place / "bank").documents()}


def test_an_empty_file(place: Path) -> None:
    assert ingest(place, "empty.md", b"").code == 0
    assert ledger(place)["raw/empty.md"] == ("nothing found", "The file is empty.")


def test_binary_junk(place: Path) -> None:
    ran = ingest(place, "junk.dat", bytes(range(256)) * 40)
    assert ran.code == 3
    assert ledger(place)["raw/junk.dat"] == ("unrecognised", "raw/junk.dat is of no kind that quizmill reads.")
    assert "raw/junk.dat" in ran.out


@pytest.mark.parametrize("name", ["junk.txt", "junk.md", "junk.html", "junk.pdf", "junk.png", "junk.zip"])
def test_binary_junk_under_a_known_name(place: Path, name: str) -> None:
    ran = ingest(place, name, bytes((n * 7919 + 13) % 251 for n in range(20_000)))
    status, reason = ledger(place)[f"raw/{name}"]
    assert status in ("unrecognised", "failed", "nothing found")
    assert reason.endswith(".")
    assert ran.code == (0 if status == "nothing found" else 3)
    assert Bank.open(place / "bank").to_arrow().num_rows == 1, "junk holds no question"


@pytest.mark.parametrize(
    ("name", "text"),
    [("quiz.pdf", PLANETS), ("quiz.md", "<!DOCTYPE html><html><body><p>1. Which floats?</p></body></html>")],
)
def test_a_wrong_extension(place: Path, name: str, text: str) -> None:
    ran = ingest(place, name, text.encode())
    status, reason = ledger(place)[f"raw/{name}"]
    assert status == "read" or reason.endswith(".")
    assert ran.code in (0, 3)


def test_a_file_that_is_too_large(place: Path) -> None:
    big = place / "raw" / "big.html"
    with big.open("wb") as file:
        file.truncate(10 * 10**9)  # ten gigabytes that take no room
    ran = Ran("ingest", "raw", cwd=place)
    assert ran.code == 3
    reason = "It is too large: 10.00 GB, and files above 512 MB are not read."
    assert ledger(place)["raw/big.html"] == ("failed", reason)
    assert "raw/big.html" in ran.out
    ran = Ran("extract", "raw", "--out", "docs", cwd=place)
    assert ran.code == 3
    assert reason in ran.out


@pytest.mark.parametrize("data", [PDF, PDF[:60], ENCRYPTED, b"%PDF-1.7\n%%EOF"], ids=["cut", "head", "locked", "none"])
def test_broken_and_locked_pdfs(place: Path, data: bytes) -> None:
    ran = ingest(place, "x.pdf", data)
    status, reason = ledger(place)["raw/x.pdf"]
    assert status in ("failed", "nothing found")
    assert ran.code == (3 if status == "failed" else 0)
    assert reason.endswith(".")


def test_html_of_one_line_of_50_megabytes(place: Path) -> None:
    line = b"<p>" + b"word " * 10_000_000 + b"</p>"
    ran = ingest(place, "long.html", line, "--timeout", 20)
    status, reason = ledger(place)["raw/long.html"]
    assert status in ("nothing found", "failed"), reason
    assert ran.code == (3 if status == "failed" else 0)


@pytest.mark.parametrize("name", ["deep.html", "deep.md", "deep.xml", "deep.json"])
def test_nesting_10000_deep(place: Path, name: str) -> None:
    opened, closed = {
        "deep.html": (b"<div>", b"</div>"),
        "deep.md": (b"> ", b""),
        "deep.xml": (b"<a>", b"</a>"),
        "deep.json": (b"[", b"]"),
    }[name]
    ran = ingest(place, name, opened * 10_000 + b"1" + closed * 10_000)
    assert ran.code in (0, 3)
    assert ledger(place)[f"raw/{name}"][0] in ("nothing found", "failed", "unrecognised")


@pytest.mark.parametrize("name", ["s.txt", "s.md", "s.html"])
def test_lone_surrogates_and_nul_bytes(place: Path, name: str) -> None:
    lone = "\ud800".encode("utf-8", "surrogatepass")
    text = PLANETS.encode().replace(b"Mars", b"Ma" + lone + b"rs\x00") + lone + b"\x00\n"
    ran = ingest(place, name, text)
    assert ran.code == 0
    for row in Bank.open(place / "bank").to_arrow().to_pylist():
        for choice in row["choices"]:
            assert "\x00" not in choice["text"]
            choice["text"].encode("utf-8")


def test_a_directory_loop(place: Path) -> None:
    write(place / "raw" / "sub", b=PLANETS.replace("red", "blue"))
    (place / "raw" / "sub" / "again").symlink_to(place / "raw")
    ran = Ran("ingest", "raw", cwd=place)
    assert ran.code == 0
    assert "raw/sub/again leads back to one that was read already" in ran.said
    assert "1 read" in ran.out


def test_an_unreadable_file(place: Path) -> None:
    write(place / "raw", secret=PLANETS)
    (place / "raw" / "secret.txt").chmod(0)
    ran = as_a_person_without_rights("ingest", "raw", cwd=place)
    assert ran.code == 3
    assert ledger(place)["raw/secret.txt"] == ("failed", "It cannot be read: permission denied.")


def test_a_document_that_is_not_there(place: Path) -> None:
    ran = Ran("ingest", "raw/nothing.txt", cwd=place)
    assert (ran.code, ran.said) == (3, "quizmill: There is no file or folder raw/nothing.txt.")


@pytest.mark.parametrize("words", [["stats"], ["sql", "select 1"], ["check"], ["export", "json", "-o", "x.json"]])
def test_a_bank_that_is_none(place: Path, words: list[str]) -> None:
    ran = Ran(*words, "--bank", "first", cwd=place)
    assert (ran.code, ran.said) == (4, "quizmill: The folder first is not a quizmill bank: it has no bank.json.")
    ran = Ran(*words, "--bank", "nowhere", cwd=place)
    assert (ran.code, ran.said) == (4, "quizmill: There is no bank at nowhere; `quizmill ingest` makes one.")
    ran = Ran(*words, "--bank", "first/a.txt", cwd=place)
    assert (ran.code, ran.said) == (4, "quizmill: first/a.txt is a file, not the folder of a bank.")


def test_a_folder_of_other_things_becomes_no_bank(place: Path) -> None:
    before = sorted(path.name for path in (place / "first").iterdir())
    ran = Ran("ingest", "raw", "--bank", "first", cwd=place)
    assert ran.code == 4
    assert ran.said == "quizmill: The folder first is not a quizmill bank and holds other things (a.txt ...)."
    assert sorted(path.name for path in (place / "first").iterdir()) == before


@pytest.mark.parametrize(
    ("marker", "sentence"),
    [
        (b'{"format": "quizmill-bank", "schema": 99, "quizmill": "9.0"}', "was written by quizmill 9.0 with schema 99"),
        (b'{"format": "other", "schema": 1, "quizmill": "1"}', "is not a quizmill bank: its bank.json says 'other'"),
        (b"\xff\xfe{", "cannot be read"),
    ],
)
def test_a_bank_of_a_newer_schema(place: Path, marker: bytes, sentence: str) -> None:
    (place / "bank" / "bank.json").write_bytes(marker)
    for words in (["stats"], ["ingest", "raw"]):
        ran = Ran(*words, cwd=place)
        assert ran.code == 4
        assert sentence in ran.said
        assert len(ran.said.splitlines()) == 1


def test_a_table_that_was_damaged_by_hand(place: Path) -> None:
    for path in (place / "bank" / "items" / "_delta_log").iterdir():
        path.unlink()
    ran = Ran("stats", cwd=place)
    assert ran.code == 4
    assert len(ran.said.splitlines()) == 1


def test_a_full_disk_is_told_before_it_is_met(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from quizmill.errors import BankError

    bank = Bank.open(place / "bank")
    (item,) = bank.to_arrow()["id"].to_pylist()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))  # type: ignore[attr-defined]
    with pytest.raises(BankError, match="is full; the bank is as it was"):
        bank.edit(item, [("stem", "x")])
    monkeypatch.undo()
    assert bank.table("edits").num_rows == 0
    check_published(bank)


def test_a_read_only_bank(place: Path) -> None:
    write(place / "raw", b=PLANETS)
    paths = [place / "bank", *(place / "bank").rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    ran = as_a_person_without_rights("ingest", "raw", cwd=place)
    assert (ran.code, ran.said) == (4, "quizmill: The bank at bank cannot be written: it is read-only for this user.")
    assert as_a_person_without_rights("stats", cwd=place).code == 0, "it can still be read"
    for path in paths:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    check_published(Bank.open(place / "bank"))


def test_a_read_only_folder_takes_no_export(place: Path) -> None:
    (place / "out").mkdir()
    (place / "out").chmod(0o555)
    ran = as_a_person_without_rights("export", "json", "-o", "out/x.json", cwd=place)
    assert ran.code == 1
    assert ran.said == "quizmill: out/x.json cannot be written: permission denied."


def test_options_that_do_not_fit(place: Path) -> None:
    for words, sentence in (
        (["export", "word", "-o", "x"], "There is no format word"),
        (["export", "json", "-o", "x", "--where", "nothing = 1"], "The query failed: "),
        (
            ["export", "json", "-o", "x", "--status", "odd"],
            "There is no status odd; there are new, accepted, rejected.",
        ),
        (["show", "q1"], "The bank has no item q1."),
        (["edit", "q1", "--set", "stem=x"], "The bank has no item q1."),
        (["edit", "q1", "--set", "stem"], "--set takes FIELD=VALUE, and 'stem' is none."),
        (["accept", "q1"], "The bank has no item q1."),
        (["check", "--code", "odd"], "There is no finding odd"),
        (["sql", "drop table x"], "The query failed: "),
    ):
        ran = Ran(*words, cwd=place)
        assert ran.code == 2, words
        assert sentence in ran.said
    assert not (place / "x").exists()


def test_a_document_that_takes_too_long(place: Path) -> None:
    (place / "raw" / "slow.html").write_bytes(b"<p>" + b"<b>1. a) x " * 400_000)
    ran = Ran("ingest", "raw", "first", "--timeout", 1, cwd=place)
    status, reason = ledger(place)["raw/slow.html"]
    assert ran.code == (3 if status == "failed" else 0), reason


RIGHTLESS = """
# A process of root's without root's way past permissions: the two capabilities are dropped for good.
import ctypes, os, sys
if __name__ == "__main__":
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            assert libc.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        assert libc.capset(header, (ctypes.c_uint32 * 6)()) == 0
    from quizmill.cli import main
    main()
"""


def as_a_person_without_rights(*words: object, cwd: Path) -> Ran:
    """Run so that permissions hold, also where the tests run as root, whom none stops."""
    (cwd / "rightless.py").write_text(RIGHTLESS)
    return Ran(*words, cwd=cwd, script=cwd / "rightless.py")
