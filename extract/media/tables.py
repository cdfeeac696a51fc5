"""Tables: words fall into the cells of a grid by their middle, a page may go on with the table of the one before.

---------------------------------      grids come from drawn lines (grids) or from titles over columns (bare_tables);
 Your answer |    | Score | Why        a row without a rule below it is open: its rest may stand on the next page
---------------------------------
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key
from itertools import pairwise

from extract.grammar.words.label_words import roles_of
from extract.media import bare_tables
from extract.media.geometry import Chunk, Drawing, Shape, TableRow, Word, same_row, union, written
from extract.media.grids import NEAR, crosses, grids, middle
from extract.media.grids import Grid as Grid

_OPTION = re.compile(r"^[(\[]?[A-Ha-h][.)\]]")


def fill(grid: Grid, chunks: Sequence[Chunk], carried: Grid | None = None, stop: float | None = None) -> list[TableRow]:
    """The table's rows, and the open ones above its first and below its last rule that a page break left; at `stop`
    the next table begins."""
    left, _, right, _ = grid.box
    mine = [c for c in chunks if left - 8 < c.box[0] and c.box[2] < right + 12]
    head = [] if grid.bare else _head(grid, chunks, carried is not None)
    tail = [] if grid.bare else _tail(grid, chunks, stop)
    edges = [*head, *grid.ys, *tail]
    rows = []
    for above, below in pairwise(edges):
        own = tuple(c for c in mine if above < middle(c.box) <= below)
        if own:
            mark = next((c.mark for c in own if c.mark), None)
            opened = above in head or below in tail
            rows.append(TableRow(_cells(grid, own), union([c.box for c in own]), own, mark, opened))
    return rows


def lift(
    chunks: Sequence[Chunk], shapes: Sequence[Shape], before: Grid | None = None
) -> tuple[list[Chunk], Grid | None]:
    """The page's chunks with every ruled table as one chunk of `rows`, to be ordered with the rest as one thing.

    `before` is the table that the page before left open at its foot; the one that this page leaves open is returned.
    """
    left, last = list(chunks), None
    found = grids(shapes, left)
    if before is not None and before.bare:
        found = found or _bare(bare_tables.carried(before.xs, left))
    elif before is None and not found:
        found = _bare(bare_tables.cuts(left))
    elif before is not None and not (found and _same_columns(found[0], before)):
        goes_on = _carried(before, left, shapes, found[0].ys[0] if found else None)
        found = [goes_on, *found] if goes_on else found
    for at, grid in enumerate(found):
        carried = before if before is not None and _same_columns(grid, before) else None
        rows = fill(grid, left, carried, found[at + 1].ys[0] if at + 1 < len(found) else None)
        if _holds_questions(rows):
            titles = _heads(rows) or (carried.titles if carried else ())
            grid = replace(grid, titles=titles)
            rows = [replace(row, xs=grid.xs, titles=titles) for row in rows]
        elif not rows or (not _is_table(rows) and not carried):
            continue
        taken = {id(chunk) for row in rows for chunk in row.chunks}
        left = [chunk for chunk in left if id(chunk) not in taken]
        left.append(Chunk((), union([row.box for row in rows]), rows=tuple(rows)))
        foot = max(row.box[3] for row in rows)
        last = grid if not any(chunk.box[1] > foot for chunk in left) else None
    return left, last


def _bare(cuts: bare_tables.Cuts | None) -> list[Grid]:
    return [Grid(*cuts, bare=True)] if cuts is not None else []


def _holds_questions(rows: Sequence[TableRow]) -> bool:
    """True where cells hold a question with its options, and other cells its number, points or answer."""
    listed = [[_options(cell) > 1 for cell in row.cells] for row in rows]
    wordy = [sum(bool(cell) for cell in row.cells) > 1 for row in rows]
    return any(map(any, listed)) and all(wordy) and all(sum(row) < 2 for row in listed)


def _heads(rows: Sequence[TableRow]) -> tuple[tuple[Word, ...], ...]:
    """The titles of the columns: the first row's, or the second's where a title of the page was taken for a row."""
    found = [_titles(row) for row in rows[:2]]
    said = [sum(bool(roles_of(written(cell))) for cell in titles) for titles in found]
    return found[1] if len(found) > 1 and said[1] > max(1, said[0]) else found[0] if found else ()


def _titles(row: TableRow) -> tuple[tuple[Word, ...], ...]:
    """The cells of a heading row, none where the row is a question itself."""
    if any(_options(cell) or len(cell) > 5 for cell in row.cells):
        return ()
    return row.cells


def _same_columns(a: Grid, b: Grid) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) < 2 * NEAR for x, y in zip(a.xs, b.xs, strict=True))


def _carried(before: Grid, chunks: Sequence[Chunk], shapes: Sequence[Shape], stop: float | None) -> Grid | None:
    """The table of the page before, where this page's first lines still keep to its columns."""
    top = sorted((c for c in chunks if stop is None or c.box[3] < stop), key=lambda c: c.box[1])
    if not top:
        return None
    own = _touching(before, top, top[0].box[1], 2.5)
    if len({_column(before, c.box[0]) for c in own}) < 2:
        return None
    end = max(c.box[3] for c in own) + 1
    starts = [c.box[1] - 3 for c in own if c.mark and c is not own[0] and c.box[1] > top[0].box[3]]
    rules = [s.box[1] for s in shapes if s.drawing is Drawing.RULE and top[0].box[3] < s.box[1] < end]
    ys = sorted({round(y) for y in (*starts, *rules)})
    return Grid(before.xs, (*(float(y) for y in ys), end))


def _is_table(rows: Sequence[TableRow]) -> bool:
    """Two rows and two columns with words, or three columns; no cell that holds a page of lines or a run of options."""
    columns = {index for row in rows for index, cell in enumerate(row.cells) if cell}
    enough = (len(rows) > 1 and len(columns) > 1) or len(columns) > 2
    return enough and not any(_holds_list(cell) for row in rows for cell in row.cells)


def _holds_list(cell: Sequence[Word]) -> bool:
    return len(_starts(cell)) > 24 or _options(cell) > 1


def _starts(cell: Sequence[Word]) -> list[Word]:
    """The first words of a cell's lines, but for its first line."""
    return [word for before, word in pairwise(cell) if not same_row(before.box, word.box)]


def _options(cell: Sequence[Word]) -> int:
    return sum(bool(_OPTION.match(word.text)) for word in _starts(cell))


def _tail(grid: Grid, chunks: Sequence[Chunk], stop: float | None) -> list[float]:
    """The end of a last row without a rule: a short one, or one that runs to the page's end."""
    end = grid.ys[-1]
    last = stop if stop is not None and stop > end else float("inf")
    below = sorted((c for c in chunks if end < middle(c.box) < last), key=lambda c: c.box[1])
    own = _touching(grid, below, end)
    whole = len(own) == len(below)
    if len({_column(grid, c.box[0]) for c in own}) < 2 or (not whole and len(own) > 5):
        return []
    return [max(c.box[3] for c in own) + 1]


def _head(grid: Grid, chunks: Sequence[Chunk], carried: bool) -> list[float]:
    """The start of a row that a page break cut from its upper part: nothing else stands above the first rule."""
    above = [c for c in chunks if middle(c.box) < grid.ys[0]]
    if not above or any(crosses(grid, c) for c in above):
        return []
    if not carried and {_column(grid, c.box[0]) for c in above} == {0}:
        return []
    top = min(c.box[1] for c in above)
    return [top - 1] if grid.ys[0] - top < 30 * above[0].size else []


def _touching(grid: Grid, below: Sequence[Chunk], last: float, reach: float = 1.6) -> list[Chunk]:
    own: list[Chunk] = []
    for chunk in below:
        if chunk.box[1] - last > reach * chunk.size or crosses(grid, chunk):
            break
        own.append(chunk)
        last = max(last, chunk.box[3])
    return own


def _column(grid: Grid, x: float) -> int:
    return min(max(0, sum(edge <= x for edge in grid.xs) - 1), len(grid.xs) - 2)


def _cells(grid: Grid, chunks: Sequence[Chunk]) -> tuple[tuple[Word, ...], ...]:
    cells: list[list[Word]] = [[] for _ in grid.xs[1:]]
    for chunk in chunks:
        for word in chunk.words:
            cells[_column(grid, (word.box[0] + word.box[2]) / 2)].append(word)
    return tuple(tuple(sorted(cell, key=cmp_to_key(_reading))) for cell in cells)


def _reading(a: Word, b: Word) -> int:
    """Negative where a is read before b."""
    return round(100 * (a.box[0] - b.box[0] if same_row(a.box, b.box) else a.box[1] - b.box[1]))
