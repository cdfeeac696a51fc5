"""How this document's questions may begin: every shape of line that occurs, with the lines that have it.

    "### 3. ..."     heading 3 with a number      "Q12. ..."        the word Q with a number
    "**What ..?**"   bold lines                   "3) ..."          numbers written so
    "#Q ..."         the sigil "#Q"               "What ..?"        a paragraph that asks
    a paragraph right above a run of options

A shape is only a guess: the document is cut by each, and what the pieces make decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.grammar import words_cues
from extract.grammar.forms import lone_number
from extract.grammar.lines import Doc, Line
from extract.grammar.rich import covering
from extract.grammar.runs import OptionRun, Rank, find_runs
from extract.grammar.words import Role, roles_of
from quizmill.block import Kind, Style, System

_SIGIL = re.compile(r"(?P<s>[#@?!^&%$>~+=|:;§¿]{1,3}[A-Za-z]{0,2}[:.)]?|[A-Z]{1,3}[#>]|[QF]\s?>)(?=\s+\S)")


_ANSWERING = frozenset((Role.ANSWER, Role.SOLUTION, Role.EXPLANATION))  # "Q.4) Solution (b)" opens no question


@dataclass(frozen=True, slots=True)
class Opener:
    """A shape and the positions of the lines that have it. `strong` shapes say "question" by themselves."""

    shape: str
    starts: tuple[int, ...]
    heading: int = 0
    strong: bool = False


def openers(doc: Doc, lines: Sequence[Line]) -> list[Opener]:
    """Every shape that may open questions among some lines. Positions are indices into `lines`."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        for shape in _shapes(line):
            found[shape].append(index)
    for shape in [shape for shape in found if shape.startswith("bullet")]:
        level = int(shape.split()[1])
        every = [i for i, line in enumerate(lines) if line.bullet and line.level == level and line.mark is None]
        found[shape] = every if len(found[shape]) * 5 >= len(every) * 3 else []
    made = [_opener(shape, starts, lines) for shape, starts in found.items() if starts]
    made += _chains(found, lines)
    made += _letter_chain(lines)
    made += _restarts(lines)
    lone = lone_number(lines)
    if lone is not None:
        made.append(Opener("above number", (lone,)))
    if doc.on("paragraph above"):
        made += _above_runs(doc, lines)
    return [one for one in made if one is not None and _worth(one)]


def _worth(one: Opener) -> bool:
    return len(one.starts) >= (1 if one.strong or one.shape.startswith(("above", "heading")) else 2)


def _shapes(line: Line) -> Iterable[str]:
    if line.kind in (Kind.CODE, Kind.ROW, Kind.RULE, Kind.SUMMARY) or line.hidden:
        return
    enum = line.enum
    number = enum is not None and enum.system is System.DECIMAL
    word = enum.word.casefold() if enum is not None else ""
    if line.kind is Kind.HEADING:
        if number:
            yield f"heading {line.level} number"
            if word:
                yield f"word {word}"
                if word != "question" and Role.QUESTION in roles_of(word):
                    yield "word question"
        if not line.roles or Role.QUESTION in line.roles:
            yield f"heading {line.level}"
        return
    if number and word and Role.STEP not in roles_of(word) and not line.roles & _ANSWERING:
        yield f"word {word}"
        if word != "question" and Role.QUESTION in roles_of(word):
            yield "word question"
    elif number and enum is not None and not line.roles - {Role.QUESTION}:
        yield f"number {line.form} {(line.kind is Kind.ITEM and line.indent // 4) or 0}"
        if line.kind is Kind.ITEM:  # a list inside a question stands further right by a column or more
            yield f"number {line.form} column {int(line.indent)}"
        if line.kind is Kind.TEXT:  # print sets the numbers of questions further left than those of lists in them
            yield f"number {line.form} at {int(line.indent // 4)}"
    if Role.QUESTION in line.roles and not (enum and not word and number) and _is_label(line):
        yield "label question"
    if line.roles or line.kind is Kind.IMAGE:
        return
    if line.kind is Kind.QUOTE and line.gap and enum is None:
        yield "quote"
    if line.bullet:
        if words_cues.asks_openly(line.text):
            yield f"bullet {line.level}"
        return
    style = covering(line.runs) if line.mark is None and (enum is None or number) else Style.NONE
    if style & Style.BOLD and len(line.text) > 3:
        yield "bold"
    elif style & Style.ITALIC and len(line.text) > 8:
        yield "italic"
    if (sigil := _SIGIL.match(line.text)) and enum is None:
        yield f"sigil {sigil['s']}"
    if enum is None and line.mark is None and line.kind is Kind.TEXT and words_cues.asks_openly(line.text):
        yield "asks"


def _is_label(line: Line) -> bool:
    """A label alone begins a paragraph: `questions.` may be the last word of a wrapped one."""
    return bool(line.value or line.gap or not line.at or line.kind is not Kind.TEXT or covering(line.runs))


def _opener(shape: str, starts: list[int], lines: Sequence[Line]) -> Opener | None:
    heading = int(shape.split()[1]) if shape.startswith("heading") else 0
    strong = shape == "label question"
    if strong and all(lines[i].kind is Kind.HEADING for i in starts):
        heading = max(lines[i].level for i in starts)
    if shape.startswith("word "):
        word = shape[5:]
        strong = Role.QUESTION in roles_of(word) or word == "第"
        kinds = {lines[i].kind for i in starts}
        heading = max(lines[i].level for i in starts) if kinds == {Kind.HEADING} else 0
    return Opener(shape, tuple(starts), heading, strong)


def _chains(found: dict[str, list[int]], lines: Sequence[Line]) -> list[Opener | None]:
    """Of the numbered lines of one form only those that count on: lists inside an explanation start again at 1."""
    made: list[Opener | None] = []
    for shape, starts in found.items():
        if not shape.startswith("number") and not shape.endswith("number"):
            continue
        for floor in (1, 0):
            chain: list[int] = []
            last = None
            for index in starts:
                enum = lines[index].enum
                value = enum.value if enum else 0
                if (last is None and (not floor or value <= 1)) or (last is not None and last < value <= last + 2):
                    chain.append(index)
                    last = value
            if 1 < len(chain) < len(starts):
                made.append(_opener(shape, chain, lines))
                break
    shapes = [shape for shape in found if shape.startswith("number") or shape == "word question"]
    merged = sorted({i for shape in shapes for i in found[shape]})
    if len(shapes) > 1 and len(merged) > 1:
        chain, last = [], 0
        for index in merged:
            enum = lines[index].enum
            value = enum.value if enum else 0
            if last < value <= last + 2:
                chain.append(index)
                last = value
        if len(chain) > 1:
            made.append(Opener("number chain", tuple(chain)))
    return made


def _restarts(lines: Sequence[Line]) -> list[Opener | None]:
    """Questions numbered as their options are: those above a list that begins at one, counting on among themselves."""
    numbered = [i for i, line in enumerate(lines) if _numbered(line) and line.kind is not Kind.HEADING]
    values = {i: enum.value for i in numbered if (enum := lines[i].enum) is not None}
    starts = [a for a, b in pairwise(numbered) if values[b] == 1 and b - a <= _NEAR]
    counted = (
        [values[i] for i in starts] == list(range(values[starts[0]], values[starts[0]] + len(starts)))
        if starts
        else False
    )
    return [Opener("number restart", tuple(starts))] if len(starts) > 1 and counted else []


_NEAR = 6  # lines of a stem


def _letter_chain(lines: Sequence[Line]) -> list[Opener | None]:
    """Letters that run on over questions and options alike: those further left open the questions."""
    lettered = [i for i, line in enumerate(lines) if line.kind is Kind.TEXT and _is_lettered(line)]
    edges = sorted({round(lines[i].indent) for i in lettered})
    if len(lettered) < 6 or len(edges) < 2:
        return []
    edge = edges[0]
    starts = [i for i in lettered if lines[i].indent <= edge + 1]
    fit = [i for i in starts if any(j in lettered for j in (i + 1, i + 2)) and i + 1 not in starts]
    if len(fit) < 3 or len(fit) * 5 < len(starts) * 4:
        return []
    return [Opener("letters", tuple(starts))]


def _is_lettered(line: Line) -> bool:
    return line.enum is not None and not line.enum.word and line.enum.system in (System.LOWER, System.UPPER)


def _above_runs(doc: Doc, lines: Sequence[Line]) -> list[Opener | None]:
    """The paragraph above each run of options opens a question."""
    made: list[Opener | None] = []
    runs = find_runs(lines, lines[0].box if lines else (), doc.off)
    if not runs and not doc.written:
        runs = find_runs(lines, None, doc.off)  # each question in a box of its own
    for name, ranks in (
        ("boxes", {Rank.BOX, Rank.TICK}),
        ("letters", {Rank.LETTER}),
        ("bullets", {Rank.BULLET}),
        ("numbers", {Rank.NUMBER, Rank.ROMAN}),
    ):
        places = _starts_above(lines, runs, ranks)
        starts = _numbered_above(lines, places) or [start for start, _ in places]
        if starts:
            made.append(Opener(f"above {name}", tuple(sorted(set(starts)))))
    return made


def _starts_above(lines: Sequence[Line], runs: Sequence[OptionRun], ranks: set[Rank]) -> list[tuple[int, int]]:
    """For each run of such ranks where the paragraph above it begins, and how far up it might reach."""
    places = []
    floor = 0
    for run in runs:
        if run.rank in ranks:
            start = _paragraph(lines, run.start, floor)
            if start is not None:
                places.append((start, floor))
            floor = run.end
    return places


def _numbered_above(lines: Sequence[Line], places: Sequence[tuple[int, int]]) -> list[int]:
    """Where numbered lines stand a little further up in question after question, these begin the questions."""
    moved = []
    hits = 0
    for start, floor in places:
        at = next((i for i in range(start, max(floor, start - 15) - 1, -1) if _numbered(lines[i])), None)
        blocked = at is not None and any(lines[i].kind in (Kind.HEADING, Kind.RULE) for i in range(at + 1, start))
        hits += at is not None and not blocked
        moved.append(start if at is None or blocked else at)
    return moved if hits * 3 >= len(places) and hits >= 2 else []


def _numbered(line: Line) -> bool:
    enum = line.enum
    return (
        enum is not None
        and enum.system is System.DECIMAL
        and not line.roles - {Role.QUESTION}
        and line.kind is not Kind.CODE
    )


def _paragraph(lines: Sequence[Line], end: int, floor: int) -> int | None:
    """Where the paragraph right above position `end` begins; code and pictures above it carry it further up."""
    index = end - 1
    while index >= floor and _label_only(lines[index]):
        index -= 1
    start = None
    while index >= floor:
        line = lines[index]
        worded = start is not None and lines[start].kind not in (Kind.CODE, Kind.IMAGE)
        if line.kind in (Kind.RULE, Kind.SUMMARY) or (line.kind is Kind.HEADING and worded):
            break
        if line.roles and Role.QUESTION not in line.roles and line.kind is not Kind.HEADING:
            break
        if line.kind is Kind.TEXT and words_cues.is_furniture(line.text):
            break
        start = index
        if line.kind is Kind.HEADING or Role.QUESTION in line.roles or _numbered(line):
            break
        words = line.kind in (Kind.TEXT, Kind.QUOTE) and not _goes_up(lines, index, floor)
        if words and (line.gap or not _wrapped(lines, index, floor)):
            break
        index -= 1
        if index >= floor and lines[index].at + 1 != line.at:
            break  # what stood between belongs to another question
    return start


def _label_only(line: Line) -> bool:
    """Points, difficulty, "Choose one": between stem and options."""
    return (
        words_cues.points(line.text) is not None
        or words_cues.earned(line.text) is not None
        or bool(words_cues.difficulty(line.text))
        or Role.OPTIONS in line.roles
    )


def _wrapped(lines: Sequence[Line], index: int, floor: int) -> bool:
    """The line above ran on into this one, or this one does not ask by itself."""
    if index - 1 < floor:
        return False
    above = lines[index - 1].text.rstrip()
    return not above.endswith((".", "!", "?", "。", "？")) or not words_cues.asks_openly(lines[index].text)


def _goes_up(lines: Sequence[Line], index: int, floor: int) -> bool:
    """A paragraph after code, a table or a picture belongs to the paragraph before it."""
    return (
        index - 1 >= floor
        and lines[index - 1].kind in (Kind.CODE, Kind.IMAGE, Kind.ROW)
        and lines[index - 1].box == lines[index].box
    )
