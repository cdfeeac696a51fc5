"""Gaps of a text that are no controls: empty elements that are written into.

The <span class="gap" data-answer="sun"></span> is a star.
"""

from __future__ import annotations

import re

from extract.media.html.make import Make
from extract.media.html.tree import Node

_TAGS = frozenset({"span", "b", "u", "mark", "em", "i"})
_KEYED = frozenset({"data-answer", "data-answers", "data-solution", "data-correct", "data-key", "data-accept"})
TIPS = ("title", "data-tooltip", "data-original-title", "data-tip")  # shown on hovering
_ORDERS = re.compile(
    r"(?:click|tap|press|hover|type|enter|fill|write|drag|drop|choose|your|blank|gap|answer|show)\b", re.I
)
_GAP = re.compile(r"(?:^|[\s_-])(?:gap|blank|fill-?in)(?:$|[\s_-])", re.I)


def may_be_gap(make: Make) -> bool:
    """Whether elements of a make may be gaps."""
    if make.tag not in _TAGS:
        return False
    named = _GAP.search(make.own) is not None and not _KEYED.union(TIPS).isdisjoint(make.names)
    return named or "contenteditable" in make.names or "role" in make.names


def is_gap(node: Node) -> bool:
    """An empty element that is written into: a text's gap without a control."""
    attrs = node.attrs
    if node.tag not in _TAGS or any(child.text.strip(" \n\t\xa0_.\u2026") for child in node.children):
        return False
    if attrs.get("contenteditable") in ("", "true") or attrs.get("role") == "textbox":
        return True
    return _GAP.search(attrs.get("class", "")) is not None and (not _KEYED.isdisjoint(attrs) or bool(tip_of(node)))


def tip_of(node: Node) -> str:
    """What a gap that is ruled shows on hovering: its answer, unless it tells what to do."""
    said = next((node.attrs[name].strip() for name in TIPS if node.attrs.get(name)), "")
    ruled = any(child.text.strip() for child in node.children)
    return said if ruled and len(said) < 60 and not _ORDERS.match(said) else ""
