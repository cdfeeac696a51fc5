"""Options side by side whose texts wrap: what stands under an option's words, in its own cell, goes on with it.

(A) its price elasticity    (B) its price never         one row of two options,
    is below one                changes                 each with its second line
(C) consumers buy none      (D) supply exceeds demand

1) Kepler  2) Galileo whom      options in running text: a line that goes on with the last one
the pope knew  3) Newton        before it counts on
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.media.geometry import Chunk, Word, same_row, union
from extract.media.layout import Row, successive
from extract.media.pieces import OPENS, counts, merged, opens, parted

CLOSE = 0.7  # of the font's size: lines of one cell stand no further apart


def stacked(items: Sequence[Chunk]) -> list[Chunk]:
    """Options in cells of their own, each with the lines under its first one: cells set on their middles are rows
    only as a whole."""
    order = sorted(items, key=lambda item: item.box[1])
    heads = [item for item in order if opens(item) and len(item.words) > 1 and item.words]
    cells = {id(item): item for item in heads if any(_is_mate(item, other) for other in heads)}
    if not cells:
        return list(items)
    taken: set[int] = set()
    for item in order:
        for key, cell in cells.items() if not opens(item) and item.words else ():
            if _hangs(cell, item, heads):
                cells[key] = replace(cell, words=cell.words + item.words, box=union([cell.box, item.box]))
                taken.add(id(item))
                break
    return [cells.get(id(item), item) for item in items if id(item) not in taken]


def _is_mate(item: Chunk, other: Chunk) -> bool:
    """The option before or after it, beside it but not on its line."""
    beside = item.box[2] < other.box[0] or other.box[2] < item.box[0]
    if not beside or not 0.3 * item.size < abs(item.box[1] - other.box[1]) < 1.6 * item.size:
        return False
    counts = successive(item.text, other.text) or successive(other.text, item.text)
    return counts and not same_row(item.box, other.box)


def _hangs(cell: Chunk, item: Chunk, heads: Sequence[Chunk]) -> bool:
    """True for a line right under a cell's, at its edge, that ends before the next cell."""
    gap = item.box[1] - cell.box[3]
    edge = min(abs(item.box[0] - cell.box[0]), abs(item.box[0] - _text_left(cell)))
    beyond = min((other.box[0] for other in heads if other.box[0] > cell.box[2]), default=float("inf"))
    return -0.3 * cell.size < gap < CLOSE * cell.size and edge < 0.6 * cell.size and item.box[2] < beyond


def joined(rows: Iterable[Row]) -> list[Row]:
    """The rows, with those that only go on with the options above taken into these."""
    found: list[Row] = []
    options = False  # the last row is one of options
    for row in rows:
        if options and (longer := _continued(found[-1], row)):
            found[-1] = longer
            continue
        if options and (flown := _flown(found[-1], row)):
            found[-1] = flown
            continue
        parts = [] if any(not part.words for part in row.chunks) else parted(merged(list(row.chunks)))
        options = len(parts) > 1 and all(map(opens, parts))
        found.append(replace(row, chunks=tuple(parts)) if options else row)
    return found


def _flown(above: Row, row: Row) -> Row | None:
    """The options of both rows, those above going on in this one's first words; None where no label counts on."""
    words, last = tuple(word for chunk in row.chunks for word in chunk.words), above.chunks[-1]
    near = row.box[1] - above.box[3] < CLOSE * last.size and row.box[0] < above.box[0] + 2 * last.size
    if not near or row.column != above.column or any(chunk.mark for chunk in row.chunks) or opens(row.chunks[0]):
        return None
    label = last.words[0].text
    first = next((i for i, word in enumerate(words) if i and OPENS.match(word.text) and counts(label, word.text)), 0)
    if not first:
        return None
    head = replace(last, words=last.words + words[:first])  # its box stays: where it ends tells nothing of the column
    parts = _counted(words[first:])
    return replace(above, chunks=(*above.chunks[:-1], head, *parts), box=union([above.box, row.box]))


def _counted(words: tuple[Word, ...]) -> list[Chunk]:
    """Words that open with a label, cut where the labels count on."""
    found, start = [], 0
    for index, word in enumerate(words):
        if index > start and OPENS.match(word.text) and counts(words[start].text, word.text):
            found.append(words[start:index])
            start = index
    return [Chunk(part, union([word.box for word in part])) for part in (*found, words[start:])]


def _continued(above: Row, row: Row) -> Row | None:
    """The options with this row's words, or None where some of them belong to none."""
    if not all(chunk.words for chunk in row.chunks) or any(map(opens, row.chunks)):
        return None
    if row.column != above.column or row.box[1] - above.box[3] > CLOSE * row.chunks[0].size:
        return None
    parts = list(above.chunks)
    for chunk in row.chunks:
        index = _cell(parts, chunk, len(row.chunks) > 1)
        if index is None:
            return None
        part = parts[index]
        parts[index] = replace(part, words=part.words + chunk.words, box=union([part.box, chunk.box]))
    return Row(tuple(parts), union([part.box for part in parts]), row.column)


def _cell(parts: Sequence[Chunk], chunk: Chunk, more: bool) -> int | None:
    """Under which option's words a piece begins; under the first one's label a line of its own may begin too."""
    for index, part in enumerate(parts):
        beyond = parts[index + 1].box[0] if index + 1 < len(parts) else float("inf")
        edges = [_text_left(part)]
        if index or more or part.box[2] + chunk.words[0].box[2] - chunk.words[0].box[0] > beyond - 0.5 * part.size:
            edges.append(part.box[0])
        if any(abs(chunk.box[0] - edge) < 0.6 * chunk.size for edge in edges):
            return index if chunk.box[2] < beyond else None
    return None


def _text_left(part: Chunk) -> float:
    """Where an option's words begin, behind its label."""
    second = part.words[1].box[0] if len(part.words) > 1 else part.box[0]
    return part.box[0] if part.mark else second
