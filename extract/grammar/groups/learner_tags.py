"""What a review page writes behind the option that the learner chose: taken off it, and no verdict by itself.

(x) Melbourne   <- your answer           Melbourne, chosen
b) Lyon (your answer)                    Lyon, chosen
b) Lyon (your answer, correct)           Lyon, chosen and judged right
b) Lyon *Correct - you missed this*      Lyon, not chosen and judged right
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Kind, Mark, Shape

_TAG = re.compile(
    r"(?:\s*(?:[-–—]\s*)?(?:[(\[{]|<[-=]{1,2}|←|⬅\ufe0f?|⇐|👈)|\s[-–—]\s(?=[Yy]ou))\s*(?P<w>[^()\[\]{}<>\n]{3,40}?)\s*[)\]}]?\s*(?P<sign>[✓✔✅✗✘❌×]\ufe0f?)?\s*\Z"
)
_JOINED = re.compile(r"\s*(?:[,;:/]|\s[-–—]\s|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_CHOSEN = frozenset(
    "your choice|your pick|your guess|your selection|you chose this|you selected this|you picked this|you selected"
    "|you chose|you picked|selected|chosen|picked|marked by you".split("|")
)
_MISSED = frozenset(
    "you missed this|you missed it|you missed this one|you did not pick this|you didn't pick this"
    "|you didn't select this|you did not select this|you did not choose this|you didn't choose this".split("|")
)
_RIGHT = "✓✔✅"
_LONGEST = 60  # characters of such a tag


def take(lines: Sequence[Line]) -> bool:
    """Takes the tags off options and notes what they say as marks; True where there were any."""
    tagged = [(line, found) for line in lines if (found := _tag(line)) is not None]
    if not tagged:
        return False
    named = any(line.mark is not None and line.mark.glyph.isalpha() for line in lines)  # "(correct)" behind another
    whole = any(_misses(found) for _, found in tagged)  # what is right is told though nobody chose it
    for line, found in tagged:
        verdict, start = _verdict(found), found.start()
        if verdict is None and (judged := _judged_before(line, start)) is not None:
            verdict, start = judged
        line.runs = strip(cut(line.runs, 0, start))
        line.text = plain(line.runs)
        if verdict is not None:
            shape, glyph = (Shape.TICK, "✗✓"[verdict]) if whole else (Shape.VERDICT, found["w"])
            line.mark = Mark(shape, verdict, 1.0, glyph)
            if not whole:
                _empty_beside(lines, line)
        elif not _misses(found) and ((line.mark is None and not named) or _is_empty(line.mark)):
            line.mark = Mark(Shape.RADIO, True, 1.0, "(x)")
            _empty_beside(lines, line)
    return True


def _misses(found: re.Match[str]) -> bool:
    return found["w"].casefold() in _MISSED


def _is_empty(mark: Mark | None) -> bool:
    return mark is not None and mark.shape in (Shape.RADIO, Shape.BOX) and not mark.on


def _empty_beside(lines: Sequence[Line], chosen: Line) -> None:
    """Bullets around a chosen one were not chosen; letters say themselves that they are of one list."""
    for step in (-1, 1):
        place = chosen.at + step
        while chosen.bullet and 0 <= place < len(lines) and lines[place].bullet and not lines[place].roles:
            lines[place].mark = lines[place].mark or Mark(Shape.RADIO, False, 1.0, "( )")
            place += step


def _tag(line: Line) -> re.Match[str] | None:
    """The tag that ends an option's words."""
    if line.kind not in (Kind.TEXT, Kind.ITEM, Kind.QUOTE) or line.roles or not (line.enum or line.mark or line.bullet):
        return None
    found = _TAG.search(line.text, max(0, len(line.text) - _LONGEST))
    return found if found is not None and any(map(_names_learner, _JOINED.split(found["w"]))) else None


def _names_learner(words: str) -> bool:
    return Role.YOURS in roles_of(words) or words.strip(" .!*_").casefold() in _CHOSEN | _MISSED


def _judged_before(line: Line, end: int) -> tuple[bool, int] | None:
    """The verdict that stands before a tag in words of another look than the option's, and where it begins."""
    start = 0
    for run in line.runs:
        if start and run.style != line.runs[0].style and start < end:
            roles = roles_of(line.text[start:end].strip(" .!,;:"))
            if roles & {Role.RIGHT, Role.WRONG}:
                return Role.RIGHT in roles, start
        start += len(run.text)
    return None


def _verdict(found: re.Match[str]) -> bool | None:
    """How the tag judges the choice, if it does."""
    if found["sign"]:
        return found["sign"][0] in _RIGHT
    roles = frozenset[Role]().union(*(roles_of(part) for part in _JOINED.split(found["w"])))
    return True if Role.RIGHT in roles else False if Role.WRONG in roles else None
