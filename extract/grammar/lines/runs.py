"""Runs of options: lines of one shape, one after the other, each with the lines that belong to it.

    A) red          - [ ] red        * red         1) red        ✔ red        (i) red
    B) green        - [x] green      * green       2) green      ✘ green      (ii) green

Letters, numbers and romans must count on from the first; what stands between two options belongs to the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from extract.grammar.lines.enumerators import roman
from extract.grammar.lines.lines import Line
from extract.grammar.lines.remark_signs import is_remark
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import covering
from quizmill.block import Kind, Shape, Style, System

ENDING = frozenset(
    (
        Role.ANSWER,
        Role.EXPLANATION,
        Role.SOLUTION,
        Role.HINT,
        Role.FINAL,
        Role.KEYS,
        Role.MISTAKES,
        Role.REVEAL,
        Role.YOURS,
        Role.IF_RIGHT,
        Role.IF_WRONG,
        Role.CHECK,
        Role.SCORE,
        Role.GRADER,
        Role.TAGS,
        Role.DIFFICULTY,
        Role.POINTS,
    )
)


_SHORTEST = 12  # characters of a bold stem; fewer are a heading or a verdict
_FAR = 150  # lines that may stand between two options


class Rank(IntEnum):
    """How surely a run of this shape is one of options."""

    BULLET = 1
    NUMBER = 2
    ROMAN = 3
    TICK = 4
    LETTER = 5
    BOX = 6


@dataclass(slots=True)
class Option:
    """An option's own line, the lines under it, and what is said of it."""

    head: Line
    body: list[Line] = field(default_factory=list)
    feedback: list[Line] = field(default_factory=list)
    verdict: Role | None = None
    shown: tuple[tuple[object, ...], tuple[str, str]] | None = None  # its label and words, and what they are of


@dataclass(slots=True)
class OptionRun:
    rank: Rank
    start: int
    end: int  # position after its last line
    options: list[Option]
    odd: int = 0  # labels that do not count on


@dataclass(frozen=True, slots=True)
class _Key:
    rank: Rank
    value: int = 0
    level: int = 0
    system: System | None = None


_key = lru_cache(maxsize=1024)(_Key)  # a document has few kinds of lines, and asks of each line many times


def key_of(line: Line) -> _Key | None:
    """The shape of a line as an option, or None."""
    if line.kind in (Kind.CODE, Kind.ROW, Kind.RULE, Kind.SUMMARY, Kind.HEADING):
        return None
    enum = line.enum
    lettered = enum is not None and not enum.word and enum.system in (System.LOWER, System.UPPER, System.OTHER)
    if line.mark is not None and line.mark.shape in (Shape.BOX, Shape.RADIO, Shape.VERDICT) and not lettered:
        return _key(Rank.BOX, 0, line.level)
    if enum is not None and (not enum.word or line.form == "wA"):
        if enum.system in (System.LOWER, System.UPPER):
            return _key(Rank.LETTER, enum.value, 0, enum.system)
        if enum.system in (System.LOWER_ROMAN, System.UPPER_ROMAN):
            return _key(Rank.ROMAN, enum.value, 0, enum.system)
        if enum.system is System.OTHER:
            return _key(Rank.LETTER, enum.value, 0, enum.system)
        return _key(Rank.NUMBER, enum.value)
    if (
        line.mark is not None
        and line.mark.shape is Shape.TICK
        and not line.roles
        and (line.kind is Kind.ITEM or line.mark.glyph[0] in "✔✅✓❌✖✗✘❎√")
    ):
        return _key(Rank.TICK, 0, line.level)
    if line.bullet:
        return _key(Rank.BULLET, 0, line.level)
    return None


def find_runs(lines: Sequence[Line], base: tuple[int, ...] | None, off: frozenset[str]) -> list[OptionRun]:
    """Every run of two or more options in the lines of a segment. `base` is the box the segment stands in; None where
    each run may stand in a box of its own.
    """
    runs: list[OptionRun] = []
    position = 0
    while position < len(lines):
        box = lines[position].box
        key = key_of(lines[position]) if base is None or box == base else None
        if key is None or _switched_off(key, off) or not _begins(key, lines[position]):
            position += 1
            continue
        run = _grow(lines, position, key, box)
        if run is None:
            position += 1
            continue
        runs.append(run)
        position = run.end
    return runs


def _switched_off(key: _Key, off: frozenset[str]) -> bool:
    if not off:
        return False
    names = {
        Rank.BULLET: "bullets",
        Rank.NUMBER: "numbers",
        Rank.ROMAN: "romans",
        Rank.TICK: "ticks",
        Rank.LETTER: "letters",
        Rank.BOX: "boxes",
    }
    return names[key.rank] in off


def _begins(key: _Key, line: Line) -> bool:
    if key.rank in (Rank.LETTER, Rank.NUMBER, Rank.ROMAN):
        return key.value == 1 or (key.rank is Rank.LETTER and line.enum is not None and roman(line.enum) == 1)
    return True


def _grow(lines: Sequence[Line], start: int, first: _Key, base: tuple[int, ...]) -> OptionRun | None:
    if first.rank is Rank.LETTER and first.value != 1:
        first = _Key(Rank.ROMAN, 1, system=first.system)
    run = OptionRun(first.rank, start, start + 1, [Option(lines[start])])
    pending: list[Line] = []
    last = first
    position = start + 1
    while position < len(lines):
        line = lines[position]
        key = _as(key_of(line), first.rank, line) if line.box == base else None
        if key and _is_mistyped(key, last, lines, position):
            key = _Key(key.rank, last.value + 1, key.level, key.system)
        step = _continues(key, last, run, line, lines, position) if key else False
        if step and first.rank in (Rank.BOX, Rank.TICK) and _asks_anew(run, pending, line):
            break
        if step:
            run.options[-1].body.extend(pending)
            pending = []
            run.odd += key is not None and key.value not in (0, last.value + 1)
            run.options.append(Option(line))
            run.end = position + 1
            last = key if key and key.rank is run.rank else _Key(run.rank, last.value + 1, last.level, last.system)
        elif (
            (_breaks(line, first, run, base) and not _shaded_like(line, pending))
            or len(pending) > _FAR
            or (first.rank is Rank.BOX and _is_scored(lines, position))
            or _restarts(key, first, line, run)
            or (first.rank in (Rank.BULLET, Rank.TICK, Rank.BOX) and _below_box(line, pending, base))
        ):
            break
        else:
            pending.append(line)
        position += 1
    if len(run.options) < 2:
        return None
    own = _own(run, pending)
    run.options[-1].body.extend(pending[:own])
    run.end += own
    return run


def _below_box(line: Line, pending: Sequence[Line], base: tuple[int, ...]) -> bool:
    """Words below a box that opens: what the box answers is told, and the next question begins."""
    return line.kind is Kind.TEXT and line.box == base and any(one.kind is Kind.SUMMARY for one in pending)


def _is_mistyped(key: _Key, last: _Key, lines: Sequence[Line], position: int) -> bool:
    """`a. d. c. d.`: a letter out of order whose next one is as if it were right."""
    if key.rank is not Rank.LETTER or last.rank is not Rank.LETTER or key.system is not last.system:
        return False
    if key.value == last.value + 1:
        return False
    following = next((after for line in lines[position + 1 : position + 4] if (after := key_of(line))), None)
    return following is not None and following.rank is Rank.LETTER and following.value == last.value + 2


def _restarts(key: _Key | None, first: _Key, line: Line, run: OptionRun) -> bool:
    """The first letter again, as far left as before: another run begins here."""
    if key is None or first.rank not in (Rank.LETTER, Rank.ROMAN) or key.rank is not first.rank or key.value != 1:
        return False
    return key.system is first.system and line.indent <= run.options[0].head.indent + 1


def _as(key: _Key | None, rank: Rank, line: Line) -> _Key | None:
    """`i.` after `(h)` is a letter, after a roman run's start it is a roman."""
    if key and rank is Rank.ROMAN and key.rank is Rank.LETTER and line.enum is not None and roman(line.enum):
        return _Key(Rank.ROMAN, roman(line.enum), system=key.system)
    return key


def _continues(key: _Key, last: _Key, run: OptionRun, line: Line, lines: Sequence[Line], position: int) -> bool:
    head = run.options[0].head
    if {key.rank, run.rank} == {Rank.BOX, Rank.TICK}:  # a tick stands in the place of the right option's box
        return abs(line.indent - head.indent) < 1 and line.gap <= max(1, head.gap) and position == run.end
    if key.rank is not run.rank:
        mixed = (
            (run.rank is Rank.BOX and key.rank is Rank.BULLET)
            or (run.rank is Rank.BULLET and key.rank is Rank.TICK)
            or (run.rank is Rank.TICK and key.rank is Rank.BULLET)
            or (run.rank is Rank.LETTER and key.rank is Rank.BOX and head.mark is not None and line.gap <= 1)
        )
        return (
            mixed
            and line.level == head.level
            and line.gap <= max(1, head.gap)
            and (run.rank is not Rank.BOX or _boxes_on(lines, position, line))
        )
    if key.rank in (Rank.LETTER, Rank.NUMBER, Rank.ROMAN):
        if key.system is not last.system and key.rank is Rank.LETTER:
            return key.value == last.value + 1
        if key.value == last.value + 1:
            return key.rank is not Rank.NUMBER or abs(line.indent - head.indent) <= 2
        return last.value < key.value <= last.value + 2 and key.rank is Rank.LETTER
    if key.rank is Rank.BULLET:
        return line.level == head.level
    return key.rank is not Rank.BOX or abs(line.indent - head.indent) < 4 or line.level == head.level


def _shaded_like(line: Line, pending: Sequence[Line]) -> bool:
    """A line on the same coloured ground as the one above it goes on in that box: a verdict and what explains it."""
    return bool(pending and line.kind is Kind.TEXT and line.block.tint and pending[-1].block.tint == line.block.tint)


def _boxes_on(lines: Sequence[Line], position: int, line: Line) -> bool:
    """A bullet without its box among boxes: the next bullet has one again."""
    following = next((one for one in lines[position + 1 :] if one.kind is Kind.ITEM), None)
    return following is not None and following.mark is not None and following.level == line.level


_LEVELLED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+[^\W\d_]")  # "1.2 A mirror"
_ASKING = ("?", ":", "\uff1f", "\uff1a", "\u061f")


def _asks_anew(run: OptionRun, pending: Sequence[Line], line: Line) -> bool:
    """Another question begins between two options: a paragraph that asks, or the first option's words once more."""
    if len(run.options) < 2 or not pending:
        return False
    head, last = run.options[0].head, pending[-1]
    if line.text == head.text and any(map(str.isalnum, line.text)) and last.kind is not Kind.CODE:
        return True  # options that differ in their code alone are of one question
    if last.kind is not Kind.TEXT or last.roles or last.mark is not None or not last.gap or last.box != head.box:
        return False
    explains = len(pending) > 1 and bool(pending[-2].roles & {Role.RIGHT, Role.WRONG})
    asks = len(last.text) > _SHORTEST and (last.text.endswith(_ASKING) or _LEVELLED.match(last.text) is not None)
    return asks and last.indent <= head.indent + 1 and not explains


def _is_scored(lines: Sequence[Line], position: int) -> bool:
    """Words above a score alone: the next question's."""
    line, score = lines[position], lines[position + 1] if position + 1 < len(lines) else None
    if score is None or score.kind is not Kind.TEXT or score.mark is not None or not cues.earned(score.text):
        return False
    return line.kind is Kind.TEXT and line.block.mark is None and not line.roles and not cues.earned(line.text)


def _breaks(line: Line, first: _Key, run: OptionRun, base: tuple[int, ...]) -> bool:
    if line.kind in (Kind.HEADING, Kind.RULE):
        return True
    if line.box != base:
        return False
    deeper = line.indent > run.options[0].head.indent + 1
    if first.rank is Rank.NUMBER and not deeper and line.enum is not None and _letters_begin(line):
        return True  # numbered statements in a stem, then the lettered options
    if first.rank in (Rank.LETTER, Rank.ROMAN, Rank.NUMBER):
        return (
            bool(line.enum and line.enum.word)
            or (
                line.enum is not None
                and line.enum.system is System.DECIMAL
                and not deeper
                and first.rank is not Rank.NUMBER
                and (cues.is_question(line.text) or (len(run.options) == 1 and bool(line.gap == 0)))
            )
            or (Role.QUESTION in line.roles and bool(line.value))
        )
    if (
        line.kind in (Kind.TEXT, Kind.QUOTE)
        and line.gap
        and line.indent < run.options[0].head.indent
        and not line.roles
    ):
        return True  # words further out begin something new
    if not deeper and _is_bold_stem(line, run):
        return True
    if line.roles & ENDING and not deeper and first.rank in (Rank.BULLET, Rank.TICK):
        return True
    if line.enum is not None and not deeper:
        return True
    return first.rank is Rank.BULLET and bool(line.gap) and not deeper and line.kind in (Kind.TEXT, Kind.QUOTE)


def _is_bold_stem(line: Line, run: OptionRun) -> bool:
    """A paragraph of its own, bold from end to end where the first option is not: the next question's words."""
    if line.kind is not Kind.TEXT or not line.gap or line.roles or line.mark is not None or len(line.text) < _SHORTEST:
        return False
    return bool(covering(line.runs) & Style.BOLD) and not covering(run.options[0].head.runs) & Style.BOLD


def _letters_begin(line: Line) -> bool:
    key = key_of(line)
    return key is not None and key.rank is Rank.LETTER and key.value == 1


def _own(run: OptionRun, pending: list[Line]) -> int:
    """How many lines after the last option still belong to it: wraps, deeper lines, code where others have code."""
    head = run.options[-1].head
    coded = any(line.kind is Kind.CODE for option in run.options[:-1] for line in option.body)
    pictured = any(line.kind is Kind.IMAGE for option in run.options[:-1] for line in option.body)
    bare = len(head.text.strip(" :.\u00ad")) <= 1
    taken = 0
    for line in pending:
        if line.block.tint == "row" and line.span == head.span:  # said in the option's own row
            taken += 1
            continue
        if taken == 0 and is_remark(line):
            taken += 1
            continue
        if line.roles or line.kind in (Kind.HEADING, Kind.RULE, Kind.SUMMARY) or line.box != head.box:
            break
        if line.kind is Kind.CODE:
            if not (coded or bare or (line.gap == 0 and line.indent > head.indent)):
                break
        elif line.kind is Kind.IMAGE:
            if not (pictured or bare):
                break
        elif line.kind is Kind.ITEM and line.indent > head.indent and not line.mark and _nested(run):
            pass
        elif line.kind is not Kind.TEXT or line.mark or is_section(line) or not _wraps(line, head):
            break
        taken += 1
    return taken


def _nested(run: OptionRun) -> bool:
    """The options above hold lists of their own."""
    return any(line.kind is Kind.ITEM for option in run.options[:-1] for line in option.body)


def is_section(line: Line) -> bool:
    """`三、多项选择题`: the next part of a paper."""
    return line.enum is not None and line.enum.raw[:1] in "一二三四五六七八九十" and "题" in line.text[:12]


def _wraps(line: Line, head: Line) -> bool:
    """A soft-wrapped line goes on where the last ended; a deeper paragraph belongs to its list entry."""
    if line.pieces or line.gap or all(run.href for run in line.runs):
        return False
    if line.indent > head.indent:
        return True
    ended = head.text.rstrip().endswith((".", "!", "?", ":", "。"))
    return (line.text[:1].islower() or not ended) and not (
        cues.is_question(line.text)
        or cues.points(line.text) is not None
        or cues.earned(line.text) is not None
        or cues.is_furniture(line.text)
        or cues.difficulty(line.text)
    )
