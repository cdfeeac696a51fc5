"""Sentences with marked words, as note takers hide them: each mark is a gap.

The capital of {{c1::Peru}} is {{c2::Lima::a city}}.      a hint stands behind the second colons
The ==aorta== is the largest artery.                      in a document that calls itself cards
"""

from __future__ import annotations

import re

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind, Style
from quizmill.draft import DraftAnswer, DraftGap, Fragment

_CLOZE = re.compile(r"\{\{c\d{1,2}::(?P<said>[^{}]{1,200}?)(?:::[^{}]{0,200})?\}\}")
_MARKED = re.compile(r"==(?P<said>[^=\n]{1,120})==|<mark>(?P<html>[^<\n]{1,120})</mark>")


def _claim(doc: Doc) -> list[Found]:
    return [one for line in doc.lines if (one := _sentence(doc, line)) is not None]


def _sentence(doc: Doc, line: Line) -> Found | None:
    if line.kind not in (Kind.TEXT, Kind.ITEM, Kind.QUOTE) or line.roles:
        return None
    written = line.markdown().replace("\\{", "{").replace("\\}", "}")
    if "{{c" in written:
        return _gapped(line, written, _CLOZE)
    if not doc.cards or line.mark is not None or "::" in line.text:
        return None
    marked = [bool(run.style & Style.HIGHLIGHT) for run in line.runs]
    return _gapped(line, written, _MARKED) if any(marked) and not all(marked) else None


def _gapped(line: Line, written: str, pattern: re.Pattern[str]) -> Found | None:
    gaps: list[DraftGap] = []

    def gap(found: re.Match[str]) -> str:
        said = next(group for group in found.groups() if group)
        gaps.append(DraftGap(str(len(gaps) + 1), (DraftAnswer(Fragment(said.strip(), (line.span,))),)))
        return f"{{{{gap:{len(gaps)}}}}}"

    stem = pattern.sub(gap, written)
    if not gaps:
        return None
    one = card([line], Fragment(stem, (line.span,)), Fragment(""), "cloze")
    one.gaps, one.answered = tuple(gaps), True
    return one


DIALECT = Dialect("cloze lines", _claim)
