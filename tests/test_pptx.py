"""Slides made here and read back: titles and bullets, looks, notes, tables, numbers that PowerPoint draws."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Show
from pptx.util import Inches

from extract.media.pptx import MEDIUM
from quizmill.block import Kind
from quizmill.document import Document
from quizmill.errors import SourceError
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

HARBOUR = (
    ("Which rope holds a boat to the quay?", ("mooring line", "halyard", "sheet", "painter"), 0),
    ("Which light marks the port side?", ("green", "red", "white"), 1),
    ("How deep is a fathom?", ("one metre", "six feet", "ten feet", "a yard"), 1),
)
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def source(show: Show) -> Source:
    held = io.BytesIO()
    show.save(held)
    return Source("quiz.pptx", held.getvalue())


def slide(show: Show, title: str, lines: tuple[str, ...], right: int | None = None) -> None:
    made = show.slides.add_slide(show.slide_layouts[1])
    made.shapes.title.text = title
    frame = made.placeholders[1].text_frame
    for index, line in enumerate(lines):
        paragraph = frame.add_paragraph() if index else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = line
        if index == right:
            run.font.color.rgb = RGBColor(0, 150, 0)  # type: ignore[no-untyped-call]


def keys(document: Document) -> list[str]:
    found = []
    for item in document.items:
        assert isinstance(item, ChoiceItem)
        right = item.key.choices if item.key else ()
        found.append(" | ".join(choice.text for choice in item.choices if choice.id in right))
    return found


def test_the_coloured_bullet_is_the_key() -> None:
    show = Presentation()
    for number, (stem, choices, right) in enumerate(HARBOUR, 1):
        slide(show, f"{number}. {stem}", choices, right)
    assert keys(convert(source(show))) == ["mooring line", "red", "six feet"]


def test_the_answer_stands_in_the_notes() -> None:
    show = Presentation()
    for number, (stem, choices, right) in enumerate(HARBOUR, 1):
        slide(show, f"{number}. {stem}", tuple(f"{'ABCD'[i]}) {choice}" for i, choice in enumerate(choices)))
        show.slides[-1].notes_slide.notes_text_frame.text = f"Answer: {'ABCD'[right]}"
    document = convert(source(show))
    assert keys(document) == ["mooring line", "red", "six feet"]
    places = {place.field: place.span for place in document.items[1].provenance.fields}
    assert (places["key"].page, str(places["key"].node)) == (2, "slide[2]/notes[2]/p[1]")


def test_drawn_numbers_are_counted() -> None:
    show = Presentation()
    slide(show, "Which floats?", ("cork", "iron", "lead"))
    for paragraph in show.slides[0].placeholders[1].text_frame.paragraphs:
        auto = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{A}}}buAutoNum")
        auto.set("type", "alphaLcParenR")
    assert [block.raw for block in MEDIUM.read(source(show)).blocks] == [
        "Which floats?",
        "a) cork",
        "b) iron",
        "c) lead",
    ]


def test_texts_beside_each_other_are_read_from_left_to_right() -> None:
    show = Presentation()
    made = show.slides.add_slide(show.slide_layouts[6])
    for left, top, words in ((5, 3.02, "right"), (1, 3, "left"), (1, 1, "above")):
        made.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5)).text_frame.text = words
    assert [block.raw for block in MEDIUM.read(source(show)).blocks] == ["above", "left", "right"]


def test_tables_are_rows() -> None:
    show = Presentation()
    made = show.slides.add_slide(show.slide_layouts[6])
    table = made.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    for row, words in enumerate((("Term", "Meaning"), ("bow", "the front"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    blocks = MEDIUM.read(source(show)).blocks
    assert [(block.kind, block.raw) for block in blocks] == [
        (Kind.ROW, "Term | Meaning"),
        (Kind.ROW, "bow | the front"),
    ]


@pytest.mark.parametrize(("data", "why"), [(b"PK\x03\x04 cut", "cannot be opened"), (b"\xd0\xcf\x11\xe0", "locked")])
def test_what_is_no_show_says_so(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        MEDIUM.read(Source("quiz.pptx", data))
