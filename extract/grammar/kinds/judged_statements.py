"""Statements with their truth before them, as true-or-false sheets of many schools are written.

    (V) O sangue é vermelho.        1. (F) A Lua é maior que a Terra.        __T__ 3. Ice floats.

    Indica si son verdaderas (V) o falsas (F).        or behind them, lettered, under words that ask for it,
    a) El soneto tiene catorce versos.  V             with a reason or without
    b) Lope escribió La Celestina.  F. Fue Rojas.

Three or more in a row, all judged by the words of one pair, and both of them used: `(C)` alone may be a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.arbiter import Dialect
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.rich import LOOKS, covering, cut, markdown, strip, without
from extract.grammar.words.truth import is_truth, judged_by
from quizmill.block import Kind, System
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_W = r"(?P<{0}>[^\W\d_]{{1,10}}|[○×√✓✗✔✘])"
_FIRST = re.compile(
    rf"\s*(?:[(\[（【]\s*{_W.format('w')}\s*[)\]）】]\s*[-–—.:]?\s*(?P<n1>\d{{1,3}}[.)]\s+)?"
    rf"|{_W.format('v')}\s+(?P<n2>\d{{1,3}}[.)])\s+)(?=\S)"
)
_BELOW = re.compile(r"\s*+(?P<w>[^\W\d_]{3,11}+)\s*+(?:[.!:,;–—-]+\s*|\Z)")
_LOUD = re.compile(r"\A([*_]{1,3})\(?(\w{1,10})\)?\1")
_FEWEST = 3
_LEAST = 8  # characters of a statement in letters


@dataclass(slots=True)
class _Judged:
    line: Line
    said: str
    number: str
    words: str
    why: str = ""


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    group: list[_Judged] = []
    found += _judged_below(doc.lines)
    for line in [*doc.lines, None]:
        judged = _read(line) if line is not None else None
        if judged is not None:
            group.append(judged)
        elif line is None or not _between(line):
            found += _statements(group)
            group = []
    return found + _lettered(doc.lines)


_ASKED = re.compile(
    r"\b(?:true|false|verdader|verdadeir|fals[ao]s?|vrai|faux|ver[oa]\b|wahr|richtig|falsch|certo|errad|prawd|waar|juist|sant"
    r"|верн|неверн|истин|лож)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?P<words>\S.{6,400}?[^\s(\[–—-])(?:[ \u00a0]{2,}|\t+|\s*[(\[（]|\s+[–—-]\s+)\s*(?P<w>[^\W\d_]{1,11})\s*[)\]）]?"
    r"(?:\s*[.:,;–—-]+\s*(?P<why>\S.*)?)?\Z"
)


def _lettered(lines: Sequence[Line]) -> list[Found]:
    """Lettered statements under words that ask whether they are true, each with its truth behind it."""
    found: list[Found] = []
    for at, head in enumerate(lines):
        if not _ASKED.search(head.text) or (head.enum is not None and head.enum.system is not System.DECIMAL):
            continue
        group: list[_Judged] = []
        for value, line in enumerate(lines[at + 1 :], 1):
            letter = line.enum is not None and line.enum.system in (System.LOWER, System.UPPER) and not line.enum.word
            said = _BEHIND.match(line.markdown()) if letter and line.enum and line.enum.value == value else None
            if said is None or line.mark is not None or not is_truth(said["w"].casefold()):
                break
            group.append(_Judged(line, said["w"].casefold(), "", said["words"], said["why"] or ""))
        found += _statements(group)
    return found


def _judged_below(lines: Sequence[Line]) -> list[Found]:
    """A statement, and on the next line its truth with a reason: `> False - it may shorten it.`"""
    pairs = [
        (line, below, said)
        for line, below in pairwise(lines)
        if (said := _BELOW.match(below.text))
        and line.kind in (Kind.TEXT, Kind.ITEM, Kind.HEADING)
        and below.kind in (Kind.TEXT, Kind.QUOTE, Kind.ITEM)
        and not (line.roles or below.roles or below.enum or line.mark or below.mark)
        and not cues.asks_openly(line.text)
        and len(line.text) >= _LEAST
    ]
    if len(pairs) < _FEWEST:
        return []
    judged = judged_by(frozenset(said["w"].casefold() for _, _, said in pairs))
    if judged is None or len({said["w"].casefold() for _, _, said in pairs}) < 2:
        return []
    return [_explained(line, below, said, *judged) for line, below, said in pairs]


def _explained(line: Line, below: Line, said: re.Match[str], pair: Sequence[str], names: Sequence[str]) -> Found:
    number = str(line.enum.value) if line.enum is not None else ""
    runs = line.runs
    style = covering(runs) & LOOKS
    words = markdown(without(runs, style) if style else runs)
    one = _found(_Judged(line, said["w"].casefold(), number, words), pair, names)
    one.taken = one.lines = [line, below]
    rest = markdown(strip(cut(below.runs, said.end())))
    if rest:
        one.feedback = [("general", Fragment(rest, (below.span,)))]
    return one


def _between(line: Line) -> bool:
    """A remark under a statement does not end the list."""
    return bool(line.roles) and line.kind in (Kind.TEXT, Kind.QUOTE) and not line.gap


def _read(line: Line) -> _Judged | None:
    if line.kind not in (Kind.TEXT, Kind.ITEM) or line.roles:
        return None
    number = line.enum.raw if line.enum is not None else ""
    inside = line.enum is not None and line.enum.raw[:1] in "([（【" and not line.enum.raw[1:2].isdigit()
    whole = f"{line.enum.raw} {line.markdown()}" if inside and line.enum is not None else line.markdown()
    if line.mark is not None and line.mark.glyph[:1] in "([✓✗✔✘√×":
        whole, inside = f"{line.mark.glyph} {line.markdown()}", True
    whole = _LOUD.sub(r"(\2)", whole) if whole[:1] in ("*", "_") else whole
    head = _FIRST.match(whole)
    if head is None:
        return None
    said = (head["w"] or head["v"]).casefold()
    given = head["n1"] or head["n2"] or ("" if inside else number)
    words = whole[head.end() :].strip()
    if len(words) < _LEAST and words.isascii():
        return None
    return _Judged(line, said, "".join(char for char in given if char.isdigit()), words)


def _statements(group: Sequence[_Judged]) -> list[Found]:
    if len(group) < _FEWEST:
        return []
    judged = judged_by(frozenset(one.said for one in group), " ".join(one.words for one in group))
    if judged is None or len({one.said for one in group}) < 2:
        return []
    return [_found(one, *judged) for one in group]


def _found(judged: _Judged, pair: Sequence[str], names: Sequence[str]) -> Found:
    where = (judged.line.span,)
    one = Found([judged.line], number=judged.number, taken=[judged.line], front=Fragment(judged.words, where))
    one.stem = [judged.line]
    one.columns = [("", Fragment(name, where)) for name in names[:2]]
    one.claims = [Claim(Evidence.STATED, choices=(pair.index(judged.said),), spans=where)]
    one.feedback = [("general", Fragment(judged.why, where))] if judged.why else []
    one.type = "true_false"
    return one


DIALECT = Dialect("judged statements", _claim)
