"""Tables: rows that are lines of cells, cells that are choices side by side, and tables that only lay a page out.

<tr><td>A. Oslo</td><td>B. Rome</td></tr>     two choices, a line each
<tr><td>Bow</td><td>front</td></tr>           one line of two cells
<tr><td>everything else</td></tr>             a frame
"""

from __future__ import annotations

import re

from extract.media.html.tree import Node, Tree

_TICKED = frozenset({"radio", "checkbox"})


def lays_out(tree: Tree, cell: Node) -> bool:
    """The only cell of its row, or one of a row that lays out a question: such tables are a frame, and part nothing."""
    row = cell.parent
    if cell.tag not in ("td", "th") or row is None:
        return False
    cells = [child for child in row.children[:20] if child.tag in ("td", "th")]
    return cell.tag == "td" if len(cells) == 1 else len(cells) < 9 and _is_framed(tree, row, cells)


def covered(tree: Tree) -> dict[int, list[int]]:
    """The columns of rows, by the row's number, that cells of earlier rows reach down into."""
    out: dict[int, list[int]] = {}
    for cell in tree.marked("rowspan"):
        row, reach = cell.parent, cell.attrs["rowspan"].strip()
        if cell.tag not in ("td", "th") or row is None or row.parent is None or not reach.isdigit():
            continue
        rows = [child for child in row.parent.children if child.tag == "tr" and child.index > row.index]
        for below in rows[: min(int(reach), _TALLEST) - 1]:
            out.setdefault(below.index, []).append(column_of(cell, out))
    return out


def column_of(cell: Node, above: dict[int, list[int]]) -> int:
    """The number of a cell's column, counted from nought."""
    if cell.parent is None:
        return 0
    place = sum(1 for one in cell.parent.children[:200] if one.tag in ("td", "th") and one.index < cell.index)
    for column in sorted(above.get(cell.parent.index, ())):
        place += column <= place
    return place


_TALLEST = 50  # rows of one cell
_LABEL = re.compile(r"\W?(?:[A-Ha-h]|(?:[Qq](?:uestion)?\.?\s?)?\d{1,3})\W{0,2}")
_LINED = re.compile(r"\(?[Aa][.)]\s*\S")


def is_label(words: str) -> bool:
    """A number or letter that has a cell of its own: `1.`, `Q3`, `(b)`."""
    return _LABEL.fullmatch(words.strip()) is not None


_ASKED = re.compile(r"\S\s\(?([Aa])[.)]\s*\S.{0,300}?\s\(?[Bb][.)]\s*\S", re.S)
_LETTERED = re.compile(r"\(?([A-Ha-h])[.)]\s*\S")


def _are_choices(tree: Tree, cells: list[Node]) -> bool:
    """Cells lettered one after the other are a question's choices side by side, and no row of a table."""
    found = [_LETTERED.match(tree.words(cell)) for cell in cells]
    letters = [match[1] for match in found if match is not None]
    return len(letters) == len(cells) > 1 and [ord(one) - ord(letters[0]) for one in letters] == list(range(len(cells)))


def _is_framed(tree: Tree, row: Node, cells: list[Node]) -> bool:
    """Whether a row only lays out a question: labels beside their words, or choices line by line in one cell."""
    words = [tree.words(cell) for cell in cells]
    if any(_LINED.match(own) and _breaks(tree, cell) for own, cell in zip(words, cells, strict=True)):
        return True
    if _holds_question(tree, cells):
        return True
    letters = [own.strip(" .():") for own in words[::2]]
    if len(cells) in (4, 6, 8) and all(words) and all(len(own) == 1 and own.isalpha() for own in letters):
        if letters[0] not in "Aa" and all(len(own) == 1 for own in words[1::2]):
            return False  # b | a | c | d: a key
        return [ord(own) - ord(letters[0]) for own in letters] == list(range(len(letters)))  # A | 4 | B | 5
    if len(cells) != 2 or not is_label(words[0]) or not words[0][-3:].strip("Qq .").strip("().:").isdigit():
        return False
    following = next((at for at in _rows_after(row)), None)  # a number beside a question, whose choices come below
    return following is not None and not is_data_row(tree, following) and len(words[1].split()) > 1


def _follows_frame(tree: Tree, row: Node, cells: list[Node]) -> bool:
    """A row with words in one cell only, below one that lays out a question: its answer."""
    if sum(bool(tree.words(cell)) for cell in cells) != 1 or row.parent is None:
        return False
    above = next((one for one in reversed(row.parent.children) if one.tag == "tr" and one.index < row.index), None)
    own = [child for child in above.children if child.tag in ("td", "th")] if above is not None else []
    return 1 < len(own) < 9 and _holds_question(tree, own)


def _holds_question(tree: Tree, cells: list[Node]) -> bool:
    """A question and its choices, line by line in one cell."""
    return any(_ASKED.search(tree.words(cell)) and _breaks(tree, cell) for cell in cells)


def _rows_after(row: Node) -> list[Node]:
    rows = [child for child in row.parent.children if child.tag == "tr"] if row.parent is not None else []
    return rows[rows.index(row) + 1 :][:1] if row in rows else []


def _breaks(tree: Tree, cell: Node) -> bool:
    return any(tree.nodes[at].tag == "br" for at in range(cell.index + 1, min(cell.end, cell.index + 200)))


def next_cell(tree: Tree, cell: Node) -> Node | None:
    """The cell beside one, if it holds words."""
    if cell.parent is None or len(cell.parent.children) > 40:
        return None
    beside = [child for child in cell.parent.children if child.tag in ("td", "th") and child.index > cell.index]
    return beside[0] if beside and tree.words(beside[0]) else None


def is_data_row(tree: Tree, row: Node) -> bool:
    """Whether a table row is one line of short cells, and not a box that lays out controls or paragraphs."""
    own = [cell for cell in row.children if cell.tag in ("td", "th")]
    cells = len(own)
    if (
        cells < 2
        or (cells < 9 and _follows_frame(tree, row, own))
        or (cells < 9 and (_are_choices(tree, own) or _is_framed(tree, row, own)))
    ):
        return False
    blocks = 0
    for index in range(row.index + 1, min(row.end, row.index + 400)):
        tag = tree.nodes[index].tag
        if tag in ("input", "select", "textarea", "table", "button", "details", "pre", "li", "h1", "h2", "h3", "h4"):
            return False
        if tag == "img" and tree.nodes[index].attrs.get("role") in _TICKED:
            return False
        blocks += tag in ("p", "div")
    return blocks <= cells
