"""Learnosity's questions: what is asked in `stimulus`, what is right in `validation.valid_response.value`.

    {"type": "mcq", "data": {"stimulus": "<p>A mirror works by</p>", "options": [{"label": "reflection", "value": "1"}],
     "validation": {"scoring_type": "exactMatch", "valid_response": {"score": 1, "value": ["1"]}}}}

Gaps are written `{{response}}`; an ordered list's right response counts the places of its entries. A response that
names no option is no key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from extract.sites._data_rows import Data
from extract.sites._json.values import (
    Record,
    Unread,
    claims,
    feedback,
    fragment,
    inside,
    places,
    record,
    records,
    text,
    texts,
)
from extract.sites._part import number
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Fragment
from quizmill.source import Span

_GAP = "{{response}}"


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """The question's own record, wherever an item holds it."""
    return [
        (path, row)
        for path, row in inside(data)
        if text(row, "type") and ("stimulus" in row or "template" in row) and ({"validation", "options"} & row.keys() or
        text(row, "type").startswith("longtext"))
    ]  # fmt: skip


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what the bank cannot hold."""
    valid = record(record(row, "validation"), "valid_response")
    metadata = record(row, "metadata")
    base = Draft(
        stem=fragment(text(row, "stimulus"), span),
        spans=(span,),
        points=number(text(valid, "score")),
        hints=tuple(fragment(text(hint, "hint"), span) for hint in records(metadata, "hints")),
        feedback=feedback(metadata, (("distractor_rationale", "general"), ("sample_answer", "general")), span),
    )
    match text(row, "type"):
        case "mcq":
            return _chosen(base, row, texts(valid, "value"), span)
        case "shorttext":
            return replace(
                base, type="short", answers=_accepted([texts(one, "value")[:1] for one in _valid(row)], span)
            )
        case "clozetext" | "clozedropdown" | "clozeassociation":
            return _cloze(base, row, span)
        case "association":
            return _matching(base, row, texts(valid, "value"), span)
        case "orderlist" | "sortlist":
            return _ordered(base, row, texts(valid, "value"), span)
        case "longtext" | "longtextV2" | "plaintext":
            return replace(base, type="essay")
        case kind:
            raise Unread(kind)


def _valid(row: Record) -> list[Record]:
    """The right response and its equals."""
    validation = record(row, "validation")
    return [record(validation, "valid_response"), *records(validation, "alt_responses")]


def _accepted(lists: Sequence[Sequence[str]], span: Span) -> tuple[DraftAnswer, ...]:
    words = dict.fromkeys(word for found in lists for word in found if word)
    return tuple(DraftAnswer(Fragment(word, (span,))) for word in words)


def _chosen(base: Draft, row: Record, right: list[str], span: Span) -> Draft:
    options = records(row, "options")
    values = [text(option, "value") for option in options]
    rationales = texts(record(row, "metadata"), "distractor_rationale_response_level")
    told = [*rationales, *[""] * len(options)]
    choices = tuple(
        DraftChoice(fragment(text(option, "label"), span), feedback=fragment(said, span))
        for option, said in zip(options, told, strict=False)
    )
    several = row.get("multiple_responses") is True
    return replace(
        base, type="multiple" if several else "single", choices=choices, claims=claims(places(values, right), span)
    )


def _cloze(base: Draft, row: Record, span: Span) -> Draft:
    """The template's gaps in their order; what may be put in stands once for all gaps, or for each."""
    valid = [texts(one, "value") for one in _valid(row)]
    offered = row.get("possible_responses")
    number_of = count(1)
    shown = fragment(text(row, "template"), span)
    parts = shown.text.replace("\\_", "_").split(_GAP)
    gaps = []
    for place in range(len(parts) - 1):
        right = [[found[place]] for found in valid if place < len(found)]
        own = _offered(offered, place)
        if own and right:
            at = [own.index(right[0][0])] if own.count(right[0][0]) == 1 else []
            choices = tuple(DraftChoice(fragment(word, span)) for word in own)
            gaps.append(DraftGap(str(place + 1), choices=choices, claims=claims(at, span)))
        else:
            gaps.append(DraftGap(str(place + 1), _accepted(right, span)))
    text_of = "".join(part if at == 0 else f"{{{{gap:{next(number_of)}}}}}{part}" for at, part in enumerate(parts))
    stem = "\n\n".join(words for words in (base.stem.text, text_of) if words)
    return replace(base, type="cloze", stem=Fragment(stem, (span,)), gaps=tuple(gaps))


def _offered(value: Data, place: int) -> list[str]:
    if not isinstance(value, list):
        return []
    own = value[place] if place < len(value) and isinstance(value[place], list) else value
    return [item for item in own if isinstance(item, str)] if isinstance(own, list) else []


def _matching(base: Draft, row: Record, right: list[str], span: Span) -> Draft:
    lefts = texts(row, "stimulus_list")
    rights = [*right, *[""] * len(lefts)]
    pairs = tuple(DraftPair(fragment(a, span), fragment(b, span)) for a, b in zip(lefts, rights, strict=False))
    rest = tuple(fragment(word, span) for word in texts(row, "possible_responses") if word not in right)
    return replace(base, type="matching", pairs=pairs, distractors=rest)


def _ordered(base: Draft, row: Record, right: list[str], span: Span) -> Draft:
    entries = texts(row, "list")
    counted = [int(place) for place in right if place.isdecimal()]
    known = sorted(counted) == list(range(len(entries)))
    order = [entries[place] for place in counted] if known else entries
    return replace(base, type="ordering", order=tuple(fragment(e, span) for e in order), order_known=known)
