"""QTI 1.2: keys name labels, conditions show feedback that is there, and what Canvas, D2L and Blackboard trip over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from export.lint._archive import Package
from export.lint._html import check_text

_CANVAS_TYPES = frozenset(
    "multiple_choice_question multiple_answers_question true_false_question short_answer_question "
    "fill_in_multiple_blanks_question multiple_dropdowns_question matching_question numerical_question "
    "essay_question file_upload_question text_only_question calculated_question ordering_question "
    "categorization_question hot_spot_question".split()
)
_ROWS = frozenset("matching_question fill_in_multiple_blanks_question multiple_dropdowns_question".split())
_READ_BELOW = ("multiple_dropdowns_question", "matching_question")
_KEYLESS = frozenset("essay_question file_upload_question text_only_question calculated_question".split())
# Canvas finds these by their names, with or without a condition.
_NAMED = frozenset({"general_fb", "correct_fb", "general_incorrect_fb"})
_TRAP = re.compile("correct|incorrect|_all")
_CONTROL = "{*}resprocessing/{*}respcondition"


def check(package: Package, file: str, root: etree._Element) -> int:
    """Look at every item of a file; how many there are."""
    items = list(root.iter("{*}item"))
    blackboard = _is_blackboard(root)
    counted = Counter(item.get("ident") or item.findtext(".//{*}bbmd_asi_object_id") or "" for item in items)
    for ident in (ident for ident, times in counted.items() if times > 1):
        package.report("item-duplicate", file, f"Item {ident or 'without ident'}.")
    for item in items:
        _Item(package, file, item, blackboard).check()
    if not blackboard:
        _titles(package, file, items)
    if len(items) > 1000:
        package.report("canvas-too-many", file, f"There are {len(items)} questions.")
    if root.find("{*}assessment") is not None and items and not blackboard:
        package.report("blackboard-quiz", file, "It is a quiz.", root)
    return len(items)


def _is_blackboard(root: etree._Element) -> bool:
    return next(root.iter("{*}bbmd_asitype"), None) is not None


def _titles(package: Package, file: str, items: list[etree._Element]) -> None:
    titles = [item.get("title") or "" for item in items]
    if len(items) > 1 and (len(set(titles)) == 1 or "" in titles):
        package.report("d2l-title", file, f"{titles.count('') or len(titles)} of {len(titles)} questions.")


class _Item:
    """One item under inspection."""

    def __init__(self, package: Package, file: str, node: etree._Element, blackboard: bool) -> None:
        self.package, self.file, self.node, self.blackboard = package, file, node, blackboard
        self.ident = node.get("ident") or ""
        self.type = self._field("question_type")
        self.labels = {
            lid.get("ident") or lid.get("respident") or "": [
                label.get("ident") or "" for label in lid.iter("{*}response_label")
            ]
            for lid in node.iter("{*}response_lid", "{*}response_grp")
        }
        self.numeric = {
            entry.get("ident") or ""
            for entry in node.iter("{*}response_str", "{*}response_num")
            if any(fib.get("fibtype") in ("Decimal", "Integer") for fib in entry.iter("{*}render_fib"))
        }
        fields = list(node.iter("{*}response_str", "{*}response_num"))
        labels = (label for entry in fields for label in entry.iter("{*}response_label"))  # D2L tests those of fields
        self.typed = {entry.get("ident") or "" for entry in (*fields, *labels)}

    def check(self) -> None:
        self._choices()
        self._key()
        self._feedback()
        self._canvas()
        for text in self.node.iter("{*}mattext", "{*}mat_formattedtext"):
            if text.get("texttype") == "text/plain":
                continue
            check_text(self.package, self.file, self.ident, text.text or "", text)

    def _report(self, code: str, detail: str, node: etree._Element | None = None) -> None:
        self.package.report(code, self.file, detail, self.node if node is None else node, self.ident)

    def _field(self, label: str) -> str:
        fields = (f for f in self.node.iter("{*}qtimetadatafield") if f.findtext("{*}fieldlabel") == label)
        return next((f.findtext("{*}fieldentry") or "" for f in fields), "")

    def _choices(self) -> None:
        for response, names in self.labels.items():
            for name in (name for name, times in Counter(names).items() if times > 1):
                self._report("choice-duplicate", f"Choice {name} of {response}.")

    def _tests(self) -> Iterator[etree._Element]:
        for condition in self.node.iterfind(_CONTROL):
            yield from condition.iter("{*}varequal", "{*}vargte", "{*}varlte", "{*}vargt", "{*}varlt")

    def _key(self) -> None:
        for condition in self.node.iterfind(f"{_CONTROL}/{{*}}conditionvar"):
            if len(condition) == 0 and not self.blackboard:  # which writes open questions so
                self._report("condition-empty", "A condition tests nothing.", condition)
        for test in self._tests():
            response, value = test.get("respident") or "", (test.text or "").strip()
            if self.blackboard and any(response in names for names in self.labels.values()):
                continue  # Blackboard asks for a choice by its name alone
            if response.startswith("D2L_"):  # its own count of what was right
                continue
            if response not in self.labels and response not in self.typed:
                self._report("response-undeclared", f"Response {response}.", test)
            elif response in self.labels and value not in self.labels[response]:
                self._report("key-unknown", f"{value or 'Nothing'} is no choice of {response}.", test)
            elif response in self.numeric and not _is_number(value):
                self._report("number-invalid", f"{value or 'Nothing'} is no number.", test)
        if (self.labels or self.typed) and self.type not in _KEYLESS and not self._scores() and not self._is_open():
            self._report("key-missing", "No condition on the response gives a score.")

    def _scores(self) -> list[tuple[etree._Element, float]]:
        """Conditions that test the response and give a score above zero."""
        found = []
        for condition in self.node.iterfind(_CONTROL):
            score = (condition.findtext("{*}setvar") or "").strip()
            shown = condition.find("{*}displayfeedback[@linkrefid='correct']") is not None
            value = 100.0 if score == "SCORE.max" or (self.blackboard and shown) else _number(score)
            tested = next(condition.iter("{*}varequal", "{*}vargte", "{*}varsubset", "{*}varlte"), None) is not None
            if value and value > 0 and tested:
                found.append((condition, value))
        return found

    def _is_open(self) -> bool:
        """A typed answer on which no condition is set: a person reads it."""
        return not self.labels and not any(True for _ in self._tests())

    def _feedback(self) -> None:
        there = {node.get("ident") or "" for node in self.node.iter("{*}itemfeedback")}
        linked = {node.get("linkrefid") or "" for node in self.node.iter("{*}displayfeedback")}
        for name in sorted(linked - there):
            if not self.type and not self.blackboard:  # Canvas and Blackboard write links to feedback that nobody gave
                self._report("feedback-unknown", f"Feedback {name or 'without a name'}.")
        for node in self.node.iter("{*}itemfeedback"):
            name = node.get("ident") or ""
            special = node.find("{*}hint") is not None or node.find("{*}solution") is not None or node.get("view")
            if name not in linked and not special and not self.blackboard and not (self.type and name in _NAMED):
                self._report("feedback-unreachable", f"Feedback {name}.", node)

    def _canvas(self) -> None:
        for names in self.labels.values():
            for name in (name for name in names if _TRAP.search(name)):
                self._report("canvas-answer-id", f"Choice {name}.")
        if not self.type:
            return
        if self.type not in _CANVAS_TYPES:
            self._report("canvas-question-type", f"{self.type}.")
        if self.type == "true_false_question" and self._words() != ["false", "true"]:
            self._report("canvas-true-false", f"The words are {', '.join(self._words()) or 'missing'}.")
        if self.type == "multiple_answers_question":
            for condition, _ in self._scores():
                if len(condition.findall("{*}conditionvar/{*}varequal")) > 1:
                    self._report("canvas-flat-key", "The right answers stand in a flat list.", condition)
        for condition, _ in self._scores() if self.type in _READ_BELOW else ():
            if condition.find("{*}conditionvar/{*}varequal") is None:
                self._report("canvas-nested-value", "A value stands deeper.", condition)
        if self.type in _ROWS and self._scores():
            parts: dict[str, float] = {}  # by response: several conditions of one are other words for the same answer
            for condition, value in self._scores():
                asked = {test.get("respident") for test in condition.iter(etree.Element) if test.get("respident")}
                if asked and next(condition.iter("{*}not"), None) is None:
                    whole = " ".join(sorted(filter(None, asked)))
                    parts[whole] = max(value, parts.get(whole, 0.0))
            total = sum(parts.values())
            if abs(total - 100) > 1:
                self._report("score-sum", f"They add up to {total:g}.")

    def _words(self) -> list[str]:
        texts = (label.find(".//{*}mattext") for label in self.node.iter("{*}response_label"))
        return sorted((text.text or "").strip().lower() for text in texts if text is not None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
