"""Word documents made here and read back: lists that Word numbers itself, looks, controls, tables, formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.document import Document as Word
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.shared import Inches
from docx.text.paragraph import Paragraph
from PIL import Image

from extract.media.docx.medium import MEDIUM
from extract.media.numerals import write
from quizmill.block import Kind, Style
from quizmill.document import Document
from quizmill.errors import SourceError
from quizmill.item import ChoiceItem, ClozeItem
from quizmill.page import Page
from quizmill.pipeline import convert
from quizmill.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
HARBOUR = (
    ("Which rope holds a boat to the quay?", ("mooring line", "halyard", "sheet", "painter"), 0),
    ("Which light marks the port side?", ("green", "red", "white"), 1),
    ("How deep is a fathom?", ("one metre", "six feet", "ten feet", "a yard"), 1),
)


def source(word: Word, name: str = "quiz.docx") -> Source:
    held = io.BytesIO()
    word.save(held)
    return Source(name, held.getvalue())


def page(word: Word) -> Page:
    return MEDIUM.read(source(word))


def keys(document: Document) -> list[str]:
    """The right choice of each question, "" where it has none."""
    found = []
    for item in document.items:
        assert isinstance(item, ChoiceItem)
        right = item.key.choices if item.key else ()
        found.append(" | ".join(choice.text for choice in item.choices if choice.id in right))
    return found


def append(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def numbered(word: Word, formats: Sequence[str]) -> None:
    """Gives the document a list of its own (number 77), each level in one of these formats."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:lvlText w:val="%{i + 1})"/></w:lvl>'
        for i, name in enumerate(formats)
    )
    root = word.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def entry(word: Word, text: str, level: int) -> Paragraph:
    paragraph = word.add_paragraph(text)
    number = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return paragraph


def test_drawn_numbers_are_counted_and_begin_anew_under_each_question() -> None:
    word = docx.Document()
    numbered(word, ("decimal", "upperLetter"))
    for stem, choices, _ in HARBOUR[:2]:
        entry(word, stem, 0)
        for choice in choices:
            entry(word, choice, 1)
    assert [block.raw for block in page(word).blocks] == [
        "1) Which rope holds a boat to the quay?", "A) mooring line", "B) halyard", "C) sheet", "D) painter",
        "2) Which light marks the port side?", "A) green", "B) red", "C) white",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("system", "count", "written"),
    [
        ("lowerLetter", 28, "bb"), ("upperRoman", 14, "XIV"), ("lowerRoman", 1999, "mcmxcix"), ("decimalZero", 7, "07"),
        ("russianUpper", 3, "В"), ("ganada", 2, "나"), ("decimalEnclosedCircle", 4, "④"), ("unheardOf", 5, "5"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_system(system: str, count: int, written: str) -> None:
    assert write(count, system) == written


def test_a_marker_pen_names_the_key() -> None:
    word = docx.Document()
    for stem, choices, right in HARBOUR:
        word.add_paragraph(stem, style="List Number")
        for i, choice in enumerate(choices):
            run = word.add_paragraph("", style="List Bullet 2").add_run(choice)
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW if i == right else None
    assert keys(convert(source(word))) == ["mooring line", "red", "six feet"]


def test_soft_line_breaks_part_choices_and_an_answer_line_names_the_key() -> None:
    word = docx.Document()
    for number, (stem, choices, right) in enumerate(HARBOUR, 1):
        word.add_paragraph(f"{number}. {stem}")
        paragraph = word.add_paragraph()
        for letter, choice in zip("ABCD", choices, strict=False):
            run = paragraph.add_run(f"{letter}. {choice}")
            if choice != choices[-1]:
                run.add_break()
        word.add_paragraph(f"Answer: {'ABCD'[right]}")
    assert keys(convert(source(word))) == ["mooring line", "red", "six feet"]


def test_a_table_that_only_labels_is_read_as_lines() -> None:
    word = docx.Document()
    for number, (stem, choices, right) in enumerate(HARBOUR, 1):
        table = word.add_table(rows=0, cols=2)
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), stem
        for i, choice in enumerate(choices):
            cells = table.add_row().cells
            cells[0].text = "abcd"[i] + ")"
            cells[1].paragraphs[0].add_run(choice).bold = i == right
    assert keys(convert(source(word))) == ["mooring line", "red", "six feet"]


def test_a_table_of_terms_is_rows() -> None:
    word = docx.Document()
    table = word.add_table(rows=0, cols=2)
    for term, meaning in (("Term", "Meaning"), ("bow", "the front of a boat"), ("stern", "its back")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = term, meaning
    blocks = page(word).blocks
    assert [block.kind for block in blocks] == [Kind.ROW] * 3
    assert blocks[1].span.node == "body/tbl[1]/tr[2]"


def test_checkboxes_are_read_by_their_state() -> None:
    word = docx.Document()
    word.add_paragraph("1. Which of these float?")
    for text, on in (("cork", 1), ("iron", 0), ("wax", 1)):
        paragraph = word.add_paragraph()
        append(
            paragraph,
            f'<w:sdt {W} {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr>'
            "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>",
        )
        paragraph.add_run(f" {text}")
    assert [block.raw for block in page(word).blocks[1:]] == ["☑  cork", "☐  iron", "☑  wax"]


def test_formulas_become_latex() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("1. What is ")
    fraction = (
        f"<m:oMath {M}><m:f><m:num><m:r><m:t>π</m:t></m:r></m:num><m:den><m:rad><m:deg/><m:e><m:sSup><m:e><m:r><m:t>x"
        "</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:e></m:rad></m:den></m:f></m:oMath>"
    )
    append(paragraph, fraction)
    runs = page(word).blocks[0].runs
    assert [(run.text.strip(), bool(run.style & Style.MATH)) for run in runs] == [
        ("1. What is", False),
        ("\\frac{\\pi}{\\sqrt{x^2}}", True),
    ]


def test_pictures_become_media() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(drawn, "PNG")
    word = docx.Document()
    word.add_paragraph("1. What does the flag mean?")
    word.add_picture(drawn, width=Inches(1))
    word.add_paragraph("a) pilot")
    word.add_paragraph("b) fire")
    word.add_paragraph("Answer: a")
    document = convert(source(word))
    (item,) = document.items
    assert "![" in item.stem and f"(media:{document.media[0].name})" in item.stem
    assert [media.data for media in document.media] == [drawn.getvalue()]


def test_text_that_a_change_deleted_is_not_read() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("kept ")
    append(paragraph, f'<w:del {W} w:id="1"><w:r><w:delText>struck</w:delText></w:r></w:del>')
    append(paragraph, f'<w:ins {W} w:id="2"><w:r><w:t>added</w:t></w:r></w:ins>')
    assert [block.raw for block in page(word).blocks] == ["kept added"]


def test_typewriter_lines_are_one_listing() -> None:
    word = docx.Document()
    for line in ("for n in range(3):", "    print(n)"):
        word.add_paragraph().add_run(line).font.name = "Courier New"
    (block,) = page(word).blocks
    assert (block.kind, block.raw) == (Kind.CODE, "for n in range(3):\n    print(n)")


def test_a_blank_and_its_answer_line_are_a_cloze() -> None:
    word = docx.Document()
    blanks = (("The front of a boat is the ____.", "bow"), ("Its back is the ____.", "stern"))
    for number, (stem, answer) in enumerate(blanks, 1):
        word.add_paragraph(f"{number}. {stem}")
        word.add_paragraph(f"Answer: {answer}")
    items = convert(source(word)).items
    assert [item.gaps[0].answers[0].text for item in items if isinstance(item, ClozeItem)] == ["bow", "stern"]


def test_every_field_names_its_place() -> None:
    word = docx.Document()
    word.add_paragraph("1. Which floats?\na) cork\nb) iron\nAnswer: a")
    (item,) = convert(source(word)).items
    places = {place.field: place.span.node for place in item.provenance.fields}
    assert (places["stem"], places["choices.1"]) == ("body/p[1]/line[1]", "body/p[1]/line[3]")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password"),
        (b"PK\x03\x04 cut off", "cannot be opened"),
        (b"", "cannot be opened"),
    ],
)
def test_what_is_no_word_document_says_so(data: bytes, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        MEDIUM.read(Source("quiz.docx", data))


def test_a_package_without_a_document_says_so() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("notes.txt", "nothing")
    with pytest.raises(SourceError, match="no Word document"):
        MEDIUM.read(Source("quiz.docx", held.getvalue()))


def test_a_link_within_the_document_is_no_colour_and_a_paragraph_without_its_sign_goes_on() -> None:
    word = docx.Document()
    numbered(word, ["bullet"])
    sign = word.part.numbering_part.element.xpath("//w:abstractNum[@w:abstractNumId='77']//w:lvlText")[0]
    sign.set(sign.nsmap["w"].join("{}") + "val", " ")  # as pandoc writes what goes on in a list entry
    word.add_paragraph("1. What is a sheet?", style="Heading 2")
    entry(word, "A rope that trims a sail.", 0)
    run = f'<w:r {W}><w:rPr><w:color w:val="0563C1"/></w:rPr><w:t>Back to the top</w:t></w:r>'
    append(entry(word, "", 0), f'<w:hyperlink {W} w:anchor="top">{run}</w:hyperlink>')
    blocks = page(word).blocks
    assert [block.kind for block in blocks] == [Kind.HEADING, Kind.TEXT, Kind.TEXT]
    assert blocks[2].runs[0].href == "#top" and not blocks[2].runs[0].style & Style.COLOR


@pytest.mark.parametrize("style", ["Quote", "Intense Quote"])
def test_a_quotation_below_the_choices_is_none_of_them(style: str) -> None:
    word = docx.Document()
    for stem, choices, right in HARBOUR:
        word.add_paragraph(stem, style="Heading 3")
        for i, choice in enumerate(choices):
            word.add_paragraph("", style="List Bullet").add_run(choice).bold = i == right
        word.add_paragraph("Sailors learn this in their first week.", style=style)
    document = convert(source(word))
    assert keys(document) == ["mooring line", "red", "six feet"]
    assert {item.feedback.general.strip("*") for item in document.items} == {"Sailors learn this in their first week."}
