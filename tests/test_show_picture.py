"""`quizmill show ITEM --picture`: the frames lie where the words are, and a missing source says so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from bank_samples import PLANETS, take_in, write
from PIL import Image, ImageColor

from extract.media import ocr
from quizmill.bank import Bank
from quizmill.commands.boxes import COLOURS, draw, pages
from quizmill.errors import SourceError, UsageError
from quizmill.source import FieldSpan, Span
from tests import image_samples, pdf_samples


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return Bank.create(tmp_path / "bank")


def _items(bank: Bank) -> list[str]:
    return [str(row["id"]) for row in bank.sql("select id from questions order by ordinal").to_pylist()]


def _count(picture: Path, colour: str) -> Counter[str]:
    """How many pixels of a colour stand in the upper and the lower half of a picture."""
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    same = (pixels == np.array(ImageColor.getrgb(colour))).all(axis=2)
    half = len(pixels) // 2
    return Counter(upper=int(same[:half].sum()), lower=int(same[half:].sum()))


def test_a_picture_gets_its_frames_in_its_own_pixels(bank: Bank, tmp_path: Path) -> None:
    sheet = image_samples.attempt()
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "quiz.png").write_bytes(sheet.png())
    with ocr.use(sheet.engine):
        take_in(bank, raw)
    (name,) = draw(bank, _items(bank)[0], tmp_path / "out.png")
    drawn = Image.open(name).convert("RGB")
    assert drawn.width == sheet.width and drawn.height > sheet.height  # the legend stands below
    x0, y0, _, _ = sheet.engine.lines[0].box
    pixels = np.asarray(drawn)
    near = pixels[int(y0) - 12 : int(y0) + 12, int(x0) - 12 : int(x0) + 200].reshape(-1, 3)
    assert (near == np.array(ImageColor.getrgb(COLOURS["stem"]))).all(axis=1).sum() > 100
    assert _count(name, COLOURS["choices"])["upper"] > 500


def test_a_pdf_page_is_drawn_and_the_frames_hold_the_words(bank: Bank, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "letters.pdf").write_bytes(pdf_samples.letters())
    take_in(bank, raw)
    item = _items(bank)[0]
    (name,) = draw(bank, item, tmp_path / "out.png")
    assert _count(name, COLOURS["stem"])["upper"] > 200 and _count(name, COLOURS["key"])["upper"] > 100


def test_an_item_of_two_pages_is_two_files(bank: Bank, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "broken.pdf").write_bytes(pdf_samples.broken_over_pages())
    take_in(bank, raw)
    names = [draw(bank, item, tmp_path / f"{item}.png") for item in _items(bank)]
    two = next(found for found in names if len(found) == 2)
    assert [name.stem[-2:] for name in two] == ["-1", "-2"] and all(name.exists() for name in two)


def test_what_has_no_boxes_says_so(bank: Bank, tmp_path: Path) -> None:
    take_in(bank, write(tmp_path / "raw", a=PLANETS))
    with pytest.raises(UsageError, match=r"has no boxes: raw/a.txt is neither PDF nor picture"):
        draw(bank, _items(bank)[0], tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()


def test_a_source_that_is_gone_or_changed_says_so(bank: Bank, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "letters.pdf").write_bytes(pdf_samples.letters())
    take_in(bank, raw)
    item = _items(bank)[0]
    (raw / "letters.pdf").write_bytes(pdf_samples.letters() + b"\n%")
    with pytest.raises(SourceError, match="has changed since it was read"):
        draw(bank, item, tmp_path / "out.png")
    (raw / "letters.pdf").unlink()
    with pytest.raises(SourceError, match="is not where it was read"):
        draw(bank, item, tmp_path / "out.png")


def test_fields_are_gathered_by_page_and_part() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    fields = (
        FieldSpan("stem", Span(page=2, box=box)),
        FieldSpan("key", Span(page=1, box=box)),
        FieldSpan("choices.0", Span(page=1, box=box, part="b.png")),
        FieldSpan("hints.0", Span(lines=(1, 1))),
    )
    assert [(found.part, found.page) for found in pages(fields)] == [("", 1), ("", 2), ("b.png", 1)]
