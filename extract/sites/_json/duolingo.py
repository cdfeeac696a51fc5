"""Duolingo's lessons: challenges that offer phrases, `correctIndex` counting from nought, or accept translations.

{"challenges": [{"type": "select", "prompt": "the bread", "correctIndex": 1,
                 "choices": [{"phrase": "la leche"}, {"phrase": "el pan"}]},
                {"type": "translate", "prompt": "Yo bebo agua", "correctSolutions": ["I drink water"]},
                {"type": "match", "pairs": [{"learningToken": "gato", "fromToken": "cat"}]}]}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, plain, records, text, texts
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftPair
from quizmill.source import Span


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """What lies in a list of challenges."""
    return [
        (f"{path.rstrip('/')}/challenges/{at}", row)
        for path, lesson in inside(data)
        for at, row in enumerate(records(lesson, "challenges"))
        if text(row, "type")
    ]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what is spoken, heard or drawn."""
    pairs = [(text(pair, "learningToken"), text(pair, "fromToken")) for pair in records(row, "pairs")]
    base = Draft(stem=fragment(text(row, "prompt"), span), spans=(span,))
    if len(pairs) > 1 and all(own and other for own, other in pairs):
        paired = tuple(DraftPair(fragment(own, span), fragment(other, span)) for own, other in pairs)
        return replace(base, type="matching", pairs=paired)
    if not base.stem:
        raise Unread(text(row, "type"))
    if accepted := texts(row, "correctSolutions"):
        return replace(base, type="short", answers=tuple(DraftAnswer(fragment(words, span)) for words in accepted))
    offered, place = _offered(row), text(row, "correctIndex")
    if len(offered) > 1 and all(offered) and place.isdecimal() and int(place) < len(offered):
        choices = tuple(DraftChoice(fragment(words, span)) for words in offered)
        return replace(base, choices=choices, claims=claims([int(place)], span))
    raise Unread(text(row, "type"))


def _offered(row: Record) -> list[str]:
    value = row.get("choices")
    listed = value if isinstance(value, list) else []
    return [text(one, "phrase") or text(one, "text") if isinstance(one, dict) else plain(one) for one in listed]
