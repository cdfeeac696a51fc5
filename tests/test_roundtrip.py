"""bank -> target -> bank is the identity but for the losses that the exporter declares."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import replace

import pytest
from comparing import differences
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK
from strategies import hostile, items, package, plain, rich, texts

from export._words import right_places
from quizmill.bank.parquet import read_items, read_media
from quizmill.codec import decode_item, decode_items
from quizmill.item import TYPES, ChoiceItem, Item
from quizmill.package import Loss, Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


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


# What a target puts where the item says nothing, and so reads back; and what it has beside the item.
_DEFAULT_POINTS = {"d2l-csv": 1.0}
# Sections stand below the package's title.
_TITLED = frozenset("moodle-xml gift qti12 qti12-plain qti12-d2l qti21 qti22 qti30".split())
_OPTIONS = {"moodle-xml": {"ordering": "native"}}


def as_target_has_it(name: str, item: Item) -> Item:
    """The item with what the target fills in where the item says nothing."""
    points = item.points if item.points is not None else _DEFAULT_POINTS.get(name)
    item = replace(item, points=points, section=("Bank", *item.section) if name in _TITLED else item.section)
    if name not in ("moodle-xml", "gift") or not isinstance(item, ChoiceItem) or not item.key:
        return item
    usual = 100 / len(item.key.choices)  # what several right choices give and each wrong one takes, and so says nothing
    if any(abs(abs(choice.credit or 0) - usual) > 0.01 for choice in item.choices):
        return item
    return replace(item, choices=tuple(replace(choice, credit=None) for choice in item.choices))


def check(name: str, item: Item, excused: Collection[str] = ()) -> None:
    """One item out and back: what differs must have been declared."""
    given_package = Package("Bank", (item,), media=package().media, options=_OPTIONS.get(name, {}))
    data, losses = written(name, given_package)
    lost = {loss.field for loss in losses} | set(excused)
    if "*" in lost:
        return
    if "gaps.choices.text" in lost:
        lost.add("gaps.choices.fixed")  # normalising tells it by the words: "a or b"
    found = read(name, data)
    assert len(found) == 1, "one item goes in, one comes out"
    assert not differences(as_target_has_it(name, item), found[0], lost)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["moodle-xml", "gift", "csv", "d2l-csv", "blackboard-text", "aiken"])
def test_plain_words(name: str, kind: str) -> None:
    some(given(items(kind, text=plain(), keyless=False))(lambda item: check(name, item)))()


# Typed answers are compared as words by every target: formulas in them are tested as plain ones.
_TYPED = ("answers", "gaps.answers")


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["qti21", "qti22", "qti30"])
def test_qti_2_and_3(name: str, kind: str) -> None:
    few(given(items(kind, text=plain(), keyless=False))(lambda item: check(name, item)))()
    few(given(items(kind, text=rich(), keyless=False))(lambda item: check(name, item, _TYPED)))()


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["qti12", "qti12-plain", "anki"])
def test_qti_12_and_anki(name: str, kind: str) -> None:
    few(given(items(kind, text=plain(), keyless=False))(lambda item: check(name, item)))()
    if name != "qti12":  # Canvas' formulas are pictures of them
        few(given(items(kind, text=rich(), keyless=False))(lambda item: check(name, item, _TYPED)))()


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["moodle-xml", "gift"])
def test_rich_texts(name: str, kind: str) -> None:
    """Typed answers are compared as words by every target: theirs are tested as plain ones."""
    typed = ("answers", "gaps.answers")
    some(given(items(kind, text=rich(), keyless=False))(lambda item: check(name, item, typed)))()


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in ("short", "cloze", "matching")])
def test_hostile_texts_through_moodle_xml(kind: str) -> None:
    """Typed answers and right sides are read with some tolerance for what other programs write; the rest is exact."""
    some(given(items(kind, text=hostile(), keyless=False))(lambda item: check("moodle-xml", item)))()


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false"])
@pytest.mark.parametrize("name", ["moodle-xml", "gift", "csv"])
def test_no_text_moves_a_key(name: str, kind: str) -> None:
    """Whatever stands in the texts, the right choices stay the right ones."""

    def keeps_its_key(item: Item) -> None:
        data, losses = written(name, package(item))
        if any(loss.field == "*" for loss in losses):
            return
        (found,) = read(name, data)
        assert isinstance(item, ChoiceItem) and isinstance(found, ChoiceItem)
        assert found.key is not None and item.key is not None
        assert right_places(found.choices, found.key) == right_places(item.choices, item.key)
        assert len(found.choices) == len(item.choices)

    some(given(items(kind, text=texts(), keyless=False))(keeps_its_key))()


@pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "numeric", "ordering", "essay", "flashcard"])
@pytest.mark.parametrize("name", ["qti12-plain", "qti21", "qti30", "anki"])
def test_hostile_texts_through_packages(name: str, kind: str) -> None:
    few(given(items(kind, text=hostile(), keyless=False))(lambda item: check(name, item, ("title",))))()
