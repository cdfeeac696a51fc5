"""Doing one thing to many documents, so that a bad one costs only itself.

    for task, result in Pool(limits).run(work, tasks):
        match result:
            case Lost(): ...     it crashed, hung, or took too much memory: `result.reason` says so in a sentence
            case _: ...          what `work(task)` returned

`work` is a function that a fresh process can import, and tasks and results can be pickled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

READERS = ("quizmill.preload",)  # what a worker loads that reads documents
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of time, bytes of memory beyond the worker's own; 0 is no limit."""

    seconds: float = 30.0
    memory: int = 1 << 30
    workers: int = field(default_factory=lambda: cores())


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave no result, and why, as a sentence. `page` is the one it was at, 0 where it was at none."""

    kind: Literal["crashed", "timed-out", "out-of-memory", "raised"]
    reason: str
    page: int = 0


class Executor(Protocol):
    """Runs `work` over tasks and gives each task back with its result, in the order in which they end."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]: ...


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
