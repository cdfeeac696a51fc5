"""A post whose questions are all screenshots: under its headings, each field with its picture and box, spans joined."""

from __future__ import annotations

from collections.abc import Sequence

from extract.media import ocr
from extract.media.ocr import Recognised
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Asset, Source
from tests import image_samples as samples
from tests.image_samples import Engine, Pixels, Sheet

POST = "# Astronomy\n\n## Week 1\n\n![](one.png)\n![](two.png)\n\n## Week 2\n\n![](three.png)\n"


class Shelf(Engine):
    """Knows several pictures by their height."""

    def __init__(self, *sheets: Sheet) -> None:
        super().__init__()
        self.sheets = {sheet.height: sheet.engine.lines for sheet in sheets}

    def read(self, pixels: Pixels) -> Sequence[Recognised]:
        return self.sheets[pixels.shape[0]]


def _upper() -> Sheet:
    """A whole question, and the beginning of another: its stem and one option."""
    sheet = samples.attempt()
    sheet.text(40, 440, "2. Which planet has the longest year?")
    return sheet


def _lower() -> Sheet:
    """What is left of it, with its verdict."""
    sheet = Sheet(height=420)
    for index, option in enumerate(("Saturn", "Neptune", "Uranus")):
        sheet.radio(60, 28 + 70 * index, index == 1)
        sheet.text(110, 30 + 70 * index, option)
    sheet.draw.rectangle((60, 260, 940, 330), fill="#e6f4ea")
    sheet.text(110, 280, "Correct", colour="#137333")
    return sheet


def _third() -> Sheet:
    sheet = Sheet(height=560)
    sheet.text(40, 30, "1. Which body is a moon?")
    for index, option in enumerate(("Titan", "Ceres", "Vesta")):
        sheet.radio(60, 98 + 70 * index, index == 0)
        sheet.text(110, 100 + 70 * index, option)
    sheet.draw.rectangle((60, 330, 940, 410), fill="#fce8e6")
    sheet.text(110, 355, "Incorrect", colour="#b3261e")
    return sheet


def _read() -> Document:
    sheets = {"one.png": _upper(), "two.png": _lower(), "three.png": _third()}
    pictures = {name: Asset(name, sheet.png()) for name, sheet in sheets.items()}
    with ocr.use(Shelf(*sheets.values())):
        return convert(Source("post.md", POST.encode(), pictures.get))


def test_the_questions_stand_under_their_headings_and_one_that_spans_two_pictures_is_whole() -> None:
    document = _read()
    items = [item for item in document.items if isinstance(item, ChoiceItem)]
    assert [item.stem for item in items] == [
        samples.STEM, "Which planet has the longest year?", "Which body is a moon?",
    ]  # fmt: skip
    assert [item.section[-1] for item in items] == ["Week 1", "Week 1", "Week 2"]
    keys = [[c.text for c in item.choices if item.key and c.id in item.key.choices] for item in items]
    assert keys == [["Mercury"], ["Neptune"], []]  # what was chosen and judged wrong is no key


def test_every_field_tells_its_picture_and_the_box_in_it() -> None:
    document = _read()
    second = document.items[1]
    spans = [field.span for field in second.provenance.fields if not field.span.lines]  # the post's own lines aside
    assert spans and all(span.box for span in spans)
    told = {span.part for span in spans}
    assert len(told) == 2 and {picture.name for picture in document.media} >= {part for part in told if part}
