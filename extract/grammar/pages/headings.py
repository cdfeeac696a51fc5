"""The headings that a question stands under, outermost first.

    h1 Botany, h2 Week 1, h3 Quiz, a question         Botany > Week 1 > Quiz
    h3 Notes, h2 Week 2, another question             Botany > Week 2

Every heading knows the nearest one above it of a higher rank, so that a question on a page of 25,000 climbs in a few
steps. A heading that asks is a question and no section.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extract.grammar.groups.group import Region
from extract.media.html.lines import Line, Lines
from extract.media.html.medium import HtmlPage
from quizmill.block import Kind


class Headings:
    """The headings of a page and how they stand under one another."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._at: list[int] = []  # the headings' numbers among the lines
        self._lines: list[Line] = []
        self._outer: list[int] = []  # the place in these lists of the nearest heading above of a higher rank, or -1
        for number, line in enumerate(lines):
            if line.kind is Kind.HEADING and line.level > 0 and not line.text.endswith("?"):
                outer = len(self._lines) - 1
                while outer >= 0 and self._lines[outer].level >= line.level:
                    outer = self._outer[outer]
                self._at.append(number)
                self._lines.append(line)
                self._outer.append(outer)

    def above(self, region: Region, index: Lines) -> tuple[str, ...]:
        """The headings above a region, without its own lines."""
        return self.before([*region.stem, *region.heads], index)

    def before(self, lines: Sequence[Line], index: Lines) -> tuple[str, ...]:
        """The headings above the first of some lines, without these lines."""
        if not lines:
            return ()
        own = {id(line) for line in lines}
        place = bisect_left(self._at, index.at(lines[0].first)) - 1
        out: list[str] = []
        rank = 7
        while place >= 0 and rank > 1:
            line = self._lines[place]
            if line.level >= rank:
                place = self._outer[place]
            elif id(line) in own:
                place -= 1
            else:
                out.append(line.text)
                rank, place = line.level, self._outer[place]
        return tuple(reversed(out))


def headings(page: HtmlPage) -> Headings:
    """The headings of a page."""
    return Headings(page.lines)
