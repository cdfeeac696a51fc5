"""What is made of elements, made once for all that are written alike.

Most items of a package have the same declarations and rules but for their words. What follows from rules alone is
therefore kept by their source.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from extract.media.xml import Node, source_of

T = TypeVar("T")


class Kept(Generic[T]):
    """Asked with the same elements, it answers with the same thing; when `most` are kept, it begins anew."""

    def __init__(self, make: Callable[[Node], T], most: int = 512) -> None:
        self.make, self.most = make, most
        self.known: dict[bytes, T] = {}

    def of(self, item: Node, parts: Sequence[Node]) -> T:
        """What `make` makes of an item that has these parts alone: copies, so that no document is kept alive by it."""
        source = source_of(parts)
        if source not in self.known:
            if len(self.known) >= self.most:
                self.known.clear()
            bare = item.makeelement(str(item.tag))
            bare.extend([copy.deepcopy(node) for node in parts])
            self.known[source] = self.make(bare)
        return self.known[source]
