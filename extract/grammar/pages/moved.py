"""Questions that are answered by moving things: sorted into order, or dragged to their counterparts.

    <li data-correct-position="2">Venus</li> <li data-correct-position="1">Mercury</li>          ordering
    <div draggable data-match="7">Oslo</div> ... <div class="dropzone" data-accept="7">Norway    a pair

Positions must count on without a gap; every thing must have one place. Else nothing is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.grammar.groups.fragments import fragment
from extract.grammar.groups.group import Group, Option
from extract.media.html.make import Make
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import Draft, DraftPair, Fragment

_PLACES = re.compile(r"data-(?:correct-?|right-?|target-?)?(?:position|pos|order|rank|sequence|step|place)$")
_SORTS = re.compile(
    r"sort|order|arrang|rank|sequenc|reihenfolge|ordn|classe|ordena|ordina|volgorde|kolejno|\u043f\u043e\u0440\u044f\u0434",
    re.I,
)
_HELD = ("data-match", "data-pair", "data-id", "data-key", "data-value", "data-item", "data-answer", "id")
_NAMED = frozenset(_HELD)
_TAKES = (
    *("data-accept", "data-accepts", "data-target", "data-match", "data-answer", "data-correct", "data-for"),
    *("data-pair", "data-expected", "data-key", "data-correct-id", "data-id"),
)
_DRAGGED = re.compile(r"(?:^|[\s_-])(?:drag\w*|movable|tile|sortable-item)(?:$|[\s_-])", re.I)
_DROPPED = re.compile(r"(?:^|[\s_-])(?:drop\w*|slot|target|zone|bin|bucket)(?:$|[\s_-])", re.I)
_WIDE = frozenset({"body", "html", "main", "form", "article"})
_MOST = 20
_FEWEST = 3  # entries of a list that is sorted


def order_of(group: Group, stem: str) -> tuple[int, ...] | None:
    """The options' right order by the places that their rows name; None where they name none."""
    held = {name for option in group.options for name in option.control.attrs}
    names = {name for name in held if _PLACES.match(name)}
    for name in sorted(names, key=lambda name: "correct" not in name):
        values = [option.control.attrs.get(name, "") for option in group.options]
        if not all(value.isdecimal() for value in values):
            continue
        places = [int(value) for value in values]
        counted = sorted(places) in (list(range(len(places))), list(range(1, len(places) + 1)))
        told = "correct" in name or (_SORTS.search(stem) is not None and places != sorted(places))
        if counted and told:
            return tuple(sorted(range(len(places)), key=places.__getitem__))
    return None


def dragged_drafts(html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """The matchings whose things and places name each other."""
    things = [node for node in html.tree.of(_may_move) if _is_thing(html, node)]
    if len(things) < 2:
        return []
    zones = [node for node in html.tree.marked(*_TAKES) if _DROPPED.search(node.names) and html.tree.words(node)]
    if len(zones) < 2:
        return []
    boxes: defaultdict[int, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
    for box, thing in ((_box(node, zones), node) for node in things):
        if box is not None:
            boxes[box][0].append(thing)
    for box in boxes:
        node = html.tree.nodes[box]
        boxes[box][1].extend(zone for zone in zones if node.index < zone.index < node.end)
    drafts = (_draft(html, html.tree.nodes[box], *sides) for box, sides in sorted(boxes.items()))
    return [draft for draft in drafts if draft is not None and not _is_taken(html, draft, taken)]


def sorted_drafts(html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """Lists whose entries name their places, under words that ask for the order."""
    homes: defaultdict[int, list[Node]] = defaultdict(list)
    for node in html.tree.of(lambda make: any(_PLACES.match(name) for name in make.names)):
        if node.parent is not None and html.tree.words(node):
            homes[node.parent.index].append(node)
    drafts = (_sorted(html, rows) for rows in homes.values() if _FEWEST <= len(rows) <= _MOST)
    return [draft for draft in drafts if draft is not None and not _is_taken(html, draft, taken)]


def _sorted(html: HtmlPage, rows: Sequence[Node]) -> Draft | None:
    above = [line for line in html.lines_in(0, rows[0].index) if line.text and not line.button][-1:]
    group = Group("element", [Option(row, row.index, row.end, row) for row in rows])
    order = order_of(group, above[0].text) if above and _SORTS.search(above[0].text) else None
    if order is None:
        return None
    lines = html.lines_in(rows[0].index, rows[-1].end)
    words = rich_parts([(line, line.parts) for line in above], html.writing())
    return Draft(
        stem=Fragment(words, tuple(span_of(line) for line in above)),
        spans=tuple(span_of(line) for line in (*above, *lines)),
        type="ordering",
        order=tuple(
            fragment(html, [(n, n.parts) for n in html.lines_in(rows[at].index, rows[at].end)]) for at in order
        ),
    )


def _may_move(make: Make) -> bool:
    """Whether elements of a make may be things: they say so themselves, or are called so and have a name to go by."""
    return "draggable" in make.names or (_DRAGGED.search(make.own) is not None and not _NAMED.isdisjoint(make.names))


def _is_thing(html: HtmlPage, node: Node) -> bool:
    attrs = node.attrs
    named = _DRAGGED.search(node.make.own) is not None and not _NAMED.isdisjoint(attrs)
    return (attrs.get("draggable") == "true" or named) and bool(html.tree.words(node))


def _box(node: Node, zones: Sequence[Node]) -> int | None:
    """The smallest element around a thing that holds places too."""
    for around in node.ancestors():
        if any(around.index < zone.index < around.end for zone in zones):
            return around.index
    return None


def _draft(html: HtmlPage, box: Node, things: Sequence[Node], zones: Sequence[Node]) -> Draft | None:
    pairs = _pairs(things, zones)
    first = min(node.index for node in (*things, *zones))
    stem = [line for line in html.lines_in(box.index, first) if line.text and not line.button]
    own = html.lines_in(box.index, box.end)
    if box.tag in _WIDE:  # the page's own: the line right above asks
        stem = stem[-1:]
        own = [*stem, *html.lines_in(first, max(node.end for node in (*things, *zones)))]
    if not pairs or not stem or len(things) > _MOST:
        return None
    spans = tuple(span_of(line) for line in own)
    words = rich_parts([(line, line.parts) for line in stem], html.writing())
    return Draft(
        stem=Fragment(words, tuple(span_of(line) for line in stem)),
        spans=spans,
        type="matching",
        pairs=tuple(DraftPair(html.of(thing), html.of(zone)) for thing, zone in pairs),
    )


def _pairs(things: Sequence[Node], zones: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Each thing with the one place that takes it, by the first two attributes that name all of them."""
    if len(things) != len(zones):
        return []
    for held, takes in _names():
        homes = {zone.attrs.get(takes, ""): zone for zone in zones}
        names = [thing.attrs.get(held, "") for thing in things]
        if "" not in homes and len(homes) == len(zones) and sorted(names) == sorted(homes):
            return [(thing, homes[name]) for thing, name in zip(things, names, strict=True)]
    return []


def _names() -> Iterator[tuple[str, str]]:
    return ((held, takes) for held in _HELD for takes in _TAKES)


def _is_taken(html: HtmlPage, draft: Draft, taken: frozenset[int]) -> bool:
    places = {span.node for span in draft.spans}
    return any(line.path in places for line in html.lines if line.first in taken)
