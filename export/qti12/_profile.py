"""What the readers of QTI 1.2 take differently, as one value a dialect.

    canvas       Canvas classic and New Quizzes: question_type fields, one row a match, equation pictures
    d2l          Brightspace: qmd_questiontype fields, MathML
    plain        any reader of the specification: ordered responses, hints and solutions in their own elements
    cc           the assessments of a Common Cartridge: six types, few fields

Blackboard's pools are QTI 1.2 in name only; see `_blackboard`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from export._math import delimited, equation_image, mathml

_SHARED = frozenset(
    "title points media language hints solution final_answer quick_check mistakes model_answer feedback.general "
    "feedback.correct feedback.incorrect feedback.partial choices.feedback choices.fixed answers.feedback "
    "answers.exact gaps.choices.feedback pairs.feedback distractors".split()
)
_SCORED = frozenset(
    "case_sensitive choices.credit answers.credit gaps.answers.credit gaps.answers.feedback gaps.answers.exact".split()
)
_METADATA = frozenset("difficulty section tags objectives".split())


@dataclass(frozen=True, slots=True)
class Profile:
    """`words` are its names of question types; `carried` the fields that arrive. `native` is whether it follows the
    specification where Canvas has forms of its own. `sections` go below the general feedback."""

    name: str
    words: dict[str, str]
    math: Callable[[str, bool], str]
    carried: frozenset[str]
    type_field: str
    points_field: str
    native: bool
    sections: tuple[str, ...]


_CANVAS_WORDS = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "true_false": "true_false_question",
    "short": "short_answer_question",
    "numeric": "numerical_question",
    "blanks": "fill_in_multiple_blanks_question",
    "dropdowns": "multiple_dropdowns_question",
    "matching": "matching_question",
    "ordering": "matching_question",
    "essay": "essay_question",
    "flashcard": "essay_question",
}
_D2L_WORDS = {
    "single": "Multiple Choice",
    "multiple": "Multi-Select",
    "true_false": "True/False",
    "short": "Short Answer",
    "numeric": "Arithmetic",
    "blanks": "Fill in the Blanks",
    "dropdowns": "Matching",
    "matching": "Matching",
    "ordering": "Ordering",
    "essay": "Long Answer",
    "flashcard": "Long Answer",
}
_BELOW = ("feedback.partial", "back", "model_answer", "hints", "solution", "final_answer", "quick_check", "mistakes")
CANVAS = Profile(
    "canvas", _CANVAS_WORDS, equation_image, _SHARED, "question_type", "points_possible", native=False, sections=_BELOW
)
D2L = Profile(
    "d2l",
    _D2L_WORDS,
    mathml,
    _SHARED | _SCORED,
    "qmd_questiontype",
    "qmd_weighting",
    native=True,
    sections=_BELOW,
)
PLAIN = Profile(
    "plain",
    _CANVAS_WORDS | {"ordering": "ordering_question"},
    delimited,
    D2L.carried | _METADATA | {"grader_info"},
    "question_type",
    "points_possible",
    native=True,
    sections=("feedback.partial", "back", "model_answer", "final_answer", "quick_check", "mistakes"),
)
CC = Profile(
    "cc",
    {
        "single": "cc.multiple_choice.v0p1",
        "multiple": "cc.multiple_response.v0p1",
        "true_false": "cc.true_false.v0p1",
        "short": "cc.fib.v0p1",
        "essay": "cc.essay.v0p1",
        "flashcard": "cc.essay.v0p1",
    },
    delimited,
    _SHARED,
    "cc_profile",
    "cc_weighting",
    native=False,
    sections=_BELOW,
)
