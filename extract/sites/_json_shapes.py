"""Quizzes that platforms hand out as JSON in shapes of their own: which one a document is in, and its drafts.

    [{"question_type": "multiple_choice_question", "answers": [{"text": "iron", "weight": 100}]}]      Canvas's API
    {"questions": [{"type": "mcq", "data": {"stimulus": "...", "validation": {...}}}]}                 Learnosity
    {"pages": [{"elements": [{"type": "radiogroup", "title": "...", "correctAnswer": "1783"}]}]}        SurveyJS
    {"items": [{"questionItem": {"question": {"grading": {"correctAnswers": {...}}}}}]}                Google Forms' API
    {"question": {"content": "... [[☃ radio 1]]", "widgets": {...}}, "hints": [...]}                    Perseus (Khan)

Each shape is one module with `questions(data)`, its questions wherever in the document they lie (none where it is not
in the shape), and `draft(question)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.sites import _json_canvas, _json_forms, _json_learnosity, _json_perseus, _json_survey
from extract.sites._data_rows import Data, Places
from extract.sites._json_values import Record, Unread
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Page
from quizmill.source import Span


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    questions: Callable[[Data], Sequence[tuple[str, Record]]]
    draft: Callable[[Record, Span], Draft]


_SHAPES = (
    _Shape("canvas", _json_canvas.questions, _json_canvas.draft),
    _Shape("learnosity", _json_learnosity.questions, _json_learnosity.draft),
    _Shape("google-forms", _json_forms.questions, _json_forms.draft),
    _Shape("perseus", _json_perseus.questions, _json_perseus.draft),
    _Shape("surveyjs", _json_survey.questions, _json_survey.draft),
)


def in_a_shape(page: Page, data: Data) -> Extraction | None:
    """The questions of a document in a known shape, each at its lines; None for any other."""
    for shape in _SHAPES:
        if found := shape.questions(data):
            return _read(page, shape, found)
    return None


def _read(page: Page, shape: _Shape, found: Sequence[tuple[str, Record]]) -> Extraction:
    places = Places(page.text)
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for path, question in found:
        try:
            drafts.append(places.placed(shape.draft(question, Span(node=path))))
        except Unread as kind:
            message = f"A question of the type {str(kind)!r} is not read."
            findings.append(Finding("format-unsupported", Severity.WARNING, message, Span(node=path)))
    return Extraction(drafts=tuple(drafts), findings=tuple(findings), facts=(("shape", shape.name),))
