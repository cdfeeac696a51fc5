"""Signs in a row judge what stands before them."""

from __future__ import annotations

from extract.media.geometry import Chunk, Look, Word
from extract.media.row_signs import signs_behind, told_behind
from quizmill.block import Mark, Shape


def _chunk(text: str, left: float, mark: Mark | None = None, tint: str = "") -> Chunk:
    words = tuple(
        Word(word, (left + 20 * i, 0, left + 20 * i + 18, 10), Look(tint=tint)) for i, word in enumerate(text.split())
    )
    return Chunk(words, (left, 0, left + 20 * len(words), 10), mark)


def test_tiles_have_their_own_signs() -> None:
    row = [_chunk("▲ cork", 0), _chunk("✖ ◆ iron", 100), _chunk("✔", 260)]
    assert [part.text for part in signs_behind(row)] == ["▲ cork ✖", "◆ iron ✔"]


def test_the_ends_of_wrapped_words_are_no_tiles() -> None:
    assert signs_behind([_chunk("sinks", 0), _chunk("✖", 60), _chunk("floats", 120), _chunk("✔", 200)]) == []


def test_only_a_coloured_sign_judges_a_drawn_button() -> None:
    button = Mark(Shape.RADIO, True)
    judged = told_behind(_chunk("cork ✓", 0, button, tint="green"))
    assert judged.text == "cork" and judged.mark == Mark(Shape.VERDICT, True, glyph="✓")
    assert told_behind(_chunk("cork ✓", 0, button, tint="blue")).mark is button
