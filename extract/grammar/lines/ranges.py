"""Node ranges that are taken: whether something touches one of them, however many they are.

Ranges([(3, 9), (20, 30)]).touch(8, 12)  ->  True
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Ranges:
    """Ranges `[start, end)`, which may overlap."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        every = sorted(ranges)
        self._starts = [start for start, _ in every]
        self._ends = list(accumulate((end for _, end in every), max))  # the farthest end of those that begin so far

    def touch(self, start: int, end: int) -> bool:
        """Whether any range has a place in `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def __contains__(self, place: int) -> bool:
        return self.touch(place, place + 1)
