"""What holds for every exporter: same items, same bytes; nothing vanishes without a loss; no key, no question."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from samples.complete import PICTURE, complete
from strategies import MEDIA, huge, items, package, packages

from quizmill.errors import UsageError
from quizmill.item import TYPES, Item, is_keyless
from quizmill.package import Exporter, Loss, Package
from quizmill.registry import exporters

NAMES = sorted(exporters())
ESSENTIAL = frozenset(
    "stem key points media hints solution choices.text choices.feedback feedback.general feedback.correct "
    "feedback.incorrect answers.text pairs.left pairs.right distractors entries model_answer back title".split()
)
_GAPS = {"gaps.g1": "gaps.answers", "gaps.g2": "gaps.choices"}  # of the complete cloze item
few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def exported(exporter: Exporter, given_package: Package) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporter.render(given_package, out)
    return out.getvalue(), losses


def contents(data: bytes) -> Iterator[bytes]:
    """The file itself, or the members of an archive, also of archives in it; tables of Parquet and SQLite as text."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from contents(archive.read(name))
    elif data[:4] == b"%PDF":
        import pypdfium2

        for page in pypdfium2.PdfDocument(data):
            yield page.get_textpage().get_text_range().replace("\r\n", "").encode()
            if any(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=5)):
                yield PICTURE.encode()  # a PDF holds pictures without their names
    elif data[:4] == b"PAR1":
        import pyarrow.parquet as pq

        yield str(pq.read_table(io.BytesIO(data)).to_pylist()).encode()
    else:
        yield data


@pytest.mark.parametrize("name", NAMES)
def test_every_type_is_declared(name: str) -> None:
    support = exporters()[name].support
    assert set(support) == set(TYPES)
    assert all(entry.how for entry in support.values() if entry.level != "full"), "say how, or why not"
    assert exporters()[name].keyless <= set(TYPES)


@pytest.mark.parametrize("name", NAMES)
def test_same_items_same_bytes(name: str) -> None:
    everything = package(*(complete(kind)[0] for kind in ("single", "essay")), *_one_of_each())
    assert exported(exporters()[name], everything) == exported(exporters()[name], everything)


def _one_of_each() -> list[Item]:
    from dataclasses import replace

    return [replace(complete(kind)[0], id=f"{place:016x}") for place, kind in enumerate(TYPES)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", TYPES)
def test_nothing_vanishes(name: str, kind: str) -> None:
    exporter = exporters()[name]
    item, field_of = complete(kind)
    data, losses = exported(exporter, package(item))
    held = b"\n".join(contents(data)).decode("utf-8", "replace")
    lost = {_GAPS.get(loss.field, loss.field) for loss in losses}
    support = exporter.support[kind]
    if "*" in lost:
        assert support.level == "refused" or any(word in support.how for word in ("refused", "up to", "one to one"))
        assert not any(word in held for word in field_of), "an item that is left out leaves no trace"
        return
    assert support.level != "refused", "declared as refused, but written"
    assert support.level != "full" or not lost & ESSENTIAL, "full means that none of these is lost"
    unsaid = {field for word, field in field_of.items() if word not in held}
    assert not {field for field in unsaid if not any(field == name or field.startswith(f"{name}.") for name in lost)}
    assert PICTURE in held or "media" in lost


@pytest.mark.parametrize("name", NAMES)
def test_an_item_without_a_key_is_left_out_or_declared(name: str) -> None:
    exporter = exporters()[name]

    @few
    @given(items().filter(is_keyless))
    def check(item: Item) -> None:
        _, losses = exported(exporter, package(item))
        left_out = any(loss.item == item.id and loss.field == "*" for loss in losses)
        assert left_out or item.type in exporter.keyless

    check()


@pytest.mark.parametrize("name", NAMES)
def test_any_package_is_written_and_only_its_items_are_named(name: str) -> None:
    exporter = exporters()[name]

    @few
    @given(packages())
    def check(drawn: Package) -> None:
        data, losses = exported(exporter, drawn)
        known = {item.id for item in drawn.items}
        assert {loss.item for loss in losses} <= known
        assert (data, losses) == exported(exporter, drawn)

    check()


@pytest.mark.parametrize("name", NAMES)
def test_a_huge_field_is_written_or_refused(name: str) -> None:
    exporter = exporters()[name]

    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    @given(items("single", text=huge(), keyless=False))
    def check(item: Item) -> None:
        exported(exporter, package(item))

    check()


@pytest.mark.parametrize("name", NAMES)
def test_unknown_options_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        exported(exporters()[name], Package("Title", (), options={"no-such-option": "x"}))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_picture_is_a_loss(name: str) -> None:
    exporter = exporters()[name]
    item, _ = complete("single")
    _, losses = exported(exporter, Package("Title", (item,), media=lambda name: None))
    assert {"media", "*"} & {loss.field for loss in losses}
    assert MEDIA
