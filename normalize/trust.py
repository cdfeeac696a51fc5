"""What confidence means: a rising curve from what the doubts leave to the share of such items that were exact.

Fitted by bench/calibration.py on labelled documents, as they are and with parts of the grammar off; the numbers below
are what it prints. A format with a syntax of its own is trusted as its reader says.
"""

from __future__ import annotations

from bisect import bisect_right

from quizmill.record import record

_GRAMMARS = frozenset(("general", "html"))  # readers that go by looks
CURVE: tuple[tuple[float, float], ...] = (  # from a product on: its confidence
    (0.0, 0.39),
    (0.605, 0.65),
    (0.805, 0.945),
    (0.87, 0.985),
    (1.0, 0.995),
)


@record(frozen=True, slots=True)
class Trust:
    """How sure an item's reading is, 0 to 1, and the doubts that lowered it."""

    confidence: float
    doubts: tuple[str, ...]


def goes_by_looks(reader: str) -> bool:
    """True for the general grammar, of text and of pages."""
    return reader.partition("/")[0] in _GRAMMARS


def calibrated(product: float) -> float:
    """The share of items with such a product of weights that were exact."""
    at = bisect_right([low for low, _ in CURVE], product) - 1
    return CURVE[max(0, at)][1] if CURVE else product
