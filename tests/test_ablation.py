"""A mechanism that is off leaves a gap, and a gap is silence: never another key.

Composed documents stand for those that nobody has seen; `bench/ablation.py` does the same with the labelled ones.
"""

from __future__ import annotations

import pytest

import extract
from bench.ablation import mechanisms, without_each
from quizmill.source import Source
from tests.styles import CARRIERS, compose
from tests.styles.score import compare

SEEDS = range(70_000, 70_010)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_mechanism_hides_a_wrong_key(carrier: str) -> None:
    wrong = []
    for seed in SEEDS:
        made = compose(seed, carrier)
        page = extract.open_page(Source(made.name, made.text.encode()))
        for name, items in without_each(page, mechanisms()):
            got = compare(made, items)
            wrong += [f"{made.name} without {name or 'nothing'}: {note}" for note in got.notes if got.wrong]
    assert not wrong, wrong
