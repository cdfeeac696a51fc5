"""Fonts of bitmaps have no name: that one is bold is told by its ink."""

from __future__ import annotations

import hostile_pdfs as hostile
import pytest

from extract.media.pdf import medium as pdf
from quizmill.block import Style
from quizmill.source import Source

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LINES = ("which metal is liquid at room temperature", "zinc and lead", "*mercury and water*", "copper and silver")


def _font(first: int, stroke: int) -> dict[int, bytes]:
    """A Type 3 font whose letters are two bars of this thickness, and its objects from this number on."""
    found = {
        first + 1 + at: hostile.stream(b"500 0 0 0 500 700 d1 50 0 %d 700 re f 300 0 %d 700 re f" % (stroke, stroke))
        for at in range(26)
    }
    procs = "".join(f"/{letter} {first + 1 + at} 0 R" for at, letter in enumerate(LETTERS))
    names = "".join(f"/{letter}" for letter in LETTERS)
    found[first] = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 122"
        f"/Widths[{'500 ' * 26}]/Encoding<</Type/Encoding/Differences[97{names}]>>/CharProcs<<{procs}>>>>"
    ).encode()
    return found


@pytest.mark.parametrize(("stroke", "bold"), [(110, True), (72, False)])
def test_a_nameless_font_of_thick_strokes_is_bold(stroke: int, bold: bool) -> None:
    shown, at = "", 780
    for text in LINES:
        x = 60.0
        for word in text.strip("*").split():
            font = "/F2" if text.startswith("*") else "/F1"
            shown += f"BT {font} 11 Tf 1 0 0 1 {x} {at} Tm ({word}) Tj ET "
            x += 5.5 * len(word) + 5
        at -= 20
    resources = "<</Font<</F1 40 0 R/F2 80 0 R>>>>"
    objects = {3: hostile.page("", resources), 4: hostile.stream(shown.encode()), **_font(40, 60), **_font(80, stroke)}
    blocks = pdf.read(Source("x.pdf", hostile.pdf(objects))).blocks
    looks = {block.text: all(run.style & Style.BOLD for run in block.runs) for block in blocks}
    assert looks == {text.strip("*"): bold and text.startswith("*") for text in LINES}
