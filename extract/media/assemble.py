"""Rows become lines as a person reads them: numbers join their text, options side by side part, controls find theirs.

1.    What is a monad?          a number, a wide gap, a text        one line
a. x        b. y                options beside each other           two lines
(o)  a monoid                   a control and its text              one line with a mark
2 points                        a badge at the row's right end      a line of its own, after the row's paragraph
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.grammar.words.label_words import roles_of
from extract.media import layout
from extract.media.cells import cells_of, number_of, options_of, with_number, with_title
from extract.media.geometry import Box, Chunk, TableRow, Word, union
from extract.media.geometry import Line as Line
from extract.media.layout import Row
from extract.media.option_lines import in_order, listed, unglued
from extract.media.pieces import OPENS, is_next, lettered, merged, opens, parted, stopped
from extract.media.pieces import is_label as is_label
from extract.media.row_signs import SIGNS as SIGNS
from extract.media.row_signs import judged, signed, signs_behind, told_behind, unstuck
from extract.media.wraps import joined, stacked


def read(items: Sequence[Chunk], region: Box) -> list[Row]:
    """Every row of a page in reading order."""
    upright = [item for item in items if not (item.words and item.words[0].turned)]
    return [row for part, own in layout.columns(upright, region) for row in layout.rows(stacked(own), part)]


def lines(rows: Iterable[Row], page: int) -> Iterator[Line]:
    """Every line of a page's rows, in reading order. Cells without rules count only where a neighbour has the same."""
    found = in_order([line for row in joined(rows) for line in _row(row, page)])
    found = _inferred(unglued(listed(found)))
    for index, line in enumerate(found):
        if (
            line.cells
            and not line.ruled
            and not any(_aligned(line, other) for other in found[max(0, index - 1) : index + 2])
        ):
            line = replace(line, cells=())
        yield line


def _inferred(found: list[Line]) -> list[Line]:
    """Lines that stand like marked ones between marked ones had a control that a page's edge or a scan swallowed."""
    marked = [line.mark is not None for line in found]
    for index, line in enumerate(found):
        if line.mark or line.cells or line.source or not line.words or roles_of(line.text):
            continue
        before = found[index - 1] if index and marked[index - 1] else None
        after = found[index + 1] if index + 1 < len(found) and marked[index + 1] else None
        if after is None or (index and before is None) or not _alike(line, after):
            continue
        apart = after.box[1] - line.box[3] > 0.7 * line.size
        if before is not None:
            apart = apart and _alike(line, before) and line.box[1] - before.box[3] > 0.7 * line.size
        if apart and after.mark and after.left < line.box[0] - 0.5 * line.size:
            found[index] = replace(line, mark=replace(after.mark, on=None, sure=0.5), left=after.left)
    return found


def _alike(line: Line, marked: Line) -> bool:
    return line.column == marked.column and abs(line.box[0] - marked.box[0]) < 1.5


def _aligned(line: Line, other: Line) -> bool:
    """True where two lines' cells begin at the same places."""
    if other is line or len(other.cells) != len(line.cells) or other.ruled:
        return False
    return all(abs(a[0].box[0] - b[0].box[0]) < 0.8 * line.size for a, b in zip(line.cells, other.cells, strict=True))


def _row(row: Row, page: int) -> Iterator[Line]:
    tables = [part for part in row.chunks if not part.words]
    if tables:
        for part in tables:
            yield from _table(part, row.column, page)
        row = replace(row, chunks=tuple(part for part in row.chunks if part not in tables))
        if not row.chunks:
            return
    if paired := signs_behind(row.chunks):
        yield from (_line(part, row.column, page) for part in paired)
        return
    parts = lettered([told_behind(part) for whole in parted(merged(list(row.chunks))) for part in unstuck(whole)])
    if len(parts) == 1 and not (_MARKS.fullmatch(parts[0].text) and _is_badge(parts[0], row)):
        yield _line(parts[0], row.column, page)
        return
    if len(parts) == 1:
        yield replace(_line(_marks(parts[0]), row.column, page), aside=True)
        return
    parts = signed(judged(parts))
    if len(parts) == 1:
        yield _line(parts[0], row.column, page)
        return
    if len(parts) == 2 and _CAPTION.fullmatch(parts[1].text) and not parts[1].mark:
        yield _line(parts[0], row.column, page)
        yield replace(_line(parts[1], row.column, page), aside=True)
        return
    if len(parts) == 2 and _MARKS.fullmatch(parts[1].text) and _is_badge(parts[1], row) and not _counts_on(parts):
        yield _line(parts[0], row.column, page)
        yield replace(_line(_marks(parts[1]), row.column, page), aside=True)
        return
    opening = [opens(part) for part in parts]
    options = len(parts) == 1 or (sum(opening) >= 2 and all(opening[1:]))  # the first may be their stem
    options = options and not _is_match(parts)
    badge = len(parts) == 2 and not options and _is_badge(parts[1], row)
    if options:
        edge = parts[0 if opening[0] else 1]
        for part in parts:
            line = _line(stopped(part), row.column, page)
            yield line if line.mark or not OPENS.match(part.text) else replace(line, left=edge.box[0])
    elif badge:
        yield _line(_unjudged(parts), row.column, page)
        yield replace(_line(parts[1], row.column, page), aside=True)
    else:
        words = tuple(word for part in parts for word in part.words)
        yield replace(Line(words, row.box, row.column, page, parts[0].mark), cells=tuple(part.words for part in parts))


def _counts_on(parts: Sequence[Chunk]) -> bool:
    """True for "(1) Mercury    (2)": a label whose words are on the next line."""
    return opens(parts[0]) and is_next(parts[0].text, parts[1].text)


_MARKS = re.compile(r"[\[(]\d{1,2}[\])]")


def _marks(part: Chunk) -> Chunk:
    """A number in brackets at the margin says how many marks its question is worth, as papers print them."""
    word = part.words[0]
    return replace(part, words=(replace(word, text=f"{word.text[:-1]} marks{word.text[-1]}"),))


def _is_match(parts: Sequence[Chunk]) -> bool:
    """True for "1. Oak    c. a tree": entries of two columns to be matched, not two options."""
    if len(parts) != 2 or any(part.mark for part in parts):
        return False
    first, second = (bool(re.match(r"[(\[]?\d", part.text)) for part in parts)
    return first != second and all(map(opens, parts)) and not parts[0].text.rstrip().endswith(("?", ":"))


_SCORED = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*\d+(?:[.,]\d+)?(?:\s+\w+)?")


def _unjudged(parts: Sequence[Chunk]) -> Chunk:
    """A question's words. A tick before them that goes with the score at their right says how a learner did, a star
    behind them that it had to be answered."""
    own, badge = parts
    if own.mark or len(own.words) < 3 or not _SCORED.fullmatch(badge.text):
        return own
    first, end = int(own.words[0].text in SIGNS), len(own.words) - int(own.words[-1].text == "*")
    words = own.words[first:end]
    return replace(own, words=words, box=union([word.box for word in words]))


_CAPTION = re.compile(r"(?:fig(?:ure|\.)?|abb(?:ildung|\.)?|figura|рис\.?|图|図)\s*\d{1,3}[.:]?", re.IGNORECASE)


def _table(part: Chunk, column: Box, page: int) -> Iterator[Line]:
    """The rows of a table, or the place of a picture."""
    if part.inner:
        yield from lines(read(part.inner, part.box), page)
    if part.source:
        yield Line((), part.box, column, page, source=part.source)
    if listed := options_of(part.rows):
        yield from (_line(option, column, page) for option in listed)
        return
    for row in part.rows:
        if row.xs:
            yield from _questions(row, page)
            continue
        words = tuple(word for cell in row.cells for word in cell)
        yield Line(words, row.box, column, page, row.mark, row.cells, ruled=True, open=row.open)


def _questions(row: TableRow, page: int) -> Iterator[Line]:
    """A table's row that is a question: its number and words, its options, then what the other cells say of it."""
    if row.cells == row.titles:
        yield Line(
            tuple(word for cell in row.cells for word in cell), row.box, row.box, page, None, row.cells, ruled=True
        )
        return
    cells = [cells_of(row, index) for index in range(len(row.xs) - 1)]
    longest = _wordiest(cells)
    number: tuple[Word, ...] = ()
    options = [i for i, cell in enumerate(cells) if i != longest and _is_list(cell)]
    for index in [longest, *options, *(i for i in range(len(cells)) if i != longest and i not in options)]:
        region = (row.xs[index], row.box[1], row.xs[index + 1], row.box[3])
        if index == longest:
            number = next((numbered for cell in cells[:longest] if (numbered := number_of(cell))), ())
            chunks = with_number(cells[index], number)
        elif number and number_of(cells[index]) == number and index < longest:
            continue
        else:
            chunks = with_title(cells[index], row.titles[index] if row.titles else ())
        for found in joined(layout.rows(stacked(chunks), region)):
            yield from _row(found, page)


def _wordiest(cells: Sequence[Sequence[Chunk]]) -> int:
    """Which cell holds the question: the one of most words, and not the one of its options where another has words."""
    sizes = [sum(len(chunk.words) for chunk in cell) for cell in cells]
    worded = [i for i, cell in enumerate(cells) if sizes[i] > 2 and not _is_list(cell)]
    return max(worded or range(len(cells)), key=lambda index: sizes[index])


def _is_list(cell: Sequence[Chunk]) -> bool:
    """A cell that begins with an option's label and holds the next one's."""
    lines = [
        chunk.text for chunk in sorted(cell, key=lambda chunk: (chunk.box[1], chunk.box[0])) if OPENS.match(chunk.text)
    ]
    first = min(cell, key=lambda chunk: (chunk.box[1], chunk.box[0]), default=None)
    return len(lines) > 1 and first is not None and first.text == lines[0] and is_next(lines[0], lines[1])


def _is_badge(part: Chunk, row: Row) -> bool:
    """A few words at the right edge, far from what stands at the left: points, a date. In a narrow column of even
    lines it is the line's last word."""
    narrow = row.column[2] - row.column[0] < 20 * part.size
    return (
        len(part.words) <= 4
        and not (narrow and part.text[:1].islower())
        and part.box[2] > row.column[2] - 0.25 * (row.column[2] - row.column[0])
        and part.box[0] > row.column[0] + 0.6 * (row.column[2] - row.column[0])
    )


def _line(part: Chunk, column: Box, page: int) -> Line:
    left = part.mark_box[0] if part.mark_box else part.box[0]
    return Line(part.words, part.box, column, page, part.mark, left=min(left, part.box[0]))
