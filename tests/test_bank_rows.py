"""Any item goes into a table and comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given, settings
from strategies import items

from quizmill.bank.arrow import items_of, table_of_lines
from quizmill.bank.records import ItemRow, QuestionColumns
from quizmill.bank.rows import bucket_of, decode_items, encode_items
from quizmill.bank.schema import PUBLISHED, TABLES, schema_of
from quizmill.codec import ITEM_CLASSES
from quizmill.item import Item
from quizmill.source import Provenance

BESIDE = {"words": "w", "answer": "", "changed": "2026-01-02T03:04:05.678901Z", "bucket": "07"}


@given(items())
@settings(deadline=None, max_examples=60)
def test_items_come_back_from_a_table(item: Item) -> None:
    lines = encode_items([item, item], [BESIDE, BESIDE])
    table = table_of_lines(lines, ItemRow)
    table.validate(full=True)
    assert table.schema == schema_of(ItemRow)
    assert list(items_of(table)) == [item, item]
    assert decode_items(lines) == (item, item)


def test_items_come_back_from_a_file(tmp_path: Path) -> None:
    from hypothesis import find

    item = find(items("cloze"), lambda found: True)
    pq.write_table(table_of_lines(encode_items([item], [BESIDE]), ItemRow), tmp_path / "x.parquet")
    assert list(items_of(pq.read_table(tmp_path / "x.parquet"))) == [item]


def test_every_field_of_an_item_is_a_column() -> None:
    columns = set(schema_of(QuestionColumns).names)
    for cls in ITEM_CLASSES:
        assert {name for name in cls.__dataclass_fields__ if name != "provenance"} <= columns
    assert set(Provenance.__dataclass_fields__) <= columns
    for spec in (*TABLES.values(), PUBLISHED):
        assert not [field.name for field in spec.schema if "view" in str(field.type)]


def test_buckets_are_stable() -> None:
    assert [bucket_of(name) for name in ("d0", "d1", "d2", "d3")] == ["00", "06", "12", "10"]


def test_no_rows_are_an_empty_table() -> None:
    assert table_of_lines(b"", ItemRow).num_rows == 0
