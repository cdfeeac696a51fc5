"""Numeric answers as targets write them: value and tolerance. Decimal text throughout, so that nothing is rounded.

centred(NumericAnswer("4.5", "5.5"))    ("5.0", "0.5", True)
"""

from __future__ import annotations

from decimal import Decimal

from quizmill.item import NumericAnswer


def centred(answer: NumericAnswer) -> tuple[str, str, bool]:
    """A range as (value, tolerance), and whether the value is the document's own where it gives one."""
    low, high = Decimal(answer.low), Decimal(answer.high)
    middle = (low + high) / 2
    own = bool(answer.exact) and Decimal(answer.exact) == middle
    value = answer.exact if own else answer.low if low == high else f"{middle:f}"
    return value, f"{(high - low) / 2:f}", own or not answer.exact
