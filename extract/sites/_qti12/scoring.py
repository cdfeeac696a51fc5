"""QTI 1.2 response processing, run as it stands: ASI information model, section 4.2.

    <respcondition continue="No"><conditionvar><varequal respident="r">A</varequal></conditionvar>
      <setvar varname="SCORE" action="Set">100</setvar><displayfeedback linkrefid="A_fb"/></respcondition>

Rules are taken in order; one that holds ends the run unless it says `continue="Yes"`. A rule that sets nothing but is
named "correct" scores (Blackboard); so does one that shows "Correct" where no rule gives a point (Sakai exports every
score as 0). Points for being wrong (`D2L_Incorrect`) are no score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from extract.media.xml import Node
from extract.sites._judge import Outcome, Responses, Unread
from extract.sites._part import number, words

_COMPARE = ("varequal", "varlt", "varlte", "vargt", "vargte", "varsubstring")
_PAIR = re.compile(r"\s*([^\s,()]+)\s*,\s*([^\s,()]+)\s*")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does to the score: set it, or add to it."""

    action: str
    value: float


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a rule: a response, how it is compared, and with what. `negated` under a `not`."""

    response: str
    how: str
    value: str
    negated: bool
    cased: bool
    margin: str = ""


@dataclass(frozen=True)
class Rule:
    """A `respcondition`: when it holds, what it does, what it shows, and whether the next one is looked at."""

    condition: Node | None
    effects: tuple[Effect, ...]
    shows: tuple[str, ...]
    goes_on: bool

    @cached_property
    def scores(self) -> bool:
        return any(effect.value > 0 for effect in self.effects)

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        return tuple(_tests(self.condition, False)) if self.condition is not None else ()


def _tests(node: Node, negated: bool) -> Iterator[Test]:
    for child in node:
        if child.tag == "not":
            yield from _tests(child, not negated)
        elif child.tag in _COMPARE:
            margin = child.get("margin", "")
            percent = "%" if margin and child.get("margintype") == "percent" else ""
            yield Test(
                response=child.get("respident", ""),
                how=str(child.tag),
                value=" ".join((child.text or "").split()),
                negated=negated,
                cased=child.get("case", "").lower() == "yes",
                margin=margin + percent,
            )
        elif child.tag == "varsubset" and (pair := _PAIR.fullmatch(child.text or "")):
            # A pair of a group (`L1,R2`): its left side is a response of its own.
            yield Test(pair[1], "varequal", pair[2], negated, cased=True)
        else:
            yield from _tests(child, negated)


def _effect(setvar: Node, most: float) -> Effect | None:
    name = setvar.get("varname") or setvar.get("variablename") or "SCORE"
    text = (setvar.text or "").strip()
    value = most if text.lower().endswith(".max") else number(text)
    if value is None or re.search(r"incorrect|wrong", name, re.I):
        return None
    return Effect(setvar.get("action", "Set"), value)


def rules_of(item: Node) -> tuple[Rule, ...]:
    """The rules of all of an item's response processing, in order."""
    rules = []
    declared = [number(decvar.get("maxvalue")) for decvar in item.iterfind("resprocessing/outcomes/decvar")]
    most = next((value for value in declared if value), 100.0)
    for respcondition in item.iterfind("resprocessing/respcondition"):
        shows = tuple(map(shown_name, respcondition.iterfind("displayfeedback")))
        setvars = respcondition.findall("setvar")
        effects = tuple(effect for setvar in setvars if (effect := _effect(setvar, most)))
        named = {respcondition.get("title", "").strip().lower(), *(name.lower() for name in shows)}
        if not setvars and "correct" in named:
            effects = (Effect("Add", 1.0),)
        goes_on = respcondition.get("continue", "No").lower() == "yes"
        rules.append(Rule(respcondition.find("conditionvar"), effects, shows, goes_on))
    return tuple(rules) if any(rule.scores for rule in rules) else tuple(map(_praised, rules))


def _praised(rule: Rule) -> Rule:
    """A rule that shows "Correct" for some response, as one that scores."""
    asked = any(not test.negated for test in rule.tests)
    return replace(rule, effects=(Effect("Add", 1.0),)) if asked and "Correct" in rule.shows else rule


def shown_name(node: Node) -> str:
    """What a `displayfeedback` shows: a text by its identifier, or its own words (Sakai), which are their own name."""
    own = words(node)
    return f"{node.get('linkrefid', '')}: {own}" if own and own != "CDATA" else node.get("linkrefid", "")


def _holds(node: Node, responses: Responses) -> bool:
    match node.tag:
        case "conditionvar" | "and":
            return all(_holds(child, responses) for child in node if isinstance(child.tag, str))
        case "or":
            return any(_holds(child, responses) for child in node)
        case "not":
            return not all(_holds(child, responses) for child in node)
        case "other":
            return True
        case "unanswered":
            return not responses.get(node.get("respident", ""))
        case "varequal":
            given = responses.get(node.get("respident", ""), ())
            wanted = " ".join((node.text or "").split())
            if node.get("case", "").lower() == "no":
                return wanted.casefold() in (value.casefold() for value in given)
            return wanted in given
        case "varlt" | "varlte" | "vargt" | "vargte":
            return _compares(node, responses)
        case name:
            raise Unread(f"the condition {name}")


def _compares(node: Node, responses: Responses) -> bool:
    bound = number(words(node))
    given = [value for text in responses.get(node.get("respident", ""), ()) if (value := number(text)) is not None]
    if bound is None or not given:
        return False
    value = given[0]
    return {"varlt": value < bound, "varlte": value <= bound, "vargt": value > bound}.get(str(node.tag), value >= bound)


def judge_of(rules: tuple[Rule, ...]) -> _Judge:
    """The rules as a function from responses to score and feedback."""
    return _Judge(rules)


@dataclass(frozen=True, slots=True)
class _Judge:
    rules: tuple[Rule, ...]

    def __call__(self, responses: Responses) -> Outcome:
        score = 0.0
        shown: set[str] = set()
        for rule in self.rules:
            if rule.condition is None or not _holds(rule.condition, responses):
                continue
            for effect in rule.effects:
                score = _applied(effect, score)
            shown.update(rule.shows)
            if not rule.goes_on:
                break
        return Outcome(score, frozenset(shown))


def _applied(effect: Effect, score: float) -> float:
    match effect.action:
        case "Add":
            return score + effect.value
        case "Subtract":
            return score - effect.value
        case "Multiply":
            return score * effect.value
        case "Divide":
            return score / effect.value if effect.value else score
        case _:
            return effect.value
