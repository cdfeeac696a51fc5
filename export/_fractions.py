"""Shares of credit, in percent, as Moodle knows them (its XML and GIFT).

    share(3)       "33.33333"      each of three right choices
    nearest(33.0)  "33.33333"      a partial credit that is not on the list

Moodle takes only the fractions on its list, within 0.00001: `33.33` skips the question while the import says OK
(measured). Where no share fits (11 right choices), the next larger one is taken, so that all right choices together
still give full marks; the caller reports that as a loss.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from quizmill.item import Choice, ChoiceItem

_SHARES = "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5"
FRACTIONS: tuple[float, ...] = tuple(float(word) for word in _SHARES.split())
_TOLERANCE = 0.00001


def written(fraction: float) -> str:
    """The shortest decimal form: `100`, `-33.33333`."""
    return f"{fraction:.5f}".rstrip("0").rstrip(".")


@cache
def share(right: int) -> tuple[str, bool]:
    """The credit of each of `right` choices, and whether together they make exactly 100."""
    exact = 100 / right
    taken = min(fraction for fraction in FRACTIONS if fraction >= exact - _TOLERANCE) if right <= 20 else 5.0
    return written(taken), abs(taken - exact) <= _TOLERANCE


@cache
def nearest(credit: float) -> tuple[str, bool]:
    """The fraction on the list that is nearest to a credit, and whether it is that credit."""
    signed = (0.0, *FRACTIONS, *(-fraction for fraction in FRACTIONS))
    taken = min(signed, key=lambda fraction: (abs(fraction - credit), -fraction))
    return written(taken), abs(taken - credit) <= 0.01


def of_choices(item: ChoiceItem) -> Iterator[tuple[Choice, str, str]]:
    """Each choice with its fraction, and what that changes of its credit (empty: nothing).

    One right choice gives 100; several give their share each, and each wrong one takes as much. A credit that the
    document names goes before both, and beside it a wrong choice without one takes nothing; but no credit takes the
    full marks from the one right choice.
    """
    right = item.key.choices if item.key else ()
    part, whole = share(len(right)) if right else ("0", True)
    shares = any(choice.credit is not None for choice in item.choices)
    for choice in item.choices:
        keyed = choice.id in right
        if choice.credit is not None and not (keyed and item.type != "multiple"):
            fraction, exact = nearest(choice.credit)
            yield choice, fraction, "" if exact else f"{choice.credit:g} % is not on Moodle's list; {fraction} % is"
        elif item.type != "multiple":
            yield choice, "100" if keyed else "0", ""
        else:
            fraction = part if keyed else "0" if shares else f"-{part}"
            yield choice, fraction, "" if whole else f"no share fits {len(right)} right choices"
