"""Tables lying on their side: a column for each question, its titles in the first column.

| Question | What floats? | What sinks? |
| Option A | cork         | wood        |
| Option B | iron         | lead        |
| Answer   | A            | B           |
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from extract.grammar.lines.lines import Line
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import plain
from quizmill.block import Run

Cells = tuple[tuple[Run, ...], ...]


def turned(rows: Sequence[Line]) -> list[Cells]:
    """The table's columns as rows, its titles first; none where its first row is a head or its first column none."""
    cells = [row.block.cells for row in rows]
    if len(rows) < 3 or any(len(own) < 3 for own in cells):
        return []
    first = [roles_of(plain(own[0]).strip()) for own in cells]
    head = [roles_of(plain(cell).strip()) for cell in cells[0]]
    if Role.QUESTION not in first[0] or any(role & {Role.ANSWER, Role.OPTIONS} for role in head[1:]):
        return []
    if sum(Role.QUESTION in role for role in first) != 1 or not any(Role.ANSWER in role for role in first):
        return []
    return [tuple(column) for column in zip_longest(*cells, fillvalue=())]
