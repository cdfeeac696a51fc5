"""Forms as Google's API gives them: a quiz grades its questions by the answers it names.

{"items": [{"title": "What do bees carry?", "questionItem": {"question": {
   "grading": {"pointValue": 2, "correctAnswers": {"answers": [{"value": "pollen"}]}, "whenWrong": {"text": "No."}},
   "choiceQuestion": {"type": "RADIO", "options": [{"value": "pollen"}, {"value": "sand"}]}}}}]}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, feedback, fragment, inside, places, record, records, text
from extract.sites._part import number
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment, When
from quizmill.source import Span

_TOLD: tuple[tuple[str, When], ...] = (
    ("whenRight", "correct"), ("whenWrong", "incorrect"), ("generalFeedback", "general"),
)  # fmt: skip


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Items that ask one question."""
    return [(path, row) for path, row in inside(data) if record(record(row, "questionItem"), "question")]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for scales, dates and uploads."""
    question = record(record(row, "questionItem"), "question")
    grading = record(question, "grading")
    right = [text(answer, "value") for answer in records(record(grading, "correctAnswers"), "answers")]
    told: list[DraftFeedback] = []
    for name, when in _TOLD:
        told += feedback(record(grading, name), (("text", when),), span)
    stem = "\n\n".join(part for part in (text(row, "title"), text(row, "description")) if part)
    base = Draft(
        stem=fragment(stem, span), spans=(span,), points=number(text(grading, "pointValue")), feedback=tuple(told)
    )
    if offered := record(question, "choiceQuestion"):
        options = [value for option in records(offered, "options") if (value := text(option, "value"))]  # none: "other"
        choices = tuple(DraftChoice(fragment(option, span)) for option in options)
        kind = replace(base, type="multiple" if text(offered, "type") == "CHECKBOX" else "single")
        return replace(kind, choices=choices, claims=claims(places(options, right), span))
    if "textQuestion" in question:
        answers = tuple(DraftAnswer(Fragment(value, (span,))) for value in right)
        long = record(question, "textQuestion").get("paragraph") is True
        return replace(base, type="essay" if long and not answers else "short", answers=answers)
    raise Unread(next((name for name in question if name.endswith("Question")), "unknown"))
