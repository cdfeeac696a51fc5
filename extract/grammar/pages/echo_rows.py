"""Tables of statements that a result page shows twice: as the learner judged them, and as they should be judged.

| Bees dance.        | (o) right | ( ) wrong |        the learner's
| Drones make honey. | (o) right | ( ) wrong |
Best solution
| Bees dance.        | (o) right | ( ) wrong |        the key of each row
| Drones make honey. | ( ) right | (o) wrong |
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from extract.grammar.groups.group import Group
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.tree import Node
from quizmill.draft import Claim
from quizmill.item import Evidence


def merge_rows(html: HtmlPage, groups: Sequence[Group], solves: Callable[[str], bool]) -> list[Group]:
    """The groups without the rows of such second tables; the rows of the first are told their keys."""
    kept: list[list[Group]] = []
    for table, run in groupby(groups, key=_table):
        rows = list(run)
        first = kept[-1] if kept else []
        if table is None or len(rows) < 2 or not _is_copy(html, first, rows) or not _below(html, first, rows, solves):
            kept.append(rows)
            continue
        for own, copy in zip(first, rows, strict=True):
            row = _row(copy)
            start, end = (copy.start, copy.end) if row is None else (row.index, row.end)
            spans = tuple(span_of(line) for line in html.lines_in(start, end))
            own.told = Claim(Evidence.STATED, choices=tuple(sorted(copy.selected)), spans=spans)
    return [group for rows in kept for group in rows]


def _table(group: Group) -> Node | None:
    return next((node for node in group.options[0].control.ancestors() if node.tag == "table"), None)


def _is_copy(html: HtmlPage, first: Sequence[Group], rows: Sequence[Group]) -> bool:
    """The same statements with the same judgements, each judged once in the second table."""
    return len(first) == len(rows) and all(
        own.told is None
        and len(copy.selected) == 1
        and [option.words for option in own.options] == [option.words for option in copy.options]
        and _statement(html, own) == _statement(html, copy) != ""
        for own, copy in zip(first, rows, strict=True)
    )


def _row(group: Group) -> Node | None:
    return next((node for node in group.options[0].control.ancestors() if node.tag == "tr"), None)


def _statement(html: HtmlPage, group: Group) -> str:
    row = _row(group)
    return html.tree.words(row).strip() if row is not None else ""


def _below(html: HtmlPage, first: Sequence[Group], rows: Sequence[Group], solves: Callable[[str], bool]) -> bool:
    """Whether words that say "solution" stand between the tables, and no question."""
    above, below = _table(first[-1]), _table(rows[0])
    between = html.lines_in(above.end, below.index) if above is not None and below is not None else []
    said = [line.text for line in between if line.text.strip()]
    return 0 < len(said) < 5 and solves(said[-1]) and not any(text.endswith("?") for text in said)
