"""Choices with shares of votes behind them: what most people took is no key.

1. How do you travel to work?
a) Car  54% ✓            the tick stands at the greatest share, in every question: it tells who won
b) Bus  46%

Where a tick stands at another choice than the greatest even once, ticks judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.question.found import Found
from quizmill.item import Evidence

_SHARE = re.compile(r"[\s(\[–—:-](?P<n>\d{1,3}(?:[.,]\d+)?)\s?%\W{0,3}\Z")
_SIGNED = frozenset((Evidence.MARKED_CORRECT, Evidence.EMPHASIS))
_WHOLE = (94.0, 106.0)  # percent that all shares make together


def take(found: Sequence[Found]) -> None:
    """Drops the claims of signs that only stand at the greatest share."""
    voted = [(one, shares) for one in found if (shares := _shares(one)) is not None]
    signed = [(one, shares) for one, shares in voted if one.claims and all(c.evidence in _SIGNED for c in one.claims)]
    if not signed or any(claim.choices != (_greatest(shares),) for one, shares in signed for claim in one.claims):
        return
    for one, _ in signed:
        one.claims = []
        one.doubts.append("its signs stand where most votes are")


def _shares(one: Found) -> list[float] | None:
    texts = [option.head.text for option in one.options]
    hits = [hit for text in texts if (hit := _SHARE.search(text)) is not None]
    if len(hits) < 2 or len(hits) < len(texts):
        return None
    shares = [float(hit["n"].replace(",", ".")) for hit in hits]
    return shares if _WHOLE[0] <= sum(shares) <= _WHOLE[1] else None


def _greatest(shares: Sequence[float]) -> int:
    return max(range(len(shares)), key=shares.__getitem__)
