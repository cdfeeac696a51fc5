"""How far an item's confidence can be trusted: of the items between two confidences, how many are exact?

The weights behind confidence are fixed (normalize/checks.py and the readers' doubts), not fitted to these documents.
To show what a fit would be worth on documents it has not seen, a monotone curve is fitted to all dialects but one and
judged on that one, for each in turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
THRESHOLD = 0.95  # items at or above are accepted without a look


@dataclass(frozen=True, slots=True)
class Judged:
    """One item read, with its dialect, and whether it was exact and its key not wrong."""

    dialect: str
    confidence: float
    exact: bool
    wrong: bool


@dataclass(frozen=True, slots=True)
class Bin:
    low: float
    items: int
    exact: float
    wrong: int


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """The reliability table, empty bins left out."""
    grouped: defaultdict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        grouped[bisect_right(EDGES, one.confidence) - 1].append(one)
    return [
        Bin(EDGES[i], len(some), sum(j.exact for j in some) / len(some), sum(j.wrong for j in some))
        for i, some in sorted(grouped.items())
    ]


def left_out_error(judged: Sequence[Judged]) -> float:
    """The mean difference between fitted confidence and exactness over dialects that the fit has not seen."""
    gaps = []
    for dialect in sorted({one.dialect for one in judged}):
        seen = [one for one in judged if one.dialect != dialect]
        unseen = [one for one in judged if one.dialect == dialect]
        if not seen:
            continue
        curve = fit((one.confidence, one.exact) for one in seen)
        expected = sum(at(curve, one.confidence) for one in unseen) / len(unseen)
        gaps.append(abs(expected - sum(one.exact for one in unseen) / len(unseen)))
    return sum(gaps) / len(gaps) if gaps else 0.0


def fit(points: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A rising step curve through (confidence, exact) points: pool adjacent violators."""
    by_value: defaultdict[float, list[bool]] = defaultdict(list)
    for confidence, exact in points:
        by_value[confidence].append(exact)
    pools: list[tuple[float, float, int]] = []  # lowest confidence, mean, weight
    for confidence in sorted(by_value):
        low, mean, weight = confidence, sum(by_value[confidence]) / len(by_value[confidence]), len(by_value[confidence])
        while pools and pools[-1][1] >= mean:
            before = pools.pop()
            mean = (before[1] * before[2] + mean * weight) / (before[2] + weight)
            low, weight = before[0], before[2] + weight
        pools.append((low, mean, weight))
    return [(low, mean) for low, mean, _ in pools]


def at(curve: Sequence[tuple[float, float]], confidence: float) -> float:
    """The curve's value at a confidence."""
    index = bisect_right([low for low, _ in curve], confidence) - 1
    return curve[max(0, index)][1] if curve else confidence
