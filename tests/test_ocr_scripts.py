"""Scripts that the first engine lacks: a second one is asked where it is installed, else a finding says what helps."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.media import ocr, tesseract
from extract.media.image import medium as image
from extract.media.ocr import Recognised
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import image_samples as samples
from tests.image_samples import Engine

STEM, OPTIONS = "1. Какая из этих планет ближе всего к Солнцу?", ("Венера", "Меркурий", "Марс")
TSV = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t48\t52\t579\t24\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t48\t52\t22\t20\t95.9\t1.\n"
    "5\t1\t1\t1\t1\t2\t83\t52\t75\t20\t96.8\tКакая\n"
    "5\t1\t1\t1\t1\t3\t171\t52\t58\t20\t12.0\t~~\n"
    "5\t1\t1\t1\t1\t4\t400\t52\t58\t20\t90.0\tбалл\n"
    "5\t1\t1\t1\t2\t1\t48\t90\t20\t20\t91.0\t행\n"
    "5\t1\t1\t1\t2\t2\t69\t90\t20\t20\t89.0\t성\n"
)


def _blind(sheet: samples.Sheet) -> Engine:
    """What an engine without the script reads: the places, hardly any letters."""
    return Engine([Recognised(line.text[:2] + " ?", line.box, 0.9) for line in sheet.engine.lines])


def _cyrillic() -> samples.Sheet:
    sheet = samples.attempt(verdict="")
    sheet.engine.lines = [
        Recognised(text, line.box, 0.9) for text, line in zip((STEM, *OPTIONS), sheet.engine.lines, strict=True)
    ]
    return sheet


def test_the_second_engine_reads_what_the_first_cannot() -> None:
    sheet = _cyrillic()
    with ocr.use(_blind(sheet), beside=sheet.engine):
        (item,) = convert(Source("quiz.png", sheet.png())).items
    assert isinstance(item, ChoiceItem) and item.stem == STEM[3:]
    assert [choice.text for choice in item.choices] == list(OPTIONS)


def test_without_a_second_engine_a_finding_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", list)
    sheet = _cyrillic()
    with ocr.use(_blind(sheet)):
        page = image.read(Source("quiz.png", sheet.png()))
    finding = next(f for f in page.findings if f.code == "needs-ocr")
    assert "tesseract-ocr-rus" in finding.message and finding.span and finding.span.page == 1


def test_latin_print_asks_no_second_engine() -> None:
    sheet, second = samples.attempt(), Engine()
    with ocr.use(sheet.engine, beside=second):
        image.read(Source("quiz.png", sheet.png()))
    assert not second.asked


def test_lines_come_out_of_the_programs_table() -> None:
    found, sure = tesseract._lines(TSV)
    assert [line.text for line in found] == ["1. Какая", "балл", "행성"]  # syllables joined, wide gaps parted
    assert 85 < sure < 97 and all(0.85 < line.score < 1 for line in found)


@pytest.mark.skipif("rus" not in tesseract._installed(), reason="Tesseract with Russian data is not installed")
def test_the_real_program_reads_cyrillic() -> None:
    font = ImageFont.truetype(_font(), 34)
    picture = Image.new("RGB", (1200, 220), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((40, 30), STEM, fill="black", font=font)
    pen.text((40, 120), OPTIONS[1], fill="black", font=font)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    with ocr.use(Engine([Recognised("1. ?", (40.0, 30.0, 1000.0, 70.0), 0.9)])):
        page = image.read(Source("quiz.png", buffer.getvalue()))
    words = " ".join(block.text for block in page.blocks)
    assert "Какая из этих планет" in words and OPTIONS[1] in words


def _font() -> str:
    """A font with Cyrillic letters: Pillow's own has none."""
    for folder in (Path("/usr/share/fonts"), Path.home() / ".fonts", Path("/System/Library/Fonts")):
        found = next(iter([*folder.rglob("DejaVuSans.ttf"), *folder.rglob("LiberationSans-Regular.ttf")]), None)
        if found:
            return str(found)
    pytest.skip("no font with Cyrillic letters is installed")
