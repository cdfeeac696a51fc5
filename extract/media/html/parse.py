"""Markup to the list of nodes. Parsing is lexbor's (through selectolax); white space that nobody sees is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.media.html.carried import shown
from extract.media.html.drawn import drawn_control, exported_box, icon_controls
from extract.media.html.make import Make, make_of
from extract.media.html.tree import DEEPEST, INLINE, NO_DISPLAY, RAW, Node, Tree

_RULE_HIDES = re.compile(r"([.#])([\w-]+)\s*\{[^{}]{0,2000}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_MANY_OPTIONS = 1_000  # the parser's time grows with their square: more are renamed before they are parsed
_LISTS = re.compile(r"<(/?)(select|option|optgroup)\b", re.I)
_ICONS = frozenset({"i", "span", "em", "svg", "mat-icon"})
_NONE: Mapping[str, str] = MappingProxyType({})


def parse(html: str) -> Tree:
    """The tree of a document. Linear in its length, whatever its nesting."""
    html = shown(html)
    hidden_classes, hidden_ids = _hiding_rules(html)
    if html.count("<option") > _MANY_OPTIONS:
        html = _LISTS.sub(r"<\1x-\2", html)
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    source: LexborNode | None = LexborHTMLParser(html).root
    parent: Node | None = None
    stack: list[tuple[LexborNode, Node]] = []  # open elements with their lexbor twin
    deepest = 0
    while source is not None:
        tag = source.tag or ""
        child: LexborNode | None = None
        if tag == "-text":
            _text(nodes, parent, source.text_content or "")
        elif tag[:1] not in "-!":
            if tag == "x-select":
                tag = "select"
            attrs: dict[str, str] = source.attributes  # type: ignore[assignment]  # an empty value is None at first
            node = Node(tag, len(nodes), parent, attrs, "")
            nodes.append(node)
            node.make = _attributes(node, attrs, hidden_classes, hidden_ids, by_id) if attrs else make_of(tag, "", ())
            if tag in RAW:
                node.text = (source.inner_html if tag in ("template", "select") else source.text(deep=True)) or ""
            else:
                child = source.child
        elif tag == "-comment":
            nodes.append(Node("#comment", len(nodes), parent, _NONE, source.comment_content or ""))
        if child is not None:
            stack.append((source, node))
            source, parent = child, node
            if len(stack) > deepest:
                deepest = len(stack)
            continue
        source = source.next
        while source is None and stack:
            twin, closed = stack.pop()
            closed.end = len(nodes)
            parent = closed.parent
            source = twin.next
    _draw_controls(nodes, html)
    return Tree(tuple(nodes), by_id, deepest > DEEPEST)


def _draw_controls(nodes: list[Node], html: str) -> None:
    """Icons that draw radio buttons and tick boxes are such, on a page without real ones."""
    told = icon_controls(html)
    for node in nodes if told is not None else ():
        if node.tag in _ICONS and node.end - node.index < 3 and (drawn := told(node.attrs.get("class", ""))):  # type: ignore[misc]
            attrs = {**node.attrs, "role": drawn[0], "aria-checked": "true" if drawn[1] else "false"}
            node.attrs, node.make = attrs, make_of(node.tag, attrs["class"], tuple(attrs))


def _text(nodes: list[Node], parent: Node | None, text: str) -> None:
    """Adds a text, unless it is the white space between two blocks, which nobody sees."""
    if parent is None:
        return
    if text.isspace():
        before = parent.children[-1].tag if parent.children else "" if parent.tag in INLINE else "p"
        if before and before not in INLINE and parent.tag != "pre":
            return
    nodes.append(Node("", len(nodes), parent, _NONE, text))


def _attributes(
    node: Node, attrs: dict[str, str], classes: frozenset[str], ids: frozenset[str], by_id: dict[str, Node]
) -> Make:
    """Takes in what an element's attributes say of it. Gives its make."""
    if not all(attrs.values()):
        for name, value in attrs.items():
            if not value:
                attrs[name] = ""
    identity = attrs.get("id")
    if identity:
        by_id.setdefault(identity, node)
        if identity in ids:
            node.hidden = True
    if node.tag == "img" and "src" in attrs and (drawn := drawn_control(attrs)) is not None:
        attrs["role"], attrs["aria-checked"] = drawn[0], "true" if drawn[1] else "false"
    own = attrs.get("class", "")
    if "checkbox-o" in own and (box := exported_box(node.tag, own)) is not None:
        node.tag = "input"
        attrs.update(box)
    make = make_of(node.tag, attrs.get("class", ""), tuple(attrs))
    if make.spoken:
        node.spoken = True
    if make.hidden or (classes and not classes.isdisjoint(make.words)):
        node.hidden = True
    style = attrs.get("style")
    if style and NO_DISPLAY.search(style):
        node.hidden = True
    return make


def _hiding_rules(html: str) -> tuple[frozenset[str], frozenset[str]]:
    """Classes and ids that the page's own style sheets hide; only rules of one simple selector are looked at."""
    classes: set[str] = set()
    ids: set[str] = set()
    at = html.find("<style")
    while at >= 0:
        end = html.find("</style", at)
        end = len(html) if end < 0 else end
        for sign, name in _RULE_HIDES.findall(html, at, end):
            (classes if sign == "." else ids).add(name)
        at = html.find("<style", end)
    return frozenset(classes), frozenset(ids)


_ENTRY_TAG = re.compile(r"<(/?)(?:x-)?(?:option|optgroup)\b", re.I)


def entries_of(select: Node) -> list[tuple[str, Mapping[str, str]]]:
    """The entries of a drop-down: their words and attributes, without headings and empty ones."""
    inner = parse("<ul>" + _ENTRY_TAG.sub(lambda match: f"<{match[1]}li", select.text) + "</ul>")
    found = [(inner.words(node), node.attrs) for node in inner.elements("li") if "label" not in node.attrs]
    return [(words, attrs) for words, attrs in found if words]
