"""Small documents and quick ingests for the tests of the bank."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

from quizmill.bank import Bank
from quizmill.bank.schema import PUBLISHED, TABLES
from quizmill.executors.inline import Inline
from quizmill.ingest import Report, ingest
from quizmill.survey import Options

PLANETS = "::one:: Which planet is red? { =Mars ~Venus#No, it is white. ~Earth }\n\n"
SUMS = "::two:: Two and two are { =4 ~5 ~6 }\n\n"
WATER = "::three:: Water is wet. {T}\n\n"
RIVERS = "::four:: Which river runs through Vienna? { =Danube ~Rhine ~Elbe }\n\n"
OPEN = "::five:: Which of these floats? { ~cork ~iron ~lead }\n\n"


def write(folder: Path, **documents: str) -> Path:
    """Documents by the stem of their file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def take_in(bank: Bank, *paths: Path, **options: bool) -> Report:
    """Ingest in this process."""
    return ingest(bank, paths, Options(**options), executor=Inline())


def stems(bank: Bank) -> dict[str, str]:
    """Stem -> id, of the published bank."""
    rows = bank.to_arrow().select(["stem", "id"]).to_pylist()
    return {row["stem"]: row["id"] for row in rows}


def check_published(bank: Bank) -> pd.DataFrame:
    """The published files hold what the bank holds, whoever reads them, and no file has a `string_view`."""
    folder = bank.folder / PUBLISHED.name
    frame = bank.to_pandas()
    pd.testing.assert_frame_equal(frame, pd.read_parquet(folder))
    expected = bank.to_arrow().to_pylist()
    assert duckdb.read_parquet(str(folder / "*.parquet")).to_arrow_table().to_pylist() == expected
    assert pl.read_parquet(folder).to_dicts() == expected
    check_files(bank)
    return frame


def check_files(bank: Bank) -> None:
    for name in (*TABLES, PUBLISHED.name):
        for path in (bank.folder / name).rglob("*.parquet"):
            assert "view" not in str(pq.read_schema(path)), path
