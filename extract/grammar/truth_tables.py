"""Tables of statements with a column for true and one for false, a tick in the right one.

    | No. | Statement            | True | False |
    |-----|----------------------|------|-------|
    | 1   | Whales are mammals.  |  x   |       |        a tick in exactly one column of every row is the key;
    | 2   | Ice sinks.           |      |   x   |        a sheet without ticks asks, one with some is a learner's

The head must name both words of one pair; scales ("agree", "never", "often") are no truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arbiter import Dialect
from extract.grammar.found import Found
from extract.grammar.lines import Doc, Line
from extract.grammar.rich import plain
from extract.grammar.truth import judged_by
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_TICKS = frozenset("✓ ✔ √ x X × ✗ ✘ ● ■ • * ☑ ☒ [x] (x) [X]".split())
_EMPTY = frozenset(("", "☐", "□", "○", "◯", "[ ]", "( )", "[]", "()", "-", "–", "_"))
_FEWEST = 2
_WORDY = 12  # characters that a statement has at least, on the average


@dataclass(frozen=True, slots=True)
class _Head:
    """The columns of the statement, of both truths and, if any, of the number."""

    statement: int
    truths: tuple[int, int]
    names: tuple[str, str]
    number: int | None


def _claim(doc: Doc) -> list[Found]:
    return [one for table in _tables(doc.lines) if (head := _head(table)) for one in _rows(head, table)]


def _tables(lines: Sequence[Line]) -> Iterator[list[Line]]:
    table: list[Line] = []
    for line in lines:
        if line.kind is Kind.ROW and not (table and line.gap):
            table.append(line)
            continue
        if table:
            yield table
        table = [line] if line.kind is Kind.ROW else []
    if table:
        yield table


def _head(table: Sequence[Line]) -> _Head | None:
    titles = [plain(cell).strip(" .*_:") for cell in table[0].block.cells]
    truths = [
        (i, j)
        for i, first in enumerate(titles)
        for j, second in enumerate(titles)
        if i < j and first and second and judged_by(frozenset((first.casefold(), second.casefold())))
    ]
    if len(truths) != 1 or len(table) <= _FEWEST:
        return None
    pair = truths[0]
    others = [i for i in range(len(titles)) if i not in pair]
    lengths = {i: sum(len(_cell(row, i)) for row in table[1:]) / (len(table) - 1) for i in others}
    statement = max(others, key=lambda i: lengths[i], default=None)
    if statement is None or lengths[statement] < _WORDY or len(others) > 2:
        return None
    number = next((i for i in others if i != statement), None)
    return _Head(statement, pair, (titles[pair[0]], titles[pair[1]]), number)


def _cell(row: Line, column: int) -> str:
    return plain(row.block.cells[column]).strip() if column < len(row.block.cells) else ""


def _rows(head: _Head, table: Sequence[Line]) -> list[Found]:
    """One question a row; the ticks are a key only where every row has one."""
    said = [[_state(_cell(row, column)) for column in head.truths] for row in table[1:]]
    if any(None in states for states in said):
        return []
    judged = all(sum(map(bool, states)) == 1 for states in said)
    found = []
    for row, states in zip(table[1:], said, strict=True):
        if not _cell(row, head.statement):
            return []
        one = Found([row], stem=[row], taken=[row], type="true_false")
        one.stem_first = row.block.cells[head.statement]
        one.columns = [("", Fragment(name, (row.span,))) for name in head.names]
        one.number = _cell(row, head.number).strip(" .)") if head.number is not None else ""
        one.number = one.number if one.number.isdigit() else ""
        one.labelled = True
        if judged:
            one.claims.append(Claim(Evidence.MARKED_CORRECT, choices=(states.index(True),), spans=(row.span,)))
        found.append(one)
    found[0].taken = [table[0], *found[0].taken]
    return found


def _state(text: str) -> bool | None:
    """Ticked, empty, or None where the cell says something else."""
    return True if text in _TICKS else False if text in _EMPTY else None


DIALECT = Dialect("truth tables", _claim)
