"""Conditions and scores of QTI 1.2 as text; scores are percent of the item's points.

equal("response1", "a1")                 <varequal respident="response1">a1</varequal>
condition(test, score="100")             <respcondition continue="Yes">... <setvar action="Set" ...>100</setvar>
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal

from quizmill.item import ChoiceItem, NumericAnswer

OTHER = "<other/>"
Way = Literal["Yes", "No", ""]


def escape(text: str) -> str:
    """Text for XML content."""
    return html.escape(text, quote=False)


def condition(test: str, *, score: str = "", show: Sequence[str] = (), way: Way = "Yes", add: bool = False) -> str:
    """One `respcondition`: if the test holds, set (or add to) the score and show feedback.

    `way` is whether later conditions are looked at too; empty is the form that Canvas writes for rows and gaps.
    """
    action = "Add" if add else "Set"
    var = f'<setvar action="{action}" varname="SCORE">{score}</setvar>' if score else ""
    links = "".join([f'<displayfeedback feedbacktype="Response" linkrefid="{name}"/>' for name in show])
    goes_on = f' continue="{way}"' if way else ""
    return f"<respcondition{goes_on}><conditionvar>{test}</conditionvar>{var}{links}</respcondition>\n"


def equal(name: str, value: str, extra: str = "") -> str:
    """`varequal`, its value escaped."""
    return f'<varequal respident="{name}"{extra}>{escape(value)}</varequal>'


def exactly(name: str, every: Iterable[str], right: Sequence[str]) -> str:
    """These choices and no other. New Quizzes keeps only the first key of a flat list, so the others are negated."""
    tests = [equal(name, one) if one in right else f"<not>{equal(name, one)}</not>" for one in every]
    return f"<and>{''.join(tests)}</and>"


def percent(value: float) -> str:
    """A share with two decimals, as Canvas writes it; whole numbers without."""
    return f"{value:.2f}".removesuffix(".00")


def precisely(value: float) -> str:
    """A share of the credit that comes back as it was."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def is_centred(answer: NumericAnswer) -> bool:
    """Whether the margin is the same on both sides of the exact value."""
    return bool(answer.exact) and bool(_centre(answer))


def numeric_test(name: str, answer: NumericAnswer) -> str:
    """A number in its range. Canvas takes the exact form only where the margin is the same on both sides."""
    low, high = escape(answer.low), escape(answer.high)
    bounds = f'<vargte respident="{name}">{low}</vargte><varlte respident="{name}">{high}</varlte>'
    centre = _centre(answer)
    return f"<or>{equal(name, centre)}<and>{bounds}</and></or>" if centre else f"<and>{bounds}</and>"


def _centre(answer: NumericAnswer) -> str:
    if answer.low == answer.high:
        return answer.low
    try:
        exact = Decimal(answer.exact) if answer.exact else None
        if exact is not None and exact - Decimal(answer.low) == Decimal(answer.high) - exact:
            return f"{exact:f}"
    except InvalidOperation:
        return ""
    return ""


def by_credit(item: ChoiceItem, ids: dict[str, str]) -> list[tuple[str, str]]:
    """Each choice that earns or costs a part of the credit, in percent; empty where the document names no parts.

    Where one choice can be made, none costs anything: the score does not go below zero.
    """
    if not any(c.credit is not None and c.credit not in (0, 100) for c in item.choices):
        return []
    right = set(item.key.choices) if item.key else set()
    return [
        (ids[c.id], precisely(c.credit))
        for c in item.choices
        if c.credit and (item.type == "multiple" or (c.id not in right and c.credit > 0))
    ]
