"""The message that a page shows after a wrong try, where it names the right choice in passing.

    Wrong! It was The roots, better luck next time!         the choice "The roots"
    Nope, it's Lima.                                         the choice "Lima"

What follows must be one choice's words, up to a stop; where two choices fit, the longer one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.grammar.groups.group import Option
from extract.media.html.lines import Line
from extract.media.html.medium import span_of
from quizmill.draft import Claim
from quizmill.item import Evidence

_WAS = re.compile(
    r"\W*(?:wrong|incorrect|not (?:quite|correct|right)|no|nope|sorry|oops|falsch|leider nein|faux|incorrecto)\b\W{1,3}"
    r"(?:it(?:\s+(?:was|is)|['’]s)|the answer (?:was|is)|es (?:war|ist)|c['’](?:était|est)|era|es)\s+",
    re.I,
)
_LONGEST = 200  # characters of such a message


def named_after(options: Sequence[Option], lines: Iterable[Line]) -> tuple[Claim, ...]:
    """The choice that such a message names; nothing where messages name two."""
    told = {at: line for line in lines if (at := _named(options, line.text)) is not None}
    if len(told) != 1:
        return ()
    ((at, line),) = told.items()
    return (Claim(Evidence.STATED, choices=(at,), spans=(span_of(line),)),)


def _named(options: Sequence[Option], text: str) -> int | None:
    found = _WAS.match(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    rest = text[found.end() :].strip(" \"'“”„«»").casefold()
    fitting = [(len(own), at) for at, option in enumerate(options) if (own := option.words.strip().casefold())
               and rest.startswith(own) and not rest[len(own) : len(own) + 1].isalnum()]  # fmt: skip
    fitting = [(size, at) for size, at in fitting if _stops(rest[size:])]
    return max(fitting)[1] if fitting else None


def _stops(rest: str) -> bool:
    """Whether nothing follows, or a stop that parts it from the words: "Lima, of course" and no "Lima or Quito"."""
    return re.match(r"[\"'”»]?\s*(?:[.,;:!?)(–—-]|\Z)", rest) is not None
