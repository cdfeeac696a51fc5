"""An HTML document as a flat list of typed nodes: the only view of the tree that readers get.

    <p>Which <b>one</b>?</p>     nodes  0 p (end 5)   1 "Which "   2 b (end 4)   3 "one"   4 "?"

A node's subtree is the index range `[node.index, node.end)`, so "between", "inside" and "before" are comparisons of
numbers, nothing recurses, and nesting of any depth costs the same. Elements of one make (`make`) are at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from extract.media.html.make import NO_ELEMENT, Make

DEEPEST = 400
NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
RAW = frozenset({"script", "style", "template", "noscript", "textarea", "title", "iframe", "select"})
_SMALL = 8  # nodes
INLINE = frozenset(
    "a abbr b bdi bdo big button cite code del em font i img input ins kbd label mark math nobr q s samp select small "
    "span strike strong sub sup svg textarea tt u var wbr".split()
)


_NAMING = ("class", "id", "data-testid", "data-test", "data-component", "data-role")


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
        "make",
        "parent",
        "spoken",
        "tag",
        "text",
    )

    def __init__(self, tag: str, index: int, parent: Node | None, attrs: Mapping[str, str], text: str) -> None:
        self.tag = tag
        self.make = NO_ELEMENT
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
        return self.make.words

    @property
    def names(self) -> str:
        """All that its author calls it: classes, id, and the names that test and component attributes give."""
        if self._names is None:
            get = self.attrs.get
            self._names = " ".join([name for key in _NAMING if (name := get(key))]) if self.attrs else ""
        return self._names

    def has_class(self, *names: str) -> bool:
        """Whether it has any of these classes."""
        return not set(names).isdisjoint(self.make.words)

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


def hides(node: Node) -> bool:
    """Whether an element itself, by its attributes, is not shown; what hides around it does not count."""
    return node.make.hidden or NO_DISPLAY.search(node.attrs.get("style", "")) is not None


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

    @cached_property
    def makes(self) -> Mapping[Make, Sequence[Node]]:
        """The elements of each make, in document order."""
        out: defaultdict[Make, list[Node]] = defaultdict(list)
        for node in self.nodes:
            out[node.make].append(node)
        out.pop(NO_ELEMENT, None)
        return out

    def of(self, test: Callable[[Make], bool]) -> list[Node]:
        """The elements whose make passes a test, in document order."""
        return _in_order([nodes for make, nodes in self.makes.items() if test(make)])

    def elements(self, *tags: str, within: Node | None = None) -> Iterator[Node]:
        """Elements with one of these tags, in document order."""
        if within is not None and within.end - within.index <= _SMALL:
            return (node for node in self.nodes[within.index + 1 : within.end] if node.tag in tags)
        return iter(_inside(_in_order([self._by_tag.get(tag, []) for tag in dict.fromkeys(tags)]), within))

    @cached_property
    def _by_tag(self) -> dict[str, list[Node]]:
        return _gathered((make.tag, nodes) for make, nodes in self.makes.items())

    def find(self, test: Callable[[Node], bool], within: Node | None = None) -> Iterator[Node]:
        """Elements that pass a test, in document order."""
        source = self.nodes if within is None else self.inside(within)
        return (node for node in source if node.tag and node.tag[0] != "#" and test(node))

    def marked(self, *names: str) -> list[Node]:
        """Elements with any of these attributes, in document order."""
        known = self._marked.get(names)
        if known is None:
            wanted = frozenset(names)
            known = self._marked[names] = self.of(lambda make: not wanted.isdisjoint(make.names))
        return known

    @cached_property
    def _marked(self) -> dict[tuple[str, ...], list[Node]]:
        return {}

    def labels(self, identity: str, start: int, end: int) -> list[Node]:
        """The labels for a control's id in a node range, in document order."""
        every = self._labels.get(identity, [])
        if len(every) < 2:
            return every if every and start <= every[0].index < end else []
        return every[bisect_left(every, start, key=_index) : bisect_left(every, end, key=_index)]

    @cached_property
    def _labels(self) -> dict[str, list[Node]]:
        out: dict[str, list[Node]] = {}
        for node in self.marked("for"):
            if node.tag == "label":
                out.setdefault(node.attrs["for"], []).append(node)
        return out

    def with_class(self, *names: str, within: Node | None = None) -> Iterator[Node]:
        """Elements with one of these classes, in document order."""
        found = [_inside(self._by_class.get(name, []), within) for name in names]
        return iter(_once(found) if len(names) > 1 else found[0])

    @cached_property
    def _by_class(self) -> dict[str, list[Node]]:
        """The elements of each class, in document order."""
        return _gathered((word, nodes) for make, nodes in self.makes.items() for word in dict.fromkeys(make.words))

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
            elif at.tag not in INLINE:
                parts.append(" ")
            index += 1
        return " ".join("".join(parts).split())


def _gathered(named: Iterable[tuple[str, Sequence[Node]]]) -> dict[str, list[Node]]:
    """The nodes of each name, in document order."""
    lists: defaultdict[str, list[Sequence[Node]]] = defaultdict(list)
    for name, nodes in named:
        lists[name].append(nodes)
    return {name: _in_order(own) for name, own in lists.items()}


def _in_order(lists: Sequence[Sequence[Node]]) -> list[Node]:
    """Ordered lists without a node in common as one."""
    if len(lists) == 1:
        return list(lists[0])
    return sorted(chain.from_iterable(lists), key=_index)


def _once(lists: Sequence[Sequence[Node]]) -> list[Node]:
    found = {node.index: node for nodes in lists for node in nodes}
    return [found[index] for index in sorted(found)]


def _inside(nodes: list[Node], within: Node | None) -> list[Node]:
    if within is None:
        return nodes
    return nodes[bisect_right(nodes, within.index, key=_index) : bisect_left(nodes, within.end, key=_index)]
