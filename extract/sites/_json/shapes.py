"""Quizzes that platforms hand out as JSON in shapes of their own: which one a document is in, and its drafts.

    [{"question_type": "multiple_choice_question", "answers": [{"text": "iron", "weight": 100}]}]      Canvas's API
    {"questions": [{"type": "mcq", "data": {"stimulus": "...", "validation": {...}}}]}                 Learnosity
    {"pages": [{"elements": [{"type": "radiogroup", "title": "...", "correctAnswer": "1783"}]}]}        SurveyJS
    {"items": [{"questionItem": {"question": {"grading": {"correctAnswers": {...}}}}}]}                Google Forms' API
    {"question": {"content": "... [[☃ radio 1]]", "widgets": {...}}, "hints": [...]}                    Perseus (Khan)

Each shape is one module with `questions(data)`, its questions wherever in the document they lie (none where it is not
in the shape), and `draft(question)`. A sign is what must stand in a page's text before its scripts are parsed for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.sites._data_rows import Data, Places
from extract.sites._json import (
    adapt,
    canvas,
    captivate,
    duolingo,
    forms,
    ispring,
    kahoot,
    learnosity,
    numbas,
    openstax,
    perseus,
    quizizz,
    storyline,
    survey,
)
from extract.sites._json.values import Record, Unread
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Page
from quizmill.source import Span

Found = Sequence[tuple[str, Record]]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    questions: Callable[[Data], Found]
    draft: Callable[[Record, Span], Draft]
    sign: str = ""  # a pattern; a shape without one is looked for in files of data only
    words: str = ""  # what every text with the sign has one of: found sooner than a pattern


_SHAPES = (
    Shape("canvas", canvas.questions, canvas.draft),
    Shape("learnosity", learnosity.questions, learnosity.draft),
    Shape("google-forms", forms.questions, forms.draft),
    Shape("perseus", perseus.questions, perseus.draft, r"\[\[(?:\u2603|\\{1,2}u2603) ", "u2603 \u2603"),
    Shape("storyline", storyline.questions, storyline.draft, r"globalProvideData\b", "globalProvideData"),
    Shape("captivate", captivate.questions, captivate.draft, r"\bcp\.model\.data\b", "cp.model.data"),
    Shape(
        "ispring",
        ispring.questions,
        ispring.draft,
        r'"tp": ?"(?:MultipleChoice|MultipleResponse|TrueFalse)',
        '"tp":',
    ),
    Shape("kahoot", kahoot.questions, kahoot.draft, r'"pointsMultiplier"', "pointsMultiplier"),
    Shape("quizizz", quizizz.questions, quizizz.draft, r'"structure": ?\{ ?"(?:kind|query|settings)"', '"structure":'),
    Shape(
        "duolingo",
        duolingo.questions,
        duolingo.draft,
        r'"correctSolutions"|"learningToken"',
        "correctSolutions learningToken",
    ),
    Shape("adapt", adapt.questions, adapt.draft, r'"_shouldBeSelected"', "_shouldBeSelected"),
    Shape("openstax", openstax.questions, openstax.draft, r'"collaborator_solutions"', "collaborator_solutions"),
    Shape("numbas", numbas.questions, numbas.draft),
    Shape("surveyjs", survey.questions, survey.draft),
)
_SIGNS = re.compile("|".join(shape.sign for shape in _SHAPES if shape.sign))
_WORDS = tuple(word for shape in _SHAPES for word in shape.words.split())


def signed(text: str) -> bool:
    """Whether a text shows the sign of some shape."""
    return any(word in text for word in _WORDS) and _SIGNS.search(text) is not None


def carried(data: Data) -> Iterator[tuple[Shape, Found]]:
    """The questions in data that a page carries, by shape."""
    for shape in _SHAPES:
        if shape.sign and (found := shape.questions(data)):
            yield shape, found


def in_a_shape(page: Page, data: Data) -> Extraction | None:
    """The questions of a document in a known shape, each at its lines; None for any other."""
    for shape in _SHAPES:
        if found := shape.questions(data):
            drafts, findings = drafted(shape, found)
            places = Places(page.text)
            placed = tuple(places.placed(draft) for draft in drafts)
            return Extraction(drafts=placed, findings=tuple(findings), facts=(("shape", shape.name),))
    return None


def drafted(shape: Shape, found: Found) -> tuple[list[Draft], list[Finding]]:
    """Questions with their paths as drafts; what a shape does not read is said."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for path, question in found:
        try:
            drafts.append(shape.draft(question, Span(node=path)))
        except Unread as kind:
            message = f"A question of the type {str(kind)!r} is not read."
            findings.append(Finding("format-unsupported", Severity.WARNING, message, Span(node=path)))
    return drafts, findings
