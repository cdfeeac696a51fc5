"""Tables of reStructuredText: drawn grids and ruled columns, line for line as rows of Markdown.

    +----+------------+----+        ====  ==========  ====
    | No | Question   | A  |        No    Question    A
    +====+============+====+        ====  ==========  ====
    | 1  | Which wood | b  |        1     Which wood  b
    |    | floats?    |    |              floats?
    +----+------------+----+        ====  ==========  ====

A row's words are put on its first line; the lines under it become dashes, which say nothing. A grid that only lays out
a page (one column, or lists in its cells) loses its frame.
https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#tables
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

_BORDER = re.compile(r"\s*\+(?:[-=]{2,}\+)+\s*\Z")
_PART = re.compile(r"\+[-=]{2,}\+")  # a border that some cells run through
_RULES = re.compile(r"\s*={2,}(?:\s+={2,})+\s*\Z")
_LISTED = re.compile(r"(?:[-*•]|\(?[A-Za-z0-9]{1,2}[.)]|\[[ xX]?\]|\([ xX]?\))\s+\S")
_FILLED = "|---|---|"  # a line of a row already told

Cells = list[list[str]]  # of a row: each cell's lines


def table(lines: Sequence[str], at: int) -> list[str]:
    """The lines of the table that begins here as Markdown, one for one; none where no table begins."""
    if _BORDER.match(lines[at]):
        return _grid(lines, at)
    return _columns(lines, at) if _RULES.match(lines[at]) else []


def _placed(line: str) -> str:
    """The line with a filler behind each sign that is two columns wide."""
    if line.isascii():
        return line
    return "".join(sign + "\0" if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line)


def _words(text: str) -> str:
    return text.replace("\0", "").strip()


def _grid(lines: Sequence[str], at: int) -> list[str]:
    end = at + 1
    while end < len(lines) and lines[end].lstrip()[:1] in ("|", "+") and lines[end].strip():
        end += 1
    body = [_placed(line.rstrip()) for line in lines[at:end]]
    if len(body) < 3 or not _BORDER.match(body[-1]):
        return []
    edges = sorted({place for line in body if _BORDER.match(line) for place, sign in enumerate(line) if sign == "+"})
    rows = list(_rows(body, edges))
    if len(edges) == 2 or any(map(_lays_out, (cells for _, cells in rows))):
        return [_unframed(line, edges) for line in body]
    made = [_FILLED] * len(body)
    made[0] = ""
    for first, cells in rows:
        made[first] = _row(cells)
    made[-1] = ""
    return made


def _rows(body: Sequence[str], edges: Sequence[int]) -> Iterator[tuple[int, Cells]]:
    """Each row's first line and cells: the lines between two borders."""
    first, held = 0, list[list[str]]()
    for place, line in enumerate(body):
        if _BORDER.match(line) or _PART.search(line):
            if held:
                yield first, [list(cell) for cell in zip(*held, strict=True)]
            first, held = place + 1, []
        else:
            held.append(_cut(line, edges))


def _cut(line: str, edges: Sequence[int]) -> list[str]:
    """The words of a line between the edges at which it has a post; a cell over several columns stands in the first."""
    posts = [edge for edge in edges if line[edge : edge + 1] == "|"]
    said = {start: _words(line[start + 1 : stop]) for start, stop in pairwise(posts)}
    return [said.get(edge, "") for edge in edges[:-1]]


def _lays_out(cells: Cells) -> bool:
    """A cell with a list in it holds a whole question."""
    return any(sum(bool(_LISTED.match(line)) for line in cell) > 1 for cell in cells)


def _unframed(line: str, edges: Sequence[int]) -> str:
    if _BORDER.match(line) or _PART.search(line):
        return ""
    cells = [line[start + 1 : stop].replace("\0", "") for start, stop in pairwise(edges)]
    words = [cell.rstrip().removesuffix("|").rstrip() for cell in cells]
    return "  ".join(word[1:] if word[:1] == " " else word for word in words if word.strip())


def _row(cells: Cells) -> str:
    return "| " + " | ".join(" ".join(filter(None, cell)).replace("|", "\\|") for cell in cells) + " |"


def _columns(lines: Sequence[str], at: int) -> list[str]:
    """Columns below rules of equal signs; a line whose first column is empty goes on with the row above."""
    starts = [found.start() for found in re.finditer("=+", lines[at])]
    end, rules = at + 1, 1
    while end < len(lines) and rules < 3 and (lines[end].strip() or rules == 2):
        rules += bool(_RULES.match(lines[end]))
        end += 1
        if rules == 2 and (end >= len(lines) or not lines[end].strip()):
            break
    if rules < 2:
        return []
    made = [_FILLED] * (end - at)
    made[0] = made[-1] = ""
    first, held = 0, list[list[str]]()
    for place in [*range(1, end - at), end - at]:
        line = _placed(lines[at + place]) if at + place < end else ""
        words = [_words(line[start:stop]) for start, stop in zip(starts, [*starts[1:], None], strict=True)]
        over = not line.strip() or bool(_RULES.match(line))
        if held and (over or words[0]):
            made[first] = _row([list(cell) for cell in zip(*held, strict=True)])
            held = []
        if not over:
            first = first if held else place
            held.append(words)
    return made
