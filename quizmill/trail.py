"""Which page a reader is at, told to the process that waits for it: for a bar that counts pages, and for the blame.

    at(7)                                in a reader, before it touches page 7; at(0) when its pages are behind it
    passed(6, 5000)                      so many pages are done, of how many
    seen(slots, 3)                       where the worker with slot 3 is: Place(task=0, page=7, done=6, pages=5000)

A page that hangs or crashes in native code takes its process with it. Whoever started that knows the page from here
and has the document read again without it: `without` names the pages that a reader leaves out, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from ctypes import Array, c_int
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Slots: TypeAlias = "Array[c_int] | list[int]"
FIELDS = 4  # integers that a slot has
_TASK, _PAGE, _DONE, _PAGES = range(FIELDS)


class Step(Protocol):
    """Is told what is done, of how much, and what is being read just now."""

    def __call__(self, done: float, total: int, note: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Which task of its batch a worker is at, at which page (from 1, 0 for none), and how many of how many are done."""

    task: int
    page: int
    done: int
    pages: int


_SLOTS: Slots | None = None  # of this worker's pool
_AT: ContextVar[int] = ContextVar("at", default=-1)  # where this task's slot begins
_WITHOUT: ContextVar[frozenset[int]] = ContextVar("without", default=frozenset())


def share(slots: Slots | None) -> None:
    """In a new worker: the integers that it shares with the process that waits."""
    global _SLOTS
    _SLOTS = slots


@contextmanager
def followed(slot: int, task: int) -> Iterator[None]:
    """Within, a reader's pages are written to this slot; -1 is none."""
    token = _AT.set(slot * FIELDS if _SLOTS is not None and slot >= 0 else -1)
    _write(_TASK, task)
    at(0)
    passed(0, 0)
    try:
        yield
    finally:
        _AT.reset(token)


def at(page: int) -> None:
    _write(_PAGE, page)


def passed(done: int, pages: int) -> None:
    _write(_DONE, done)
    _write(_PAGES, pages)


def page() -> int:
    """The page that the reader is at, 0 where nobody follows or it is at none."""
    start = _AT.get()
    return _SLOTS[start + _PAGE] if _SLOTS is not None and start >= 0 else 0


def _write(name: int, value: int) -> None:
    start = _AT.get()
    if start >= 0 and _SLOTS is not None:
        _SLOTS[start + name] = value


def seen(slots: Slots, slot: int) -> Place:
    """Where the worker with this slot is."""
    return Place(*slots[slot * FIELDS : (slot + 1) * FIELDS])


@contextmanager
def without(pages: Sequence[int]) -> Iterator[None]:
    """Within, a reader leaves these pages out."""
    token = _WITHOUT.set(frozenset(pages))
    try:
        yield
    finally:
        _WITHOUT.reset(token)


def is_left_out(number: int) -> bool:
    return number in _WITHOUT.get()
