"""Pictures become the block stream that every carrier gives; the engine that reads words is a fake that knows them."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from extract.media import ocr
from extract.media.image import assets
from extract.media.image import medium as image
from extract.media.pdf import medium as pdf
from quizmill.block import Block, Kind, Shape
from quizmill.errors import SourceError
from quizmill.item import ChoiceItem
from quizmill.page import Page
from quizmill.pipeline import convert
from quizmill.source import Asset, Source
from tests import image_samples as samples
from tests.image_samples import Engine, Sheet


def _read(sheet: Sheet, data: bytes | None = None) -> Page:
    with ocr.use(sheet.engine):
        return image.read(Source("quiz.png", data or sheet.png()))


def _marks(page: Page) -> list[Block]:
    return [block for block in page.blocks if block.mark]


def _key(sheet: Sheet, data: bytes | None = None) -> list[str] | None:
    """The right choices' texts of the only question; None where it has no key."""
    with ocr.use(sheet.engine):
        (item,) = convert(Source("quiz.png", data or sheet.png())).items
    assert isinstance(item, ChoiceItem)
    assert [choice.text for choice in item.choices] == list(samples.OPTIONS) and item.stem == samples.STEM
    return [c.text for c in item.choices if item.key and c.id in item.key.choices] if item.key else None


@pytest.mark.parametrize("boxes", [False, True])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("bad", [False, True])
def test_controls_are_found_in_any_light(boxes: bool, dark: bool, bad: bool) -> None:
    sheet = samples.attempt(boxes=boxes, dark=dark)
    page = _read(sheet, samples.noised(sheet.png()) if bad else None)
    assert [(b.text, b.mark.on) for b in _marks(page) if b.mark] == [
        ("Venus", False),
        ("Mercury", True),
        ("Mars", False),
    ]
    assert {b.mark.shape for b in _marks(page) if b.mark} == {Shape.BOX if boxes else Shape.RADIO}


def test_selected_and_judged_right_is_a_key() -> None:
    assert _key(samples.attempt()) == ["Mercury"]


@pytest.mark.parametrize("verdict", ["Incorrect", ""])
def test_selected_and_judged_wrong_or_not_at_all_is_none(verdict: str) -> None:
    sheet = samples.attempt(verdict=verdict)
    with ocr.use(sheet.engine):
        items = convert(Source("quiz.png", sheet.png())).items
    assert all(isinstance(item, ChoiceItem) and item.key is None for item in items)


def test_a_verdict_box_is_a_tint_of_its_line() -> None:
    assert next(b for b in _read(samples.attempt()).blocks if b.text == "Correct").tint == "green"
    assert next(b for b in _read(samples.attempt(verdict="Incorrect")).blocks if b.text == "Incorrect").tint == "red"


def test_spans_are_pixels_of_the_picture() -> None:
    page = _read(samples.attempt())
    stem = page.blocks[0].span
    assert stem.page == 1 and stem.box and 35 < stem.box[0] < 45 and 20 < stem.box[1] < 45 and stem.box[3] < 75


def test_a_slanted_scan_is_set_level() -> None:
    sheet = samples.attempt()
    turned = sheet.picture.rotate(2.0, fillcolor="white", resample=Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    turned.save(buffer, "PNG")
    assert len(_marks(_read(sheet, buffer.getvalue()))) == 3


def test_a_diagram_is_a_picture_in_its_place_and_its_letters_are_no_lines() -> None:
    page = _read(samples.diagram())
    kinds = [block.kind for block in page.blocks]
    assert kinds.index(Kind.IMAGE) == 1 and kinds.count(Kind.IMAGE) == 1
    assert not {"A", "B", "C"} & {block.text for block in page.blocks}
    (crop,) = page.media
    assert page.blocks[1].src == f"media:{crop.name}"
    with Image.open(io.BytesIO(crop.data)) as picture:
        assert picture.width > 300 and picture.height > 200


def test_doubt_is_carried() -> None:
    sheet = samples.attempt()
    first = sheet.engine.lines[0]
    sheet.engine.lines[0] = ocr.Recognised(first.text, first.box, 0.41)
    finding = next(f for f in _read(sheet).findings if f.code == "ocr-doubt")
    assert samples.STEM in finding.message and finding.span


def test_words_at_the_lower_edge_are_cut_off() -> None:
    sheet = Sheet(height=120)
    sheet.text(40, 92, "1. Which planet is closest to the")
    assert [finding.code for finding in _read(sheet).findings] == ["cut-off"]


def test_without_an_engine_a_finding_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    page = image.read(Source("quiz.png", samples.attempt().png()))
    assert [block.kind for block in page.blocks] == [Kind.IMAGE]
    assert page.findings[0].code == "needs-ocr" and "quizmill[ocr]" in page.findings[0].message


def test_a_picture_beside_a_document_is_read_in_place() -> None:
    sheet = samples.attempt()
    with ocr.use(sheet.engine):
        (page,) = assets.read([Asset("images/q1.png", sheet.png())])
    assert {block.span.part for block in page.blocks} == {"images/q1.png"}


def test_a_scanned_page_of_a_pdf_is_read_in_points() -> None:
    sheet = samples.attempt()
    buffer = io.BytesIO()
    sheet.picture.save(buffer, "PDF", resolution=200.0)
    with ocr.use(sheet.engine):
        page = pdf.read(Source("scan.pdf", buffer.getvalue()))
    assert sheet.engine.asked == 1
    assert [b.mark.on for b in _marks(page) if b.mark] == [False, True, False]
    assert all(block.span.box and block.span.box[2] <= 1000 * 72 / 200 + 1 for block in page.blocks)


def test_a_scan_without_an_engine_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    buffer = io.BytesIO()
    samples.attempt().picture.save(buffer, "PDF", resolution=200.0)
    page = pdf.read(Source("scan.pdf", buffer.getvalue()))
    assert not page.blocks and [finding.code for finding in page.findings] == ["needs-ocr"]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"junk" * 20, b"GIF89a"])
def test_a_broken_picture_is_refused_in_one_sentence(data: bytes) -> None:
    with ocr.use(Engine()), pytest.raises(SourceError, match="no picture that can be opened"):
        image.read(Source("broken.png", data))


def test_a_huge_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "LARGEST", 1000)
    with ocr.use(Engine()), pytest.raises(SourceError, match="too large"):
        image.read(Source("quiz.png", samples.attempt().png()))


def test_tall_pictures_are_cut_between_lines() -> None:
    pixels = np.full((9_000, 40, 3), 255, dtype=np.uint8)
    pixels[::50] = 0
    parts = list(ocr.tiles(pixels))
    assert parts[0][0] == 0 and parts[-1][1] == 9_000
    assert all(a[1] == b[0] for a, b in pairwise(parts))
    assert all(pixels[bottom - 1].min() == 255 for _, bottom in parts[:-1])
