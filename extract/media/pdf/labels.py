"""Letters that a PDF draws a box or a circle around: labels of options, or the bubbles of an answer sheet.

    [a] 1987   [b] 1989            a letter in a box before words          ->   "a) 1987", "b) 1989"
    7.  (A) (B) [C] (D)            a row of bubbles on an answer key        ->   "7. C", the one that is filled
    [✓] Platypus                   a sign in a drawn box before words       ->   a ticked box, no tick that judges
    (B) in a filled disc, the others' empty         ->   "B)" and a control that is on
    (✓) Correct                    a coloured verdict beside a drawing      ->   words alone: the drawing is its icon

Who filled the bubbles of a sheet is told by its heading alone: without one that says "key", all of them are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Box, Chunk, Drawing, Shape, Word, inside, same_row, union, written
from extract.media.pdf.controls import Control, attach, candidates, frames
from quizmill.block import Mark
from quizmill.block import Shape as Form

FEW = 3  # bubbles of one row at least
_LETTER = re.compile(r"[A-Ha-h]")


_SIGN = re.compile(r"[✓✔✗✘√×✕xX●•■◉]\ufe0e?")
_COLOURS = frozenset(("green", "red", "orange", "yellow"))
REACH = 60  # characters of a verdict at most
_VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))


def unsigned(chunks: Sequence[Chunk], shapes: Sequence[Shape]) -> list[Chunk]:
    """The chunks without signs in boxes of their own: these are the boxes' state, which their ink tells. A sign before
    a verdict is its icon."""
    boxes = candidates(shapes) if any(_SIGN.fullmatch(chunk.words[0].text) for chunk in chunks if chunk.words) else []
    found = []
    for chunk in chunks if boxes else ():
        first = chunk.words[0] if chunk.words else None
        if first is None or not _is_state(first, chunk.words[1:], boxes):
            found.append(chunk)
        elif len(chunk.words) > 1:
            found.append(replace(chunk, words=chunk.words[1:], box=union([word.box for word in chunk.words[1:]])))
    return found if boxes else list(chunks)


def _is_state(sign: Word, rest: Sequence[Word], boxes: Sequence[Box]) -> bool:
    if not _SIGN.fullmatch(sign.text) or roles_of(written(rest)) & _VERDICTS:
        return False
    return any(inside(sign.box, box, 0.0) and box[3] - box[1] < 2.6 * sign.look.size for box in boxes)


def attached(chunks: Sequence[Chunk], found: Sequence[Control]) -> list[Chunk]:
    """The chunks, each with the control that belongs to it; a verdict in its colour has an icon, and no control."""
    told = {index for index, chunk in enumerate(chunks) if _is_verdict(chunk)}
    others = iter(attach([chunk for index, chunk in enumerate(chunks) if index not in told], found))
    return [_off_icon(chunk) if index in told else next(others) for index, chunk in enumerate(chunks)]


def _off_icon(chunk: Chunk) -> Chunk:
    """A verdict's words without the sign before them, which says the same."""
    if len(chunk.words) < 2 or not _SIGN.fullmatch(chunk.words[0].text):
        return chunk
    return replace(chunk, words=chunk.words[1:], box=union([word.box for word in chunk.words[1:]]))


def _is_verdict(chunk: Chunk) -> bool:
    if len(chunk.text) > REACH or not any(word.look.tint in _COLOURS for word in chunk.words):
        return False
    return bool(roles_of(chunk.text) & _VERDICTS)


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
    full = _full(framed, shapes)
    known = {id(word) for word, _ in framed}
    return [_lit(done, full) for chunk in chunks if (done := _written(chunk, known, empty))]


def _full(framed: Sequence[tuple[Word, Box]], shapes: Sequence[Shape]) -> set[Box]:
    """The places of letters in filled discs, where most have an empty one."""
    discs = [s.box for s in shapes if s.drawing is Drawing.SMALL and s.filled and s.tint not in ("", "white", "grey")]
    found = {word.box for word, box in framed if any(_same(box, disc) for disc in discs)}
    return found if 2 * len(found) < len(framed) else set()


def _lit(chunk: Chunk, full: set[Box]) -> Chunk:
    """An option whose letter stands in a filled disc: somebody selected it."""
    if not chunk.words or chunk.mark is not None or chunk.words[0].box not in full:
        return chunk
    return replace(chunk, mark=Mark(Form.RADIO, True), mark_box=chunk.words[0].box)


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


def behind_controls(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks; bare letters that count the choices behind their controls, "(o) a Tin  ( ) b Zinc", are labels."""
    order = sorted((c for c in chunks if c.mark and len(c.words) > 1), key=lambda chunk: (chunk.box[1], chunk.box[0]))
    letters = [chunk.words[0].text for chunk in order]
    if len(letters) < FEW or not all(map(_LETTER.fullmatch, letters)):
        return list(chunks)
    steps = [(ord(b) - ord(a)) for a, b in pairwise(letters)]
    counted = all(step == 1 or letter in "aA" for step, letter in zip(steps, letters[1:], strict=True))
    if not counted or letters[0] not in "aA" or 2 * sum(step == 1 for step in steps) < len(steps):
        return list(chunks)
    known = {id(chunk) for chunk in order}
    return [_closed(chunk) if id(chunk) in known else chunk for chunk in chunks]


def _closed(chunk: Chunk) -> Chunk:
    return replace(chunk, words=(replace(chunk.words[0], text=chunk.words[0].text + ")"), *chunk.words[1:]))
