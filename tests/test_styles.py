"""Reading of composed documents in a small size; `bench/styles.py` does it in full.

No key may ever be wrong. The shares of exact items are floors: they only go up.
"""

from __future__ import annotations

import pytest

from tests.styles import compose
from tests.styles.score import survey

FLOORS = {"text": 0.99, "markdown": 0.99, "html": 0.98, "html-data": 0.99}


@pytest.mark.parametrize("carrier", FLOORS)
def test_no_composed_document_is_given_a_wrong_key(carrier: str) -> None:
    total, _, _, short = survey(carrier, range(50_000, 50_060))
    assert total.wrong == 0, [line for line in short if "wrong" in line]
    assert total.exact >= FLOORS[carrier] * total.gold, short


def test_the_space_is_wide_and_repeatable() -> None:
    styles = {compose(seed, carrier).style for seed in range(300) for carrier in FLOORS}
    assert len(styles) > 900
    assert compose(7, "html") == compose(7, "html")
