"""The key of a matching question that stands in the document's key: by the numbers of its left sides, or in its entry.

KEY                      1-4 are a matching question's left sides, 5 and 6 questions of their own
1-b, 2-d, 3-a, 4-c
5-b, 6-c
7. 1-c 2-a 3-b           question 7 is one of pairs
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.grammar.found import Found
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
