"""Grids of controls in a picture: a row for each entry, a column for each choice, the choices' names above.

                    Fish   Birds          Frogs:  (o) Fish  ( ) Birds
    Frogs           (o)    ( )      ->
    Eagles          ( )    (o)            Eagles: ( ) Fish  (o) Birds

Each row is a question of its own, asked by the words above the grid and its own name. Where a row or a column has no
name, nothing is read and the grid's place is told. Options side by side have words between their controls: no grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.media.geometry import Box, Chunk, Word, inside, same_row, union
from extract.media.image.controls import Inked, rings
from extract.media.image.signs import Sign
from extract.media.image.told import Told
from extract.media.pdf.controls import Control

HEAD = 3.0  # heights of a control: how far above the first row its columns' names are looked for
ASKED = 5.0  # heights of a line: how far above those the words that ask are
MOST = 12  # columns, and rows, of a grid

Grid = tuple[tuple[Control, ...], ...]  # rows from the top, each from the left


@dataclass(frozen=True, slots=True)
class Read:
    """The chunks with grids written out, what icons told of their rows, and the places of grids that were not read."""

    chunks: tuple[Chunk, ...]
    told: tuple[Told, ...] = ()
    unread: tuple[Box, ...] = ()


def find(picture: Inked) -> list[Grid]:
    """Rows of controls that stand under each other, with nothing but paper between those of one row."""
    rows = [row for row in _rows(rings(picture)) if 1 < len(row) <= MOST and _is_blank(picture, row)]
    found: list[list[tuple[Control, ...]]] = []
    for row in rows:
        grid = next((grid for grid in found if _matches(grid[-1], row)), None)
        if grid is None:
            found.append([row])
        else:
            grid.append(row)
    return [tuple(grid) for grid in found if 1 < len(grid) <= MOST]


def _rows(controls: Sequence[Control]) -> list[tuple[Control, ...]]:
    """Controls of one height side by side, from the top."""
    found: list[list[Control]] = []
    for control in sorted(controls, key=lambda control: control.box[1]):
        row = next(
            (row for row in found if same_row(row[0].box, control.box, 0.7) and _one_size(row[0], control)), None
        )
        if row is None:
            found.append([control])
        else:
            row.append(control)
    return [tuple(sorted(row, key=lambda control: control.box[0])) for row in found]


def _one_size(a: Control, b: Control) -> bool:
    return abs(_height(a.box) - _height(b.box)) < 0.15 * _height(a.box) + 1


def _height(box: Box) -> float:
    return box[3] - box[1]


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _is_blank(picture: Inked, row: Sequence[Control]) -> bool:
    for left, right in pairwise(row):
        _, y0, x0, y1 = (int(value) for value in left.box)
        if picture.ink[y0:y1, x0 + 2 : int(right.box[0]) - 2].any() or right.box[0] - left.box[2] < _height(left.box):
            return False
    return True


def _matches(above: Sequence[Control], below: Sequence[Control]) -> bool:
    """True for two rows with the same columns, no more than a few lines apart."""
    size = _height(above[0].box)
    near = 0 < below[0].box[1] - above[0].box[3] < 5 * size
    same = len(above) == len(below)
    return (
        near
        and same
        and all(abs(_middle(a.box) - _middle(b.box)) < 0.3 * size for a, b in zip(above, below, strict=False))
    )


def read(chunks: Sequence[Chunk], grids: Sequence[Grid], signs: Sequence[Sign]) -> Read:
    """Everything in one unit of length."""
    left, told, unread = list(chunks), list[Told](), list[Box]()
    for grid in grids:
        labels = [_label(left, row) for row in grid]
        names, asking = (
            _names(left, grid),
            _asking(left, grid, min((c.box[0] for own in labels for c in own), default=0)),
        )
        if names is None or not asking or not all(labels):
            unread.append(union([control.box for row in grid for control in row]))
            continue
        taken = [*names[1], *asking, *(chunk for label in labels for chunk in label)]
        left = [chunk for chunk in left if not any(chunk is one for one in taken)]
        stem = tuple(word for chunk in asking for word in chunk.words)
        for row, label in zip(grid, labels, strict=True):
            left += _written(row, stem, label, names[0])
            told += _judged(row, signs)
    return Read(tuple(left), tuple(told), tuple(unread))


def _written(
    row: Sequence[Control], stem: Sequence[Word], label: Sequence[Chunk], names: Sequence[tuple[Word, ...]]
) -> list[Chunk]:
    """One row as a stem and its options beside each other, each where its control stands."""
    own = [word for chunk in label for word in chunk.words]
    place = union([word.box for word in own])
    asked = [replace(word, box=place) for word in stem]
    words = (*asked, *(replace(word, box=place) for word in own))
    found = [Chunk(words, place)]
    for control, name in zip(row, names, strict=True):
        x0, y0, x1, y1 = control.box
        box = (x1 + 0.2 * (x1 - x0), y0, x1 + 0.6 * (x1 - x0), y1)
        found.append(Chunk(tuple(replace(word, box=box) for word in name), box, control.mark, control.box))
    return found


def _names(chunks: Sequence[Chunk], grid: Grid) -> tuple[list[tuple[Word, ...]], list[Chunk]] | None:
    """The words above each column, and the chunks that they come from; None where a column has none."""
    top, size = grid[0][0].box[1], _height(grid[0][0].box)
    above = [c for c in chunks if c.words and c.mark is None and top - HEAD * size < c.box[3] < top + 2]
    above = [c for c in above if c.box[2] > grid[0][0].box[0] - size]
    if not above:
        return None
    last = max(above, key=lambda chunk: chunk.box[3])
    above = [chunk for chunk in above if same_row(chunk.box, last.box, 0.5)]
    columns = [_middle(control.box) for control in grid[0]]
    names: list[list[Word]] = [[] for _ in columns]
    for word in (word for chunk in above for word in chunk.words):
        nearest = min(range(len(columns)), key=lambda at: abs(columns[at] - _middle(word.box)))
        names[nearest].append(word)
    if not all(names) or not all(_is_over(name, x) for name, x in zip(names, columns, strict=True)):
        return None
    return [tuple(name) for name in names], above


def _is_over(name: Sequence[Word], x: float) -> bool:
    box = union([word.box for word in name])
    return box[0] - 2 <= x <= box[2] + 2


def _label(chunks: Sequence[Chunk], row: Sequence[Control]) -> list[Chunk]:
    """The words at a row's left."""
    _, y0, _, y1 = row[0].box
    size = y1 - y0
    return [
        chunk
        for chunk in chunks
        if chunk.words
        and chunk.box[2] < row[0].box[0]
        and y0 - 0.4 * size < (chunk.box[1] + chunk.box[3]) / 2 < y1 + 0.4 * size
    ]


def _asking(chunks: Sequence[Chunk], grid: Grid, left: float) -> list[Chunk]:
    """The lines right above the columns' names, from the top: they ask what every row is about. What begins further
    left than the rows' names do, as a panel at the side does, is none of them.
    """
    chunks = [chunk for chunk in chunks if chunk.box[0] > left - 2 * _height(chunk.box)]
    named = _names(chunks, grid)
    if named is None:
        return []
    edge, found = min(chunk.box[1] for chunk in named[1]), list[Chunk]()
    for chunk in sorted((c for c in chunks if c.words and c.box[3] < edge + 2), key=lambda c: -c.box[3]):
        size = _height(chunk.box)
        reach = ASKED if not found else 0.8
        if edge - chunk.box[3] > reach * size or chunk.mark is not None:
            break
        found.insert(0, chunk)
        edge = chunk.box[1]
    return found


def _judged(row: Sequence[Control], signs: Sequence[Sign]) -> list[Told]:
    """An icon at a row's end judges what was chosen in it."""
    beside = [sign for sign in signs if same_row(sign.box, row[0].box, 0.5) and not _in_any(sign.box, row)]
    chosen = [control for control in row if control.mark.on]
    if len(beside) != 1 or len(chosen) != 1:
        return []
    x0, y0, x1, y1 = chosen[0].box
    return [Told((x1 + 0.2 * (x1 - x0), y0, x1 + 0.6 * (x1 - x0), y1), beside[0].right)]


def _in_any(box: Box, row: Sequence[Control]) -> bool:
    return any(inside(box, control.box) for control in row)
