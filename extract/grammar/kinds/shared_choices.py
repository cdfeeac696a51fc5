"""One list of choices for several questions: directions with lettered options, then numbered statements without any.

Directions (Q. 1-2): choose the right option.
(a) Both are true.   (b) Only the first is true. ...
1. Assertion (A): ...  Reason (R): ...
2. Assertion (A): ...  Reason (R): ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.arbiter import Dialect
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import OptionRun, Rank, find_runs
from extract.grammar.question.found import Found
from extract.grammar.question.tail import read_tail
from extract.grammar.words.label_words import Role
from quizmill.block import Kind, System
from quizmill.cues import Cue

_DIRECTS = Cue(
    r"\A\W*(?:directions?|instructions?)\b|following questions|for (?:each|the following) (?:question|statement|item)s?"
    r"|for (?:questions|items|q(?:s|\.)?) ?\d|questions? \d+\s?(?:-|–|to|through|and)\s?\d+|assertion"
    r"|each (?:statement|item) below"
    r"|für (?:jede|die folgenden) |ordnen sie .{0,40}aussagen|pour chaque|para cada|per ciascun|для каждого|dla każdego"
    r"|her (?:bir )?(?:soru|ifade)|निर्देश|共用|以下各题|次の各",
    re.IGNORECASE,
)
_FEWEST = 2


def _claim(doc: Doc) -> list[Found]:
    if not _DIRECTS.may(doc.words):
        return []
    runs = [run for run in find_runs(doc.lines, (), doc.off) if run.rank is Rank.LETTER and len(run.options) > 1]
    return [one for run in runs if (head := _directions(doc, run)) for one in _asked(doc, run, head)]


def _directions(doc: Doc, run: OptionRun) -> list[Line]:
    """The paragraph above the options, if it says that they serve several questions."""
    lines: list[Line] = []
    for line in reversed(doc.lines[max(0, run.start - 6) : run.start]):
        if line.kind not in (Kind.TEXT, Kind.QUOTE, Kind.HEADING) or (line.enum is not None and not line.enum.word):
            break
        lines.insert(0, line)
        if line.gap or line.kind is Kind.HEADING:
            break
    return lines if _DIRECTS.search(" ".join(line.text for line in lines)) else []


def _asked(doc: Doc, run: OptionRun, head: Sequence[Line]) -> list[Found]:
    """The numbered questions after the options, until one has options of its own."""
    pieces = list(_pieces(doc.lines, run.options[-1].head.at + 1 + len(run.options[-1].body)))
    if len(pieces) < _FEWEST:
        return []
    options = [line for option in run.options for line in (option.head, *option.body)]
    found = [_found(doc, piece, run) for piece in pieces]
    found[0].taken = [*head, *options, *found[0].taken]
    return found


def _pieces(lines: Sequence[Line], start: int) -> Iterator[list[Line]]:
    piece: list[Line] = []
    for at in range(start, len(lines)):
        line = lines[at]
        numbered = line.enum is not None and line.enum.system is System.DECIMAL and line.kind in (Kind.TEXT, Kind.ITEM)
        if line.kind in (Kind.HEADING, Kind.RULE) or (piece and line.enum is not None and not numbered):
            break
        if numbered:
            if piece:
                yield piece
            piece = [line]
        elif piece:
            piece.append(line)
        else:
            return
    else:
        at = len(lines)
    lettered = at < len(lines) and lines[at].enum is not None
    if piece and not lettered:
        yield piece


def _found(doc: Doc, piece: Sequence[Line], run: OptionRun) -> Found:
    cut = next((i for i, line in enumerate(piece) if i and line.roles and not _reason(line)), len(piece))
    one = Found(list(piece), stem=list(piece[:cut]), taken=list(piece[:cut]), rank=Rank.LETTER, labelled=True)
    one.number = str(piece[0].enum.value) if piece[0].enum is not None else ""
    one.options = list(run.options)
    if cut < len(piece):
        read_tail(doc, one, piece[cut:])
    return one


def _reason(line: Line) -> bool:
    return Role.EXPLANATION in line.roles and line.text.casefold().startswith("reason")


DIALECT = Dialect("shared choices", _claim)
