"""Fields whose numbered names a script puts together, and its list of answers in their order.

    <input id="b1"> <input id="b2">
    var answers = ["iron", "cork"]; ... document.getElementById("b" + (i + 1)).value == answers[i]
        b1 -> iron, b2 -> cork

The script must build names of the same make, and one list only may be as long as the page has such fields.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.grammar.pages.inputs import Place
from extract.grammar.pages.scripts import ScriptKeys
from extract.grammar.pages.typed import Typed
from extract.media.html.medium import HtmlPage

_NUMBERED = re.compile(r"(?P<head>[A-Za-z][\w-]*?)(?P<number>\d{1,3})\Z")


def fill_numbered(html: HtmlPage, places: Sequence[Place], keys: ScriptKeys) -> None:
    """Gives such fields their answers."""
    families: defaultdict[str, list[tuple[int, Typed]]] = defaultdict(list)
    for control in (control for place in places for control in place.controls):
        found = _NUMBERED.match(control.node.id or control.node.attrs.get("name", ""))
        if found is not None and control.node.tag == "input":
            families[found["head"]].append((int(found["number"]), control))
    for head, family in families.items():
        lists = [rows for _, rows in keys.ordered if len(rows) == len(family) > 1]
        numbers = sorted(number for number, _ in family)
        counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if len(lists) != 1 or not counted or any(one.keyed for _, one in family) or not _is_built(html, head):
            continue
        for (_, control), answers in zip(sorted(family, key=lambda one: one[0]), lists[0], strict=True):
            control.answers = answers


def _is_built(html: HtmlPage, head: str) -> bool:
    """Whether a script puts a number behind this name: `"b" + i`, `${...}` in a template string."""
    name = re.escape(head)
    built = re.compile(rf"""["'`][^"'`\n]{{0,40}}\b{name}(?:["']\s*\+|\$\{{)""")
    return any(built.search(node.text) for node in html.tree.nodes if node.tag == "script")
