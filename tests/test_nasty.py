"""The bank of traps in every target: what is left out is said, what is written comes back with its key."""

from __future__ import annotations

import io
from functools import cache

import pytest
from comparing import differences
from samples.nasty import ITEMS, MEDIA

from export.lint import lint_package, relevant
from quizmill.item import Item
from quizmill.package import Loss, Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

PACKAGES = {"qti12": "canvas", "qti12-d2l": "d2l", "qti12-blackboard": "blackboard", "imscc": "canvas"}
PACKAGES |= {"qti12-plain": "any", "qti21": "canvas", "qti22": "any", "qti30": "any"}
BACK = ("anki", "csv", "gift", "json", "jsonl", "moodle-xml", "qti12", "qti12-plain", "qti21", "qti22", "qti30", "xlsx")
NEVER = frozenset({"key", "gaps.key", "answers", "type"})  # what must be the same where no loss names it


@cache
def written(name: str) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(Package("Traps", ITEMS, MEDIA.get), out)
    return out.getvalue(), losses


@pytest.mark.parametrize("name", sorted(exporters()))
def test_every_target_writes_it(name: str) -> None:
    data, losses = written(name)
    assert data
    assert {loss.item for loss in losses} <= {item.id for item in ITEMS}


@pytest.mark.parametrize(("name", "importer"), PACKAGES.items())
def test_no_linter_finds_a_flaw(name: str, importer: str) -> None:
    assert [str(problem) for problem in relevant(lint_package(written(name)[0]), importer)] == []


def _first_words(item: Item) -> str:
    return "".join(filter(str.isalnum, item.stem.partition("{{")[0].partition("$")[0]))[:40]


@pytest.mark.parametrize("name", BACK)
def test_every_key_comes_back(name: str) -> None:
    data, losses = written(name)
    left_out = {loss.item for loss in losses if loss.field == "*"}
    kept = sorted((item for item in ITEMS if item.id not in left_out), key=_first_words)
    found = sorted(convert(Source(f"bank{exporters()[name].suffix}", data)).items, key=_first_words)
    assert len(found) == len(kept)
    for item, back in zip(kept, found, strict=True):
        lost = {loss.field for loss in losses if loss.item == item.id}
        wrong = {field: both for field, both in differences(item, back, lost).items() if field in NEVER}
        assert not wrong, item.id
