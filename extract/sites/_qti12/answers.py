"""Typed answers of QTI 1.2: words and numbers that the scoring accepts, with their credit and their feedback.

<varequal>4</varequal>                                       the word, or the number
<or><varequal>3.14</varequal><and><vargte>3.13</vargte><varlte>3.15</varlte></and></or>     3.14 +- 0.01
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from extract.sites._qti12.item import Item
from extract.sites._qti12.scoring import Rule, Test
from quizmill.draft import EMPTY, DraftAnswer, Fragment


@dataclass(frozen=True, slots=True)
class Accepted:
    """A rule that gives points for one response: its comparisons with that response, and its worth."""

    tests: tuple[Test, ...]
    worth: float
    rule: Rule


def accepted(rules: Sequence[Rule], idents: frozenset[str]) -> list[Accepted]:
    """The scoring rules that look at a response, in order. One that sums `Add`s up is worth each of them."""
    found = []
    for rule in rules:
        tests = tuple(test for test in rule.tests if test.response in idents and not test.negated)
        worth = max((effect.value for effect in rule.effects), default=0.0)
        if tests and worth > 0:
            found.append(Accepted(tests, worth, rule))
    return found


def _feedback(item: Item, value: str, idents: frozenset[str], scoring: frozenset[str]) -> Fragment:
    """What is shown for one value and is not the item's own praise."""
    for rule in item.rules:
        named = [test for test in rule.tests if test.response in idents and not test.negated]
        shown = [name for name in rule.shows if name not in scoring and name in item.feedback]
        if shown and named and all(test.value == value for test in named):
            return item.feedback[shown[0]]
    return EMPTY


def said_of(item: Item, value: str, idents: frozenset[str]) -> Fragment:
    """What is said of one choice of a gap."""
    return _feedback(item, value, idents, frozenset(filter(_praises, item.feedback)))


def texts(item: Item, idents: frozenset[str]) -> tuple[DraftAnswer, ...]:
    """Accepted words, the best first as they stand; and wrong ones that feedback speaks of, without credit."""
    right = accepted(item.rules, idents)
    top = max((entry.worth for entry in right), default=0.0)
    scoring = frozenset(filter(_praises, item.feedback))
    scoring |= {name for entry in right for name in entry.rule.shows if len(entry.tests) > 1}
    answers: dict[str, DraftAnswer] = {}
    for entry in right:
        for test in entry.tests:
            if test.value and test.value not in answers:
                credit = round(100 * entry.worth / top, 5)
                told = _feedback(item, test.value, idents, scoring)
                answers[test.value] = DraftAnswer(_place(item, test.value), credit=credit, feedback=told)
    for rule in item.rules:
        for test in rule.tests:
            wrong = test.response in idents and not test.negated and test.value and test.value not in answers
            if wrong and (told := _feedback(item, test.value, idents, scoring)):
                answers[test.value] = DraftAnswer(_place(item, test.value), credit=0, feedback=told)
    return tuple(answers.values())


def _praises(name: str) -> bool:
    return name.lower() in ("correct", "correct_fb")


def _place(item: Item, text: str) -> Fragment:
    node = item.first("resprocessing")
    return Fragment(text, (item.span(node if node is not None else item.node),))


def numbers(item: Item, idents: frozenset[str]) -> tuple[DraftAnswer, ...]:
    """Accepted numbers: one for each exact value with the bounds beside it, or a bare range."""
    right = accepted(item.rules, idents)
    top = max((entry.worth for entry in right), default=0.0)
    scoring = frozenset(filter(_praises, item.feedback))
    answers: dict[tuple[str, str, str], DraftAnswer] = {}
    for entry in right:
        credit = round(100 * entry.worth / top, 5)
        for range_ in _ranges(entry.tests):
            value, tolerance, upper = range_
            told = _shown(item, entry.rule, scoring) or _feedback(item, value, idents, scoring)
            answers.setdefault(range_, DraftAnswer(_place(item, value), credit, told, True, tolerance, upper))
    for rule in item.rules:  # what is only spoken of
        tests = tuple(test for test in rule.tests if test.response in idents and not test.negated)
        for range_ in _ranges(tests) if (told := _shown(item, rule, scoring)) else ():
            value, tolerance, upper = range_
            if range_ in answers and not answers[range_].feedback:
                answers[range_] = replace(answers[range_], feedback=told)
            answers.setdefault(range_, DraftAnswer(_place(item, value), 0, told, True, tolerance, upper))
    return tuple(answers.values())


def _shown(item: Item, rule: Rule, scoring: frozenset[str]) -> Fragment:
    """What a rule says beside the item's own praise."""
    named = [name for name in rule.shows if name not in scoring and name in item.feedback]
    return item.feedback[named[0]] if named else EMPTY


def _ranges(tests: Sequence[Test]) -> list[tuple[str, str, str]]:
    """(value, tolerance, upper end) of each number: bounds belong to the exact value beside them."""
    exact = [test for test in tests if test.how == "varequal"]
    low = [test.value for test in tests if test.how in ("vargte", "vargt")]
    high = [test.value for test in tests if test.how in ("varlte", "varlt")]
    if not exact:
        return [(a, "", b) for a, b in zip(low, high, strict=False)]
    if len(exact) == len(low) == len(high):
        return [_around(test, a, b) for test, a, b in zip(exact, low, high, strict=True)]
    return [(test.value, test.margin, "") for test in exact]


def _around(exact: Test, low: str, high: str) -> tuple[str, str, str]:
    """Bounds as a tolerance where they lie evenly around the value, else as a range."""
    if exact.margin.endswith("%"):
        return exact.value, exact.margin, ""
    try:
        middle, below, above = Decimal(exact.value), Decimal(low), Decimal(high)
    except InvalidOperation:
        return exact.value, exact.margin, ""
    if above - middle == middle - below:
        width = above - middle
        return exact.value, f"{width.normalize():f}" if width else "", ""
    return low, "", high
