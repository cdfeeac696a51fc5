"""Gaps of a text that are no controls: empty elements that are written into.

The <span class="gap" data-answer="sun"></span> is a star.
"""

from __future__ import annotations

import re

from extract.media.html_tree import Node

_KEYED = ("data-answer", "data-answers", "data-solution", "data-correct", "data-key", "data-accept")
_GAP = re.compile(r"(?:^|[\s_-])(?:gap|blank|fill-?in)(?:$|[\s_-])", re.I)


def is_gap(node: Node) -> bool:
    """An empty element that is written into: a text's gap without a control."""
    attrs = node.attrs
    if node.tag not in ("span", "b", "u", "mark", "em", "i") or any(child.text.strip() for child in node.children):
        return False
    if attrs.get("contenteditable") in ("", "true") or attrs.get("role") == "textbox":
        return True
    return _GAP.search(attrs.get("class", "")) is not None and any(name in attrs for name in _KEYED)
