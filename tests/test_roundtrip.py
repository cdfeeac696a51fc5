"""bank -> target -> bank is the identity but for the losses that the exporter declares."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from comparing import differences
from export_samples import BANK
from hypothesis import HealthCheck, given, settings
from strategies import hostile, items, package, plain, rich, texts

from quizmill.bank.parquet import read_items, read_media
from quizmill.codec import decode_item, decode_items
from quizmill.item import TYPES, Item
from quizmill.package import Loss, Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def written(name: str, given_package: Package) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(given_package, out)
    return out.getvalue(), losses


def read(name: str, data: bytes) -> tuple[Item, ...]:
    return convert(Source(f"bank{exporters()[name].suffix}", data)).items


@many
@given(items())
def test_json_is_the_identity(item: Item) -> None:
    assert decode_items(written("json", package(item))[0]) == (item,)


@many
@given(items())
def test_json_lines_are_the_identity(item: Item) -> None:
    lines = written("jsonl", package(item))[0].splitlines()
    assert decode_item(lines[0]) == item


@some
@given(items())
def test_parquet_is_the_identity(item: Item) -> None:
    data, losses = written("parquet", package(item))
    assert not losses
    assert tuple(read_items(io.BytesIO(data))) == (item,)


def test_parquet_holds_the_pictures() -> None:
    data, _ = written("parquet", BANK)
    held = read_media(io.BytesIO(data))
    assert held and all(BANK.media(name) == picture for name, picture in held.items())


# What each target writes in place of nothing, and so reads back.
_DEFAULTS = {"moodle-xml": {"points": 1.0}}
_OPTIONS = {"moodle-xml": {"ordering": "native"}}


def as_target_has_it(name: str, item: Item) -> Item:
    """The item with what the target fills in where the item says nothing; below the package's title."""
    points = item.points if item.points is not None else _DEFAULTS.get(name, {}).get("points")
    return replace(item, points=points, section=("Bank", *item.section))


def check(name: str, item: Item, always: Iterable[str] = ()) -> None:
    given_package = Package("Bank", (item,), media=package().media, options=_OPTIONS.get(name, {}))
    data, losses = written(name, given_package)
    lost = {loss.field for loss in losses} | set(always)
    if "*" in lost:
        return
    found = read(name, data)
    assert len(found) == 1, "one item goes in, one comes out"
    assert not differences(as_target_has_it(name, item), found[0], lost)


@pytest.mark.parametrize("kind", TYPES)
def test_moodle_xml_plain(kind: str) -> None:
    some(given(items(kind, text=plain()))(lambda item: check("moodle-xml", item)))()
