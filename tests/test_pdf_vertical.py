"""Pages written from top to bottom: columns are lines, and their spans stand on the page as it is seen."""

from __future__ import annotations

import hostile_pdfs as raw

from extract.media.pdf import medium as pdf
from quizmill.source import Source

COLUMNS = ("問一　どの山が一番高いか。", "ウ　槍ヶ岳")
FONT = {
    5: b"<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/UniJIS-UCS2-V/DescendantFonts[6 0 R]>>",
    6: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3/FontDescriptor 7 0 R/DW 1000"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>>>",
    7: b"<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 6/FontBBox[-123 -257 1001 910]/ItalicAngle 0/Ascent 709"
    b"/Descent -241/CapHeight 709/StemV 69>>",
}


def _page() -> bytes:
    shown = "".join(
        f"BT /F1 12 Tf {540 - 22 * at} 780 Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
        for at, text in enumerate(COLUMNS)
    )
    return raw.pdf({4: raw.stream(shown.encode()), **FONT})


def test_columns_from_the_right_are_lines() -> None:
    blocks = pdf.read(Source("x.pdf", _page())).blocks
    assert ["".join(block.raw.split()) for block in blocks] == ["".join(text.split()) for text in COLUMNS]


def test_spans_are_where_the_columns_stand() -> None:
    boxes = [block.span.box for block in pdf.read(Source("x.pdf", _page())).blocks]
    for at, box in enumerate(boxes):
        assert box is not None
        assert abs((box[0] + box[2]) / 2 - (540 - 22 * at)) < 14, "a letter off at most"
        assert box[3] - box[1] > 2 * (box[2] - box[0])
        assert 55 < box[1] < 80
