"""Reading order from geometry: chunks of words become rows, rows become columns, columns are read one after another.

A gutter is an x crossed by few chunks with enough of them on both sides. Chunks that cross it cut the page into
bands, each read left column first. A row of options ("A. x    B. y") also leaves white gutters, so a gutter whose
right side goes on counting where the left side stopped is none; nor is one between short cells of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.grammar.words.label_words import Role, roles_of
from extract.media import rtl
from extract.media.counts import OPENER, counts_on, follows
from extract.media.counts import successive as successive
from extract.media.geometry import Box, Chunk, Word, overlap, same_row, union
from quizmill.block import Style

WIDE = 1.6  # of the font's size: a gap that may part cells
SURE = 3.6  # a gap that always does
NUMBER = 4  # characters that a number alone has at most
BADGE = 14  # characters that a badge beside a question has at most
LONG = 17  # characters: a column's full lines have more, a table's cells hardly
SIDEBAR = 0.33  # of the width: a narrower column is a sidebar


@dataclass(frozen=True, slots=True)
class Row:
    """Chunks side by side, left to right, and the column they stand in."""

    chunks: tuple[Chunk, ...]
    box: Box
    column: Box

    @property
    def text(self) -> str:
        return "   ".join(chunk.text for chunk in self.chunks)


def chunks(words: Iterable[Word]) -> list[Chunk]:
    """Words of one stream cut where the baseline changes or a wide gap opens."""
    found: list[Chunk] = []
    line: list[Word] = []
    for word in words:
        if line and _hangs(line[-1], word):
            word = replace(word, glued=word.look.size < line[-1].look.size)
        elif line and not _goes_on(line[-1], word):
            found += _split(line)
            line = []
        line.append(word)
    return found + _split(line)


def _hangs(last: Word, word: Word) -> bool:
    """An exponent or index right after its word, or the word right after it."""
    small, large = sorted((last.look.size, word.look.size))
    gap = word.box[0] - last.box[2]
    return small < 0.85 * large and -0.2 * large < gap < 0.35 * large and same_row(last.box, word.box, 0.12)


def _goes_on(last: Word, word: Word) -> bool:
    if last.turned or word.turned or not same_row(last.box, word.box, 0.4):
        return False
    if word.glued:
        return True
    gap = max(word.box[0] - last.box[2], last.box[0] - word.box[2])
    return gap > -0.8 * last.look.size and (word.box[0] > last.box[0] - 0.3 or gap >= -0.5)


def _unspaced(line: list[Word]) -> list[Word]:
    """ "A N S W E R  C": capitals set apart, the gaps between them alike, are a word."""
    found: list[Word] = []
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and _is_spaced(line, start, end):
            end += 1
        if end - start > 3:
            whole = line[start:end]
            word = replace(whole[0], text="".join(one.text for one in whole), box=union([one.box for one in whole]))
            found.append(word)
        else:
            found += line[start:end]
        start = end
    return found


def _is_spaced(line: list[Word], start: int, index: int) -> bool:
    """True where the letter at `index` follows the one before by the gap that stands between the first two."""
    last, word = line[index - 1], line[index]
    if not (len(last.text) == len(word.text) == 1 and last.text.isupper() and word.text.isupper()):
        return False
    gap, size = word.box[0] - last.box[2], word.look.size
    first = line[start + 1].box[0] - line[start].box[2]
    return 0 < gap < 0.7 * size and abs(gap - first) < 0.12 * size


def _split(line: list[Word]) -> list[Chunk]:
    """One line of the stream, cut at gaps that stand out among its own (justified lines have wide gaps everywhere)."""
    if not line:
        return []
    line = _unspaced(line)
    gaps = [max(b.box[0] - a.box[2], a.box[0] - b.box[2]) for a, b in pairwise(line)]
    usual = median(gaps) if gaps else 0.0
    found, start = [], 0
    for index, gap in enumerate(gaps):
        size, after = line[index].look.size, line[index + 1].look.size
        other = min(size, after) < 0.8 * max(size, after)  # print of another size: a number in the margin
        numbers = other and index == start and gap > 0.8 * size and line[index].text.isdecimal()
        if numbers or gap > SURE * size or (gap > WIDE * size and (gap > 2.2 * usual or len(gaps) == 1 or other)):
            found.append(_chunk(line[start : index + 1]))
            start = index + 1
    return [*found, _chunk(line[start:])]


def _chunk(words: Sequence[Word]) -> Chunk:
    return Chunk(rtl.mended(words), union([word.box for word in words]))


def gutter(items: Sequence[Chunk], region: Box) -> float | None:
    """The x that parts two columns of this region, or None."""
    width = region[2] - region[0]
    if len(items) < 10:
        return None
    best: tuple[float, float] | None = None
    for x in sorted({round(item.box[0], 0) - 1.0 for item in items}):
        if not region[0] + 0.15 * width < x < region[0] + 0.8 * width:
            continue
        cost = _cost(items, x, region)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, x)
    return _widened(best[1], items) if best else None


def _widened(x: float, items: Sequence[Chunk]) -> float:
    """The gutter's left end: numbers that stand alone in it belong to the right column."""
    left = [item.box[2] for item in items if item.box[2] <= x and len(item.text) > NUMBER]
    edge = max(left, default=x)
    return x if any(item.box[0] < edge + 1 < item.box[2] and len(item.text) <= NUMBER for item in items) else edge + 1


def _cost(items: Sequence[Chunk], x: float, region: Box) -> float | None:
    """How badly a gutter at x fits, None where it is none."""
    left = [item for item in items if item.box[2] <= x]
    right = [item for item in items if item.box[0] >= x]
    crossing = len(items) - len(left) - len(right)
    if min(len(left), len(right)) < 5 or crossing > 0.2 * min(len(left), len(right)) + 2:
        return None
    if 5 * sum(item.text.endswith((":", "：")) for item in left) >= 2 * len(left):
        return None  # labels beside what they name
    if counts_on(left, right):
        return crossing / len(items)
    partners = [(a, b) for b in right for a in left if same_row(a.box, b.box)]
    beside = len({id(b) for _, b in partners})
    if 10 * beside > 6 * len(right) and sorted(len(item.text) for item in right)[9 * len(right) // 10] < BADGE:
        return None  # points beside their questions
    beyond = [b for a, b in partners if successive(a.text, b.text)]
    if len(beyond) > 0.25 * len(right) and sum(not follows(b, right) for b in beyond) > 0.25 * len(right):
        return None
    left_edge, right_edge = min(item.box[0] for item in left), max(item.box[2] for item in right)
    room = x - left_edge
    end = max(item.box[2] for item in left)
    full = sum(item.box[2] > end - 0.25 * (end - left_edge) and len(item.text) > LONG for item in left)
    rows_right = sum(item.box[2] > right_edge - 0.25 * (right_edge - x) for item in right)
    aside = len(right) - len({id(b) for _, b in partners})
    if room < SIDEBAR * (right_edge - left_edge):  # its lines stand beside the text's as they please
        return None if aside < 0.3 * len(right) or len(left) < 8 else crossing / len(items) + 0.05
    if full < 0.2 * len(left) or rows_right < 0.2 * len(right):
        return None
    # few lines of the right column begin anywhere but at its edge
    start = min(item.box[0] for item in right)
    near = sum(item.box[0] - start < 0.35 * (right_edge - x) for item in right)
    return crossing / len(items) + (len(right) - near) / len(items)


def columns(items: Sequence[Chunk], region: Box, depth: int = 0) -> list[tuple[Box, list[Chunk]]]:
    """The chunks in columns, in reading order: each a region and what stands in it."""
    x = gutter(items, region) if depth < 4 else None
    if x is None:
        return [(region, list(items))]
    found: list[tuple[Box, list[Chunk]]] = []
    band: list[Chunk] = []
    for item in sorted(items, key=lambda item: item.box[1]):
        if item.box[0] < x < item.box[2] or _heads_all(item, items):
            found += _sides(band, x, region, depth)
            found.append((region, [item]))
            band = []
        else:
            band.append(item)
    return _joined(found + _sides(band, x, region, depth))


def _heads_all(item: Chunk, items: Sequence[Chunk]) -> bool:
    """True for the heading of a key that stands alone on its height: all columns below are its."""
    if len(item.words) > 6 or not item.words or not all(word.look.style & Style.BOLD for word in item.words):
        return False
    if not roles_of(item.text.rstrip(":")) & {Role.KEYS, Role.ANSWER, Role.SOLUTION}:
        return False
    return not any(other is not item and same_row(other.box, item.box, 0.1) for other in items)


def _sides(band: list[Chunk], x: float, region: Box, depth: int) -> list[tuple[Box, list[Chunk]]]:
    left = [item for item in band if item.box[2] <= x + 1]
    right = [item for item in band if item.box[2] > x + 1]
    left, below = _below(left, right)
    found = []
    for side, part in ((left, (region[0], region[1], x, region[3])), (right, (x, region[1], region[2], region[3]))):
        if side:
            found += columns(side, part, depth + 1)
    return found + ([(region, below)] if below else [])


def _below(left: list[Chunk], right: list[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """What stands apart under both columns, at the left edge, belongs to neither: a heading of what follows."""
    end = max((item.box[3] for item in right), default=float("inf"))
    order = sorted(left, key=lambda item: item.box[1])
    for index, first in enumerate(order):
        upper, lower = order[:index], order[index:]
        if first.box[1] <= end or not upper or any(item.box[3] > first.box[1] + 1 for item in upper):
            continue
        gap = first.box[1] - max(item.box[3] for item in upper)
        headed = first.size > 1.1 * median(item.size for item in upper) or _stands_out(first, upper)
        if gap > (0.6 if headed else 2) * first.size and not OPENER.match(first.text):
            return upper, lower
    return left, []


def _stands_out(item: Chunk, above: Sequence[Chunk]) -> bool:
    """True for words without a number that are bold throughout under lines that are not."""
    bold = [all(word.look.style & Style.BOLD for word in other.words) for other in (*above[-8:], item)]
    return bool(item.words) and bold[-1] and not any(bold[:-1]) and not OPENER.match(item.text)


def _joined(parts: list[tuple[Box, list[Chunk]]]) -> list[tuple[Box, list[Chunk]]]:
    """Neighbours of one region put together again."""
    found: list[tuple[Box, list[Chunk]]] = []
    for region, items in parts:
        if found and found[-1][0] == region:
            found[-1][1].extend(items)
        else:
            found.append((region, list(items)))
    return found


def rows(items: Sequence[Chunk], region: Box) -> list[Row]:
    """Chunks of one column as rows, top to bottom."""
    found: list[list[Chunk]] = []
    for item in sorted(items, key=lambda item: ((item.box[1] + item.box[3]) / 2, item.box[0])):
        for row in reversed(found[-4:]):
            if any(_beside(other.box, item.box) for other in row):
                row.append(item)
                break
        else:
            found.append([item])
    whole = [Row(tuple(sorted(row, key=lambda c: c.box[0])), union([c.box for c in row]), region) for row in found]
    return sorted(whole, key=lambda row: (row.box[1] + row.box[3]) / 2)


def _beside(a: Box, b: Box) -> bool:
    return same_row(a, b, 0.5) and overlap(a[0], a[2], b[0], b[2]) < 0.5 * min(a[2] - a[0], b[2] - b[0])
