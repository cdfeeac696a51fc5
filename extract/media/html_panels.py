"""What a press opens: buttons and links, and the panels that they show.

<button data-bs-target="#s1">Solution</button> <div id="s1">...</div>     the button opens s1
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.media.html_make import Make
from extract.media.html_tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Panels:
    """What opens on a press: `openers` maps a button's node index to an id, `panels` are the node indices that open."""

    openers: dict[int, str]
    panels: frozenset[int]


_TARGETS = ("aria-controls", "data-bs-target", "data-target", "data-toggle-target", "data-reveal", "data-for")
_NAMING = frozenset(_TARGETS)
_TOGGLES = frozenset({"data-toggle", "data-bs-toggle"})
_OPENERS = frozenset("button a h2 h3 h4 h5 div span input li label".split())
_IN_CALL = re.compile(r"""['"]#?([\w-]{1,80})['"]""")


def panels_of(tree: Tree) -> Panels:
    """Accordions, tabs and "show answer" buttons: elements that name the id of a box that is there."""
    openers: dict[int, str] = {}
    panels: set[int] = set()
    for node in tree.of(_may_open):
        target = _target(tree, node)
        if target is not None and not (target.index <= node.index < target.end):
            openers[node.index] = target.id
            panels.add(target.index)
    return Panels(openers, frozenset(panels))


def _may_open(make: Make) -> bool:
    """Whether elements of a make may name what they open."""
    if make.tag not in _OPENERS:
        return False
    toggles = make.tag == "a" and not _TOGGLES.isdisjoint(make.names)
    return toggles or "onclick" in make.names or not _NAMING.isdisjoint(make.names)


def _target(tree: Tree, node: Node) -> Node | None:
    attrs = node.attrs
    for name in _TARGETS:
        if name in attrs and (found := tree.by_id.get(attrs[name].lstrip("#"))) is not None:
            return found
    if node.tag == "a" and attrs.get("data-toggle", attrs.get("data-bs-toggle")) in ("collapse", "tab", "pill"):
        return tree.by_id.get(attrs.get("href", "").lstrip("#"))
    call = attrs.get("onclick")
    if call and node.tag in ("button", "a", "span", "div", "input"):
        for name in _IN_CALL.findall(call[:400]):
            found = tree.by_id.get(name)
            if found is not None and found.hidden:
                return found
    return None
