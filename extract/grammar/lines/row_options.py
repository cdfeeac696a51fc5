"""Options in the rows of a table: letters, boxes or ticks in cells beside their words.

| A | iron | B | cork |      | A) iron |      | [x] | cork |      | cork | ✓ |
| C | lead |                 | B) cork |      | [ ] | iron |      | iron |   |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.grammar.lines import enumerators, marks
from extract.grammar.lines.enumerators import letter_value
from extract.grammar.lines.marks import CROSSES, TICKS
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, System

_LETTER = re.compile(r"(?P<word>[^\W\d_]{3,12}\s)?[(\[（]?(?P<letter>[^\W\d_])[.)\]）:]?\Z")
_SIGNS = TICKS + CROSSES
_LONGEST = 200  # characters of an option in a cell
_MOST = 64  # rows of options of one question: of longer tables no row is looked at more often

Cell = tuple[Run, ...]


class Part(NamedTuple):
    """An option in a row: its letter or its sign, and its words."""

    row: Block
    enum: Enumerator | None
    mark: Mark | None
    words: Cell

    def line(self) -> Block:
        kind = Kind.ITEM if self.enum is None else Kind.TEXT
        return replace(self.row, kind=kind, runs=self.words, raw="", enumerator=self.enum, mark=self.mark, cells=())


class Row(NamedTuple):
    """What a row may hold: options and nothing else, or one option's words with a tick, or nothing, behind them."""

    parts: tuple[Part, ...] = ()
    ticked: Part | None = None


def filled(block: Block) -> list[Cell]:
    """The cells of a row that hold words."""
    return [cell for cell in (strip(tuple(one)) for one in block.cells) if plain(cell).strip()]


def read_row(block: Block) -> Row:
    """A row as options; none for what is no row."""
    return Row(tuple(_parts(block)), _ticked(block)) if block.kind is Kind.ROW else Row()


def options(rows: Sequence[Row], at: int) -> tuple[int, list[Part]]:
    """How many rows from a place on hold options, and these in order; none where they are something else."""
    rows = rows[at : at + _MOST]
    used, found = _marked(rows)
    if not found:
        found = _judged(rows)
        used = len(found)
    if len(found) < 2:
        return 0, []
    if found[0].enum is None:
        return used, found
    found.sort(key=lambda part: part.enum.value if part.enum else 0)
    counted = [part.enum.value for part in found if part.enum] == list(range(1, len(found) + 1))
    return (used, found) if counted and len({part.enum.system for part in found if part.enum}) == 1 else (0, [])


def _marked(rows: Sequence[Row]) -> tuple[int, list[Part]]:
    """Rows of letters, or of boxes, up to the next question's."""
    found: list[Part] = []
    for used, (parts, _) in enumerate(rows):
        enum = parts[0].enum if parts else None
        other = found and ((enum is None) != (found[0].enum is None) or (enum is not None and enum.value == 1))
        if not parts or other:
            return used, found
        found += parts
    return len(rows), found


def _judged(rows: Sequence[Row]) -> list[Part]:
    """Rows with ticks, where these tell some of them from the others."""
    found: list[Part] = []
    for row in rows:
        if row.ticked is None:
            break
        found.append(row.ticked)
    signs = {part.mark.on if part.mark else None for part in found}
    return found if len(signs) > 1 else []


def _parts(row: Block) -> list[Part]:
    """The options of a row that holds nothing else."""
    found: list[Part] = []
    cells = filled(row)
    at = 0
    while at < len(cells):
        enum, mark = _sign(cells[at])
        words = cells[at + 1] if at + 1 < len(cells) else ()
        if (enum or mark) and words and len(plain(words)) <= _LONGEST:
            found.append(Part(row, enum, mark, words))
            at += 2
        elif lettered := _lettered(row, cells[at]):
            found.append(lettered)
            at += 1
        else:
            return []
    return found


def _ticked(row: Block) -> Part | None:
    """`| cork | ✓ |`, `| iron | |`: words with a tick or nothing behind them."""
    if not 0 < len(row.cells) < 3:
        return None
    words, *rest = (strip(tuple(cell)) for cell in row.cells)
    sign = "".join(plain(cell).strip() for cell in rest)
    if not 0 < len(plain(words).strip()) <= _LONGEST or (sign and sign not in _SIGNS):
        return None
    return Part(row, None, Mark(Shape.TICK, sign in TICKS, glyph=sign) if sign else None, words)


def _sign(cell: Cell) -> tuple[Enumerator | None, Mark | None]:
    """The letter or the box that is all that a cell holds."""
    text = plain(cell).strip()
    if len(text) > 14:
        return None, None
    found = marks.read(f"{text} x")
    if found and found.end >= len(text) and found.mark.shape in (Shape.BOX, Shape.RADIO):
        return None, found.mark
    named = _LETTER.match(text)
    if not named or (named["word"] and Role.OPTIONS not in roles_of(f"{named['word'].strip()}s")):
        return None, None
    value, system = letter_value(named["letter"])
    return (Enumerator(f"{named['letter']}.", value, system), None) if 0 < value < 12 else (None, None)


def _lettered(row: Block, cell: Cell) -> Part | None:
    """`b) cork` in a cell of its own."""
    found = enumerators.read(plain(cell))
    if found is None or found.enumerator.system is System.DECIMAL or found.enumerator.word:
        return None
    words = strip(cut(cell, found.length))
    return Part(row, found.enumerator, None, words) if plain(words).strip() and len(plain(words)) <= _LONGEST else None
