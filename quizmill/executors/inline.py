"""The executor without processes: no isolation and no limits, for a debugger and for callers that have their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from quizmill.executors import Lost

T = TypeVar("T")
R = TypeVar("R")


class Inline:
    """Runs each task in this process, in order; what `work` raises is raised."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        for task in tasks:
            yield task, work(task)
