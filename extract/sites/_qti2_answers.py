"""Typed answers of QTI 2.x and 3: declared, mapped, and named by the scoring.

<correctResponse><value>York</value></correctResponse>
<mapping><mapEntry mapKey="york" mappedValue="0.5"/></mapping>
<equal toleranceMode="absolute" tolerance="0.1 0.1"><variable identifier="R"/><correct identifier="R"/></equal>
"""

from __future__ import annotations

from dataclasses import replace

from extract.media.xml import Node
from extract.sites._part import number
from extract.sites._qti2_declared import Declared
from extract.sites._qti2_item import Item
from quizmill.draft import EMPTY, DraftAnswer, Fragment

_NUMERIC = ("float", "integer")


def answers_of(item: Item, declared: Declared) -> tuple[DraftAnswer, ...]:
    """Every accepted answer, the credit of each in percent of the best."""
    node = next((node for node in item.node.iterfind("responseDeclaration")
                 if node.get("identifier") == declared.ident), item.node)  # fmt: skip
    if declared.base in _NUMERIC or _compared_as_number(item, declared):
        return _numbers(item, declared, node)
    worths: dict[str, float] = {value: 0.0 for value in declared.correct if value}
    for entry in declared.mapping:
        worths[entry.key] = max(worths.get(entry.key, 0.0), entry.worth)
    for text, worth in _named(item, declared):
        worths[text] = max(worths.get(text, 0.0), worth)
    top = max(worths.values(), default=0.0) or 1.0
    full = {value: top if value in declared.correct and not worth else worth for value, worth in worths.items()}
    spans = item.fragment("x", node).spans
    return tuple(
        DraftAnswer(Fragment(text, spans), credit=round(100 * worth / top, 5), feedback=_feedback(item, declared, text))
        for text, worth in full.items()
        if text and (worth > 0 or declared.mapping)
    )


def _feedback(item: Item, declared: Declared, value: str) -> Fragment:
    """What is said of one value, where no rule says the same of the whole item."""
    named = [
        name for name in item.told_of(declared.ident, value) if not name.lower().endswith(("|correct", "|correct_fb"))
    ]
    texts = [item.inner(node) for name in named[:1] for node in item.feedback[name]]
    return texts[0] if texts else EMPTY


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
    for branch in item.branches:
        for test in branch.condition.iter("stringMatch", "match", "substring", "member", "contains"):
            if _speaks(test, declared) and not any(parent.tag == "not" for parent in test.iterancestors("not")):
                values = [" ".join((value.text or "").split()) for value in test.iter("baseValue")]
                found += [(value, branch.worth) for value in values if value]
    return found


def _numbers(item: Item, declared: Declared, node: Node) -> tuple[DraftAnswer, ...]:
    spans = item.fragment("x", node).spans
    plain = {
        value: DraftAnswer(Fragment(value, spans), numeric=True)
        for value in (*declared.correct, *(entry.key for entry in declared.mapping if entry.worth > 0))
        if number(value) is not None
    }
    top = max((branch.worth for branch in item.branches), default=1.0) or 1.0
    for branch in item.branches:
        for test in branch.condition.iter("equal", "equalRounded"):
            if _speaks(test, declared):
                named = [" ".join((value.text or "").split()) for value in test.iter("baseValue")]
                for value in named or list(declared.correct):
                    credit = round(100 * branch.worth / top, 5)
                    answer = plain.get(value) or DraftAnswer(Fragment(value, spans), numeric=True)
                    plain[value] = replace(answer, tolerance=_tolerance(test), credit=credit)
        for low, high in _bounds(branch.condition, declared):
            credit = round(100 * branch.worth / top, 5)
            inside = [value for value in plain if not plain[value].tolerance and _within(value, low, high)]
            exact = inside[0] if len(inside) == 1 and low != high else ""
            for value in inside:
                plain.pop(value)
            answer = DraftAnswer(Fragment(low, spans), credit=credit, numeric=True, upper=high, exact=exact)
            plain[f"{low}..{high}"] = replace(answer, text=Fragment(low, spans), upper="") if low == high else answer
    return tuple(plain.values())


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
