"""One line of a page as a person sees it, and all of them found by the nodes they stand at.

    <p>Which <b>one</b>?</p>      Line(TEXT, parts "Which ", "one" bold, "?", first and last node)

A `Line` keeps where in the node list it came from, so that a reader can move between what is seen (lines) and how it
is written (nodes) by comparing numbers. Every reader asks every line for its words, its place and its controls: they
are set down once, when the page is laid out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.media.html.tree import Node, Tree
from quizmill.block import Kind, Style
from quizmill.source import Span

_WIDE = "\u3000"  # the wide space of East Asian print parts a label from its words: a page does not fold it


def folded(text: str) -> str:
    """Words with white space folded as a page folds it."""
    if _WIDE not in text:
        return " ".join(text.split())
    return " ".join(text.replace(_WIDE, "\0").split()).replace("\0", _WIDE).strip(_WIDE + " ")


class Part(NamedTuple):
    """A piece of a line: `at` is the node's index, `cell` the cell's number in a row.

    `what` is "text", "math" (text is LaTeX), "display", "image" (href is its address), "control", "icon" (text is a
    tick or a cross) or "pre" (text with its newlines).
    """

    at: int
    what: str
    text: str
    style: Style = Style.NONE
    href: str = ""
    tint: str = ""
    cell: int = 0


_NOWHERE = Span(node="")
SPOKEN = frozenset({"text", "math", "display", "pre"})


@dataclass(slots=True, eq=False)
class Line:
    """One line. `first` and `last` are node indices (both inclusive); `container` is the block element it stands in.

    `text`, `span` and its controls are set when the page is laid out: nothing of them changes afterwards.
    """

    kind: Kind
    container: Node
    parts: list[Part] = field(default_factory=list)
    level: int = 0
    number: int = 0  # of an ordered list's entry
    numbering: str = ""  # the list's type: 1 a A i I
    box: tuple[int, ...] = ()
    lang: str = ""
    hidden: bool = False
    button: bool = False
    opens: str = ""  # the id of what a press on it shows
    quote: bool = False
    whole: bool = True  # the only line of its container
    node: Node | None = None  # what it begins with
    first: int = 0
    last: int = 0
    text: str = ""  # its words, with formulas as LaTeX; pictures, controls and icons left out
    path: str = ""  # its place: the block it fills alone, or its first piece
    span: Span = _NOWHERE
    _controls: tuple[int, ...] = ()

    def controls(self) -> tuple[int, ...]:
        """The nodes of the controls that stand in it."""
        return self._controls

    def settle(self, whole: bool) -> None:
        """Sets down what is asked of it; `whole` tells that it fills its container alone."""
        self.whole = whole
        parts = self.parts
        if len(parts) == 1 and parts[0].what == "text" and self.kind is not Kind.CODE:  # the usual line
            self.text = parts[0].text
        else:
            words = "".join([part.text for part in parts if part.what in SPOKEN])
            self.text = words if self.kind is Kind.CODE else folded(words)
            self._controls = tuple([part.at for part in parts if part.what == "control"])
        self.path = self.container.path if whole or self.node is None else self.node.path
        self.span = Span(node=self.path)


def called(tree: Tree, line: Line) -> str:
    """What its author calls a line: the classes of the element that holds all its words, else of its block."""
    own = tree.nodes[line.parts[0].at].parent if line.parts else None
    if own is not None and own.tag == "span" and own.make.own and own.index <= line.first and line.last < own.end:
        return own.make.own
    return line.container.make.own


def settle(lines: Sequence[Line]) -> None:
    """Settles the lines of a page. Those that do not fill their container alone have their first texts' places."""
    firsts = [line.first for line in lines]
    for place, line in enumerate(lines):
        inner = line.container
        alone = place == 0 or firsts[place - 1] < inner.index
        line.settle(alone and (place + 1 == len(lines) or firsts[place + 1] >= inner.end))


class Lines:
    """All lines of a page, found by node ranges."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._firsts = [line.first for line in lines]

    def between(self, start: int, end: int) -> range:
        """The numbers of the lines that begin in the node range `[start, end)`."""
        return range(bisect_left(self._firsts, start), bisect_left(self._firsts, end))

    def at(self, node: int) -> int:
        """The number of the line that a node stands in (or of the last one before it)."""
        return max(bisect_left(self._firsts, node + 1) - 1, 0)
