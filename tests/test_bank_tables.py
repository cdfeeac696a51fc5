"""The traps of the storage engine, each of which has cost someone a bank."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow as pa
import pytest
from bank_samples import PLANETS, RIVERS, SUMS, check_files, check_published, take_in, write

from quizmill.bank import Bank, disk
from quizmill.bank.schema import TABLES
from quizmill.bank.tables import CROWDED, Table
from quizmill.errors import BankError

READ = """
import sys
from quizmill.bank import Bank
bank = Bank.open(sys.argv[1])
assert bank.to_arrow().num_rows == 2 and bank.findings() is not None and bank.media("x") is None
"""


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    store = Bank.create(tmp_path / "bank")
    take_in(store, write(tmp_path / "raw", a=PLANETS + SUMS))
    return store


def edit_rows(count: int, bucket: str = "00") -> pa.Table:
    rows = [{"id": f"e{n}", "document": f"d{n}", "bucket": bucket} for n in range(count)]
    return pa.Table.from_pylist(rows, schema=TABLES["edits"].schema)


def test_a_reading_process_ends_well_every_time(bank: Bank) -> None:
    runs = [subprocess.Popen([sys.executable, "-c", READ, str(bank.folder)], cwd=Path.cwd()) for _ in range(20)]
    assert [run.wait(600) for run in runs] == [0] * 20


def test_no_file_has_a_string_view_after_any_write(tmp_path: Path) -> None:
    table = Table(tmp_path, TABLES["edits"])
    table.create()
    table.append(edit_rows(3))
    table.replace(["d0", "d1", "d2"], edit_rows(3))
    table.replace(["d2"], edit_rows(0))
    table.overwrite(edit_rows(5))
    for number in range(CROWDED):
        table.append(edit_rows(1, f"{number % 2:02d}"))
    table.compact()

    class Folder:
        folder = tmp_path

    check_files(Folder)  # type: ignore[arg-type]
    assert table.read().num_rows == 5 + CROWDED


def test_only_the_safe_operations_are_called() -> None:
    sources = {path.name: path.read_text("utf-8") for path in Path("quizmill/bank").glob("*.py")}
    assert [name for name, text in sources.items() if "deltalake import" in text] == ["tables.py"]
    for word in (".merge(", ".update(", ".delete("):
        assert word not in sources["tables.py"], word


def test_replacing_touches_its_owner_only(tmp_path: Path) -> None:
    table = Table(tmp_path, TABLES["edits"])
    table.create()
    table.append(edit_rows(5))
    version = table.version
    table.replace(["d9"], edit_rows(0))
    assert table.version == version, "nothing to replace is no commit"
    table.replace(["d1"], edit_rows(0))
    assert sorted(table.read()["document"].to_pylist()) == ["d0", "d2", "d3", "d4"]


def test_names_with_quotes_are_names(tmp_path: Path) -> None:
    table = Table(tmp_path, TABLES["edits"])
    table.create()
    rows = pa.Table.from_pylist([{"id": "e", "document": "o'd", "bucket": "01"}], schema=TABLES["edits"].schema)
    table.append(rows)
    table.replace(["o'd"], rows)
    assert table.read().num_rows == 1


def test_rows_of_an_older_table_are_cast(tmp_path: Path) -> None:
    """A field added inside list<struct> is null in old rows, and new rows go beside them."""
    from deltalake import DeltaTable, write_deltalake

    spec = TABLES["items"]
    choices = pa.list_(pa.struct([("id", pa.string()), ("text", pa.string())]))
    one = pa.array([[{"id": "a1", "text": "x"}]], choices)
    old = pa.table({"id": ["q1"], "document": ["d1"], "bucket": ["00"], "choices": one})
    DeltaTable.create(str(tmp_path / "items"), old.schema, partition_by=["bucket"])
    write_deltalake(str(tmp_path / "items"), old, mode="append")
    table = Table(tmp_path, spec)
    (row,) = table.read().to_pylist()
    assert row["choices"] == [{"id": "a1", "text": "x", "feedback": None, "fixed": None, "credit": None}]
    table.migrate()
    table.append(table.read())
    assert table.read().num_rows == 2
    assert table.read().schema == spec.schema


def test_every_commit_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(tmp_path, TABLES["edits"])
    table.create()
    synced: list[Path] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    if sys.platform.startswith("linux"):
        monkeypatch.setattr(os, "fsync", fsync)
    table.append(edit_rows(3, "05"))
    log = tmp_path / "edits" / "_delta_log" / f"{table.version:020d}.json"
    added = [json.loads(line)["add"]["path"] for line in log.read_text().splitlines() if '"add"' in line]
    assert added
    if sys.platform.startswith("linux"):
        wanted = {log, log.parent, tmp_path / "edits", tmp_path / "edits" / "bucket=05"}
        wanted |= {tmp_path / "edits" / path for path in added}
        assert wanted <= set(synced)


def test_many_small_commits_are_joined(tmp_path: Path) -> None:
    table = Table(tmp_path, TABLES["edits"])
    table.create()
    for _ in range(CROWDED + 2):
        table.append(edit_rows(1))
    assert len(table.files()["00"]) == CROWDED + 2
    table.compact()
    assert len(table.files()["00"]) == 1
    assert table.read().num_rows == CROWDED + 2


def test_a_file_system_without_hard_links_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(BankError, match="has no hard links"):
        Bank.create(tmp_path / "bank")
    monkeypatch.undo()
    Bank.create(tmp_path / "bank")


def test_a_bank_can_be_moved(bank: Bank, tmp_path: Path) -> None:
    bank.folder.rename(tmp_path / "elsewhere")
    moved = Bank.open(tmp_path / "elsewhere")
    assert moved.publish() == ()
    check_published(moved)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    Bank.create(tmp_path / "bank")
    writers = []
    for number in range(4):
        raw = write(tmp_path / f"raw{number}", **{f"d{n}": RIVERS.replace("Vienna", f"{number} {n}") for n in range(5)})
        writers.append(threading.Thread(target=take_in, args=(Bank.open(tmp_path / "bank"), raw)))
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(check_published(Bank.open(tmp_path / "bank"))) == 20


def test_a_bank_held_by_another_is_waited_for_and_then_named(bank: Bank) -> None:
    with disk.writing(bank.folder), pytest.raises(BankError, match="another process"), disk.writing(bank.folder, 0.1):
        pass
