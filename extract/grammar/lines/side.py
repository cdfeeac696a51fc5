"""Options side by side on one line, and where each begins.

    a) red   b) green   c) blue            (i) red  (ii) green        А) да   Б) нет
    Pick one: a) red b) green c) blue Answer: b

Markers must count on from the first in one form. Two suffice where the line begins with the first and a wide gap
stands before the second; inside running words it takes three.
"""

from __future__ import annotations

import re

from extract.grammar.lines import enumerators
from extract.grammar.lines.enumerators import Found, roman
from quizmill.block import Enumerator, System

_PLACE = re.compile(
    r"(?<=\S)(?P<gap>[ \t\u00a0\u3000]+(?:[|/;,·•]\s+)?|(?<=[;,|])|(?<=[\u2000-\uffef]))(?=[(\[（【]?(?:[A-Za-z]|"
    r"[^\x00-\x7f]|\d{1,2}|[ivx]{1,4})(?:[.)\]）】:、．]|\s-\s)|[①-⑳ⓐ-ⓩⒶ-Ⓩ❶-❿㉠-㉭])"
)
_CLOSERS = frozenset(".)]:-")  # one of these is behind every marker in plain letters
_ANSWER = re.compile(r"\s[(\[]?(?:ans(?:wer)?|correct answer|key)\s*[:.]", re.IGNORECASE)
_LONGEST = 800
_FOUR = 4  # numbers in brackets that make options though no wide gap parts them


def option_starts(text: str, first: Enumerator | None, form: str) -> list[int]:
    """Where the second and later options begin (and the first, where words stand before it). `first` is the
    enumerator that was taken off the line already, and `form` its written form."""
    if not 3 <= len(text) <= _LONGEST or (text.isascii() and _CLOSERS.isdisjoint(text)):
        return []
    places = [
        (found.end(), len(found["gap"]), read)
        for found in _PLACE.finditer(text)
        if (read := _read(text[found.end() :]))
    ]
    boxed = first is not None and first.system is System.DECIMAL and form == "(1)"  # "(1) zero (2) one (3) two"
    if first is not None and (boxed or first.system is not System.DECIMAL) and not first.word:
        chain = _chain(places, form, _value(first), first)
        wide = all(gap >= 2 for _, gap, _ in chain)
        if boxed and (_value(first) != 1 or len(chain) < 2 or not (wide or len(chain) >= _FOUR - 1)):
            return []  # "(1) is red. (2) is green." may as well be an answer
        lettered = first.system in (System.LOWER, System.UPPER)
        if (len(chain) >= 2 and (lettered or _value(first) == 1)) or (chain and (wide or _split_by_sign(text, chain))):
            return [at for at, _, _ in chain] + _answer(text, chain) if _filled(text, [0], chain) else []
        return []
    for index, (at, _, read) in enumerate(places):
        if _value(read.enumerator) == 1 and read.enumerator.system is not System.DECIMAL:
            chain = _chain(places[index + 1 :], read.form, 1, read.enumerator)
            wide = all(gap >= 2 for _, gap, _ in chain) and places[index][1] >= 2
            if (len(chain) >= 2 or (chain and wide)) and _filled(text, [at + read.length], chain):
                return [at, *(one for one, _, _ in chain), *_answer(text, chain)]
    return []


Place = tuple[int, int, Found]


def _read(text: str) -> Found | None:
    found = enumerators.read(text[:40])
    return found if found and not found.enumerator.word else None


def _value(enum: Enumerator) -> int:
    return 1 if roman(enum) == 1 else enum.value


def _chain(places: list[Place], form: str, last: int, first: Enumerator) -> list[Place]:
    """The places whose enumerators count on, in the same form; romans as romans."""
    as_roman = roman(first) == 1
    chain = []
    for place in places:
        enum, its = place[2].enumerator, place[2].form
        value = roman(enum) if as_roman else enum.value
        if value == last + 1 and (_punctuation(its) == _punctuation(form)):
            chain.append(place)
            last = value
    return chain


def _filled(text: str, first: list[int], chain: list[Place]) -> bool:
    """Every option has words: `(a), (b), (c)` is a list of letters."""
    starts = [*first, *(at + read.length for at, _, read in chain)]
    ends = [*(at for at, _, _ in chain), len(text)]
    return all(any(char.isalnum() for char in text[a:b]) for a, b in zip(starts, ends, strict=True))


def _punctuation(form: str) -> str:
    return "".join(char for char in form if not char.isalnum())


def _split_by_sign(text: str, chain: list[Place]) -> bool:
    return all(text[at - 2 : at].strip() in ("|", "/", ";") for at, _, _ in chain)


def _answer(text: str, chain: list[Place]) -> list[int]:
    found = _ANSWER.search(text, chain[-1][0])
    return [found.start() + 1] if found else []
