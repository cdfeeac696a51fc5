"""The element that is a group's own: the largest that holds it and no part of another, or one named a question.

<form> <div class=question> <p>Which?</p> (group) </div> <div class=question> ... </div> </form>
    the first group's own element is the first div; the form would be the page's own, which is wide
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.words.class_names import is_question, numberless
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_WIDE = frozenset({"body", "html", "main", "article", "form"})


def own_element(page: HtmlPage, groups: Sequence[Group], place: int) -> Node | None:
    """The largest element that holds this group and no part of another."""
    group = groups[place]
    low = groups[place - 1].end if place else -1
    high = groups[place + 1].start if place + 1 < len(groups) else len(page.tree.nodes) + 1
    node: Node | None = group.options[0].row or group.options[0].control
    while node is not None and not (node.index <= group.start and group.end <= node.end):
        node = node.parent
    best: Node | None = None
    named: Node | None = None
    while node is not None and node.index >= low and node.end <= high and not (node.index < low):
        if node.tag not in ("html",):
            best = node
            named = node if is_question_box(node) and node.tag not in _WIDE else named
        node = node.parent
    if best is not None and best.tag == "article" and len(groups) > 1 and group.kind == "typed":
        return best  # a card for each question; what is named a question in it may be the stem alone
    return named if named is not None and is_wide(best) else best


def holds(own: Node | None, line: Line) -> bool:
    """Whether a line begins in this element."""
    return own is not None and own.index <= line.first < own.end


def is_wide(own: Node | None) -> bool:
    """Whether an element is the page's own rather than the question's."""
    return own is None or own.tag in ("body", "html", "main") or (own.tag in _WIDE and not is_question_box(own))


def is_question_box(own: Node | None) -> bool:
    """Whether an element is by its class or id a question."""
    return own is not None and (is_question(own.make.own) or is_question(numberless(own.id)))
