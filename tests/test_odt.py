"""OpenDocument texts written here and read back: lists, looks from styles, tables, notes, pictures, formulas."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from extract.media.odt import MEDIUM
from quizmill.block import Block, Kind, Style
from quizmill.errors import SourceError
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
STYLES = """
<style:style style:name="Right" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>
<style:style style:name="Loud" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Soft" style:family="text" style:parent-style-name="Loud">
  <style:text-properties fo:font-weight="normal" fo:color="#c00000"/></style:style>
<text:list-style style:name="Exam">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""


def source(body: str, members: dict[str, bytes] | None = None) -> Source:
    content = (
        f'<office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        for name, data in (members or {}).items():
            package.writestr(name, data)
    return Source("quiz.odt", held.getvalue())


def blocks(body: str) -> tuple[Block, ...]:
    return MEDIUM.read(source(body)).blocks


def entries(*texts: str) -> str:
    return "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def question(stem: str, choices: tuple[str, ...], list_id: str, before: str = "") -> str:
    inner = f"<text:list>{entries(*map(p, choices))}</text:list>"
    goes_on = f' text:continue-list="{before}"' if before else ""
    return f'<text:list xml:id="{list_id}" text:style-name="Exam"{goes_on}>{entries(p(stem) + inner)}</text:list>'


def test_lists_go_on_and_begin_anew_under_each_entry() -> None:
    body = question("Which floats?", ("cork", "iron"), "one") + question("Which sinks?", ("wax", "lead"), "two", "one")
    assert [block.raw for block in blocks(body)] == [
        "1. Which floats?", "a) cork", "b) iron", "2. Which sinks?", "a) wax", "b) lead",
    ]  # fmt: skip


def test_the_marked_choice_is_the_key() -> None:
    marked = '<text:span text:style-name="Right">{}</text:span>'
    body = question("Which floats?", (marked.format("cork"), "iron"), "one")
    body += question("Which sinks?", ("wax", marked.format("lead")), "two", "one")
    items = convert(source(body)).items
    assert [item.key.choices for item in items if isinstance(item, ChoiceItem) and item.key] == [("a1",), ("a2",)]


def test_a_style_lies_over_its_parent() -> None:
    (block,) = blocks(
        p('<text:span text:style-name="Loud">a</text:span><text:span text:style-name="Soft">b</text:span>')
    )
    assert [(run.text, run.style, run.tint) for run in block.runs] == [("a", Style.BOLD, ""), ("b", Style.COLOR, "red")]


def test_bullets_headings_and_breaks() -> None:
    body = '<text:h text:outline-level="2">Knots</text:h>' + p("one<text:line-break/>two<text:s text:c='2'/>three")
    body += f'<text:list text:style-name="Dots">{entries(p("a rope"))}</text:list>'
    assert [(block.kind, block.raw) for block in blocks(body)] == [
        (Kind.HEADING, "Knots"), (Kind.TEXT, "one"), (Kind.TEXT, "two  three"), (Kind.ITEM, "a rope"),
    ]  # fmt: skip


def test_tables_and_notes() -> None:
    cells = "".join(f"<table:table-cell>{p(word)}</table:table-cell>" for word in ("bow", "the front"))
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('of a boat')}</text:note-body></text:note>"
    )
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>" + p(f"the stern{note}")
    assert [(block.kind, block.raw) for block in blocks(body)] == [
        (Kind.ROW, "bow | the front"), (Kind.TEXT, "the stern[1]"), (Kind.TEXT, "of a boat"),
    ]  # fmt: skip


def test_pictures_and_formulas() -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(drawn, "PNG")
    frame = '<draw:frame><draw:{} xlink:href="{}"/></draw:frame>'
    body = p(frame.format("image", "Pictures/a.png")) + p("Half is " + frame.format("object", "./Object 1"))
    formula = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'
    members = {"Pictures/a.png": drawn.getvalue(), "Object 1/content.xml": formula}
    page = MEDIUM.read(source(body, members))
    assert page.blocks[0].kind is Kind.IMAGE and page.media[0].data == drawn.getvalue()
    assert [run.text for run in page.blocks[1].runs] == ["Half is ", "\\frac{1}{2}"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"no zip"])
def test_what_is_no_text_says_so(data: bytes) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        MEDIUM.read(Source("quiz.odt", data))
