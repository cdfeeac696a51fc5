"""What an exporter is given, what it promises, and how it says what it could not carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from quizmill.item import Item


@dataclass(frozen=True, slots=True)
class Loss:
    """A target cannot carry this field of this item; `field` is "*" where the item is left out."""

    item: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Support:
    """What a target does with a kind of item: `how` says what becomes of it, or why it is refused."""

    level: Literal["full", "approximated", "refused"]
    how: str = ""


def no_media(name: str) -> bytes | None:
    """A package without pictures."""
    del name
    return None


def at_epoch(item: str) -> int:
    """The change time of items that no bank dates: a constant, so that same items give same bytes."""
    del item
    return 1_600_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """Items on their way out.

    `items` can be walked more than once and need not fit in memory. `media` gives the bytes of a
    `media:` name. `changed` gives the second (Unix time) at which an item last changed in its bank. `options` are the
    exporter's own, as text (`profile=canvas`); an exporter names those it knows and raises UsageError on others.
    """

    title: str
    items: Iterable[Item]
    media: Callable[[str], bytes | None] = no_media
    changed: Callable[[str], int] = at_epoch
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A target. `render` is pure: it writes the whole file to a seekable stream, and the same package gives the same
    bytes. `support` speaks of every item type. `split` is how many items a file holds at most (0: no limit).
    `keyless` are the types whose keyless items it can carry honestly. `options` maps each option to its meaning.
    """

    name: str
    suffix: str
    summary: str
    render: Callable[[Package, BinaryIO], tuple[Loss, ...]]
    support: Mapping[str, Support]
    split: int = 0
    keyless: frozenset[str] = frozenset()
    options: Mapping[str, str] = field(default_factory=dict)
