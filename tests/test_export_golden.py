"""What each target's file looks like, byte for byte or cell for cell, with the losses beside it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from samples.bank import BANK

from quizmill.package import Loss
from quizmill.registry import exporters

GOLDEN = ROOT / "tests" / "golden"
TEXTS = (
    "aiken",
    "anki-tsv",
    "blackboard-text",
    "csv",
    "d2l-csv",
    "gift",
    "json",
    "jsonl",
    "jsonld",
    "moodle-xml",
    "quizlet",
)
SHEETS = ("kahoot", "quizizz", "xlsx")
Compare = Callable[[Path, bytes], None]


def _rendered(name: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    losses = exporters()[name].render(BANK, out)
    return out.getvalue(), "".join(map(_line, losses))


def _line(loss: Loss) -> str:
    return f"{loss.item} {loss.field}: {loss.reason}\n"


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str, golden: Compare) -> None:
    data, losses = _rendered(name)
    golden(GOLDEN / name / f"bank{exporters()[name].suffix}", data)
    golden(GOLDEN / name / "losses.txt", losses.encode())


@pytest.mark.parametrize("name", SHEETS)
def test_sheet(name: str, golden: Compare) -> None:
    import openpyxl

    data, losses = _rendered(name)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = [[cell if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    golden(GOLDEN / name / "rows.jsonl", lines.encode())
    golden(GOLDEN / name / "losses.txt", losses.encode())


def test_h5p(golden: Compare) -> None:
    data, losses = _rendered("h5p")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shown = {name: archive.read(name) for name in archive.namelist() if name.endswith(".json")}
    for name, content in shown.items():
        indented = json.dumps(json.loads(content), indent=1, ensure_ascii=False) + "\n"
        golden(GOLDEN / "h5p" / name.rpartition("/")[2], indented.encode())
    golden(GOLDEN / "h5p" / "losses.txt", losses.encode())


def test_dataset_card(golden: Compare) -> None:
    data, _ = _rendered("datasets")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        golden(GOLDEN / "datasets" / "README.md", archive.read("README.md"))
