"""Controls that are filled in: what their own attributes, or a script, say is right.

<input id="q1" data-answer="4">      answers ("4",)      <select> <option>a <option data-correct>b      right (1,)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array
from extract.grammar.pages.scripts import ScriptKeys
from extract.grammar.words.class_names import judge, truth
from extract.media.html.gaps import is_gap, tip_of
from extract.media.html.medium import HtmlPage
from extract.media.html.parse import entries_of
from extract.media.html.tree import Node

_TYPED = frozenset({"", "text", "number", "tel", "search"})
_KEYED = (
    "data-answer",
    "data-answers",
    "data-correct",
    "data-solution",
    "data-key",
    "data-correct-answer",
    "data-expected",
    "data-accept",
    "answer",
    "data-right",
)


@dataclass(slots=True)
class Typed:
    """A control that is filled in: its answers, or its entries and which of them are right."""

    node: Node
    answers: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    tolerance: str = ""

    @property
    def keyed(self) -> bool:
        return bool(self.answers or self.right)


def typed_names(html: HtmlPage) -> list[str]:
    """Names and ids of all such controls: what a script's keys may be joined to."""
    return [name for node in typed_nodes(html) for name in (node.attrs.get("name", ""), node.id) if name]


def typed_nodes(html: HtmlPage) -> Iterator[Node]:
    nodes = html.tree.nodes
    for line in html.lines:
        for at in line.controls():
            node = nodes[at]
            if (
                node.tag == "select"
                or (node.tag == "input" and node.attrs.get("type", "").lower() in _TYPED)
                or node.tag == "textarea"
                or is_gap(node)
            ):
                yield node


def typed(html: HtmlPage, node: Node, keys: ScriptKeys) -> Typed:
    if node.tag == "select":
        return _drop_down(node, keys)
    found = Typed(node)
    for name in _KEYED:
        if node.attrs.get(name):
            found.answers = _values(node.attrs[name])
            break
    if not found.answers and (tip := tip_of(node) if is_gap(node) else ""):
        found.answers = (tip,)
    found.tolerance = node.attrs.get("data-tol") or node.attrs.get("data-tolerance") or ""
    for name in (node.attrs.get("name", ""), node.id):
        if not found.answers and name in keys.values and keys.values[name] != ("on",):
            found.answers = keys.values[name]
    return found


def _values(value: str) -> tuple[str, ...]:
    """One answer, or a JSON list of them, or some between bars."""
    if value.lstrip()[:1] == "[":
        for one in literals(value):
            if isinstance(one.value, Array):
                return tuple(str(item) for item in one.value.items if isinstance(item, str | int | float))
    if "|" in value:
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return (value.strip(),) if value.strip() else ()


def _drop_down(node: Node, keys: ScriptKeys) -> Typed:
    entries: list[str] = []
    right: list[int] = []
    values: list[str] = []
    listed = entries_of(node)
    empty = [words for words, attrs in listed if attrs.get("value") == ""]
    for words, attrs in listed:
        prompt = words.endswith(("...", "\u2026")) or attrs.get("disabled") is not None
        if prompt or (empty == [words] and not entries):
            continue  # "Choose ..."
        flag = _flag(attrs)
        if flag:
            right.append(len(entries))
        entries.append(words)
        values.append(attrs.get("value", words))
    found = Typed(node, entries=tuple(entries), right=tuple(right) if len(right) < len(entries) else ())
    if not found.right:
        wanted = next((keys.values[name] for name in (node.attrs.get("name", ""), node.id) if name in keys.values), ())
        wanted = wanted or next((_values(node.attrs[name]) for name in _KEYED if node.attrs.get(name)), ())
        places = [
            i
            for value in wanted
            for i, (own, words) in enumerate(zip(values, entries, strict=True))
            if value in (own, words)
        ]
        found.right = tuple(dict.fromkeys(places)) if len(set(places)) == len(wanted) else ()
    return found


def _flag(attrs: Mapping[str, str]) -> bool:
    for name, value in attrs.items():
        own = judge(name.removeprefix("data-"))
        if own is True and (value in ("", name) or truth(value)):
            return True
    value = attrs.get("value", "")
    return value in ("answer", "correct", "right") or any(
        judge(word) is True for word in attrs.get("class", "").split()
    )
