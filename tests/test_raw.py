"""The project's own samples give what their manifest says, and every kind of item is among them."""

from __future__ import annotations

import json
from pathlib import Path

from quizmill.item import TYPES
from quizmill.pipeline import convert
from quizmill.source import Source

RAW = Path(__file__).resolve().parent.parent / "raw"


def test_every_sample_yields_what_the_manifest_says() -> None:
    manifest = [json.loads(line) for line in (RAW / "manifest.jsonl").read_text().splitlines()]
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.is_file()}
    assert {entry["file"] for entry in manifest} == files - {"manifest.jsonl"}
    kinds = set()
    for entry in manifest:
        document = convert(Source(entry["file"], (RAW / entry["file"]).read_bytes()))
        assert len(document.items) == entry["items"], entry["file"]
        kinds |= {item.type for item in document.items}
    assert kinds == set(TYPES)
