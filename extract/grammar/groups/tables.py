"""Tables whose rows are the options of a question.

<tr><td>A</td><td>Oslo</td></tr> <tr><td>B</td><td>Rome</td></tr>                 two options
<tr><td><img alt="Correct"></td><td>A)</td><td>Oslo</td></tr> ...                 a sign before the letter
<tr><td>Q.1</td><td>Where?</td></tr> <tr><td>Ans</td><td>1. Oslo</td></tr>         numbered in the cell
<tr><td><i>Your answer</i><i>Correct answer</i></td><td>A</td><td>Oslo</td></tr>   what is said of the row before it
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.badges import SIGNS, is_score, is_state
from extract.grammar.groups.group import Group, Option
from extract.grammar.words.class_names import OPTION
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_KINDS = re.compile(
    r"(?:multiple|single)[-_]?choices?|options?[-_]?(?:head|header|title)", re.I
)  # no choices themselves
_COUNTED = re.compile(r"[1-8A-Ha-h][.)]\s")


def lettered_tables(page: HtmlPage, groups: Sequence[Group]) -> list[Group]:
    """Tables whose rows are lettered A, B, C in their first cell: each row an option, its words in the second."""
    taken = [(group.start, group.end) for group in groups]
    found = []
    for table in page.tree.elements("table"):
        if any(start < table.end and table.index < end for start, end in taken):
            continue
        rows = [row for row in page.tree.elements("tr", within=table) if row.parent is not None]
        cells = [_words_cell(page, row, chr(65 + place)) for place, row in enumerate(rows)]
        if 2 <= len(rows) <= 12 and None not in cells:
            both = zip(rows, cells, strict=True)
            found.append(
                Group("element", [Option(cell, row.index, row.end, row) for row, cell in both if cell is not None])
            )
        elif not any(page.tree.elements("table", within=table)):
            found += _numbered_below(page, rows) or _named_rows(page, rows)
    return found


def _named_rows(page: HtmlPage, rows: Sequence[Node]) -> list[Group]:
    """Rows that are called options, with one cell of words each: `<tr class="option"><td></td><td>Oslo</td></tr>`."""
    named = [row for row in rows if OPTION.search(_KINDS.sub("", row.make.own))]
    cells = [_only_words(page, row) for row in named]
    if not 2 <= len(named) <= 12 or None in cells:
        return []
    return [
        Group("element", [Option(c, r.index, r.end, r) for c, r in zip(cells, named, strict=True) if c is not None])
    ]


def _only_words(page: HtmlPage, row: Node) -> Node | None:
    """The one cell with more than signs and states."""
    cells = [child for child in row.children if child.tag in ("td", "th") and not _says_of_row(page, child)]
    return cells[0] if len(cells) == 1 else None


def _numbered_below(page: HtmlPage, rows: Sequence[Node]) -> list[Group]:
    """The rows below a table's first whose last cells count from one, or from A, where nothing else is told in them."""
    cells = [_counted_cell(page, row) for row in rows]
    start = next((place for place, cell in enumerate(cells) if cell is not None), 0)
    own = [cell for cell in cells[start:] if cell is not None]
    if not start or not 2 <= len(own) <= 8 or len(own) < len(rows) - start:
        return []
    labels = [page.tree.words(cell)[0].upper() for cell in own]
    if labels not in (list("12345678"[: len(own)]), list("ABCDEFGH"[: len(own)])):
        return []
    return [Group("element", [Option(c, r.index, r.end, r) for c, r in zip(own, rows[start:], strict=True)])]


def _counted_cell(page: HtmlPage, row: Node) -> Node | None:
    cells = [child for child in row.children if child.tag in ("td", "th")]
    words = [page.tree.words(cell).strip() for cell in cells]
    if len(cells) < 2 or not _COUNTED.match(words[-1]):
        return None
    return cells[-1] if all(not word or Role.ANSWER in roles_of(word.rstrip(" .:")) for word in words[:-1]) else None


def _words_cell(page: HtmlPage, row: Node, letter: str) -> Node | None:
    """The cell behind that of the letter; None where a row has others."""
    cells = [child for child in row.children if child.tag in ("td", "th")]
    while len(cells) > 2 and _says_of_row(page, cells[0]):
        cells = cells[1:]
    if len(cells) != 2 or page.tree.words(cells[0]).strip(" .)(").upper() != letter:
        return None
    shown = page.tree.words(cells[1]) or any(page.tree.elements("img", within=cells[1]))
    return cells[1] if shown else None


def _says_of_row(page: HtmlPage, cell: Node) -> bool:
    """A cell with nothing but signs, and what a review says of a choice."""
    said = [node.text.strip() for node in page.tree.inside(cell) if not node.tag and node.text.strip()]
    return all(is_state(words) or is_score(words) or SIGNS.issuperset(words) for words in said)
