"""Letters that a PDF draws a box or a circle around: labels of options, or the bubbles of an answer sheet.

    [a] 1987   [b] 1989            a letter in a box before words          ->   "a) 1987", "b) 1989"
    7.  (A) (B) [C] (D)            a row of bubbles on an answer key        ->   "7. C", the one that is filled

Who filled the bubbles of a sheet is told by its heading alone: without one that says "key", all of them are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words import Role, roles_of
from extract.media.geometry import Box, Chunk, Drawing, Shape, Word, same_row, union
from extract.media.pdf_controls import candidates, frames

FEW = 3  # bubbles of one row at least
_LETTER = re.compile(r"[A-Ha-h]")


def labelled(chunks: Sequence[Chunk], shapes: Sequence[Shape]) -> list[Chunk]:
    """The page's chunks, framed letters written as labels and rows of bubbles as what is filled in them."""
    boxes = candidates(shapes)
    framed = [
        (word, box)
        for chunk in (chunks if boxes else ())
        for word in chunk.words
        if _LETTER.fullmatch(word.text) and (box := next((one for one in boxes if frames(one, word)), None))
    ]
    if not framed:
        return list(chunks)
    empty = _empty(framed, shapes, any(_is_key(chunk) for chunk in chunks))
    return [done for chunk in chunks if (done := _written(chunk, {id(word) for word, _ in framed}, empty))]


def _is_key(chunk: Chunk) -> bool:
    return Role.KEYS in roles_of(chunk.text) and "sheet" not in chunk.text.casefold()


def _empty(framed: Sequence[tuple[Word, Box]], shapes: Sequence[Shape], key: bool) -> set[int]:
    """The words in bubbles that say nothing: all of a row but those filled on a key."""
    rows: list[list[tuple[Word, Box]]] = []
    for word, box in sorted(framed, key=lambda pair: (pair[1][1], pair[1][0])):
        if rows and same_row(rows[-1][-1][1], box, 0.6):
            rows[-1].append((word, box))
        else:
            rows.append([(word, box)])
    full = [shape.box for shape in shapes if shape.drawing is Drawing.SMALL and shape.filled and shape.tint != "white"]
    found: set[int] = set()
    for row in rows:
        letters = [word.text.upper() for word, _ in sorted(row, key=lambda pair: pair[1][0])]
        if len(row) >= FEW and letters == [chr(65 + index) for index in range(len(row))]:
            filled = {id(word) for word, box in row if any(_same(box, one) for one in full)}
            found |= {id(word) for word, _ in row} - (filled if key and len(filled) < len(row) else set())
    return found


def _same(a: Box, b: Box) -> bool:
    return all(abs(x - y) < 1.5 for x, y in zip(a, b, strict=True))


def _written(chunk: Chunk, framed: set[int], empty: set[int]) -> Chunk | None:
    """The chunk without empty bubbles; a framed letter before words gets the bracket of a label."""
    words = tuple(word for word in chunk.words if id(word) not in empty)
    if chunk.words and not words:
        return None
    if len(words) < len(chunk.words):
        return replace(chunk, words=words, box=union([word.box for word in words]))
    if words and id(words[0]) in framed:
        return replace(chunk, words=(replace(words[0], text=words[0].text + ")"), *words[1:]))
    return chunk
