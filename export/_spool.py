"""A long text that grows by small parts and is kept small: parts are deflated by the thousand.

spool.add("<file/>")
for piece in spool: write(piece)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_PARTS = 2000  # deflated together


@dataclass(slots=True)
class Spool:
    """Text in memory, mostly deflated."""

    _open: list[str] = field(default_factory=list)
    _done: list[bytes] = field(default_factory=list)

    def add(self, part: str) -> None:
        self._open.append(part)
        if len(self._open) >= _PARTS:
            self._done.append(zlib.compress("".join(self._open).encode(), 1))
            self._open.clear()

    def __iter__(self) -> Iterator[str]:
        for chunk in self._done:
            yield zlib.decompress(chunk).decode()
        yield "".join(self._open)
