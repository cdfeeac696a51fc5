"""OpenStax exercises as their API gives them: answers weighed by `correctness`, solutions by people beside them.

    {"items": [{"uid": "101@2", "questions": [{"stem_html": "What does a barometer measure?",
       "answers": [{"content_html": "Air pressure", "correctness": "1.0", "feedback_html": "Right."}, ...],
       "collaborator_solutions": [{"content_html": "<p>Baros is Greek for weight.</p>"}]}]}]}

A question without answers is open, its solutions are model answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, claims, fragment, inside, records, text
from extract.sites._part import number
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback
from quizmill.source import Span


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Records with a stem of the API's name, each with its exercise's stimulus."""
    return [
        (f"{path}/questions/{at}", {**row, "shared": exercise.get("stimulus_html")})
        for path, exercise in inside(data)
        for at, row in enumerate(records(exercise, "questions"))
        if "stem_html" in row
    ]


def draft(row: Record, span: Span) -> Draft:
    words = [text(row, name) for name in ("shared", "stimulus_html", "stem_html")]
    said = [fragment(text(one, "content_html"), span) for one in records(row, "collaborator_solutions")]
    base = Draft(
        stem=fragment("\n\n".join(filter(None, words)), span),
        spans=(span,),
        hints=tuple(fragment(hint, span) for hint in _hints(row)),
    )
    answers = records(row, "answers")
    if not answers:
        return replace(base, type="essay", answers=tuple(DraftAnswer(one) for one in said if one))
    choices = tuple(
        DraftChoice(fragment(text(one, "content_html"), span), feedback=fragment(text(one, "feedback_html"), span))
        for one in answers
    )
    right = [at for at, one in enumerate(answers) if (number(text(one, "correctness")) or 0) >= 1]
    told = tuple(DraftFeedback(one) for one in said if one)
    return replace(base, choices=choices, claims=claims(right, span), feedback=told)


def _hints(row: Record) -> list[str]:
    value = row.get("hints")
    return [one for one in value if isinstance(one, str) and one] if isinstance(value, list) else []
