"""Typed answers of QTI 2.x and 3: declared, mapped, and named by the scoring.

<correctResponse><value>York</value></correctResponse>
<mapping><mapEntry mapKey="york" mappedValue="0.5"/></mapping>
<equal toleranceMode="absolute" tolerance="0.1 0.1"><variable identifier="R"/><correct identifier="R"/></equal>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._part import number
from extract.sites._qti2.declared import Declared
from extract.sites._qti2.item import Item, when_of
from quizmill.draft import EMPTY, DraftAnswer, Fragment

_NUMERIC = ("float", "integer")


def answers_of(item: Item, declared: Declared) -> tuple[DraftAnswer, ...]:
    """Every accepted answer, the credit of each in percent of the best."""
    node = next((node for node in item.node.iterfind("responseDeclaration")
                 if node.get("identifier") == declared.ident), item.node)  # fmt: skip
    if declared.base in _NUMERIC or _compared_as_number(item, declared):
        return _numbers(item, declared, node)
    worths: dict[str, float] = {}
    for text, worth in _named(item, declared):
        worths[text] = max(worths.get(text, 0.0), worth)
    for entry in declared.mapping:
        worths[entry.key] = max(worths.get(entry.key, 0.0), entry.worth)
    if declared.correct and not worths.keys() & set(declared.correct):
        worths = {value: 0.0 for value in declared.correct if value} | worths
    top = max(worths.values(), default=0.0) or 1.0
    full = {value: top if value in declared.correct and not worth else worth for value, worth in worths.items()}
    spans = item.fragment("x", node).spans
    answers = (
        DraftAnswer(Fragment(text, spans), credit=round(100 * worth / top, 5), feedback=feedback(item, declared, text))
        for text, worth in full.items()
        if text
    )
    return tuple(answer for answer in answers if answer.credit > 0 or declared.mapping or answer.feedback)


def feedback(item: Item, declared: Declared, *values: str) -> Fragment:
    """What is said of one value (or of the ends of a range), where no rule says the same of the whole item."""
    named = own_feedback(item, declared, *values)
    texts = [item.inner(node) for name in named[:1] for node in item.feedback[name]]
    return texts[0] if texts else EMPTY


def own_feedback(item: Item, declared: Declared, *values: str) -> list[str]:
    """The names of feedback on these values alone."""
    return [name for name in item.told_of(declared.ident, *values) if when_of(name) is None]


def case_sensitive(item: Item, declared: Declared) -> bool:
    """True where the scoring tells capitals apart: a map says so, and a plain match does."""
    if declared.mapping:
        return all(entry.cased for entry in declared.mapping)
    matches = [
        node for branch in item.branches for node in branch.condition.iter("stringMatch") if _speaks(node, declared)
    ]
    if matches:
        return all(node.get("caseSensitive", "true") == "true" for node in matches)
    return False


def _speaks(node: Node, declared: Declared) -> bool:
    return any(variable.get("identifier") == declared.ident for variable in node.iter("variable"))


def _compared_as_number(item: Item, declared: Declared) -> bool:
    tests = ("equal", "equalRounded", "gte", "lte", "gt", "lt")
    return any(_speaks(node, declared) for branch in item.branches for node in branch.condition.iter(*tests))


def _named(item: Item, declared: Declared) -> list[tuple[str, float]]:
    """Texts that the rules compare the response with, and what they are worth."""
    found = []
    for condition, worth in _conditions(item, declared):
        for test in condition.iter("stringMatch", "match", "substring", "member", "contains"):
            if _speaks(test, declared) and not any(parent.tag == "not" for parent in test.iterancestors("not")):
                values = [" ".join((value.text or "").split()) for value in test.iter("baseValue")]
                found += [(value, worth) for value in values or declared.correct if value]
    return found


def _conditions(item: Item, declared: Declared) -> Iterator[tuple[Node, float]]:
    """Conditions that give points or say something of this response, in their order, with what they are worth."""
    worths = {id(branch.condition): branch.worth for branch in item.branches}
    told = {id(case.condition) for case in item.cases if case.response == declared.ident and case.shown}
    for rule in item.processing.nodes:
        for node in rule.iter("responseIf", "responseElseIf"):
            condition = next((child for child in node if isinstance(child.tag, str)), None)
            if condition is not None and (id(condition) in worths or id(condition) in told):
                yield condition, worths.get(id(condition), 0.0)


def _numbers(item: Item, declared: Declared, node: Node) -> tuple[DraftAnswer, ...]:
    spans = item.fragment("x", node).spans
    plain = {
        value: DraftAnswer(Fragment(value, spans), numeric=True)
        for value in (*declared.correct, *(entry.key for entry in declared.mapping if entry.worth > 0))
        if number(value) is not None
    }
    tested: set[str] = set()
    conditions = [found for found in _conditions(item, declared) if _speaks(found[0], declared)]
    top = max((worth for _, worth in conditions), default=1.0) or 1.0
    for condition, worth in conditions:
        credit = round(100 * worth / top, 5)
        for test in condition.iter("equal", "equalRounded"):
            if _speaks(test, declared):
                named = [" ".join((value.text or "").split()) for value in test.iter("baseValue")]
                for value in named or list(declared.correct):
                    tested.add(value)
                    answer = plain.pop(value, None) or DraftAnswer(Fragment(value, spans), numeric=True)
                    told = feedback(item, declared, *named) if named else EMPTY
                    plain[value] = replace(answer, tolerance=_tolerance(test), credit=credit, feedback=told)
        for low, high in _bounds(condition, declared):
            inside = [value for value in plain if value not in tested and _within(value, low, high)]
            exact = inside[0] if len(inside) == 1 and low != high and credit == 100 else ""
            for value in inside if credit == 100 else ():
                plain.pop(value)
            told = feedback(item, declared, low, high)
            answer = DraftAnswer(Fragment(low, spans), credit, told, numeric=True, upper=high, exact=exact)
            plain[f"{low}..{high}"] = replace(answer, upper="") if low == high else answer
    unit = item.body.units.get(declared.ident, "")
    return tuple(replace(answer, unit=unit) for answer in plain.values())


def _tolerance(test: Node) -> str:
    """`0.1` for an absolute tolerance, `5%` for a relative one, half a unit of the last digit where it is rounded."""
    if test.tag == "equalRounded":
        digits = number(test.get("figures"))
        return f"0.{'0' * int(digits)}5" if test.get("roundingMode") == "decimalPlaces" and digits is not None else ""
    width = test.get("tolerance", "").split()
    if not width or test.get("toleranceMode", "exact") == "exact":
        return ""
    return width[0] + ("%" if test.get("toleranceMode") == "relative" else "")


def _bounds(condition: Node, declared: Declared) -> list[tuple[str, str]]:
    """Ranges: a lower and an upper bound of the same response."""
    ends: dict[str, list[str]] = {"low": [], "high": []}
    for test in condition.iter("gte", "gt", "lte", "lt"):
        children = [child for child in test if isinstance(child.tag, str)]
        if len(children) == 2 and _speaks(test, declared) and children[1].tag == "baseValue":
            value = (children[1].text or "").strip()
            ends["low" if str(test.tag).startswith("g") else "high"].append(value)
    return list(zip(ends["low"], ends["high"], strict=False))


def _within(value: str, low: str, high: str) -> bool:
    bounds = [number(text) for text in (low, value, high)]
    return all(bound is not None for bound in bounds) and sorted(bounds, key=float) == bounds  # type: ignore[arg-type]
