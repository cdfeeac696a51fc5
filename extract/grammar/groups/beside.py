"""A remark on a choice that stands behind its row and not in it.

    <label><input type=radio> Sell it</label> <div class="explanation">Nobody buys it.</div>
    <label><input type=radio> Press it</label>

Between two choices any element that is called a remark is one on the choice before it. Behind the last choice it may
be one on the whole question: there its name must say that it is a choice's, and the choice be the learner's or not the
only one with a remark.
"""

from __future__ import annotations

import re

from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.telling import is_remark
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_OF_CHOICE = re.compile(r"(?:choice|option)[-_]{0,2}(?:explanation|feedback|rationale|comment|remark)", re.I)


def take_beside(page: HtmlPage, group: Group) -> None:
    """Gives such remarks to their choices."""
    if group.kind == "element":
        return
    ends = [*(option.start for option in group.options[1:]), None]
    taken = False
    for option, end in zip(group.options, ends, strict=True):
        node = None if option.remark else _behind(option)
        if node is None or not is_remark(node) or node.hidden:
            continue
        own = _OF_CHOICE.search(node.make.own) is not None and (taken or option.selected is True)
        if (node.end <= end) if end is not None else own:
            option.remark, option.end, taken = page.of(node), node.end, True


def _behind(option: Option) -> Node | None:
    """The element right behind an option's row."""
    row = option.row if option.row is not None else option.control
    around = row.parent.children if row.parent is not None else []
    behind = [child for child in around if child.tag and child.index >= option.end]
    return behind[0] if behind and behind[0].index - option.end < 3 else None
