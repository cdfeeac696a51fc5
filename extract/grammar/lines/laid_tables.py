"""Questions that are laid out in a table, a row a part: their rows as the lines that they stand for.

    | Question 1 | What floats? |        Question 1: What floats?
    | A          | iron         |   ->   A. iron
    | B          | cork         |        B. cork
    | Answer     | B            |        Answer: B

Options may stand side by side (`| A | iron | B | cork |`), and boxes in place of letters. Letters must count from the
first; what stands above them must ask, or what stands below them must answer: grades and legends have letters, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.grammar.lines import enumerators, marks
from extract.grammar.lines.enumerators import letter_value
from extract.grammar.lines.marks import CROSSES, TICKS
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, System

_LETTER = re.compile(r"(?P<word>[^\W\d_]{3,12}\s)?[(\[（]?(?P<letter>[^\W\d_])[.)\]）:]?\Z")
_NUMBER = re.compile(r"(?P<word>[^\W\d_]{1,12}[.:]?\s{0,2})?(?:#|no\.?\s?)?\d{1,3}[.):]?\Z", re.IGNORECASE)
_TOLD = frozenset((Role.ANSWER, Role.SOLUTION, Role.KEYS, Role.RIGHT, Role.EXPLANATION))
_SIGNS = TICKS + CROSSES
_MOST = 200  # characters of an option in a cell

Cell = tuple[Run, ...]


class _Part(NamedTuple):
    """An option in a row: its letter or its box, and its words."""

    row: Block
    enum: Enumerator | None
    mark: Mark | None
    words: Cell

    def line(self) -> Block:
        kind = Kind.ITEM if self.enum is None else Kind.TEXT
        return replace(self.row, kind=kind, runs=self.words, raw="", enumerator=self.enum, mark=self.mark, cells=())


def laid_out(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the rows of such tables as lines."""
    if not any(block.kind is Kind.ROW for block in blocks):
        return blocks
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        before = len(made)
        rows, options = _options(blocks, at)
        below = _labelled(blocks, at + rows) if options else []
        if options and _is_question(made, below, blocks[at + rows + len(below) : at + rows + len(below) + 1]):
            _lay_above(made, blocks[at].box)
            made += [part.line() for part in options] + below
            at += rows + len(below)
        elif (line := _beside_lines(made, blocks, at)) is not None:
            made += [line, *_labelled(blocks, at + 1)]
            at += len(made) - before
        else:
            made.append(blocks[at])
            at += 1
    return made


def _options(blocks: Sequence[Block], at: int) -> tuple[int, list[_Part]]:
    """How many rows from a place on hold options, and these in order; none where they are something else."""
    found: list[_Part] = []
    end = at
    while end < len(blocks) and blocks[end].kind is Kind.ROW and (parts := _parts(blocks[end])):
        if end > at and (parts[0].enum is None) != (found[0].enum is None):
            break
        if end > at and parts[0].enum is not None and parts[0].enum.value == 1:
            break  # the next question's
        found += parts
        end += 1
    if not found:
        found = _ticked(blocks, at)
        end = at + len(found)
    if len(found) < 2:
        return 0, []
    if found[0].enum is None:
        return end - at, found
    found.sort(key=lambda part: part.enum.value if part.enum else 0)
    counted = [part.enum.value for part in found if part.enum] == list(range(1, len(found) + 1))
    return (end - at, found) if counted and len({part.enum.system for part in found if part.enum}) == 1 else (0, [])


def _parts(row: Block) -> list[_Part]:
    """The options of a row that holds nothing else."""
    found: list[_Part] = []
    cells = [strip(tuple(cell)) for cell in row.cells]
    cells = [cell for cell in cells if plain(cell).strip()]
    at = 0
    while at < len(cells):
        enum, mark = _sign(cells[at])
        words = cells[at + 1] if at + 1 < len(cells) else ()
        if (enum or mark) and words and len(plain(words)) <= _MOST:
            found.append(_Part(row, enum, mark, words))
            at += 2
        elif lettered := _lettered(row, cells[at]):
            found.append(lettered)
            at += 1
        else:
            return []
    return found


def _ticked(blocks: Sequence[Block], at: int) -> list[_Part]:
    """`| cork | ✓ |`, `| iron | |`: rows of words with a tick or nothing behind them."""
    found: list[_Part] = []
    for row in blocks[at:]:
        cells = [strip(tuple(cell)) for cell in row.cells]
        words = plain(cells[0]).strip() if 0 < len(cells) < 3 else ""
        sign = plain(cells[1]).strip() if len(cells) == 2 else ""
        if row.kind is not Kind.ROW or not words or len(words) > _MOST or (sign and sign not in _SIGNS):
            break
        mark = Mark(Shape.TICK, sign in TICKS, glyph=sign) if sign else None
        found.append(_Part(row, None, mark, cells[0]))
    judged = [part for part in found if part.mark]
    return (
        found
        if judged and (len(judged) < len(found) or len({part.mark.on for part in judged if part.mark}) > 1)
        else []
    )


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


def _lettered(row: Block, cell: Cell) -> _Part | None:
    """`b) cork` in a cell of its own."""
    found = enumerators.read(plain(cell))
    if found is None or found.enumerator.system is System.DECIMAL or found.enumerator.word:
        return None
    words = strip(cut(cell, found.length))
    return _Part(row, found.enumerator, None, words) if plain(words).strip() and len(plain(words)) <= _MOST else None


def _labelled(blocks: Sequence[Block], at: int) -> list[Block]:
    """The rows below options that say something of their question, as labelled lines."""
    found: list[Block] = []
    for block in blocks[at:]:
        cells = _filled(block)
        if block.kind is not Kind.ROW or not _roles(cells) - {Role.QUESTION}:
            break
        found.append(_line(block, cells))
    return found


def _roles(cells: Sequence[Cell]) -> frozenset[Role]:
    """What a row's first cell says that the second is, or the words before the colon of its only one."""
    if len(cells) == 2:
        return roles_of(plain(cells[0]))
    label, colon, _ = plain(cells[0]).partition(":") if len(cells) == 1 else ("", "", "")
    return roles_of(label) if colon else frozenset()


def _line(block: Block, cells: Sequence[Cell]) -> Block:
    """A row as a line: what is in its first cell labels the rest."""
    head = plain(cells[0]).strip()
    between = "" if head[-1:] in ".:)" else ": " if not head.isdigit() else ". "
    runs = (Run(f"{head}{between or ' '}"), *cells[1]) if len(cells) > 1 else cells[0]
    return replace(block, kind=Kind.TEXT, runs=runs, raw="", cells=())


def _filled(block: Block) -> list[Cell]:
    return [cell for cell in (strip(tuple(one)) for one in block.cells) if plain(cell).strip()]


def _is_question(above: Sequence[Block], below: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether options stand under something that asks, or above their answer; lettered choices below them are the
    question's, and the table is what it speaks of.
    """
    if any(_is_choice(block, first=True) for block in after):
        return False
    if any(roles_of(block.text.partition(":")[0]) & _TOLD for block in below):
        return True
    if not above:
        return False
    if above[-1].kind is Kind.ROW:
        return _asks(_filled(above[-1]))
    text = above[-1].text.strip()
    return above[-1].enumerator is not None or text.endswith(("?", ":", "？", "：", "…", "...")) or "__" in text


def _asks(cells: Sequence[Cell]) -> bool:
    """A row that holds a question: alone, or beside its number or label."""
    texts = [plain(cell).strip() for cell in cells]
    if len(texts) == 1:
        return cues.is_question(texts[0]) or enumerators.read(texts[0]) is not None
    numbered = len(texts) == 2 and len(texts[0]) < 24 and not roles_of(texts[1])
    return numbered and (_NUMBER.match(texts[0]) is not None or Role.QUESTION in roles_of(texts[0]))


def _beside_lines(made: Sequence[Block], blocks: Sequence[Block], at: int) -> Block | None:
    """A row whose table has its options as lines, as a line: the question above them, what is said below them."""
    row = blocks[at]
    cells = _filled(row)
    if row.kind is not Kind.ROW:
        return None
    if made and _is_choice(made[-1]) and _roles(cells) & _TOLD:
        return _line(row, cells)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return _line(row, cells) if after is not None and _is_choice(after, first=True) and _asks(cells) else None


def _is_choice(block: Block, first: bool = False) -> bool:
    if block.kind is Kind.ROW:
        return False
    found = block.enumerator or (seen.enumerator if (seen := enumerators.read(block.text)) else None)
    lettered = found is not None and found.system is not System.DECIMAL and not found.word
    return lettered and found is not None and (found.value == 1 or not first)


def _lay_above(made: list[Block], box: tuple[int, ...]) -> None:
    """The rows right above options: the question, and what is labelled between it and them. A cell that goes over all
    columns is no box of its own.
    """
    at = len(made) - 1
    if made and made[-1].box[:-1] == box:
        made[-1] = replace(made[-1], box=box)
    while at >= 0 and made[at].kind is Kind.ROW and len(made) - at < 6:
        cells = _filled(made[at])
        labelled = _roles(cells) - {Role.QUESTION}
        if not labelled and not _asks(cells):
            return
        made[at] = _line(made[at], cells)
        if not labelled:
            return
        at -= 1
