"""An element's make: its tag, its class and the names of its attributes, without their values.

    <input class="form-check-input" type="radio" name="q7" id="q7-2" value="2">      one make for the eighty of a page

A page of a thousand elements knows a dozen makes, for a program or a patient person wrote it. Whatever depends on the
make alone is decided once for each of them; and where the values count too, only elements are asked whose make leaves
the question open. Decisions of other modules hang on a make by a cache of theirs: makes compare by identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

NOT_SHOWN = frozenset({"d-none", "hidden", "js-hidden", "hide", "is-hidden", "invisible", "spoiler"})
_READER_ONLY = frozenset(
    "sr-only visually-hidden visuallyhidden accesshide sr-av js-sr-av screen-reader-text accessible-text-for-reader "
    "screenreader-only sr a11y-hidden assistive-text u-visually-hidden".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Make:
    """`own` is the class attribute as it is written, `words` its words. `hidden` and `spoken` are what they tell."""

    tag: str
    own: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    hidden: bool
    spoken: bool


@lru_cache(maxsize=1 << 14)
def make_of(tag: str, own: str, names: tuple[str, ...]) -> Make:
    """The one make of a tag, a class and some attributes' names."""
    words = words_of(own)
    hidden = "hidden" in names or not NOT_SHOWN.isdisjoint(words)
    return Make(tag, own, names, words, hidden, not _READER_ONLY.isdisjoint(words))


@lru_cache(maxsize=2048)
def words_of(names: str) -> tuple[str, ...]:
    """The words of a class attribute: the same few stand at most elements of a page."""
    return tuple(names.split())


NO_ELEMENT = Make("", "", (), (), hidden=False, spoken=False)  # of texts and comments
