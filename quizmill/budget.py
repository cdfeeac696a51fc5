"""What the reading of one document may still take, for readers that go page by page.

    with limited(seconds=300, memory=1 << 30):     set by the worker, around one document
        for page in pages:
            if why := spent():                      "its time was up": what was read so far is kept, and said

Whoever ends a process from outside loses all that it read. A reader that asks in time keeps its pages: they may take
a share of the whole, for what comes after them needs the rest. Where nobody set a limit nothing is ever spent.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

SHARE = 0.4  # of the time: questions are found in the blocks in one to two times what the pages took (measured)
ROOM = 0.5  # of the memory: the same, of what the blocks take


@dataclass(frozen=True, slots=True)
class _Budget:
    until: float  # on the monotonic clock
    pages: int  # of memory, that the process may hold


_BUDGET: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def limited(seconds: float = 0.0, memory: int = 0) -> Iterator[None]:
    """Within, reading may take so many seconds and so many bytes more than the process holds; 0 is no limit."""
    until = time.monotonic() + SHARE * seconds if seconds else float("inf")
    held = _held() if memory else 0
    token = _BUDGET.set(_Budget(until, held + int(ROOM * memory) // _page_size() if held else sys.maxsize))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def spent() -> str:
    """Why no further page may be read, as the end of a sentence; empty while there is time and room."""
    budget = _BUDGET.get()
    if budget is None:
        return ""
    if time.monotonic() > budget.until:
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
