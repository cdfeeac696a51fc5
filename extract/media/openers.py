"""How a line opens: a bullet, a drawn or typed control, a number or letter, taken off its words.

    "• B) a box"    bullet, enumerator B         "☑ a monoid"   mark (box, on)
    "Q12. What"     enumerator 12, word "Q"      "none [x]"     mark (box, on), at the end

Discs and rings are the bullets of most text programs: they are controls only where both stand at one left edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grammar.lines import enumerators, marks
from quizmill.block import Enumerator, Mark, Shape, System

BULLETS = frozenset("•‣◦▪■▫□●○◆◇▲△►▶➢➤✦❖⁃∙·–—-+*▸▹❑❒✧★☆o")
DISCS = frozenset("●○■□▪▫")
_FULL, _EMPTY = "●◉⦿", "○◯"  # written buttons, chosen and not
_LOOSE = frozenset("–—-+*o·")  # a bullet only where a blank follows


_LABELS = re.compile(
    r"(?:\(?(?:[ivx]{1,4}|[A-Ha-h]|\d)[.)],?\s*){1,8}$"
)  # "(i) (iii) (ii)" is an order, not a numbered text


_NAMED = re.compile(r"(?:[,&/+]|and\b|or\b|et\b|und\b|y\b|,)?\s*(?:[,&]\s*)?\(?[A-Hivx1-9]{1,3}\)|(?:is|are|and|or)\b")


@dataclass(frozen=True, slots=True)
class Opener:
    """What was taken off: the first `start` characters and all from `end` on. `bullet` is the sign itself."""

    start: int = 0
    end: int = 0
    bullet: str = ""
    mark: Mark | None = None
    enumerator: Enumerator | None = None
    form: str = ""

    def __bool__(self) -> bool:
        return bool(self.bullet or self.enumerator or (self.mark and self.start))


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document's own lines show: whether discs and rings are controls, boxes bullets, `a,` an enumerator."""

    discs: bool = False
    boxes_are_bullets: bool = False
    commas: bool = False


PLAIN = Habits()
_ANSWER_LINE = re.compile(
    r"_{2,}\s*(?=\(?\d{1,3}[.)]\s)"
)  # the line to write the answer on: "____ 1. The war began in"
_COMMA = re.compile(r"([(\[]?)([a-hA-H]),\s+(?=\S)")


def opener(text: str, habits: Habits = PLAIN) -> Opener:
    """The opener of a line's text."""
    at, bullet, mark, end = 0, "", None, len(text)
    if text[:1] == "_" and (room := _ANSWER_LINE.match(text)):
        rest = opener(text[room.end() :], habits)
        return (
            replace(rest, start=rest.start + room.end(), end=rest.end + room.end())
            if rest.enumerator
            else Opener(0, end)
        )
    head = text[:1]
    if head in BULLETS and not (habits.discs and head in DISCS) and (text[1:2] == " " or head not in _LOOSE):
        bullet, at = head, len(text) - len(text[1:].lstrip())
    found = marks.read(text[at:])
    if found and (found.start or found.end < len(text) - at) and not (bullet and found.mark.glyph in DISCS):
        mark, end, at = found.mark, at + found.end, at + found.start
        if habits.boxes_are_bullets and mark.shape is Shape.BOX and found.start:
            bullet, mark = mark.glyph, None
    read = enumerators.read(text[at:end])
    if read is None and habits.commas and (comma := _COMMA.match(text[at:end])):
        raw, letter = comma[0].strip(), comma[2]
        system = System.LOWER if letter.islower() else System.UPPER
        return Opener(at + comma.end(), end, bullet, mark, Enumerator(raw, ord(letter.lower()) - 96, system), "a,")
    if (
        read is None
        or (at + read.length >= end and read.enumerator.raw.isdigit())
        or _LABELS.match(text[at + read.length : end])
        or _names(read, text[at + read.length : end])
        or _refers(read, text[at + read.length : end])
    ):
        return Opener(at, end, bullet, mark)
    return Opener(at + read.length, end, bullet, mark, read.enumerator, read.form)


def _names(read: enumerators.Found, rest: str) -> bool:
    """True for "(A) and (B) are true": letters in brackets that name statements, not a label."""
    return read.form.startswith("(") and bool(_NAMED.match(rest.lstrip()))


def _refers(read: enumerators.Found, rest: str) -> bool:
    """True for "question (1) is answered above": a line of running text that names a question."""
    return read.enumerator.word[:1].islower() and rest.lstrip()[:1].islower()


def habits_of(lines: Sequence[tuple[str, float]]) -> Habits:
    """The habits that the lines of some pages show; each line is its text and its left edge."""
    edges: dict[str, set[int]] = {}
    commas: dict[str, int] = {}
    boxes = paired = 0
    last = False
    for text, left in lines:
        first = text[:1]
        if first and first in "●◉⦿○◯■□":
            edges.setdefault(first, set()).add(round(left / 4))
        comma = _COMMA.match(text)
        if comma:
            commas[comma[2].lower()] = commas.get(comma[2].lower(), 0) + 1
        boxed = first in marks.BOX_OFF or first in marks.BOX_ON
        boxes += boxed
        paired += boxed and last
        last = boxed
    rings = _edges(edges, _FULL) & _edges(edges, _EMPTY) or _edges(edges, "■") & _edges(edges, "□")
    return Habits(bool(rings), boxes > 2 and not paired, min(commas.get(letter, 0) for letter in "abc") > 1)


def _edges(edges: dict[str, set[int]], signs: str) -> set[int]:
    """Where lines begin that one of these signs opens."""
    return {edge for sign in signs for edge in edges.get(sign, ())}
