"""What a QTI 1.2 item shows: its texts and its responses, in the order of the page.

    <presentation><material>...</material><response_lid ident="r" rcardinality="Single"><render_choice>
      <response_label ident="A"><material>...</material></response_label> ...

Blackboard sets the words of a matching row beside its response and the right-hand texts in a block of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extract.media.xml import Node
from extract.sites._part import Part
from extract.sites._qti12.text import joined, text_of

Kind = Literal["choice", "order", "text", "number", "point"]
_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
_WORDS = {
    "yes_no.true": "Yes", "yes_no.false": "No", "true_false.true": "True", "true_false.false": "False",
    "agree_disagree.true": "Agree", "agree_disagree.false": "Disagree",
    "right_wrong.true": "Right", "right_wrong.false": "Wrong",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A `response_label`: a choice. `answer_type` is New Quizzes' word for how a blank is filled."""

    ident: str
    text: str
    fixed: bool
    node: Node
    answer_type: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A place to answer. `text` is what stands at it: the left side of a matching row, the name of a blank."""

    ident: str
    kind: Kind
    multiple: bool
    text: str
    labels: tuple[Label, ...]
    node: Node
    rows: int = 1
    shuffled: bool = True


@dataclass(frozen=True)
class Presentation:
    """Texts and responses in order; `rights` are right-hand texts that stand apart from their labels."""

    segments: tuple[str | Response, ...]
    rights: tuple[str, ...] = ()

    @cached_property
    def responses(self) -> tuple[Response, ...]:
        return tuple([segment for segment in self.segments if isinstance(segment, Response)])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple([segment for segment in self.segments if isinstance(segment, str)])


def presentation_of(part: Part, root: Node | None) -> Presentation:
    """The item's page by its `presentation`; an empty one where there is none."""
    if root is None:
        return Presentation(())
    rights = [block for block in root.iter("flow") if block.get("class") == "RIGHT_MATCH_BLOCK"]
    texts = tuple(text_of(part, flow) for block in rights for flow in block.iterchildren("flow"))
    return Presentation(tuple(_segments(part, root)), texts)


def _segments(part: Part, node: Node) -> Iterator[str | Response]:
    for child in node:
        if child.tag == "response_grp" and child.find(".//response_label[@match_group]") is not None:
            yield from _grouped(part, child)
        elif child.tag in _RESPONSES:
            yield _response(part, child, "")
        elif child.tag == "material":
            if text := text_of(part, child):
                yield text
        elif child.tag == "flow" and child.get("class") == "RIGHT_MATCH_BLOCK":
            continue
        elif child.tag == "flow" and (row := _row(child)) is not None:
            yield _response(part, row, text_of(part, child))
        elif isinstance(child.tag, str):
            yield from _segments(part, child)


def _grouped(part: Part, group: Node) -> Iterator[Response]:
    """The rows of a matching question in one group: a label names in `match_group` the labels that it may go with."""
    labels = {label.get("ident", ""): label for label in group.iter("response_label")}
    targets = {name: _label(part, label) for name, label in labels.items() if label.get("match_group") is None}
    for name, label in labels.items():
        named = [target.strip() for target in (label.get("match_group") or "").split(",")]
        if label.get("match_group") is not None:
            offered = tuple(targets[target] for target in named if target in targets) or tuple(targets.values())
            yield Response(name, "choice", False, _label(part, label).text, offered, label)


def _row(flow: Node) -> Node | None:
    """The response of a matching row as Blackboard writes it: one response and its words in one flow."""
    responses = [child for child in flow if child.tag in _RESPONSES]
    if len(responses) != 1 or _below(responses[0], "render_choice") is None:
        return None
    beside = any(child.tag == "flow" and child.find(".//material") is not None for child in flow)
    return responses[0] if beside and not list(flow.iterchildren("material")) else None


def _below(node: Node, tag: str) -> Node | None:
    """The first element of a name inside a response, which is never called so itself."""
    return next(node.iter(tag), None)


def _response(part: Part, node: Node, beside: str) -> Response:
    choices = _below(node, "render_choice")
    fib = _below(node, "render_fib")
    cardinality = node.get("rcardinality", "Single")
    labels = list(node.iter("response_label")) if fib is None else []
    rows = fib.get("rows", "1") if fib is not None else "1"
    own = joined([text_of(part, material) for material in node.iterchildren("material", "flow_mat", "flow")])
    return Response(
        ident=node.get("ident") or node.get("respident") or "",
        kind=_kind(node, fib, cardinality),
        multiple=cardinality == "Multiple",
        text=beside or own,
        labels=tuple([_label(part, label) for label in labels]),
        node=node,
        rows=int(rows) if rows.isascii() and rows.isdecimal() else 1,
        shuffled=choices is None or choices.get("shuffle", "No").lower() != "no",
    )


def _kind(node: Node, fib: Node | None, cardinality: str) -> Kind:
    if node.tag == "response_xy" or _below(node, "render_hotspot") is not None:
        return "point"
    if fib is not None:
        numeric = node.tag == "response_num" or fib.get("fibtype", "").lower() in ("decimal", "integer", "scientific")
        return "number" if numeric else "text"
    if node.tag == "response_str":
        return "text"
    if node.tag == "response_num":
        return "number"
    return "order" if cardinality == "Ordered" else "choice"


def _label(part: Part, node: Node) -> Label:
    ident = node.get("ident", "")
    text = text_of(part, node, deep=True)
    return Label(ident, _WORDS.get(text, text), node.get("rshuffle") == "No", node, node.get("answer_type", ""))
