"""Tables of questions without rules: what holds their columns is a row of titles and the edges below it.

#   Question                    A        B        C        Key
1   Which metal rusts in        iron     gold     silver   A          a row begins where its first column has words
    moist air?
2   Which metal is liquid?      zinc     lead     mercury  C

The titles must name a question and what answers it, or letters in order, and most of what stands below begin at one of
their edges. A page that keeps to the columns of the page before it goes on with its table.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Chunk, Word, same_row, union, written

GAP = 0.9  # of the font's size: between two titles
NEAR = 4.0  # points: what begins at an edge
FEWEST = 3  # columns, and rows below the titles
_ASKS = frozenset("statement item term word question sentence aussage begriff énoncé terme enunciado término".split())
Cuts = tuple[tuple[float, ...], tuple[float, ...]]


def cuts(chunks: Sequence[Chunk]) -> Cuts | None:
    """The columns' left edges with the last one's right, and the rows' tops with the last one's foot."""
    row = titles(chunks)
    if not row:
        return None
    edges = [min(word.box[0] for word in cell) for cell in _cells([word for one in row for word in one.words])]
    below = [one for one in chunks if one.box[1] > row[0].box[3] - 2]
    return _cut(edges, below, row[0].box[1], row[-1].box[2])


def titles(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The row of a page that names a question and what answers it, from left to right."""
    for chunk in chunks:
        if not _may_begin(chunk):
            continue
        row = sorted((one for one in chunks if one.words and same_row(one.box, chunk.box)), key=lambda one: one.box[0])
        if _are_titles([written(cell) for cell in _cells([word for one in row for word in one.words])]):
            return row
    return []


def _may_begin(chunk: Chunk) -> bool:
    """True for the title of a question's column, alone or beside others: asked of every chunk of a page."""
    return any(word.text.casefold() in _ASKS or Role.QUESTION in roles_of(word.text) for word in chunk.words[:3])


FOOT = 0.92  # of the page's height: what stands below is no row


def inside(chunks: Sequence[Chunk], height: float, before: Sequence[float] = ()) -> tuple[set[int], set[int]]:
    """Which chunks (by `id`) belong to such a table, no running heads or feet: its titles, and what begins at one of
    its edges. And which repeat the titles of the page before, whose columns begin at `before`."""
    row = titles(chunks)
    edges = [cell[0].box[0] for cell in _cells([word for one in row for word in one.words])]
    edges = [edge + NEAR for edge in before] or edges
    top = row[0].box[1] if row else 0.0
    found = [one for one in chunks if top < one.box[1] < FOOT * height] if edges else []
    own = {id(one) for one in found if any(abs(one.box[0] - edge) < NEAR for edge in edges)}
    heads = {id(one) for one in row}
    return (own - heads, heads) if before else (own | heads, set())


def carried(xs: Sequence[float], chunks: Sequence[Chunk]) -> Cuts | None:
    """The same for a page that goes on with the columns of the one before."""
    return _cut([edge + NEAR for edge in xs[:-1]], chunks, None, xs[-1])


def _cut(edges: list[float], below: Sequence[Chunk], top: float | None, right: float) -> Cuts | None:
    lines = sorted(below, key=lambda one: one.box[1])
    words = [word for one in lines for word in _begins(one)]
    kept = [word for word in words if any(abs(word.box[0] - edge) < NEAR for edge in edges)]
    starts = [one.box[1] for one in lines if one.words and abs(one.box[0] - edges[0]) < NEAR]
    if len(starts) < FEWEST or 10 * len(kept) < 8 * len(words):
        return None
    first = [start - 2 for start in starts]
    end = max(one.box[3] for one in lines) + 1
    xs = (*(edge - NEAR for edge in edges), max(union([one.box for one in lines])[2], right) + NEAR)
    return xs, (*(() if top is None else (top - 1,)), *first, end)


def _begins(chunk: Chunk) -> list[Word]:
    """The first word of a chunk and those after a gap: where its cells begin."""
    return [cell[0] for cell in _cells(chunk.words)]


def _cells(words: Sequence[Word]) -> list[list[Word]]:
    cells: list[list[Word]] = []
    for word in words:
        if cells and word.box[0] - cells[-1][-1].box[2] < GAP * word.look.size:
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def _are_titles(cells: Sequence[str]) -> bool:
    if len(cells) < FEWEST or any(len(cell) > 24 for cell in cells):
        return False
    roles = [roles_of(cell) for cell in cells]
    asks = [index for index, cell in enumerate(cells) if Role.QUESTION in roles[index] or cell.casefold() in _ASKS]
    letters = "".join(cell[-1].upper() for cell in cells if len(cell) == 1 or cell[-2:-1] == " ")
    answers = any(role & {Role.ANSWER, Role.KEYS} for index, role in enumerate(roles) if index not in asks)
    return len(asks) == 1 and (answers or "AB" in letters)
