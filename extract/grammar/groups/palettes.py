"""Options that are painted in a colour each, as game shows do: such colours tell the options apart and judge nothing.

<button class="bg-success"> <button class="bg-danger"> <button class="bg-primary"> <button class="bg-warning">
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.media.html.medium import HtmlPage

_PAINT = re.compile(
    r"(?:bg|btn|text|border|alert|badge|table|list-group-item|has-background|ring|from)-([a-z]+)(?:-\d+)?"
)
_REACH = 40  # nodes of a row that are looked at
_FEWEST = 3  # of two, green and red judge


def is_palette(page: HtmlPage, group: Group) -> bool:
    """Whether the classes of its options paint each in a colour of its own."""
    return _all_differ(
        [
            frozenset(
                found[1]
                for node in page.tree.nodes[option.start : min(option.end, option.start + _REACH)]
                for word in node.classes
                if (found := _PAINT.fullmatch(word))
            )
            for option in group.options
        ]
    )


def wears_palette(group: Group) -> bool:
    """Whether its options' words look so by the page's styles."""
    return _all_differ(
        [frozenset(name.rpartition(":")[2] for name in option.styled if ":" in name) for option in group.options]
    )


def _all_differ(hues: Sequence[frozenset[str]]) -> bool:
    shared = frozenset.intersection(*hues) if hues else frozenset()
    own = [one - shared for one in hues]
    return len(own) >= _FEWEST and all(own) and len(set(own)) == len(own)
