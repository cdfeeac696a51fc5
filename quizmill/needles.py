"""The words that every match of a pattern holds one of, read off the pattern: what RE2 calls a prefilter.

    r"\\bmatch(?:ing|es)?\\b|\\bordnen? .{0,80}\\bzu\\b"     ->   "match", "ordne"
    r"fill in the (?:blank|gap)s?"                         ->   "blank", "fill"

A needle has no white space, so it lies within one word of the text that is searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _parser  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]
from typing import Any

_MOST = 48  # spellings of one stretch that are told apart
_FEW = 8  # characters of a set that are spellings

Words = frozenset[str]
Node = tuple[Any, Any]  # what the standard library's own parser makes of a piece: its operation and what that is of
_BLANK: Words = frozenset(("",))


def needles(pattern: str, flags: int = 0) -> Words:
    """The needles, folded. ValueError where a match may do without any word."""
    _, words = _sequence(_parser.parse(pattern, flags))
    if not _worth(words):
        raise ValueError(f"a match may do without any of its words: {pattern[:60]}")
    found = {folded(_longest(word)) for word in words}
    return frozenset(word for word in found if not any(other in word for other in found if other != word))


def folded(text: str) -> str:
    """Spellings that `re.IGNORECASE` takes for one are one; `casefold` alone keeps the Turkish i apart."""
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").casefold()


def _sequence(nodes: Iterable[Node]) -> tuple[Words | None, Words]:
    """All that a stretch may be, where that can be listed, and the words that it holds one of (`_BLANK` for none)."""
    spelled, best, listed = _BLANK, _BLANK, True
    for node in nodes:
        spellings, held = _one(node)
        if spellings is not None and len(spelled) * len(spellings) <= _MOST:
            spelled = frozenset(before + after for before in spelled for after in spellings)
            continue
        listed = False
        best = max(best, spelled, held, key=_worth)
        spelled = _BLANK if spellings is None else spellings
    return spelled if listed else None, max(best, spelled, key=_worth)


def _one(node: Node) -> tuple[Words | None, Words]:
    name, value = str(node[0]), node[1]
    match name:
        case "LITERAL":
            return frozenset((chr(value),)), _BLANK
        case "IN":
            return _set(value), _BLANK
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _BLANK, _BLANK
        case "SUBPATTERN":
            return _sequence(value[-1])
        case "ATOMIC_GROUP":
            return _sequence(value)
        case "BRANCH":
            return _branch([_sequence(each) for each in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeat(*value)
        case _:
            return None, _BLANK


def _set(members: Sequence[Node]) -> Words | None:
    """A set of few characters is as many spellings."""
    found: list[str] = []
    for name, value in members:
        if str(name) == "LITERAL":
            found.append(chr(value))
        elif str(name) == "RANGE" and value[1] - value[0] < _FEW:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return frozenset(found) if len(found) <= _FEW else None


def _branch(ways: Sequence[tuple[Words | None, Words]]) -> tuple[Words | None, Words]:
    listed: list[str] = []
    held: list[str] = []
    complete = True
    for spellings, words in ways:
        complete = complete and spellings is not None
        listed += spellings or ()
        held += words
    return frozenset(listed) if complete else None, frozenset(held)


def _repeat(least: int, most: int, inner: Iterable[Node]) -> tuple[Words | None, Words]:
    spellings, held = _sequence(inner)
    if most == 1 and spellings is not None:
        return spellings | _BLANK if not least else spellings, _BLANK
    return None, held if least else _BLANK


def _worth(words: Words) -> int:
    """How long the shortest needle is: 0 where a match may do without."""
    return min((len(_longest(word)) for word in words), default=0)


def _longest(word: str) -> str:
    return max(word.split(), key=len, default="")
