"""Lists behind a group that are as long as it has options: one verdict, or one remark, for each in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.question.around import Around
from extract.grammar.words.class_names import FEEDBACK, head_verdict, judge, verdict
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence


def in_order(page: HtmlPage, group: Group, lines: list[Line], found: Around) -> list[Line]:
    """Lists as long as the options: verdicts and remarks, one each. Gives the lines that are left."""
    left = lines
    for parent in _parents(lines):
        rows = [child for child in parent.children if child.tag and not child.spoken and child.tag not in _TITLES]
        if len(rows) != len(group.options) or not 2 <= len(rows) <= 26 or not _alike(rows):
            continue
        inner = [[line for line in lines if row.index <= line.first < row.end] for row in rows]
        if not all(inner):
            continue
        values = _verdicts_of(page, rows, inner)
        if values is None and not _remarks_by_name(parent):
            continue
        if values is not None:
            right = tuple(i for i, value in enumerate(values) if value)
            if 0 < len(right) < len(rows):
                found.claims.append(
                    Claim(Evidence.STATED, choices=right, spans=tuple(span_of(own[0]) for own in inner))
                )
        if [" ".join(page.tree.words(row).split()) for row in rows] == [option.words for option in group.options]:
            rows = []  # the options again
        for place, row in enumerate(rows):
            fragment = _remark_of(page, row, inner[place], values is not None)
            text = _without_verdict(re.sub(r"^(?:- |\d{1,3}\. )", "", fragment.text))
            if text and place not in found.remarks:
                found.remarks[place] = Fragment(text, fragment.spans)
        left = [line for line in left if not parent.index <= line.first < parent.end]
    return left


def _alike(rows: Sequence[Node]) -> bool:
    """Rows of one make: the same tag, and classes that differ at most in verdicts and numbers."""
    makes = {(row.tag, frozenset(w for w in row.classes if judge(w) is None and not w[-1:].isdigit())) for row in rows}
    return len(makes) == 1


_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "br", "hr", "script", "#comment"})


def _parents(lines: Sequence[Line]) -> list[Node]:
    """The elements that hold the lines' containers as their rows, in order, each once."""
    seen: dict[int, Node] = {}
    for line in lines:
        node: Node | None = line.container
        for _ in range(4):
            if node is None or node.parent is None or node.parent.tag in ("body", "form"):
                break
            seen.setdefault(node.parent.index, node.parent)
            node = node.parent
    return [seen[at] for at in sorted(seen)]


def _remarks_by_name(parent: Node) -> bool:
    return FEEDBACK.search(parent.names) is not None


def _verdicts_of(page: HtmlPage, rows: Sequence[Node], inner: Sequence[Sequence[Line]]) -> list[bool] | None:
    """One verdict a row, from the words or the line it begins with; None where any row gives none."""
    values: list[bool] = []
    for row, lines in zip(rows, inner, strict=True):
        value = verdict(lines[0].text) if len(lines) > 1 else None
        value = head_verdict(page.tree.words(row)) if value is None else value
        if value is None:
            return None
        values.append(value)
    return values


def _remark_of(page: HtmlPage, row: Node, lines: Sequence[Line], judged: bool) -> Fragment:
    """A row's words, without a first line that is its verdict alone."""
    if judged and len(lines) > 1 and verdict(lines[0].text) is not None:
        text = rich_parts([(line, line.parts) for line in lines[1:]], page.writing())
        return Fragment(text, tuple(span_of(line) for line in lines))
    return page.of(row)


def _without_verdict(text: str) -> str:
    """A remark that is nothing but its verdict (and a link to itself) is none."""
    bare = re.sub(r"\(?\[[^\]]*\]\([^)]*\)\)?|\([^()]{0,40}\)", " ", text)
    words = " ".join(bare.split())
    return "" if head_verdict(words) is not None and len(words) < 30 and len(words.split()) <= 3 else text
