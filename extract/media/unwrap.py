"""Texts wrapped at a column (by an editor, a mail or another writer): lines that only go on become one line again.

    - the light that a plant gets in its   \\
      first weeks                           >  one line, at the first one's place
    Answers: light, water and a pot of its  \\
    own                                     >  one line
    2. Which of these                          stands alone

A text is wrapped where many lines end at about one width: the next line's first word would not have fitted. Short
texts, tables, headings, fenced code and lines with a sign, number or label of their own are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

_NARROWEST, _WIDEST = 50, 110  # columns that texts are wrapped at
_FEWEST = 5  # lines that end at the width
_OPENS = re.compile(  # what begins something of its own: a bullet, box, number, letter, quotation, tag, rule, label
    r"[-*+>|<#=~•◦▪–—\[{@:]|(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.):\]]|[^\W\d_][\w ]{0,30}[:：])(?:\s|\Z)"
    r"|[^\w\s(`\"'“‘«$]"
)
_PROSE_ENDS = (".", "!", "?", ":", ";", "。", "\\", "  ")
_MARKED = re.compile(r"\s*(?:[-*+•]\s|\(?(?:\d{1,3}|[A-Za-z])[.)]\s|[^\W\d_][\w ]{0,30}[:：]\s|\*\*)")
_LONE = re.compile(r"\s*(?:[#|<=]|!\[|\[[^\]]*\]:|(?:[-*+•]\s+)?`|\$\$)")


def joined(lines: list[str], code: Container[int]) -> dict[int, int]:
    """Joins, in place, the lines that go on: the first line's place and how many were added to it, which become empty.

    `code` are the places of lines that are not to be touched.
    """
    width = _width(lines, code)
    found: dict[int, int] = {}
    if not width:
        return found
    place = 0
    while place < len(lines) - 1:
        last = place
        marked = _MARKED.match(lines[place]) is not None
        while last + 1 < len(lines) and _goes_on(lines, last, code, width, marked):
            last += 1
        if last > place:
            lines[place] = " ".join([lines[place].rstrip(), *(line.strip() for line in lines[place + 1 : last + 1])])
            lines[place + 1 : last + 1] = [""] * (last - place)
            found[place] = last - place
        place = last + 1
    return found


def _width(lines: Sequence[str], code: Container[int]) -> int:
    """The column that a text is wrapped at; 0 where it is not."""
    prose = [n for n, line in enumerate(lines) if n not in code and " " in line.strip() and not _LONE.match(line)]
    width = max((len(lines[n].rstrip()) for n in prose), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [n for n in prose if _is_full(lines, n, code, width)]
    lower = sum(lines[n + 1].lstrip()[0].islower() for n in full)
    return width if len(full) >= _FEWEST and lower * 2 >= len(full) else 0


def _is_full(lines: Sequence[str], place: int, code: Container[int], width: int) -> bool:
    """The next line is there, begins nothing of its own, and its first word would not have fitted."""
    following = lines[place + 1].lstrip() if place + 1 < len(lines) and place + 1 not in code else ""
    if not following or place in code or "|" in lines[place] or _LONE.match(lines[place]) or _OPENS.match(following):
        return False
    return len(lines[place].rstrip()) + 1 + len(following.split(None, 1)[0]) > width


def _goes_on(lines: Sequence[str], place: int, code: Container[int], width: int, marked: bool) -> bool:
    """The next line goes on with this one; where a line bears no sign of its own, only a small letter tells that."""
    if not lines[place].strip() or not _is_full(lines, place, code, width):
        return False
    head = lines[place + 1].lstrip()[0]
    ends = lines[place].rstrip("\n").endswith(_PROSE_ENDS)
    return head.islower() or (marked and not ends)
