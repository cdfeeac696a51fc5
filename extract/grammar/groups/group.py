"""A group: options that answer one question, each with its control and its row, and what is read of them in time.

<p>Which?</p> <input type=radio> Oslo <input type=radio> Rome
    Region(group=Group("radio", [Option("Oslo"), Option("Rome")]), stem=["Which?"])
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.media.html.lines import Line
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Fragment


@dataclass(slots=True)
class Option:
    """One option: its control (or the element that is clicked), its node range, and what was read of it."""

    control: Node
    start: int
    end: int
    row: Node | None = None
    text: Fragment = EMPTY
    words: str = ""
    label: str = ""
    remark: Fragment = EMPTY
    selected: bool | None = None
    styled: tuple[str, ...] = ()  # emphasis that covers all its words
    call: str = ""  # what a press on it calls
    tag: bool | None = None  # how words behind its own judge it: "(correct answer)"
    share: float | None = None  # how many chose it, where the page tells


@dataclass(slots=True)
class Group:
    """Options that answer one question. `kind`: "radio", "checkbox", or "element" (clickable, without a control)."""

    kind: str
    options: list[Option] = field(default_factory=list)
    name: str = ""
    told: Claim | None = None  # the key that a copy of it shows

    @property
    def start(self) -> int:
        return self.options[0].start

    @property
    def end(self) -> int:
        return max([option.end for option in self.options[-2:]])

    @property
    def selected(self) -> frozenset[int]:
        return frozenset(i for i, option in enumerate(self.options) if option.selected)


@dataclass(slots=True)
class Region:
    """A group's lines: `heads` belong to it without being its words (numbers, points, instructions)."""

    group: Group
    own: Node | None = None
    stem: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
