"""Tables whose rows are questions: a cell with words and options, and cells for the number, the points, the answer.

| No. | Question                   | Marks | Answer |          12. What floats?
| 12  | What floats?               | 2     | b      |    ->    a) iron
|     | a) iron                    |       |        |          b) cork
|     | b) cork                    |       |        |          Marks: 2
                                                               Answer: b
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Chunk, TableRow, Word, union, written

_NUMBER = re.compile(r"^(?:q(?:uestion)?\.?\s*)?\d{1,3}[.):]?$", re.IGNORECASE)
_LETTERED = re.compile(r"[(\[]?([A-Ha-h])[.)\]](?!\w{1,3}\.)")
_SAID = frozenset((Role.ANSWER, Role.KEYS, Role.POINTS, Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.DIFFICULTY))


def cells_of(row: TableRow, index: int) -> list[Chunk]:
    """What stands in one cell of the row; a chunk that reaches over cells is cut between its words."""
    left, right = row.xs[index], row.xs[index + 1]
    found = []
    for chunk in row.chunks:
        words = tuple(word for word in chunk.words if left <= (word.box[0] + word.box[2]) / 2 < right)
        if len(words) == len(chunk.words):
            found.append(chunk)
        elif words:
            first = words[0] is chunk.words[0]
            own = (chunk.mark, chunk.mark_box) if first else (None, None)
            found.append(Chunk(words, union([word.box for word in words]), *own))
    return found


def number_of(cell: Sequence[Chunk]) -> tuple[Word, ...]:
    """The words of a cell that holds a question's number alone, none of any other."""
    words = tuple(word for chunk in cell for word in chunk.words)
    return words if len(words) < 3 and _NUMBER.match(written(words)) else ()


def with_number(cell: Sequence[Chunk], number: Sequence[Word]) -> list[Chunk]:
    """The question's cell, its first line led by the number."""
    if not number or not cell:
        return list(cell)
    first = min(cell, key=lambda chunk: (chunk.box[1], chunk.box[0]))
    last = number[-1]
    stop = last if last.text[-1:] in ".):" else replace(last, text=last.text + ".")
    led = replace(first, words=(*number[:-1], stop, *first.words))
    return [led if chunk is first else chunk for chunk in cell]


def with_title(cell: Sequence[Chunk], title: Sequence[Word]) -> list[Chunk]:
    """Another cell: its words behind the title of its column where that says what they are of a question."""
    if not cell or not title or not roles_of(written(title)) & _SAID:
        return list(cell)
    first = min(cell, key=lambda chunk: (chunk.box[1], chunk.box[0]))
    label = (*title[:-1], replace(title[-1], text=title[-1].text.rstrip(":") + ":"))
    led = replace(first, words=(*label, *first.words))
    return [led if chunk is first else chunk for chunk in cell]


def options_of(rows: Sequence[TableRow]) -> list[Chunk]:
    """The cells of a table that holds nothing but one question's options, in the order of their letters; its words may
    stand in a first row of one cell."""
    filled = [[cell for cell in row.cells if cell] for row in rows]
    led = len(rows) > 2 and len(filled[0]) == 1 and filled[0][0] and not _LETTERED.match(written(filled[0][0]))
    cells = [cell for row in filled[1 if led else 0 :] for cell in row]
    letters = [_LETTERED.match(written(cell)) for cell in cells]
    values = [ord(letter[1].upper()) - 65 for letter in letters if letter]
    if len(values) < len(cells) or sorted(values) != list(range(len(cells))) or len(cells) < 3:
        return []
    if any(row.mark or row.xs for row in rows):
        return []
    order = [cells[at] for at in sorted(range(len(cells)), key=values.__getitem__)]
    return [Chunk(cell, union([word.box for word in cell])) for cell in (*(filled[0] if led else ()), *order)]
