"""Tables: rows that are lines of cells, cells that are choices side by side, and tables that only lay a page out.

<tr><td>A. Oslo</td><td>B. Rome</td></tr>     two choices, a line each
<tr><td>Bow</td><td>front</td></tr>           one line of two cells
<tr><td>everything else</td></tr>             a frame
"""

from __future__ import annotations

import re

from extract.media.html_tree import Node, Tree

_TICKED = frozenset({"radio", "checkbox"})


def lays_out(cell: Node) -> bool:
    """The only cell of its row: such tables are a page's frame, and part nothing."""
    row = cell.parent
    return cell.tag == "td" and row is not None and sum(child.tag in ("td", "th") for child in row.children[:3]) == 1


_LETTERED = re.compile(r"\(?([A-Ha-h])[.)]\s*\S")


def _are_choices(tree: Tree, cells: list[Node]) -> bool:
    """Cells lettered one after the other are a question's choices side by side, and no row of a table."""
    found = [_LETTERED.match(tree.words(cell)) for cell in cells]
    letters = [match[1] for match in found if match is not None]
    return len(letters) == len(cells) > 1 and [ord(one) - ord(letters[0]) for one in letters] == list(range(len(cells)))


def is_data_row(tree: Tree, row: Node) -> bool:
    """Whether a table row is one line of short cells, and not a box that lays out controls or paragraphs."""
    own = [cell for cell in row.children if cell.tag in ("td", "th")]
    cells = len(own)
    if cells < 2 or (cells < 9 and _are_choices(tree, own)):
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
