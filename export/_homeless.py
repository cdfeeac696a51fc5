"""List entries outside a list, and their like, as plain divisions.

<li>a</li> <ul><li>b</li></ul>    ->    <div>a</div> <ul><li>b</li></ul>

An HTML parser lets a `<li>` close the `<li>` around it. A choice that holds one would become two choices in whatever
list a target puts it into, and every key by position behind it would be wrong.
"""

from __future__ import annotations

import re

_HOMES = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "summary": ("details",)}
_HOLDERS = frozenset(home for homes in _HOMES.values() for home in homes)
_TAG = re.compile(r"<(/?)(ul|ol|dl|details|li|dt|dd|summary)\b[^>]*>")


def housed(cleaned: str) -> str:
    """Well-formed HTML in which every entry stands directly in a list of its kind."""
    if not any(f"<{entry}" in cleaned for entry in _HOMES):
        return cleaned
    opened: list[str] = []

    def replace(tag: re.Match[str]) -> str:
        closing, name = tag[1], tag[2]
        if closing:
            shown = opened.pop() if opened else name
            return "</div>" if shown == "div" else tag[0]
        if name in _HOLDERS or (opened and opened[-1] in _HOMES[name]):
            opened.append(name)
            return tag[0]
        opened.append("div")
        return "<div>"

    return _TAG.sub(replace, cleaned)
