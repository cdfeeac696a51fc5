"""`questions/` is the bank that everyone reads: it equals the tables after every command."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_samples import OPEN, PLANETS, RIVERS, SUMS, WATER, check_published, stems, take_in, write

from quizmill.bank import Bank
from quizmill.errors import UsageError


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    store = Bank.create(tmp_path / "bank")
    take_in(store, write(tmp_path / "raw", a=PLANETS + SUMS, b=WATER + OPEN))
    return store


def test_an_empty_bank_can_be_read(tmp_path: Path) -> None:
    assert len(check_published(Bank.create(tmp_path / "bank"))) == 0


def test_after_ingest(bank: Bank) -> None:
    frame = check_published(bank)
    assert sorted(frame["type"]) == ["single", "single", "single", "true_false"]
    assert list(frame["status"]) == ["new"] * 4


def test_nested_columns_are_typed(bank: Bank) -> None:
    row = next(row for row in bank.to_arrow().to_pylist() if row["stem"].startswith("Which planet"))
    assert [choice["text"] for choice in row["choices"]] == ["Mars", "Venus", "Earth"]
    assert row["key"] == {"choices": [row["choices"][0]["id"]], "evidence": ["markup"]}
    assert row["choices"][1]["feedback"] == "No, it is white."
    assert row["answers"] is None


def test_after_edits(bank: Bank) -> None:
    item = stems(bank)["Two and two are"]
    bank.edit(item, [("stem", "2 + 2 ="), ("key", "C"), ("choices.1.text", "five"), ("tags", "sums, easy")], "ann")
    row = check_published(bank).set_index("id").loc[item]
    assert row["stem"] == "2 + 2 ="
    assert list(row["key"]["choices"]) == [row["choices"][2]["id"]]
    assert list(row["key"]["evidence"]) == ["curator"]
    assert row["choices"][1]["text"] == "five"
    assert list(row["tags"]) == ["sums", "easy"]
    assert list(row["edited"]) == ["stem", "key", "choices.1.text", "tags"]
    bank.revert(item, ["stem", "key"])
    row = check_published(bank).set_index("id").loc[item]
    assert row["stem"] == "Two and two are"
    assert list(row["edited"]) == ["choices.1.text", "tags"]


def test_an_edit_rests_on_the_edits_before_it(bank: Bank) -> None:
    item = stems(bank)["Two and two are"]
    bank.edit(item, [("type", "multiple"), ("key", "A, B")])
    bank.edit(item, [("choices.a3.text", "six"), ("choices.a3.feedback", "Too many.")])
    row = check_published(bank).set_index("id").loc[item]
    assert (row["type"], list(row["key"]["choices"])) == ("multiple", ["a1", "a2"])
    with pytest.raises(UsageError, match="no choice D"):
        bank.edit(item, [("stem", "x"), ("key", "D")])
    assert check_published(bank).set_index("id").loc[item, "stem"] == "Two and two are", "all changes or none"


def test_after_review(bank: Bank) -> None:
    found = stems(bank)
    bank.review([found["Water is wet."]], "accept")
    bank.review([found["Two and two are"]], "reject")
    frame = check_published(bank).set_index("id")
    assert frame.loc[found["Water is wet."], "status"] == "accepted"
    assert frame.loc[found["Two and two are"], "status"] == "rejected"


def test_after_a_new_reading_and_after_deletions(bank: Bank, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    write(raw, a=PLANETS + RIVERS)
    report = take_in(bank, raw)
    assert report.items == {"new": 1, "same": 1, "gone": 1}
    assert len(check_published(bank)) == 4
    (raw / "b.txt").unlink()
    take_in(bank, raw)
    assert len(check_published(bank)) == 4, "a document whose file has gone is kept"
    assert take_in(bank, raw, prune=True).items["gone"] == 2
    assert len(check_published(bank)) == 2
    bank.remove([document.id for document in bank.documents()])
    assert len(check_published(bank)) == 0


def test_only_changed_buckets_are_written(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", **{f"d{i}": RIVERS.replace("Vienna", f"Town {i}") for i in range(40)})
    bank = Bank.create(tmp_path / "bank")
    take_in(bank, raw)
    before = {path.name: path.stat().st_mtime_ns for path in (bank.folder / "questions").iterdir()}
    assert len(before) > 8
    write(raw, d7=SUMS)
    take_in(bank, raw)
    after = {path.name: path.stat().st_mtime_ns for path in (bank.folder / "questions").iterdir()}
    assert len({name for name in after if before.get(name) != after[name]}) == 1
    take_in(bank, raw)
    assert after == {path.name: path.stat().st_mtime_ns for path in (bank.folder / "questions").iterdir()}


def test_what_a_killed_process_did_not_publish_is_published_by_the_next(bank: Bank) -> None:
    files = sorted((bank.folder / "questions").iterdir())
    files[0].unlink()
    files[-1].write_bytes(b"torn")
    assert Bank.open(bank.folder).publish()
    check_published(bank)


def test_an_older_bank_gets_the_new_columns(bank: Bank) -> None:
    from deltalake import write_deltalake

    items = bank.table("items")
    plain = items.drop_columns(["quick_check", "doubts"])
    write_deltalake(str(bank.folder / "items"), plain, mode="overwrite", schema_mode="overwrite")
    older = Bank.open(bank.folder)
    assert older.to_arrow().num_rows == 4
    older.review([items["id"][0].as_py()], "accept")
    older.publish()
    check_published(older)


def test_sql_sees_every_table_and_nothing_else(bank: Bank, tmp_path: Path) -> None:
    assert bank.sql("select type, count(*) as n from questions group by 1 order by 1").to_pylist() == [
        {"type": "single", "n": 3},
        {"type": "true_false", "n": 1},
    ]
    for name in ("documents", "items", "edits", "findings", "groups", "media"):
        assert bank.sql(f"select count(*) as n from {name}").num_rows == 1
    for query in (
        f"select * from read_csv('{tmp_path / 'raw' / 'a.txt'}')",
        f"copy questions to '{tmp_path / 'x.csv'}'",
        "select * from 'https://example.org/a.parquet'",
        "select nothing from questions",
    ):
        with pytest.raises(UsageError):
            bank.sql(query)
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("name", ["my bank", "50% #1?", "bänk ☃", "a'b", "bucket=00"])
def test_a_bank_may_have_any_name(tmp_path: Path, name: str) -> None:
    bank = Bank.create(tmp_path / name)
    take_in(bank, write(tmp_path / "raw's %20", a=PLANETS))
    item = stems(bank)["Which planet is red?"]
    Bank.open(tmp_path / name).edit(item, [("stem", "Which?")])
    assert list(check_published(Bank.open(tmp_path / name))["stem"]) == ["Which?"]
