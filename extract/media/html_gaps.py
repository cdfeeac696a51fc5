"""Gaps of a text that are no controls: empty elements that are written into.

The <span class="gap" data-answer="sun"></span> is a star.
"""

from __future__ import annotations

import re

from extract.media.html_make import Make
from extract.media.html_tree import Node

_TAGS = frozenset({"span", "b", "u", "mark", "em", "i"})
_KEYED = frozenset({"data-answer", "data-answers", "data-solution", "data-correct", "data-key", "data-accept"})
_GAP = re.compile(r"(?:^|[\s_-])(?:gap|blank|fill-?in)(?:$|[\s_-])", re.I)


def may_be_gap(make: Make) -> bool:
    """Whether elements of a make may be gaps."""
    if make.tag not in _TAGS:
        return False
    named = _GAP.search(make.own) is not None and not _KEYED.isdisjoint(make.names)
    return named or "contenteditable" in make.names or "role" in make.names


def is_gap(node: Node) -> bool:
    """An empty element that is written into: a text's gap without a control."""
    attrs = node.attrs
    if node.tag not in _TAGS or any(child.text.strip() for child in node.children):
        return False
    if attrs.get("contenteditable") in ("", "true") or attrs.get("role") == "textbox":
        return True
    return _GAP.search(attrs.get("class", "")) is not None and not _KEYED.isdisjoint(attrs)
