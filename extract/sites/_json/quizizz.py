"""Quizizz (Wayground) quizzes as the platform hands them out: a `structure` whose `answer` counts from nought.

    {"type": "MCQ", "structure": {"kind": "MCQ", "query": {"text": "<p>Longest bone?</p>"}, "answer": 1,
       "options": [{"text": "Rib"}, {"text": "Femur"}], "settings": {"hasCorrectAnswer": true}}}

`answer` is a list where several are right. Questions to be typed list what they accept; polls have no right answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, feedback, fragment, inside, record, records, text, texts
from quizmill.draft import Draft, DraftAnswer, DraftChoice
from quizmill.source import Span

_CHOOSE = ("MCQ", "MSQ")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """The structures of questions; those of polls are left out."""
    found = [(path, record(row, "structure")) for path, row in inside(data) if record(row, "structure")]
    return [(path, row) for path, row in found if record(row, "query") and not _poll(row)]


def _poll(row: Record) -> bool:
    return text(row, "kind") in _CHOOSE and record(row, "settings").get("hasCorrectAnswer") is False


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what is paired, ordered, drawn or recorded."""
    offered = [fragment(text(option, "text"), span) for option in records(row, "options")]
    base = Draft(
        stem=fragment(text(record(row, "query"), "text"), span),
        spans=(span,),
        feedback=feedback(record(row, "explain"), (("text", "general"),), span),
    )
    match text(row, "kind"):
        case "MCQ" | "MSQ" as kind:
            if not all(offered):
                raise Unread("picture choices")
            counted = [int(place) for place in texts(row, "answer") if place.isdecimal()]
            right = sorted(counted) if counted and all(place < len(offered) for place in counted) else []
            choices = tuple(DraftChoice(words) for words in offered)
            return replace(
                base, type="multiple" if kind == "MSQ" else None, choices=choices, claims=claims(right, span)
            )
        case "BLANK":
            return replace(base, type="short", answers=tuple(DraftAnswer(words) for words in offered if words))
        case "OPEN":
            return replace(base, type="essay")
        case kind:
            raise Unread(kind or "unknown")
