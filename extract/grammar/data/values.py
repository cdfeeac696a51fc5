"""What a literal in a script may be: strings, numbers, lists, records, calls, and what is none of them.

[1, "a", {b: null}, new Q("c"), f]
    Array([1, "a", Record({"b": None}), Call("Q", ["c"]), OPAQUE])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


class Opaque:
    """What stands where a value would be but is no literal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = Opaque()


@dataclass(slots=True)
class Array:
    """A list of values."""

    items: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """An object's pairs in order; `start` is its place in the script."""

    pairs: dict[str, Value] = field(default_factory=dict)
    start: int = 0


@dataclass(slots=True)
class Call:
    """`new Question("...", [...], 2)`: a name and its arguments."""

    name: str
    arguments: list[Value] = field(default_factory=list)


Value = str | int | float | bool | None | Array | Record | Call | Opaque


@dataclass(frozen=True, slots=True)
class Found:
    """A literal in a script, and the name it is given to ("" where none)."""

    name: str
    value: Value
    start: int
