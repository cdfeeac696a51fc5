"""Articulate Storyline's courses as published: what a slide asks is in its interactions.

    window.globalProvideData('data', '{"scenes": [{"slides": [{"interactions": [{"lmstext": "Which is level?",
      "choices": [{"id": "choice_a", "lmstext": "Spirit level"}, {"id": "choice_b", "lmstext": "Chalk reel"}],
      "answers": [{"status": "correct", "evaluate": {"statements": [
        {"kind": "equals", "choiceid": "choices.choice_a"}]}}, {"status": "incorrect"}]}]}]}]}');

Statements of the kind `pair` lay choices beside the interaction's own `statements`: a matching, or an ordering where
those only count. Where several sets of statements are right, or a choice must not be taken, the key stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, record, records, text
from quizmill.draft import Draft, DraftChoice, DraftPair
from quizmill.source import Span


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Interactions that grade some answer as right; a survey's do not."""
    return [(path, row) for path, row in inside(data) if records(row, "choices") and "lmstext" in row and _right(row)]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what is graded by anything but choices."""
    base = Draft(stem=fragment(text(row, "lmstext"), span), spans=(span,))
    offered = {text(choice, "id"): text(choice, "lmstext") for choice in records(row, "choices")}
    if not all(offered.values()):
        raise Unread("choices without words")
    sets = [records(record(answer, "evaluate"), "statements") for answer in _right(row)]
    kinds = {text(one, "kind") for found in sets for one in found}
    if kinds == {"pair"}:
        return _paired(base, row, offered, sets[0], span)
    if kinds - {"equals", "notequals"}:
        raise Unread(" + ".join(sorted(kinds)))
    named = [_last(text(one, "choiceid")) for one in sets[0]]
    ids = list(offered)
    known = len(sets) == 1 and kinds == {"equals"} and all(name in offered for name in named)
    right = sorted({ids.index(name) for name in named}) if known else []
    choices = tuple(DraftChoice(fragment(words, span)) for words in offered.values())
    several = "response" in text(row, "type") or len(right) > 1
    return replace(base, type="multiple" if several else None, choices=choices, claims=claims(right, span))


def _right(row: Record) -> list[Record]:
    return [answer for answer in records(row, "answers") if text(answer, "status") == "correct"]


def _last(reference: str) -> str:
    return reference.rpartition(".")[2]


def _paired(base: Draft, row: Record, offered: dict[str, str], pairs: Sequence[Record], span: Span) -> Draft:
    """What lies beside what; where the other side only counts, the places of an order."""
    others = {text(one, "id"): text(one, "lmstext") for one in records(row, "statements")}
    laid = [
        (offered.get(_last(text(one, "choiceid")), ""), others.get(_last(text(one, "statementid")), ""))
        for one in pairs
    ]
    if not laid or not all(own and other for own, other in laid):
        raise Unread("pairs without words")
    if sorted(other for _, other in laid) == sorted(str(place + 1) for place in range(len(laid))):
        order = [own for own, _ in sorted(laid, key=lambda pair: int(pair[1]))]
        return replace(base, type="ordering", order=tuple(fragment(words, span) for words in order))
    return replace(
        base, type="matching", pairs=tuple(DraftPair(fragment(own, span), fragment(other, span)) for own, other in laid)
    )
