"""What single elements of a page say of the option they stand at, each asked once.

    <li class="correct">        classes True         <li data-correct="false">           attributes False
    <i class="fa fa-check">     icons True           <button onclick="check(true)">      calls True

Whether an element can say anything at all depends mostly on its make (`make`), and of a dozen makes on a page none
or one can. So every source begins with the makes, asks only the elements of those that may speak, and keeps what was
said by the elements' numbers. The row of an option is a range of numbers: what its elements say is looked up in the
short list of those that spoke, and a page without marks costs next to nothing, however many rows it has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from extract.grammar.words.class_names import (
    is_feedback,
    judge,
    judge_call,
    judged_words,
    numberless,
    painted,
    tint,
    truth,
    words_in,
)
from extract.media.html.icons import RIGHT, draws_empty, icon_of, may_be_icon
from extract.media.html.make import Make
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

T = TypeVar("T")
HANDLERS = ("onclick", "onchange", "@click", "ng-click", "data-onclick")
_SKIPPED = frozenset(
    "id class style name type href src for value title alt checked selected disabled required tabindex role onclick "
    "onchange placeholder autocomplete aria-checked aria-invalid aria-selected aria-label aria-labelledby "
    "srcset".split()
)
_FLAG_VALUES = frozenset(
    "data-answer data-result data-value data-status data-type data-ans data-a answer data-is data-key data-val "
    "data-option data-choice data-response data-judge data-state data-qa data-test data-testid data-cy".split()
)
_SCORES = re.compile(r"(?:^|-)(?:score|points?|fraction|weight|credit|mark|grade)$", re.I)
_IS_KEY = frozenset({("is", "answer"), ("is", "key"), ("is", "solution"), ("isanswer",)})
_CALLS = frozenset({"onclick", "onchange", "href", "@click", "ng-click", "onmousedown"})
CROWD = re.compile(r"\W*(?:most voted|community vote|highly voted)\W*$", re.I)
_SAYS = frozenset({"title", "alt", "aria-label"})
_BADGED = frozenset("span em small strong b i div p label".split())
_NAMING = frozenset({"id", "data-testid", "data-test", "data-component", "data-role"})


class ByPlace(Generic[T]):
    """Things of a page, found by the numbers of the elements they stand at."""

    __slots__ = ("_at", "_things")

    def __init__(self, things: Iterable[tuple[int, T]]) -> None:
        every = sorted(things, key=lambda one: one[0])
        self._at = [at for at, _ in every]
        self._things = [thing for _, thing in every]

    def __bool__(self) -> bool:
        return bool(self._at)

    def between(self, start: int, end: int) -> list[T]:
        """Those in a node range, in document order."""
        return self._things[bisect_left(self._at, start) : bisect_left(self._at, end)] if self._at else []


def _elements(*lists: Sequence[Node]) -> ByPlace[Node]:
    """Elements of several lists, each once."""
    return ByPlace({node.index: node for nodes in lists for node in nodes}.items())


Sayings = ByPlace[bool]


@dataclass(frozen=True, slots=True)
class Telling:
    """The sources whose elements speak for themselves, and the elements whose words are judged at an option.

    `empty` are drawn controls that are not chosen, `drawn` the ticks and crosses that stand in lines: the line's first
    node, and what the sign says. `named` have a name that is read aloud, `badged` may be badges, `apart` are remarks by
    name or not shown, `pressed` call.
    """

    attributes: Sayings
    classes: Sayings
    colours: Sayings
    calls: Sayings
    icons: Sayings
    empty: ByPlace[bool]
    drawn: ByPlace[tuple[int, bool]]
    named: ByPlace[Node]
    badged: ByPlace[Node]
    apart: ByPlace[Node]
    pressed: ByPlace[Node]


def telling(page: HtmlPage) -> Telling:
    """What a page's elements say."""
    tree = page.tree
    parts = ((line, part) for line in page.lines for part in line.parts if part.what == "icon")
    hidden = [node for node in tree.nodes if node.hidden and node.tag]
    spoken = [node for node in tree.nodes if node.spoken and node.attrs]
    return Telling(
        attributes=_said(page, _asked, _attributes),
        classes=_said(page, _may_judge, _classes),
        colours=_said(page, lambda make: painted(make.own), lambda node: _colours(page, node)),
        calls=_said(page, lambda make: not _CALLS.isdisjoint(make.names), _calls),
        icons=_said(page, lambda make: may_be_icon(make.tag), lambda node: _icon(page, node)),
        empty=_said(page, lambda make: may_be_icon(make.tag), lambda node: (True,) if draws_empty(node) else ()),
        drawn=ByPlace((part.at, (line.first, part.text == RIGHT)) for line, part in parts),
        named=_elements(tree.marked(*_SAYS), spoken),
        badged=_elements(tree.of(lambda make: make.tag in _BADGED)),
        apart=_elements(hidden, [node for node in tree.of(_may_remark) if is_remark(node)]),
        pressed=_elements(tree.marked(*HANDLERS)),
    )


def _said(page: HtmlPage, may: Callable[[Make], object], says: Callable[[Node], Iterable[bool]]) -> Sayings:
    return ByPlace((node.index, value) for node in page.tree.of(lambda make: bool(may(make))) for value in says(node))


def _asked(make: Make) -> tuple[str, ...]:
    """The attributes of a make that may judge; `type` stands for a hidden field's value."""
    own = tuple(name for name in make.names if _may_tell(name))
    return (*own, "type") if make.tag == "input" and "type" in make.names else own


@lru_cache(maxsize=4096)
def _may_tell(name: str) -> bool:
    if name in _SKIPPED or name.startswith(("aria-", "on", "data-bs-")):
        return False
    bare = name.removeprefix("data-")
    judges = judge(bare) is not None or words_in(bare) in _IS_KEY
    return judges or name in _FLAG_VALUES or _SCORES.search(name) is not None


def _attributes(node: Node) -> Iterator[bool]:
    for name, value in node.attrs.items():
        if _may_tell(name) and (said := _attribute(name, value)) is not None:
            yield said
    if _is_hidden_flag(node) and (flag := truth(node.attrs.get("value", ""))) is not None:
        yield flag


def _attribute(name: str, value: str) -> bool | None:
    own = judge(name.removeprefix("data-"))
    if words_in(name.removeprefix("data-")) in _IS_KEY:
        own = True
    if own is not None:
        flag = True if value in ("", name) else truth(value)
        return None if flag is None else flag is own
    if name in _FLAG_VALUES:
        return judge(value) if not value.isdigit() else None
    return truth(value)


def _is_hidden_flag(node: Node) -> bool:
    """`<input type="hidden" name="is_correct[]" value="1">` in an option's row."""
    if node.tag != "input" or node.attrs.get("type") != "hidden":
        return False
    return judge(node.attrs.get("name", "").removesuffix("[]")) is True or judge(node.id) is True


def _may_judge(make: Make) -> bool:
    return "id" in make.names or bool(_judged(make.own))


def _judged(names: str) -> frozenset[bool]:
    """What class words judge without the colours among them."""
    return judged_words(names) if not painted(names) else _unpainted(names)


@lru_cache(maxsize=2048)
def _unpainted(names: str) -> frozenset[bool]:
    return judged_words(" ".join(word for word in names.split() if tint(word) is None))


def _classes(node: Node) -> Iterator[bool]:
    yield from _judged(node.make.own)
    name = node.attrs.get("id")
    if name and (own := judge(numberless(name))) is not None:
        yield own


def _colours(page: HtmlPage, node: Node) -> frozenset[bool]:
    """The colours of an element; the badge of what most people chose tells nothing."""
    crowd = node.end - node.index < 4 and CROWD.match(page.tree.words(node)) is not None
    return frozenset() if crowd else painted(node.make.own)


def _calls(node: Node) -> Iterator[bool]:
    for name in _CALLS.intersection(node.attrs):
        call = node.attrs[name]
        if "(" in call and (said := judge_call(call)) is not None:
            yield said


def _icon(page: HtmlPage, node: Node) -> tuple[bool, ...]:
    sign = icon_of(page.tree, node)
    return (sign == RIGHT,) if sign else ()


def _may_remark(make: Make) -> bool:
    return is_feedback(make.own) or not _NAMING.isdisjoint(make.names)


def is_remark(node: Node) -> bool:
    """Whether its author calls it a remark."""
    if is_feedback(node.make.own):
        return True
    if _NAMING.isdisjoint(node.make.names):
        return False
    return any(is_feedback(numberless(node.attrs[name])) for name in _NAMING.intersection(node.attrs))
