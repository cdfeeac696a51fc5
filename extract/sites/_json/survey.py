"""SurveyJS quizzes: elements on pages, each with the answer that is correct.

    {"pages": [{"elements": [{"type": "radiogroup", "name": "war", "title": "When did it end?",
                              "choices": ["1775", {"value": "b", "text": "1783"}], "correctAnswer": "b"}]}]}

A survey without correct answers is no quiz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, places, plain, record, text, texts
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftPair, Fragment
from quizmill.source import Span

_CHOOSE = ("radiogroup", "checkbox", "dropdown", "tagbox", "imagepicker")
_KINDS = (*_CHOOSE, "text", "comment", "boolean", "ranking", "matrix", "multipletext", "rating")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Elements of a survey of which some have a correct answer."""
    found = [(path, row) for path, row in inside(data) if text(row, "type") in _KINDS and "name" in row]
    return found if any("correctAnswer" in row for _, row in found) else []


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what asks nothing that is right or wrong."""
    kind = text(row, "type")
    base = Draft(stem=fragment(text(row, "title") or text(row, "name"), span), spans=(span,))
    right = row.get("correctAnswer")
    if kind in _CHOOSE:
        return _chosen(base, row, kind in ("checkbox", "tagbox"), span)
    if kind == "boolean":
        words = (text(row, "labelTrue") or "True", text(row, "labelFalse") or "False")
        told = {True: [0], False: [1]}.get(right, []) if isinstance(right, bool) else []
        choices = tuple(DraftChoice(fragment(word, span)) for word in words)
        return replace(base, type="true_false", choices=choices, claims=claims(told, span))
    if kind == "text" and right is not None:
        answers = tuple(DraftAnswer(Fragment(value, (span,))) for value in texts(row, "correctAnswer"))
        return replace(base, type="short", answers=answers)
    if kind in ("comment", "text"):
        return replace(base, type="essay")
    if kind == "ranking" and isinstance(right, list):
        shown = dict(_options(row))
        order = tuple(fragment(shown.get(plain(value), plain(value)), span) for value in right)
        return replace(base, type="ordering", order=order)
    if kind == "matrix" and isinstance(right, dict):
        columns, rows = dict(_named(row, "columns")), dict(_named(row, "rows"))
        pairs = [(rows.get(name, name), columns.get(plain(value), plain(value))) for name, value in right.items()]
        both = tuple(DraftPair(fragment(a, span), fragment(b, span)) for a, b in pairs)
        return replace(base, type="matching", pairs=both)
    raise Unread(kind)


def _named(row: Record, name: str) -> list[tuple[str, str]]:
    """Values and what is shown for them."""
    value = row.get(name)
    found = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            shown = text(item, "text") or text(record(item, "text"), "default") or text(item, "value")
            found.append((text(item, "value"), shown))
        elif plain(item):
            found.append((plain(item), plain(item)))
    return found


def _options(row: Record) -> list[tuple[str, str]]:
    return _named(row, "choices")


def _chosen(base: Draft, row: Record, several: bool, span: Span) -> Draft:
    options = _options(row)
    values = [value for value, _ in options]
    right = places(values, texts(row, "correctAnswer"))
    choices = tuple(DraftChoice(fragment(shown, span)) for _, shown in options)
    return replace(base, type="multiple" if several else "single", choices=choices, claims=claims(right, span))
