"""What the linter can find, what it means, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizmill.finding import Severity

Dialect = Literal["", "canvas", "d2l", "blackboard"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem. `dialect` is the importer that trips over it; empty: the package is wrong for anyone."""

    meaning: str
    fix: str
    severity: Severity = Severity.ERROR
    dialect: Dialect = ""


_WARNING, _INFO = Severity.WARNING, Severity.INFO
RULES: dict[str, Rule] = {
    "archive-unreadable": Rule("The file is no zip archive, or a member of it is damaged.", "Make the package again."),
    "archive-too-large": Rule("The archive unpacks to more than the linter reads.", "Split the package."),
    "path-unsafe": Rule("A member's path leaves the package.", "Use relative paths without `..`."),
    "manifest-missing": Rule("There is no imsmanifest.xml at the top.", "Put it at the top level of the zip."),
    "xml-broken": Rule("An XML file cannot be parsed.", "Escape `&` and `<`, and remove control characters."),
    "file-missing": Rule("The manifest lists a file that is not in the archive.", "Add the file or take it off."),
    "file-unlisted": Rule("A file is in no resource of the manifest.", "List it as `<file>` of a resource.", _WARNING),
    "resource-duplicate": Rule("Two resources have the same identifier.", "Make the identifiers unique."),
    "dependency-unknown": Rule("A dependency names no resource.", "Name a resource of this manifest."),
    "no-questions": Rule("The package holds no question that an importer would find.", "List them in the manifest."),
    "schemaversion": Rule("A QTI 3 manifest's schemaversion is not 3.0.0.", "Write 3.0.0."),
    "item-duplicate": Rule("Two items have the same identifier.", "Make the identifiers unique."),
    "choice-duplicate": Rule("Two choices of one response have the same identifier.", "Make them unique."),
    "key-unknown": Rule("The key names no choice.", "Name the identifier of a choice."),
    "key-missing": Rule("Nothing tells which response is right.", "Declare the correct response.", _WARNING),
    "key-too-many": Rule("A response of one value has several right values.", "Make its cardinality multiple."),
    "number-invalid": Rule("A number of the key is none.", "Write a plain decimal such as 3.14."),
    "response-undeclared": Rule("A response is used but not declared.", "Declare it, or mend its name."),
    "outcome-undeclared": Rule("An outcome is used but not declared.", "Declare it, or mend its name."),
    "feedback-unknown": Rule("A condition shows a feedback that is not there.", "Add the feedback, or mend its name."),
    "feedback-unreachable": Rule("No condition ever shows a feedback.", "Set its outcome, or link it.", _WARNING),
    "attribute-unknown": Rule("An attribute is not one of the element's.", "Mend its spelling.", _WARNING),
    "reference-missing": Rule("A test refers to an item that is not in the package.", "Add it or take it off."),
    "media-missing": Rule("A picture or sound is shown but not in the package.", "Add the file."),
    "active-content": Rule("The text holds a script, a handler or a javascript address.", "Remove it."),
    "condition-empty": Rule(
        "A condition tests nothing or does nothing: some engines refuse the item.",
        "Give it a test and a rule.",
        _WARNING,
    ),
    "identifier-invalid": Rule("An identifier is no XML name.", "Begin it with a letter; no spaces."),
    "map-missing": Rule("A response without a mapping is scored by it.", "Declare the mapping."),
    "response-type": Rule(
        "A response's cardinality or base type does not fit its interaction: engines refuse the item.",
        "Declare it as the interaction's chapter of the specification says.",
    ),
    "score-sum": Rule(
        "The scores of the parts do not add up to 100.", "Give each part 100 / number of parts.", _WARNING
    ),
    "canvas-answer-id": Rule(
        "Canvas takes the feedback of answers whose id contains correct, incorrect or _all for the question's.",
        "Use opaque ids such as a1.",
        dialect="canvas",
    ),
    "canvas-true-false": Rule(
        "Canvas makes multiple choice of a true/false question whose words are not True and False.",
        "Call it multiple_choice_question.",
        _INFO,
        "canvas",
    ),
    "canvas-flat-key": Rule(
        "New Quizzes keeps only the first of several right answers in a flat list.",
        "Write <and> of varequal and <not>.",
        dialect="canvas",
    ),
    "canvas-nested-value": Rule(
        "New Quizzes looks for a gap's or row's value right below `conditionvar`: elsewhere (`<or>`) it breaks off.",
        "Write a condition for each right value.",
        dialect="canvas",
    ),
    "canvas-partial-key": Rule(
        "Canvas takes every choice for right that a condition gives a score for.",
        "Give parts of the score by a mapping.",
        dialect="canvas",
    ),
    "canvas-order-type": Rule(
        "Canvas knows an ordering question by the manifest's interactionType alone.",
        "Write qtiMetadata in the namespace of the items.",
        _WARNING,
        "canvas",
    ),
    "canvas-feedback-blocks": Rule(
        "Of a choice's feedback Canvas takes the first p, or the first div where there is none.",
        "Put it into one div without p.",
        _WARNING,
        "canvas",
    ),
    "canvas-question-type": Rule(
        "Canvas does not know this question_type.", "Use one of Canvas' own words.", _WARNING, "canvas"
    ),
    "canvas-settings-id": Rule(
        "The identifier of assessment_meta.xml is not the assessment's: Canvas ignores title and options.",
        "Make both the same.",
        dialect="canvas",
    ),
    "canvas-too-many": Rule(
        "Canvas hangs on packages of far more than 500 questions.", "Split the package.", _WARNING, "canvas"
    ),
    "canvas-inline-feedback": Rule(
        "Canvas drops the markup of choices that hold inline feedback.", "Use modalFeedback.", _WARNING, "canvas"
    ),
    "canvas-feedback-variable": Rule(
        "Canvas loses feedback that is set from the response itself.",
        "Set it choice by choice to multiple(variable FEEDBACK, baseValue id).",
        _WARNING,
        "canvas",
    ),
    "canvas-visible-section": Rule(
        "Canvas makes a text question of a visible section's title.", 'Write visible="false".', _WARNING, "canvas"
    ),
    "canvas-test-type": Rule(
        "Canvas makes no quiz of a resource of type imsqti_test_xmlv2p2.", "Export QTI 2.1 for Canvas.", _INFO, "canvas"
    ),
    "canvas-media-resource": Rule(
        "Canvas maps only pictures that are listed as files of the item's own resource.",
        "List the picture there.",
        _WARNING,
        "canvas",
    ),
    "d2l-title": Rule(
        "Brightspace lists questions by their titles; these are missing or all the same.",
        "Give each item a title of its own.",
        _WARNING,
        "d2l",
    ),
    "blackboard-quiz": Rule(
        "Blackboard imports no question of a QTI 1.2 quiz, and says that all went well.",
        "Export a pool for Blackboard, or QTI 2.1 for Ultra.",
        _WARNING,
        "blackboard",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place: the member of the archive and, where it is known, the line and the item."""

    code: str
    file: str
    detail: str
    line: int = 0
    item: str = ""

    @property
    def rule(self) -> Rule:
        return RULES[self.code]

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        item = f" [{self.item}]" if self.item else ""
        return f"{place}: {self.severity} {self.code}{item}: {self.detail} {self.rule.fix}"
