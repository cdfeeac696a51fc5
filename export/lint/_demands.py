"""What engines demand of QTI 2 and 3 items beyond the schema: types that fit, rules that act, names that parse.

    choiceInteraction maxChoices="1"    needs cardinality="single" baseType="identifier"
    <responseIf><match>...</match></responseIf>    refused by TAO's engine: a condition without a rule
    <mapResponse identifier="RESPONSE"/>    needs a mapping in the declaration of RESPONSE

Sources: ASI information model 2.1, sections 4.2, 7 and 8; the checks of qti-sdk (TAO) and of JQTI+ (QTIWorks); and how
Canvas reads an item: by its conditions as well as by its correct response, and of a choice's feedback one element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from export.lint._archive import Package
from export.lint._nodes import attribute, named, plain_name

_IDENTIFIER = re.compile(r"[^\W\d][\w\-.]*")
_NAMES = ("identifier", "responseIdentifier", "outcomeIdentifier")
_BRANCHES = ("responseIf", "responseElseIf", "responseElse")
_PLAIN = frozenset({"string", "integer", "float"})
# interaction -> (cardinalities, base types) of its response; those of a choice depend on how many can be made
_TYPES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "choiceInteraction": (frozenset({"single", "multiple"}), frozenset({"identifier"})),
    "inlineChoiceInteraction": (frozenset({"single"}), frozenset({"identifier"})),
    "orderInteraction": (frozenset({"ordered"}), frozenset({"identifier"})),
    "matchInteraction": (frozenset({"single", "multiple"}), frozenset({"directedPair"})),
    "associateInteraction": (frozenset({"single", "multiple"}), frozenset({"pair"})),
    "textEntryInteraction": (frozenset({"single", "record"}), _PLAIN | {""}),
}


def check_demands(package: Package, file: str, root: etree._Element) -> None:
    """Report whatever an engine would refuse or misread."""
    item = root.get("identifier") or ""
    for code, detail, node in _problems(root):
        package.report(code, file, detail, node, item)


def _problems(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    declared = {node.get("identifier") or "": node for node in named(root, "responseDeclaration")}
    yield from _names(root)
    yield from _types(root, declared)
    for node in named(root, *_BRANCHES):
        if len(list(node.iterchildren(etree.Element))) < (1 if plain_name(node) == "responseElse" else 2):
            yield "condition-empty", f"A {plain_name(node)} does nothing.", node
    for node in named(root, "mapResponse"):
        name = node.get("identifier") or ""
        if name in declared and next(named(declared[name], "mapping"), None) is None:
            yield "map-missing", f"Response {name}.", node
    yield from _partial_keys(root, declared)
    yield from _remarks(root)


def _names(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    for node in root.iter(etree.Element):
        for name in _NAMES if plain_name(node) != "assessmentItem" else ():
            value = attribute(node, name)
            if value and not _IDENTIFIER.fullmatch(value):
                yield "identifier-invalid", f"{value} of {plain_name(node)}.", node


def _types(root: etree._Element, declared: dict[str, etree._Element]) -> Iterator[tuple[str, str, etree._Element]]:
    for node in named(root, *_TYPES):
        declaration = declared.get(attribute(node, "responseIdentifier"))
        if declaration is None:
            continue
        cardinalities, bases = _TYPES[plain_name(node)]
        if plain_name(node) == "choiceInteraction" and (most := attribute(node, "maxChoices")):
            cardinalities = cardinalities if most == "1" else frozenset({"multiple"})
        cardinality, base = declaration.get("cardinality") or "", attribute(declaration, "baseType")
        if cardinality not in cardinalities or base not in bases:
            yield "response-type", f"{plain_name(node)} with {cardinality or 'no'} {base or 'record'}.", declaration


def _tested_choice(branch: etree._Element) -> str:
    """The choice that a branch asks for; empty where it asks for something else."""
    for test in named(branch, "match", "member"):
        value = next(named(test, "baseValue"), None)
        if value is not None and attribute(value, "baseType") == "identifier":
            return (value.text or "").strip()
    return ""


def _partial_keys(
    root: etree._Element, declared: dict[str, etree._Element]
) -> Iterator[tuple[str, str, etree._Element]]:
    """Canvas takes every choice for right that a condition gives a score for, however small."""
    if next(named(root, "choiceInteraction"), None) is None:
        return
    right = {
        (value.text or "").strip()
        for declaration in declared.values()
        for correct in named(declaration, "correctResponse")
        for value in named(correct, "value")
    }
    for branch in named(root, "responseIf", "responseElseIf") if right else ():
        choice = _tested_choice(branch)
        if choice and choice not in right and any(_is_score(rule) for rule in named(branch, "setOutcomeValue")):
            yield "canvas-partial-key", f"Choice {choice}.", branch


def _is_score(rule: etree._Element) -> bool:
    value = next(named(rule, "baseValue"), None)
    try:
        return rule.get("identifier") == "SCORE" and value is not None and float(value.text or "0") > 0
    except ValueError:
        return False


def _remarks(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Of a choice's feedback Canvas takes the first `p`, or the first `div` where there is none."""
    of_choices = {
        (value.text or "").strip()
        for branch in named(root, "responseIf", "responseElseIf")
        if _tested_choice(branch)
        for rule in named(branch, "setOutcomeValue")
        for value in named(rule, "baseValue")
    }
    for node in named(root, "modalFeedback"):
        if node.get("identifier") not in of_choices:
            continue
        taken = next(named(node, "p"), None)
        taken = next(named(node, "div"), None) if taken is None else taken
        if taken is None or _words(taken) != _words(node):
            yield "canvas-feedback-blocks", f"Feedback {node.get('identifier')}.", node


def _words(node: etree._Element) -> str:
    return " ".join(str(etree.tostring(node, method="text", encoding="unicode", with_tail=False)).split())
