"""The texts of QTI 1.2: `material` in all its forms, as Markdown.

    <material><mattext texttype="text/html">2 &lt;b&gt;+&lt;/b&gt; 2?</mattext></material>   ->   2 **+** 2?

HTML comes escaped, as CDATA, or as child elements; `matimage` and `mataudio` name files; Blackboard wraps its texts in
`mat_extension/mat_formattedtext`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from extract.media.fragment import element_to_markdown, html_to_markdown, looks_like_html, words_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part

_MATERIAL = frozenset("mattext matemtext mat_formattedtext matimage mataudio matvideo matbreak".split())
_SHOWN = frozenset("matimage mataudio matvideo matbreak".split())
# Parts of an item that hold texts of their own.
_OWNERS = frozenset("response_lid response_str response_num response_grp response_xy render_choice".split())


def text_of(part: Part, node: Node | None, deep: bool = False) -> str:
    """The Markdown of all material below an element; that of responses in it only where `deep`."""
    if node is None:
        return ""
    while len(node) == 1:  # most hold one material, some elements down
        node = node[0]
        if node.tag in _MATERIAL:
            only = _one(part, node)
            return only if only.strip() else ""
        if not isinstance(node.tag, str) or not (deep or node.tag not in _OWNERS):
            return ""
    return joined([_one(part, leaf) for leaf in _leaves(node, deep)])


def joined(texts: Iterable[str]) -> str:
    """Materials one after the other; each is a paragraph of its own unless one is but a picture or few words."""
    return "\n\n".join([text for text in texts if text.strip()])


def _leaves(node: Node, deep: bool) -> list[Node]:
    found: list[Node] = []
    for child in node:
        if child.tag in _MATERIAL:
            found.append(child)
        elif isinstance(child.tag, str) and (deep or child.tag not in _OWNERS):
            found += _leaves(child, deep)
    return found


def _one(part: Part, leaf: Node) -> str:
    if leaf.tag in _SHOWN:
        return _shown(part, leaf)
    context = part.context()
    if len(leaf):
        return element_to_markdown(leaf, context)
    text = leaf.text or ""
    kind = (leaf.get("texttype") or leaf.get("type") or "").lower()
    if "html" in kind or kind == "smart_text" or (kind != "text/plain" and looks_like_html(text)):
        return html_to_markdown(text, context)
    if kind == "text/plain" and looks_like_html(text) and text.lstrip().startswith("<"):
        return html_to_markdown(text, context)
    return words_to_markdown(text)


def _shown(part: Part, leaf: Node) -> str:
    """A picture, sound or film by its file's name; a break is nothing."""
    uri = leaf.get("uri", "")
    if leaf.tag == "matbreak" or not uri:
        return ""
    label = " ".join((leaf.get("label") or leaf.text or "").split())
    address = part.store.image(html.unescape(uri))
    return f"![{label}]({address if ' ' not in address else f'<{address}>'})"
