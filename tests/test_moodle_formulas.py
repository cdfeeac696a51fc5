"""Formulas of Moodle's calculated questions: arithmetic is worked out, anything else is refused."""

from __future__ import annotations

import pytest

from extract.sites._moodle.calculated import NoNumber, value_of


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{a} + {b} * 2", 14.0),
        ("-{a}/{b}", -0.8),
        ("pow({a},2) + sqrt(9) - pi()*0", 19.0),
        ("round(2.5) + round(-2.5)", 0.0),
        ("fmod(7,{a})", 3.0),
        ("{a}**2", 16.0),
    ],
)
def test_arithmetic(formula: str, value: float) -> None:
    assert value_of(formula, {"a": "4", "b": "5"}) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula",
    [
        "{c}",
        "{a}^2",
        "1/0",
        "9**9**9**9",
        "open('x')",
        "{a}.real",
        "'a'*3",
        "(" * 290,
        "{a} if 1 else 2",
        "log(-1)",
        "",
    ],
)
def test_what_is_no_arithmetic_is_refused(formula: str) -> None:
    with pytest.raises(NoNumber):
        value_of(formula, {"a": "4"})
