"""An HTML document as a flat list of typed nodes: the only view of the tree that readers get.

    <p>Which <b>one</b>?</p>     nodes  0 p (end 5)   1 "Which "   2 b (end 4)   3 "one"   4 "?"

A node's subtree is the index range `[node.index, node.end)`, so "between", "inside" and "before" are comparisons of
numbers, nothing recurses, and nesting of any depth costs the same. Parsing is lexbor's (through selectolax).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.media.html_drawn import drawn_control

RAW = frozenset({"script", "style", "template", "noscript", "textarea", "title", "iframe", "select"})
DEEPEST = 400
_SMALL = 8  # nodes
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RULE_HIDES = re.compile(r"([.#])([\w-]+)\s*\{[^{}]{0,2000}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_MANY_OPTIONS = 1_000  # the parser's time grows with their square: more are renamed before they are parsed
_LISTS = re.compile(r"<(/?)(select|option|optgroup)\b", re.I)
_NOT_SHOWN = frozenset({"d-none", "hidden", "js-hidden", "hide", "is-hidden", "invisible", "spoiler"})
_NONE: Mapping[str, str] = MappingProxyType({})
_READER_ONLY = frozenset(
    {
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "accesshide",
        "sr-av",
        "js-sr-av",
        "screen-reader-text",
        "accessible-text-for-reader",
        "screenreader-only",
        "sr",
        "a11y-hidden",
        "assistive-text",
        "u-visually-hidden",
    }
)

_INLINE = frozenset(
    "a abbr b bdi bdo big button cite code del em font i img input ins kbd label mark math nobr q s samp select small "
    "span strike strong sub sup svg textarea tt u var wbr".split()
)


_NAMING = ("class", "id", "data-testid", "data-test", "data-component", "data-role")


@lru_cache(maxsize=2048)
def words_of(names: str) -> tuple[str, ...]:
    """The words of a class attribute: the same few stand at most elements of a page."""
    return tuple(names.split())


class Node:
    """An element (`tag`, `attrs`, `children`), a text (`tag == ""`, `text`) or a comment (`tag == "#comment"`).

    `text` of `script`, `style` and the like is their raw content, of `select` and `template` their inner markup.
    `hidden` tells that it, or an element around it, is not shown at first; `spoken` that it is for screen readers.
    """

    __slots__ = (
        "_names",
        "_path",
        "attrs",
        "children",
        "depth",
        "end",
        "hidden",
        "index",
        "parent",
        "spoken",
        "tag",
        "text",
    )

    def __init__(self, tag: str, index: int, parent: Node | None, attrs: Mapping[str, str], text: str) -> None:
        self.tag = tag
        self.index = index
        self.end = index + 1
        self.parent = parent
        self.text = text
        self.attrs = attrs
        self.children: list[Node] | tuple[()] = [] if tag else ()
        self._path = ""
        self._names: str | None = None
        if parent is None:
            self.depth = 0
            self.hidden = self.spoken = False
        else:
            parent.children.append(self)  # type: ignore[union-attr]
            self.depth = parent.depth + 1
            self.hidden = parent.hidden
            self.spoken = parent.spoken

    def __repr__(self) -> str:
        return f"<{self.tag or 'text'} {self.index}-{self.end} {self.text[:30]!r}>"

    @property
    def id(self) -> str:
        return self.attrs.get("id", "")

    @property
    def classes(self) -> tuple[str, ...]:
        own = self.attrs.get("class")
        return words_of(own) if own else ()

    @property
    def names(self) -> str:
        """All that its author calls it: classes, id, and the names that test and component attributes give."""
        if self._names is None:
            get = self.attrs.get
            self._names = " ".join([name for key in _NAMING if (name := get(key))]) if self.attrs else ""
        return self._names

    def has_class(self, *names: str) -> bool:
        """Whether it has any of these classes."""
        own = self.attrs.get("class")
        return bool(own) and not set(names).isdisjoint(words_of(own))

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    def ancestors(self) -> Iterator[Node]:
        """The elements around it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def path(self) -> str:
        """`body/div[2]/p[1]`; of a node nested deeper than `DEEPEST`, its number in document order."""
        if not self._path:
            self._path = _path(self)
        return self._path


def _path(node: Node) -> str:
    if node.depth > DEEPEST:
        return f"node()[{node.index + 1}]"
    parent = node.parent
    if parent is None:
        return node.tag
    base = "" if parent.tag == "html" else parent.path + "/"
    counts: dict[str, int] = {}
    for child in parent.children:  # all at once: a page of 100,000 siblings stays linear
        place = counts[child.tag] = counts.get(child.tag, 0) + 1
        child._path = f"{base}{child.tag or 'text()'}[{place}]"
    if parent.tag == "html":
        for child in parent.children:
            if counts[child.tag] == 1 and child.tag[:1] != "#":
                child._path = child.tag or "text()"
    return node._path


def _index(node: Node) -> int:
    return node.index


@dataclass(frozen=True)
class Tree:
    """All nodes in document order. `by_id` holds the first element of each id, `deep` tells of deep nesting."""

    nodes: tuple[Node, ...]
    by_id: dict[str, Node] = field(repr=False)
    deep: bool = False

    @property
    def root(self) -> Node:
        return self.nodes[0]

    def inside(self, node: Node) -> Iterator[Node]:
        """Everything in a node's subtree, without the node, in document order."""
        nodes = self.nodes
        return (nodes[index] for index in range(node.index + 1, node.end))

    def elements(self, *tags: str, within: Node | None = None) -> Iterator[Node]:
        """Elements with one of these tags, in document order."""
        wanted = frozenset(tags)
        source = self.nodes if within is None else self.inside(within)
        return (node for node in source if node.tag in wanted)

    def find(self, test: Callable[[Node], bool], within: Node | None = None) -> Iterator[Node]:
        """Elements that pass a test, in document order."""
        source = self.nodes if within is None else self.inside(within)
        return (node for node in source if node.tag and node.tag[0] != "#" and test(node))

    def marked(self, *names: str) -> list[Node]:
        """Elements with any of these attributes, in document order."""
        if len(names) == 1:
            return self._by_attribute.get(names[0], [])
        found = {node.index: node for name in names for node in self._by_attribute.get(name, [])}
        return [found[index] for index in sorted(found)]

    def labels(self, identity: str, start: int, end: int) -> list[Node]:
        """The labels for a control's id in a node range, in document order."""
        every = self._labels.get(identity, [])
        return every[bisect_left(every, start, key=_index) : bisect_left(every, end, key=_index)]

    @cached_property
    def _labels(self) -> dict[str, list[Node]]:
        out: dict[str, list[Node]] = {}
        for node in self.marked("for"):
            if node.tag == "label":
                out.setdefault(node.attrs["for"], []).append(node)
        return out

    @cached_property
    def _by_attribute(self) -> dict[str, list[Node]]:
        out: dict[str, list[Node]] = {}
        for node in self.nodes:
            for name in node.attrs:
                out.setdefault(name, []).append(node)
        return out

    def with_class(self, *names: str, within: Node | None = None) -> Iterator[Node]:
        """Elements with one of these classes, in document order."""
        found: list[Node] = []
        for name in names:
            every = self._by_class.get(name, [])
            if within is None:
                found += every
            else:
                found += every[
                    bisect_right(every, within.index, key=_index) : bisect_left(every, within.end, key=_index)
                ]
        if len(names) > 1:
            found = sorted({node.index: node for node in found}.values(), key=lambda node: node.index)
        return iter(found)

    @cached_property
    def _by_class(self) -> dict[str, list[Node]]:
        """The elements of each class, in document order."""
        out: dict[str, list[Node]] = {}
        for node in self.nodes:
            own = node.attrs.get("class")
            if own:
                for name in dict.fromkeys(own.split()):
                    out.setdefault(name, []).append(node)
        return out

    def first_with_class(self, *names: str, within: Node | None = None) -> Node | None:
        return next(self.with_class(*names, within=within), None)

    def words(self, node: Node) -> str:
        """The plain words of a subtree, white space folded; scripts and styles left out."""
        if node.end - node.index > _SMALL:
            return self._read_words(node)
        words = self._words.get(node.index)
        if words is None:
            words = self._words[node.index] = self._read_words(node)
        return words

    @cached_property
    def _words(self) -> dict[int, str]:
        """What `words` was asked of small subtrees: every reader asks for those of the same few."""
        return {}

    def _read_words(self, node: Node) -> str:
        if not node.tag:
            return " ".join(node.text.split())
        parts: list[str] = []
        index, nodes = node.index, self.nodes
        while index < node.end:
            at = nodes[index]
            if not at.tag:
                parts.append(at.text)
            elif at.tag in RAW and at is not node:
                index = at.end
                continue
            elif at.tag not in _INLINE:
                parts.append(" ")
            index += 1
        return " ".join("".join(parts).split())


def parse(html: str) -> Tree:
    """The tree of a document. Linear in its length, whatever its nesting."""
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
            attrs = cast("dict[str, str]", source.attributes)  # an empty value is None until `_attributes`
            node = Node(tag, len(nodes), parent, attrs, "")
            nodes.append(node)
            if attrs:
                _attributes(node, attrs, hidden_classes, hidden_ids, by_id)
            if tag in RAW:
                node.text = (source.inner_html if tag in ("template", "select") else source.text(deep=True)) or ""
            else:
                child = source.child
        elif tag == "-comment":
            nodes.append(Node("#comment", len(nodes), parent, _NONE, source.comment_content or ""))
        if child is not None:
            stack.append((source, node))
            source, parent = child, node
            deepest = max(deepest, len(stack))
            continue
        source = source.next
        while source is None and stack:
            twin, closed = stack.pop()
            closed.end = len(nodes)
            parent = closed.parent
            source = twin.next
    return Tree(tuple(nodes), by_id, deepest > DEEPEST)


def _text(nodes: list[Node], parent: Node | None, text: str) -> None:
    """Adds a text, unless it is the white space between two blocks, which nobody sees."""
    if parent is None:
        return
    if text.isspace():
        before = parent.children[-1].tag if parent.children else "" if parent.tag in _INLINE else "p"
        if before and before not in _INLINE and parent.tag != "pre":
            return
    nodes.append(Node("", len(nodes), parent, _NONE, text))


def _attributes(
    node: Node, attrs: dict[str, str], classes: frozenset[str], ids: frozenset[str], by_id: dict[str, Node]
) -> None:
    if not all(attrs.values()):
        for name, value in attrs.items():
            if not value:
                attrs[name] = ""
    identity = attrs.get("id")
    if identity:
        by_id.setdefault(identity, node)
        if identity in ids:
            node.hidden = True
    own = attrs.get("class")
    if own:
        words = words_of(own)
        if not _READER_ONLY.isdisjoint(words):
            node.spoken = True
        if not _NOT_SHOWN.isdisjoint(words) or (classes and not classes.isdisjoint(words)):
            node.hidden = True
    if "hidden" in attrs:
        node.hidden = True
    if node.tag == "img" and "src" in attrs and (drawn := drawn_control(attrs)) is not None:
        attrs["role"], attrs["aria-checked"] = drawn[0], "true" if drawn[1] else "false"
    style = attrs.get("style")
    if style and _NO_DISPLAY.search(style):
        node.hidden = True


def hides(node: Node) -> bool:
    """Whether an element itself, by its attributes, is not shown; what hides around it does not count."""
    attrs = node.attrs
    own = attrs.get("class", "").split()
    return "hidden" in attrs or not _NOT_SHOWN.isdisjoint(own) or _NO_DISPLAY.search(attrs.get("style", "")) is not None


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
