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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.grammar.document.openers_above import above_runs, numbered
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.forms import lone_number
from extract.grammar.question.judged_lines import opens_with_status
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering
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
        made += (Opener(shape, tuple(starts)) for shape, starts in above_runs(doc, lines))
    return [one for one in made if one is not None and _worth(one)]


def _worth(one: Opener) -> bool:
    return len(one.starts) >= (1 if one.strong or one.shape.startswith(("above", "heading")) else 2)


def _shapes(line: Line) -> Iterator[str]:
    if line.kind in (Kind.CODE, Kind.ROW, Kind.RULE, Kind.SUMMARY) or line.hidden:
        return
    if line.kind is Kind.HEADING:
        yield from _of_heading(line)
        return
    enum = line.enum
    number = enum is not None and enum.system is System.DECIMAL
    yield from _of_number(line) if number else ()
    if Role.QUESTION in line.roles and not (enum and not enum.word and number) and _is_label(line):
        yield "label question"
    if not line.roles and line.kind is not Kind.IMAGE:
        yield from _of_look(line, enum is None or number)


def _of_heading(line: Line) -> Iterator[str]:
    if line.enum is not None and line.enum.system is System.DECIMAL:
        yield f"heading {line.level} number"
        yield from _of_word(line.enum.word.casefold())
    if not line.roles or Role.QUESTION in line.roles:
        yield f"heading {line.level}"


def _of_word(word: str) -> Iterator[str]:
    """`Q12`, `Frage 12`: the word itself, and that it is one for questions."""
    if word:
        yield f"word {word}"
        if word != "question" and Role.QUESTION in roles_of(word):
            yield "word question"


def _of_number(line: Line) -> Iterator[str]:
    word = line.enum.word.casefold() if line.enum is not None else ""
    if word and Role.STEP not in roles_of(word) and (not line.roles & _ANSWERING or opens_with_status(line)):
        yield from _of_word(word)
    elif not line.roles - {Role.QUESTION}:
        yield f"number {line.form} {(line.kind is Kind.ITEM and line.indent // 4) or 0}"
        if line.kind is Kind.ITEM:  # a list inside a question stands further right by a column or more
            yield f"number {line.form} column {int(line.indent)}"
        if line.kind is Kind.TEXT:  # print sets the numbers of questions further left than those of lists in them
            yield f"number {line.form} at {int(line.indent // 4)}"


def _of_look(line: Line, counted: bool) -> Iterator[str]:
    """How a line without a label looks; `counted` if no letter numbers it, as letters do choices."""
    bare = line.enum is None
    if line.kind is Kind.QUOTE and line.gap and bare:
        yield "quote"
    if line.bullet:
        if cues.asks_openly(line.text):
            yield f"bullet {line.level}"
        return
    style = covering(line.runs) if line.mark is None and counted else Style.NONE
    if style & Style.BOLD and len(line.text) > 3:
        yield "bold"
    elif style & Style.ITALIC and len(line.text) > 8:
        yield "italic"
    if (sigil := _SIGIL.match(line.text)) and bare:
        yield f"sigil {sigil['s']}"
    if bare and line.mark is None and line.kind is Kind.TEXT and cues.asks_openly(line.text):
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
        if shape.startswith("number") or shape.endswith("number"):
            chains = (_counting(starts, lines, first) for first in (1, _MOST))
            chain = next((chain for chain in chains if 1 < len(chain) < len(starts)), None)
            made += [_opener(shape, chain, lines)] if chain else []
    shapes = [shape for shape in found if shape.startswith("number") or shape == "word question"]
    merged = _counting(sorted({i for shape in shapes for i in found[shape]}), lines, 2) if len(shapes) > 1 else []
    if len(merged) > 1:
        made.append(Opener("number chain", tuple(merged)))
    return made


_MOST = 10**9  # a list may begin at any number


def _counting(starts: Sequence[int], lines: Sequence[Line], first: int) -> list[int]:
    """The lines whose numbers count on by one or two, the first of them no higher than `first`."""
    chain: list[int] = []
    last = 0
    for index in starts:
        enum = lines[index].enum
        value = enum.value if enum else 0
        if last < value <= last + 2 if chain else value <= first:
            chain.append(index)
            last = value
    return chain


def _restarts(lines: Sequence[Line]) -> list[Opener | None]:
    """Questions numbered as their options are: those above a list that begins at one, counting on among themselves."""
    values = {
        i: line.enum.value
        for i, line in enumerate(lines)
        if line.enum and numbered(line) and line.kind is not Kind.HEADING
    }
    starts = [a for a, b in pairwise(values) if values[b] == 1 and b - a <= _NEAR]
    counted = [values[i] for i in starts] == [values[starts[0]] + n for n in range(len(starts))] if starts else False
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
