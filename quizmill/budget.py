"""What the reading of one document may still take, for readers that go page by page.

    with limited(seconds=300, memory=1 << 30):     set by the worker, around one document
        for page in pages:
            if why := spent():                      "its time was up": what was read so far is kept, and said

Whoever ends a process from outside loses all that it read. A reader that asks in time keeps its pages: they may take
a share of the whole, for what comes after them needs the rest: finding the questions of printed pages takes once to
twice what reading them took, that of recognised pages hardly anything (measured). Where nobody set a limit nothing is
ever spent.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

PRINTED, RECOGNISED = 0.25, 0.75  # shares of the time
ROOM = 0.5  # share of the memory


@dataclass(frozen=True, slots=True)
class _Budget:
    started: float  # on the monotonic clock
    seconds: float
    pages: int  # of memory, that the process may hold


_BUDGET: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def limited(seconds: float = 0.0, memory: int = 0) -> Iterator[None]:
    """Within, reading may take so many seconds and so many bytes more than the process holds; 0 is no limit."""
    held = _held() if memory else 0
    most = held + int(ROOM * memory) // _page_size() if held else sys.maxsize
    token = _BUDGET.set(_Budget(time.monotonic(), seconds or float("inf"), most))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def spent(recognised: float = 0.0) -> str:
    """Why no further page may be read, as the end of a sentence; empty while there is time and room.

    `recognised` is the share of the pages so far whose words were recognised in pictures.
    """
    budget = _BUDGET.get()
    if budget is None:
        return ""
    share = PRINTED + (RECOGNISED - PRINTED) * recognised
    if time.monotonic() - budget.started > share * budget.seconds:
        return "its time was up"
    return "its memory was used up" if budget.pages < sys.maxsize and _held() > budget.pages else ""


def _held() -> int:
    """Pages of memory that this process has for its data; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[5])
    except OSError:
        return 0


def _page_size() -> int:
    import resource  # there is none on Windows, where the system tells nothing either

    return resource.getpagesize()
