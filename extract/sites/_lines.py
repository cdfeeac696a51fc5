"""Numbered lines of a text format, for readers that go line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizmill.draft import Fragment
from quizmill.source import Span

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its 1-based number."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Every line, without its end; a byte order mark is no word."""
    return [Line(number, line) for number, line in enumerate(_BREAK.split(text.removeprefix("\ufeff")), 1)]


def span_of(lines: Sequence[Line]) -> Span:
    """From the first to the last of some lines."""
    return Span.of_lines(lines[0].number, lines[-1].number)


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """Without blank lines at both ends."""
    kept = list(lines)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept


def fragment_of(lines: Sequence[Line]) -> Fragment:
    """The lines as one text, with its place."""
    kept = trimmed(lines)
    return Fragment("\n".join(line.text for line in kept), (span_of(kept),)) if kept else Fragment("")
