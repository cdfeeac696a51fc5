"""Ruled tables: rules and posts (or the borders of cells) give rows and columns, words fall into cells by their middle.

---------------------------------      a rule may be drawn cell by cell: its ends are then the columns' edges;
 Your answer |    | Score | Why        where nothing tells columns, there is no table: question pages part their
---------------------------------      questions with plain rules too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key
from itertools import pairwise

from extract.grammar.words import roles_of
from extract.media.geometry import Box, Chunk, Drawing, Shape, TableRow, Word, same_row, union, written

_OPTION = re.compile(r"^[(\[]?[A-Ha-h][.)\]]")
NEAR = 2.5  # points: edges closer than this are one


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines: `ys` from top to bottom, `xs` from left to right."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    titles: tuple[tuple[Word, ...], ...] = ()  # of its columns, where its cells hold whole questions

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def grids(shapes: Sequence[Shape], chunks: Sequence[Chunk]) -> list[Grid]:
    """Every ruled table of a page; a band whose words run across a column's edge parts two tables."""
    rules, posts = _lines(shapes)
    if not rules:
        return []
    levels = _levels(rules)
    found: list[Grid] = []
    run: list[tuple[float, list[float]]] = []
    for level in [*levels, None]:
        if level is not None and (not run or _continues(run, level[1])):
            run.append(level)
            continue
        for part in _apart(run, posts):
            for grid in _grid(part, posts):
                found += _whole(grid, chunks, posts)
        run = [level] if level is not None else []
    return found


Level = tuple[float, list[float]]


def _apart(run: list[Level], posts: list[Box]) -> list[list[Level]]:
    """Tables under each other: no post stands in the band between them, and posts stand in all of their own."""
    if not run:
        return []
    own = [p for p in posts if run[0][1][0] - NEAR <= p[0] <= run[0][1][-1] + NEAR]
    bands = [(a[0] + b[0]) / 2 for a, b in pairwise(run)]
    held = [any(post[1] < y < post[3] for post in own) for y in bands]
    if 2 * sum(held) < len(held):
        return [run]
    found, start = [], 0
    for index, inside_ in enumerate(held, 1):
        if not inside_:
            found.append(run[start:index])
            start = index
    return [*found, run[start:]]


def _lines(shapes: Sequence[Shape]) -> tuple[list[Box], list[Box]]:
    rules = [shape.box for shape in shapes if shape.drawing is Drawing.RULE and shape.box[2] - shape.box[0] > 6]
    posts = [shape.box for shape in shapes if shape.drawing is Drawing.POST and shape.box[3] - shape.box[1] > 5]
    for shape in shapes:
        if shape.drawing is Drawing.FILL and not shape.filled:
            x0, y0, x1, y1 = shape.box
            if y1 - y0 < 150 and x1 - x0 < 420:
                rules += [(x0, y0, x1, y0), (x0, y1, x1, y1)]
                posts += [(x0, y0, x0, y1), (x1, y0, x1, y1)]
    return rules, posts


def _levels(rules: list[Box]) -> list[tuple[float, list[float]]]:
    """(y, edges) of rules at one height, top to bottom; two tables side by side share no level."""
    levels: list[tuple[float, list[float]]] = []
    for rule in sorted(rules, key=lambda box: (box[1], box[0])):
        y = (rule[1] + rule[3]) / 2
        if levels and y - levels[-1][0] < NEAR:
            levels[-1][1].extend((rule[0], rule[2]))
        else:
            levels.append((y, [rule[0], rule[2]]))
    return [(y, sorted(edges)) for y, edges in levels]


def _continues(run: list[tuple[float, list[float]]], level: list[float]) -> bool:
    """True where a rule ends where the table's other rules do, and has no column's edge that they lack."""
    last = run[-1][1]
    if abs(last[0] - level[0]) > 2 * NEAR or abs(last[-1] - level[-1]) > 2 * NEAR:
        return False
    known = max((edges for _, edges in run), key=len)
    fewer, more = sorted((known, level), key=lambda edges: len({round(edge) for edge in edges}))
    return all(any(abs(edge - other) <= 2 * NEAR for other in more) for edge in fewer)


def _grid(run: list[tuple[float, list[float]]], posts: list[Box]) -> list[Grid]:
    if not run:
        return []
    top, bottom, left, right = run[0][0], run[-1][0], run[0][1][0], run[0][1][-1]
    edges = [edge for _, level in run for edge in level]
    edges += [
        (post[0] + post[2]) / 2
        for post in posts
        if post[1] >= top - NEAR and post[3] <= bottom + NEAR and left - NEAR <= post[0] <= right + NEAR
    ]
    xs: list[float] = []
    for edge in sorted(edges):
        if not xs or edge - xs[-1] > 2 * NEAR:
            xs.append(edge)
    cellwise = len(xs) >= 4 and not posts  # one rule for every cell
    if len(xs) < 3 or (len(run) <= 2 and not (posts and len(run) == 2) and not cellwise):
        return []
    return [Grid(tuple(xs), tuple(y for y, _ in run))]


def _whole(grid: Grid, chunks: Sequence[Chunk], posts: Sequence[Box]) -> list[Grid]:
    """The grid without the bands that hold running text."""
    found: list[Grid] = []
    ys = [grid.ys[0]]
    for above, below in pairwise(grid.ys):
        band = [c for c in chunks if above < _middle(c.box) <= below]
        if any(_crosses(grid, chunk) or _spans(grid, chunk, posts) for chunk in band):
            found += [Grid(grid.xs, tuple(ys))] if len(ys) > 1 else []
            ys = [below]
        else:
            ys.append(below)
    return found + ([Grid(grid.xs, tuple(ys))] if len(ys) > 1 or len(grid.ys) == 1 else [])


def _crosses(grid: Grid, chunk: Chunk) -> bool:
    left, _, right, _ = grid.box
    if chunk.box[2] < left or chunk.box[0] > right:
        return False
    words = [word for word in chunk.words if word.look.size]
    return any(word.box[0] + 2 * NEAR < x < word.box[2] - 2 * NEAR for word in words for x in grid.xs[1:-1]) or (
        chunk.box[2] > right + 5 * NEAR or chunk.box[0] < left - 5 * NEAR
    )


def _spans(grid: Grid, chunk: Chunk, posts: Sequence[Box]) -> bool:
    """True for words that go on over a column's edge where the post of other rows is not drawn: one cell of both."""
    for x in grid.xs[1:-1]:
        if not chunk.box[0] + 2 * NEAR < x < chunk.box[2] - 2 * NEAR:
            continue
        own = [post for post in posts if abs((post[0] + post[2]) / 2 - x) < NEAR]
        if own and not any(post[1] < _middle(chunk.box) < post[3] for post in own):
            return True
    return False


def fill(grid: Grid, chunks: Sequence[Chunk], carried: Grid | None = None, stop: float | None = None) -> list[TableRow]:
    """The table's rows, and the open ones above its first and below its last rule that a page break left; at `stop`
    the next table begins."""
    left, _, right, _ = grid.box
    mine = [c for c in chunks if left - 8 < c.box[0] and c.box[2] < right + 12]
    head, tail = _head(grid, chunks, carried is not None), _tail(grid, chunks, stop)
    edges = [*head, *grid.ys, *tail]
    rows = []
    for above, below in pairwise(edges):
        own = tuple(c for c in mine if above < _middle(c.box) <= below)
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
    if before is not None and not (found and _same_columns(found[0], before)):
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


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _tail(grid: Grid, chunks: Sequence[Chunk], stop: float | None) -> list[float]:
    """The end of a last row without a rule: a short one, or one that runs to the page's end."""
    end = grid.ys[-1]
    last = stop if stop is not None and stop > end else float("inf")
    below = sorted((c for c in chunks if end < _middle(c.box) < last), key=lambda c: c.box[1])
    own = _touching(grid, below, end)
    whole = len(own) == len(below)
    if len({_column(grid, c.box[0]) for c in own}) < 2 or (not whole and len(own) > 5):
        return []
    return [max(c.box[3] for c in own) + 1]


def _head(grid: Grid, chunks: Sequence[Chunk], carried: bool) -> list[float]:
    """The start of a row that a page break cut from its upper part: nothing else stands above the first rule."""
    above = [c for c in chunks if _middle(c.box) < grid.ys[0]]
    if not above or any(_crosses(grid, c) for c in above):
        return []
    if not carried and {_column(grid, c.box[0]) for c in above} == {0}:
        return []
    top = min(c.box[1] for c in above)
    return [top - 1] if grid.ys[0] - top < 30 * above[0].size else []


def _touching(grid: Grid, below: Sequence[Chunk], last: float, reach: float = 1.6) -> list[Chunk]:
    own: list[Chunk] = []
    for chunk in below:
        if chunk.box[1] - last > reach * chunk.size or _crosses(grid, chunk):
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
