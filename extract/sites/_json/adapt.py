"""Adapt courses (`components.json`): components that ask, each choice saying whether it should be selected.

    [{"_component": "mcq", "body": "What is a safe angle?", "_items": [{"text": "45", "_shouldBeSelected": false},
      {"text": "75", "_shouldBeSelected": true}], "_feedback": {"correct": "Right.", "_incorrect": {"final": "No."}}}]

What is asked is the body, or the title where there is none. Fields: the README of adapt-contrib-mcq, -textInput,
-matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, feedback, fragment, inside, record, records, text, texts
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftPair
from quizmill.source import Span

_ASKING = ("mcq", "gmcq", "textinput", "matching", "slider", "objectMatching", "questionStrip")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Components of the kinds that ask."""
    return [(path, row) for path, row in inside(data) if text(row, "_component") in _ASKING and records(row, "_items")]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for sliders and for pictures to choose."""
    kind, items = text(row, "_component"), records(row, "_items")
    told = record(row, "_feedback")
    base = Draft(
        stem=fragment(text(row, "body") or text(row, "displayTitle") or text(row, "title"), span),
        spans=(span,),
        feedback=(
            *feedback(told, (("correct", "correct"),), span),
            *feedback(record(told, "_incorrect"), (("final", "incorrect"),), span),
        ),
    )
    match kind:
        case "mcq" if all(text(item, "text") for item in items):
            right = [at for at, item in enumerate(items) if item.get("_shouldBeSelected") is True]
            choices = tuple(
                DraftChoice(fragment(text(item, "text"), span), feedback=fragment(text(item, "feedback"), span))
                for item in items
            )
            several = len(right) > 1 or text(row, "_selectable") not in ("", "1")
            return replace(base, type="multiple" if several else "single", choices=choices, claims=claims(right, span))
        case "textinput" if len(items) == 1 and (accepted := texts(items[0], "_answers")):
            return replace(base, type="short", answers=tuple(DraftAnswer(fragment(one, span)) for one in accepted))
        case "matching":
            pairs = tuple(DraftPair(fragment(text(i, "text"), span), fragment(_other(i), span)) for i in items)
            return replace(base, type="matching", pairs=pairs)
    raise Unread(kind)


def _other(item: Record) -> str:
    """The one option that is right for an item."""
    right = [text(option, "text") for option in records(item, "_options") if option.get("_isCorrect") is True]
    return right[0] if len(right) == 1 else ""
