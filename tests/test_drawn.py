"""Pages that the tests draw from their own questions, read by the real engine: whole, skewed, noised, dark, cut."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from extract.media import ocr
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples

pytestmark = pytest.mark.skipif(not ocr.available(), reason="the extra quizmill[ocr] is not installed")


def _damaged(sheet: samples.Sheet, skew: float = 0.0, height: int = 0, quality: int = 0) -> bytes:
    picture = sheet.picture
    if height:
        picture = picture.crop((0, 0, picture.width, height))
    if skew:
        picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return samples.noised(buffer.getvalue()) if quality else buffer.getvalue()


def _read(data: bytes) -> Document:
    return convert(Source("page.png", data))


def _key(document: Document) -> list[str] | None:
    (item,) = document.items
    assert isinstance(item, ChoiceItem)
    assert item.stem == samples.STEM and [choice.text for choice in item.choices] == list(samples.OPTIONS)
    return [c.text for c in item.choices if item.key and c.id in item.key.choices] if item.key else None


@pytest.mark.parametrize(
    ("sheet", "damage"),
    [
        (samples.attempt(), {}),
        (samples.attempt(boxes=True), {"skew": 1.5, "quality": 45}),
        (samples.attempt(dark=True), {}),
    ],
    ids=["whole", "skewed-and-noised", "dark"],
)
def test_a_judged_choice_is_the_key(sheet: samples.Sheet, damage: dict[str, float]) -> None:
    assert _key(_read(_damaged(sheet, **damage))) == ["Mercury"]  # type: ignore[arg-type]


def test_a_choice_judged_wrong_is_none() -> None:
    assert _key(_read(_damaged(samples.attempt(chosen=(0,), verdict="Incorrect")))) is None


def test_a_cut_page_says_so_and_names_no_key() -> None:
    document = _read(_damaged(samples.attempt(), height=258))
    assert "cut-off" in {finding.code for finding in document.findings}
    assert all(isinstance(item, ChoiceItem) and item.key is None for item in document.items)
