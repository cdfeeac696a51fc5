"""The key behind the last choice and a dash, where everything stands on one line.

1.Capital of Spain? a)Rome b)Madrid c)Paris -b        b, and the last choice is "Paris"

Every question of the template ends so, with a letter of its own choices, and they are not all the same letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.runs import Rank
from extract.grammar.question.found import Found, option_texts
from extract.grammar.words.rich import cut, plain, strip
from quizmill.draft import Claim
from quizmill.item import Evidence

_KEY = re.compile(r"\s+(?:[-–—]+>?|=+>?|→|:)\s*\(?(?P<k>[A-Ha-h])\)?\.?\Z")
_FEWEST = 3


def take(found: Sequence[Found]) -> None:
    """Claims such letters and takes them off the choices."""
    lists = [one for one in found if one.rank is Rank.LETTER and not one.malformed]
    hits = [(one, hit) for one in lists if not one.claims and (hit := _key(one)) is not None]
    if len(hits) < _FEWEST or len(hits) < len(lists) or len({hit["k"].casefold() for _, hit in hits}) < 2:
        return
    for one, hit in hits:
        head = one.options[-1].head
        head.runs = strip(cut(head.runs, 0, hit.start()))
        head.text = plain(head.runs)
        one.claims.append(Claim(Evidence.STATED, labels=(hit["k"],), spans=prose.spans([head])))


def _key(one: Found) -> re.Match[str] | None:
    option = one.options[-1]
    hit = _KEY.search(option.head.text) if not option.body and option.head.pieces else None
    labels = {label.casefold() for label in option_texts(one)[1]}
    return hit if hit is not None and hit.start() and hit["k"].casefold() in labels else None
