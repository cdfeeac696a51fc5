"""Where the lines of a page's ruled tables lie: rules and posts (or the borders of cells) give rows and columns.

---------------------------------      a rule may be drawn cell by cell: its ends are then the columns' edges;
 Your answer |    | Score | Why        where nothing tells columns, there is no table: question pages part their
---------------------------------      questions with plain rules too. Bands that words run across are none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.media.geometry import Box, Chunk, Drawing, Shape, Word

NEAR = 2.5  # points: edges closer than this are one


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines: `ys` from top to bottom, `xs` from left to right."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    titles: tuple[tuple[Word, ...], ...] = ()  # of its columns, where its cells hold whole questions
    bare: bool = False  # no rules are drawn

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
        band = [c for c in chunks if above < middle(c.box) <= below]
        if any(crosses(grid, chunk) or _spans(grid, chunk, posts) for chunk in band):
            found += [Grid(grid.xs, tuple(ys))] if len(ys) > 1 else []
            ys = [below]
        else:
            ys.append(below)
    return found + ([Grid(grid.xs, tuple(ys))] if len(ys) > 1 or len(grid.ys) == 1 else [])


def crosses(grid: Grid, chunk: Chunk) -> bool:
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
        if own and not any(post[1] < middle(chunk.box) < post[3] for post in own):
            return True
    return False


def middle(box: Box) -> float:
    return (box[1] + box[3]) / 2
