"""Numbers without a stop before the stems of a page: `1 Which floats?`, `2/5 Which sinks?`.

Only where every question of the page has its own place there, from first to last, they are numbers and no words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizmill.draft import Draft, Fragment

_NUMBER = re.compile(r"(?P<own>\d{1,3})(?:\s?/\s?(?P<all>\d{1,3}))?\s+(?=[^\W\d])")
_FEWEST = 2


def off_ordinals(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, such numbers taken off their stems."""
    found = [_NUMBER.match(draft.stem.text) for draft in drafts]
    numbers = [int(one["own"]) for one in found if one is not None]
    counted = [one["all"] for one in found if one is not None]
    if len(numbers) != len(drafts) or len(drafts) < _FEWEST or numbers != list(range(1, len(drafts) + 1)):
        return list(drafts)
    if len(set(counted)) > 1 or any(draft.number for draft in drafts):
        return list(drafts)
    return [
        replace(draft, stem=Fragment(draft.stem.text[one.end() :], draft.stem.spans), number=one["own"])
        for draft, one in zip(drafts, found, strict=True)
        if one is not None
    ]
