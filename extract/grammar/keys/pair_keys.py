"""The key of a matching question that stands in the document's key: by the numbers of its left sides, or in its entry.

KEY                      1-4 are a matching question's left sides, 5 and 6 questions of their own
1-b, 2-d, 3-a, 4-c
5-b, 6-c
7. 1-c 2-a 3-b           question 7 is one of pairs
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.grammar.lines import prose
from extract.grammar.question.found import Found
from extract.grammar.question.key_entries import Entry, stretches
from quizmill.draft import DraftPair, Fragment
from quizmill.source import Span

_PAIR = re.compile(
    r"\(?(?P<a>\d{1,2}|[A-Za-z])\)?\s?(?:[-–—:=.→)]|->|=>)+\s?\(?(?P<b>\d{1,2}|[A-Za-z])\)?(?=[\s,;/|.]|\Z)"
)
_WORDS = re.compile(r"[^\W\d_]{2,}")


def waits(one: Found) -> bool:
    """A matching question whose sides are labelled and whose pairs are not known."""
    return bool(one.sides[0]) and not any(pair.right for pair in one.pairs)


def in_words(text: str) -> dict[str, str]:
    """`1-c 2-a`: which left side goes with which right one; nothing where words stand between."""
    if _WORDS.search(text):
        return {}
    return {found["a"].casefold(): found["b"].casefold() for found in _PAIR.finditer(text)}


def give(one: Found, named: Mapping[str, str], where: tuple[Span, ...]) -> bool:
    """Completes the pairs where every left side is named with a right one that is there."""
    lefts, rights = one.sides
    texts = dict(rights)
    if set(named) != set(lefts) or not set(named.values()) <= set(texts):
        return False
    one.pairs = [
        DraftPair(pair.left, Fragment(texts[named[label]], where)) for label, pair in zip(lefts, one.pairs, strict=True)
    ]
    used = {named[label] for label in lefts}
    one.distractors = [Fragment(text, where) for label, text in rights if label not in used]
    one.answered = True
    return True


def _parts_of(found: Sequence[Found]) -> list[list[Found]]:
    """The questions in stretches that count upwards; a matching question is a stretch of its own."""
    parts: list[list[Found]] = []
    for one in found:
        open_pairs = waits(one)
        if not open_pairs and not one.number:
            continue
        last = parts[-1][-1] if parts else None
        if last is None or open_pairs or waits(last) or int(one.number) <= int(last.number):
            parts.append([])
        parts[-1].append(one)
    return parts


def off(entries: list[Entry], found: Sequence[Found], waiting: Sequence[Found]) -> list[Entry]:
    """The entries that are no left sides of a matching question; those that are complete its pairs."""
    above = _parts_of(found)
    numbers = [entry.number for entry in entries]
    for one in waiting:
        own = [entry for entry in entries if str(entry.number) in one.sides[0]]
        named = {str(entry.number): entry.text.strip(" .()").casefold() for entry in own}
        lines = list(dict.fromkeys(line for entry in own for line in entry.lines))
        if len(set(numbers)) == len(numbers):
            if give(one, named, prose.spans(lines)):
                one.taken += lines
                entries = [entry for entry in entries if entry not in own]
        elif (part := _pairs_part(entries, one, above)) and give(one, _named(part), _where(part)):
            one.taken += list(dict.fromkeys(line for entry in part for line in entry.lines))
            entries = [entry for entry in entries if entry not in part]
    return entries


def _where(entries: Sequence[Entry]) -> tuple[Span, ...]:
    return prose.spans(list(dict.fromkeys(line for entry in entries for line in entry.lines)))


def _named(entries: Sequence[Entry]) -> dict[str, str]:
    return {str(entry.number): entry.text.strip(" .()").casefold() for entry in entries}


def _pairs_part(entries: Sequence[Entry], one: Found, above: Sequence[Sequence[Found]]) -> list[Entry]:
    """Where parts of a key each count from one, and there are as many as parts of questions: the part in its place that
    pairs every left side; else the only one that does, on a line."""
    parts = [[entries[at] for at in places] for places in stretches([entry.number for entry in entries])]
    rights = [label for label, _ in one.sides[1]]
    places = [at for at, part in enumerate(above) if part[0] is one] if len(above) == len(parts) else []
    fits = [
        part
        for part in ([parts[at] for at in places] or parts)
        if set(_named(part)) == set(one.sides[0]) and sorted(_named(part).values()) == sorted(set(rights))
    ]
    alone = len(fits) == 1 and (places or len({id(line) for entry in fits[0] for line in entry.lines}) == 1)
    return fits[0] if alone else []
