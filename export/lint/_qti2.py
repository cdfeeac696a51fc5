"""QTI 2.x and 3.0 items and tests. 3.0 is read in the words of 2.x: `qti-simple-choice` as `simpleChoice`.

The schemas catch none of this: a key that names no choice, two choices of one name, feedback that nothing shows,
and (in 2.2 and 3.0) misspelt attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from export.lint._archive import Package, beside
from export.lint._demands import check_demands
from export.lint._html import check_tree
from export.lint._nodes import attribute, camel, named, plain_name

_XML = "http://www.w3.org/XML/1998/namespace"
_CHOICES = frozenset(
    "simpleChoice inlineChoice simpleAssociableChoice gapText gapImg gap hottext hotspotChoice "
    "associableHotspot".split()
)
_COMMON = frozenset(
    "id class lang label base dir role responseIdentifier xmlns dataCatalogIdref dataCatalogId templateIdentifier "
    "showHide identifier".split()
)
_ATTRIBUTES = {
    "choiceInteraction": frozenset("shuffle maxChoices minChoices orientation".split()),
    "orderInteraction": frozenset("shuffle maxChoices minChoices orientation".split()),
    "matchInteraction": frozenset("shuffle maxAssociations minAssociations".split()),
    "inlineChoiceInteraction": frozenset("shuffle required".split()),
    "textEntryInteraction": frozenset(
        "base stringIdentifier expectedLength patternMask placeholderText format".split()
    ),
    "extendedTextInteraction": frozenset(
        "base stringIdentifier expectedLength patternMask placeholderText format maxStrings minStrings "
        "expectedLines".split()
    ),
    "simpleChoice": frozenset({"fixed"}),
    "inlineChoice": frozenset({"fixed"}),
    "simpleAssociableChoice": frozenset("fixed matchGroup matchMax matchMin".split()),
}
_SCORING = frozenset(
    "mapResponse mapResponsePoint correct match stringMatch equal equalRounded gt gte lt lte member "
    "customOperator".split()
)
_STANDARD = frozenset("match_correct map_response map_response_point".split())
ANYTHING = "*"  # an outcome that is set from what is not known here
_BUILT_IN = frozenset("numAttempts duration completionStatus completion_status QTI_CONTEXT".split())
_NOTHING = frozenset({"null", "none", "NONE"})  # what some set to show no feedback at all
_PERSON = frozenset(
    "endAttemptInteraction extendedTextInteraction uploadInteraction drawingInteraction mediaInteraction".split()
)


def check_test(package: Package, file: str, root: etree._Element) -> int:
    """Look at a test; how many items it refers to."""
    references = list(named(root, "assessmentItemRef"))
    for node in references:
        target = beside(file, node.get("href") or "")
        if target not in package.names:
            package.report("reference-missing", file, f"{node.get('href')} is not in the archive.", node)
    counted = Counter(node.get("identifier") for node in references)
    for name in (name for name, times in counted.items() if times > 1):
        package.report("item-duplicate", file, f"Reference {name}.")
    for node in named(root, "assessmentSection"):
        if attribute(node, "visible") == "true":
            package.report("canvas-visible-section", file, f"Section {node.get('title')}.", node)
    return len(references)


def check_item(package: Package, file: str, root: etree._Element) -> list[str]:
    """Look at an item; the pictures it shows."""
    item = _Item(package, file, root)
    item.check()
    check_demands(package, file, root)
    return check_tree(package, file, item.name, root)


class _Item:
    """One item under inspection."""

    def __init__(self, package: Package, file: str, root: etree._Element) -> None:
        self.package, self.file, self.root = package, file, root
        self.name = root.get("identifier") or ""
        self.responses = {node.get("identifier") or "": node for node in named(root, "responseDeclaration")}
        self.outcomes = {node.get("identifier") or "" for node in named(root, "outcomeDeclaration")}
        self.templates = {node.get("identifier") or "" for node in named(root, "templateDeclaration")}
        self.interactions = [node for node in root.iter(etree.Element) if plain_name(node).endswith("Interaction")]

    def check(self) -> None:
        for interaction in self.interactions:
            self._interaction(interaction)
        self._variables()
        self._feedback()
        self._attributes()

    def _report(self, code: str, detail: str, node: etree._Element | None = None) -> None:
        self.package.report(code, self.file, detail, self.root if node is None else node, self.name)

    def _interaction(self, node: etree._Element) -> None:
        response = attribute(node, "responseIdentifier")
        declared = self.responses.get(response)
        if declared is None:
            if plain_name(node) != "endAttemptInteraction":
                self._report("response-undeclared", f"Response {response or 'without a name'}.", node)
            return
        choices = list(_choices(node))
        for name in (name for name, times in Counter(choices).items() if times > 1):
            self._report("choice-duplicate", f"Choice {name} of {response}.", node)
        values = [value.text or "" for part in named(declared, "correctResponse") for value in named(part, "value")]
        if choices:
            keys = [*values, *(attribute(entry, "mapKey") for entry in named(declared, "mapEntry"))]
            for name in (name for key in keys for name in key.split() if name not in choices):
                self._report("key-unknown", f"{name} is no choice of {response}.", declared)
        if attribute(declared, "cardinality") == "single" and len(values) > 1:
            self._report("key-too-many", f"{response} has {len(values)} right values.", declared)
        mapped = any(attribute(entry, "mappedValue").strip("0. ") for entry in named(declared, "mapEntry"))
        told = mapped or self._is_scored(response) or self._is_processed_elsewhere() or self._is_computed(response)
        if not values and plain_name(node) not in _PERSON and not told:
            self._report("key-missing", f"Response {response}.", node)

    def _is_scored(self, response: str) -> bool:
        """Whether some rule compares the response with a value, or maps it."""
        return any(
            response in {v.get("identifier") for v in (rule, *named(rule, "variable", "correct"))}
            for rule in named(self.root, *_SCORING)
        )

    def _is_processed_elsewhere(self) -> bool:
        """Whether the rules stand in another file, which may do anything."""
        for node in named(self.root, "responseProcessing"):
            template = node.get("template") or ""
            if template and template.rpartition("/")[2].removesuffix(".xml") not in _STANDARD:
                return True
        return next(named(self.root, "responseProcessingFragment"), None) is not None

    def _is_computed(self, response: str) -> bool:
        """Whether template processing sets the key."""
        return any(node.get("identifier") == response for node in named(self.root, "setCorrectResponse"))

    def _variables(self) -> None:
        known = self.outcomes | set(self.responses) | self.templates | _BUILT_IN
        for node in named(self.root, "setOutcomeValue"):
            if node.get("identifier") not in self.outcomes | _BUILT_IN:
                self._report("outcome-undeclared", f"Outcome {node.get('identifier')}.", node)
        for node in named(self.root, "variable", "correct", "mapResponse"):
            if node.get("identifier") not in known:
                self._report("response-undeclared", f"Variable {node.get('identifier')}.", node)

    def _feedback(self) -> None:
        shown = {
            node.get("identifier") or "": {(value.text or "").strip() for value in named(node, "value")}
            for node in named(self.root, "outcomeDeclaration")
        }
        from_response: set[str] = set()
        for rule in named(self.root, "setOutcomeValue"):
            outcome = rule.get("identifier") or ""
            values = {(value.text or "").strip() for value in named(rule, "baseValue")}
            shown.setdefault(outcome, set()).update(values)
            copied = {node.get("identifier") or "" for node in named(rule, "variable")} - {outcome}
            if copied and not values:
                from_response |= {outcome} if copied <= set(self.responses) else set()
                shown[outcome].update(self._choices_of(copied) if copied <= set(self.responses) else [ANYTHING])
        for rule in named(self.root, "lookupOutcomeValue"):
            shown.setdefault(rule.get("identifier") or "", set()).add(ANYTHING)
        if self._is_processed_elsewhere():
            return
        for node in named(self.root, "modalFeedback", "feedbackInline", "feedbackBlock"):
            outcome, name = attribute(node, "outcomeIdentifier"), node.get("identifier") or ""
            if outcome not in self.outcomes:
                self._report("outcome-undeclared", f"Outcome {outcome} of feedback {name}.", node)
            elif not shown.get(outcome, set()) & {name, ANYTHING} and attribute(node, "showHide") != "hide":
                self._report("feedback-unreachable", f"Feedback {name}.", node)
            if plain_name(node) == "feedbackInline" and plain_name_of_parent(node) == "simpleChoice":
                self._report("canvas-inline-feedback", f"Feedback {name}.", node)
            if outcome in from_response and plain_name(node) == "modalFeedback":
                self._report("canvas-feedback-variable", f"Feedback {name}.", node)
        self._unknown_feedback(shown)

    def _unknown_feedback(self, shown: dict[str, set[str]]) -> None:
        elements = list(named(self.root, "modalFeedback", "feedbackInline", "feedbackBlock"))
        for outcome in {attribute(node, "outcomeIdentifier") for node in elements}:
            there = {
                node.get("identifier") or "" for node in elements if attribute(node, "outcomeIdentifier") == outcome
            }
            of_choices = set(self._choices_of(set(self.responses)))
            for name in sorted(shown.get(outcome, set()) - there - of_choices - _NOTHING - {ANYTHING}):
                self._report("feedback-unknown", f"Feedback {name}.")

    def _choices_of(self, responses: set[str]) -> Iterator[str]:
        for node in self.interactions:
            if attribute(node, "responseIdentifier") in responses:
                yield from _choices(node)

    def _attributes(self) -> None:
        for node in named(self.root, *_ATTRIBUTES):
            name = plain_name(node)
            is_three = etree.QName(node).localname.startswith("qti-")
            for key in (key for key in node.attrib if not str(key).startswith("{") or _XML in str(key)):
                local = str(etree.QName(key).localname)
                misspelt = camel(local) not in _ATTRIBUTES[name] | _COMMON
                wrong_case = is_three and local != local.lower()
                if (misspelt or wrong_case) and not local.startswith("data-"):
                    self._report("attribute-unknown", f"{local} of {etree.QName(node).localname}.", node)


def _choices(interaction: etree._Element) -> Iterator[str]:
    """The identifiers of an interaction's choices."""
    return (node.get("identifier") or "" for node in interaction.iter(etree.Element) if plain_name(node) in _CHOICES)


def plain_name_of_parent(node: etree._Element) -> str:
    """The name of the element around; empty at the root."""
    parent = node.getparent()
    return "" if parent is None else plain_name(parent)
