"""Tables whose rows are the options of a question.

<tr><td>A</td><td>Oslo</td></tr> <tr><td>B</td><td>Rome</td></tr>                 two options
<tr><td><img alt="Correct"></td><td>A)</td><td>Oslo</td></tr> ...                 a sign before the letter
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.group import Group, Option
from extract.media.html import HtmlPage
from extract.media.html_tree import Node


def lettered_tables(page: HtmlPage, groups: Sequence[Group]) -> list[Group]:
    """Tables whose rows are lettered A, B, C in their first cell: each row an option, its words in the second."""
    taken = [(group.start, group.end) for group in groups]
    found = []
    for table in page.tree.elements("table"):
        if any(start < table.end and table.index < end for start, end in taken):
            continue
        rows = [row for row in page.tree.elements("tr", within=table) if row.parent is not None]
        if 2 <= len(rows) <= 12 and all(_is_lettered_row(page, row, chr(65 + i)) for i, row in enumerate(rows)):
            found.append(Group("element", [Option(row, row.index, row.end, row) for row in rows]))
    return found


def _is_lettered_row(page: HtmlPage, row: Node, letter: str) -> bool:
    cells = [child for child in row.children if child.tag in ("td", "th")]
    while len(cells) > 2 and not page.tree.words(cells[0]):  # a sign before the letter
        cells = cells[1:]
    if len(cells) != 2 or page.tree.words(cells[0]).strip(" .)(").upper() != letter:
        return False
    return bool(page.tree.words(cells[1])) or any(page.tree.elements("img", within=cells[1]))
