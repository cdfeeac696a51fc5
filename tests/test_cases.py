"""Every reader case: a document written for this project, and the items and findings expected of it.

tests/cases/<reader>/<name>.<ext> is read as a user would read it; <name>.expected.json lies beside it. What must hold
for every document is checked on every case too: no key outside its choices, praise on right choices only, every
line accounted for, the same bytes on a second reading.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from export._fields import media_names
from quizmill.codec import decode_items, encode_document
from quizmill.document import Document
from quizmill.finding import CODES
from quizmill.item import ChoiceItem, ClozeItem, Key
from quizmill.pipeline import convert
from quizmill.source import Asset, Source

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Path]:
    return sorted(
        path
        for path in CASES.rglob("*")
        if path.is_file() and ".expected." not in path.name and not any(p.endswith("_files") for p in path.parts)
    )


def _read(path: Path) -> Document:
    beside = path.parent / f"{path.stem}_files"

    def asset(reference: str) -> Asset | None:
        file = beside / reference
        return Asset(reference, file.read_bytes()) if file.is_file() else None

    return convert(Source(path.relative_to(CASES).as_posix(), path.read_bytes(), asset))


@pytest.mark.parametrize("path", _cases(), ids=lambda p: p.relative_to(CASES).as_posix())
def test_case(path: Path, golden: Callable[[Path, bytes], None]) -> None:
    document = _read(path)
    _holds(document)
    got = encode_document(document)
    assert decode_items(got) == document.items
    assert got == encode_document(_read(path)), "a second reading differs"
    golden(path.with_name(path.name + ".expected.json"), msgspec.json.format(got, indent=1))


def _holds(document: Document) -> None:
    ids = [item.id for item in document.items]
    assert len(set(ids)) == len(ids) and all(ids)
    assert {finding.code for finding in document.findings} <= CODES.keys()
    assert all(finding.item in ("", *ids) for finding in document.findings)
    assert document.account.unclaimed >= 0
    held = {picture.name for picture in document.media}
    assert not any(name.startswith("media:") for name in held), "exporters ask for names without it"
    assert {name for item in document.items for name in media_names(item)} <= held
    for item in document.items:
        assert 0 <= item.confidence <= 1
        assert item.provenance.fields, "an item without a place in its source"
        if isinstance(item, ChoiceItem):
            _key_names_choices(item.key, {choice.id for choice in item.choices})
        if isinstance(item, ClozeItem):
            assert all(f"{{{{gap:{gap.id}}}}}" in item.stem for gap in item.gaps)


def _key_names_choices(key: Key | None, choices: set[str]) -> None:
    if key:
        assert key.choices and key.evidence and set(key.choices) <= choices
