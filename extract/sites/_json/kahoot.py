"""Kahoots as the platform hands them out: choices that say whether they are correct, in every kind of question.

    {"kahoot": {"questions": [{"type": "quiz", "question": "Which brings thunder?", "choices": [
        {"answer": "Cirrus", "correct": false}, {"answer": "Cumulonimbus", "correct": true}]}]}}

Every choice of an open question is an answer it accepts, those of a `jumble` stand in their order; a survey's are all
"correct" and it asks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, records, text
from quizmill.draft import Draft, DraftAnswer, DraftChoice
from quizmill.source import Span

_ASKING = ("quiz", "multiple_select_quiz", "multiple_choice", "true_false", "open_ended", "jumble")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Records of the platform's kinds whose choices have an `answer` and a `correct`."""
    return [
        (path, row)
        for path, row in inside(data)
        if text(row, "type") in _ASKING
        and "question" in row
        and (offered := records(row, "choices"))
        and all("correct" in one and ("answer" in one or "image" in one) for one in offered)
    ]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread where its choices are pictures."""
    base = Draft(stem=fragment(text(row, "question"), span), spans=(span,))
    offered = records(row, "choices")
    said = [fragment(text(choice, "answer"), span) for choice in offered]
    if not all(said):
        raise Unread("picture choices")
    match text(row, "type"):
        case "open_ended":
            return replace(base, type="short", answers=tuple(DraftAnswer(words) for words in said))
        case "jumble":
            return replace(base, type="ordering", order=tuple(said))
        case kind:
            right = [at for at, choice in enumerate(offered) if choice.get("correct") is True]
            several = kind == "multiple_select_quiz" or len(right) > 1
            choices = tuple(DraftChoice(words) for words in said)
            return replace(base, type="multiple" if several else None, choices=choices, claims=claims(right, span))
