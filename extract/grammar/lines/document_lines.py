"""The lines of a page's blocks, and what its title, its headings and all its words say of it.

# Biology quiz                 a quiz
2.1 What floats?               numbered within its part, where another is, too
1° Cosa galleggia?             numbered with degrees or wide gaps, where all count on from one
||b||                          an answer, where another line is hidden so, too
a) iron
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.grammar.lines import classed_answers, front_answers, lone_signs
from extract.grammar.lines.line_pieces import pieces
from extract.grammar.lines.line_reading import has_letter, line_of
from extract.grammar.lines.lines import NO_ROLES, Doc, Line
from extract.grammar.words import cues
from extract.grammar.words import page as words_page
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Enumerator, Kind, Shape, System
from quizmill.cues import Words

_LEVELS = re.compile(r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})[.)]?\s+(?=[^\W\d_]|[¿\"“])")
_DEGREES = re.compile(r"(?P<n>\d{1,3})\s?°[.)]?[-–—]?\s+(?=[^\W\d_]|[¿\"“«])")
_GAPPED = re.compile(r"(?P<n>\d{1,3})(?:\s{2,}|\t\s*)(?=[^\W\d_]|[¿\"“«.…_])")
_TOLD = frozenset((Role.ANSWER, Role.SOLUTION))
_KINDS = 2  # questions with nothing but their kind on the first line
_VERDICT = 24  # characters of a verdict that stands alone
_TITLES = ("title", "name", "description", "subtitle")  # facts that say what a document is

Facts = tuple[tuple[str, str], ...]


def document(blocks: Sequence[Block], facts: Facts, path: str, off: frozenset[str], written: bool = True) -> Doc:
    """The lines of a page's blocks and what its title and headings promise."""
    glued = (piece for block in (_arranged(blocks) if written else blocks) for piece in pieces(block, off))
    lines = [line_of(at, piece) for at, piece in enumerate(glued)]
    _levelled(lines)
    _with_degrees(lines)
    _with_gaps(lines)
    head = " \n".join(_heads(lines, facts, path))
    _off_letters(lines)
    _judging(lines)
    _spoiled(lines)
    classed_answers.take(lines)
    words = Words.of(line.text for line in lines)
    tags = [value for key, value in facts if key == "tags"]
    return Doc(
        lines,
        heads=head,
        words=words,
        learner=words_page.LEARNER.may(words) and any(map(_is_learners, lines)),
        quiz=words_page.names_quiz(words_page.off_form(head)) or sum(map(_names_kind, lines)) >= _KINDS,
        faq=words_page.names_faq(head),
        form=words_page.names_form(head),
        cards=any(words_page.names_cards(text) for text in (head, *tags)),
        answers=words_page.names_answers(head) or (written and front_answers.are_told(blocks)),
        interview=words_page.names_interview(head),
        authored=sum(_is_ticked(line) for line in lines) >= 2 and written,
        written=written,
        boxes=Counter(line.text for line in lines if line.kind is Kind.SUMMARY),
        off=off,
        facts=facts,
    )


def _arranged(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a text with what stands beside its line put where it belongs."""
    return lone_signs.joined(front_answers.moved(blocks))


def _heads(lines: Sequence[Line], facts: Facts, path: str) -> Iterator[str]:
    """The file's name, the titles, the first headings and the short lines that a document begins with."""
    name = path.rpartition("/")[2].rpartition("__")[2] or path
    yield name.replace("_", " ").replace("-", " ")
    yield from (value for key, value in facts if key in _TITLES)
    yield from [line.text for line in lines if line.kind is Kind.HEADING][:3]
    for line in lines[:4]:
        if line.kind is Kind.TEXT and len(line.text) < 90 and line.text[-1:] not in ".,;":
            yield line.text


def _names_kind(line: Line) -> bool:
    """`3. Multiple choice`, as apps write above their questions."""
    numbered = line.enum is not None and line.enum.system is System.DECIMAL
    return numbered and bool(line.text) and cues.names_kind(line.text)


def _is_learners(line: Line) -> bool:
    return len(line.text) < 160 and line.kind is not Kind.CODE and words_page.learner_words(line.text)


def _is_ticked(line: Line) -> bool:
    return line.mark is not None and line.mark.shape is Shape.BOX and bool(line.mark.on)


def _off_letters(lines: Sequence[Line]) -> None:
    """`A:` answers only where `Q:` asks."""
    lettered = [line for line in lines if has_letter(line)]
    if any(line.enum is not None and line.enum.raw[:1] in "Qq" for line in lettered) or _asks_by_number(lines):
        return
    for line in lettered:
        line.roles, line.value = NO_ROLES, ()


def _asks_by_number(lines: Sequence[Line]) -> bool:
    """`Q. 1. What ...`, and no `B.` that would make `A.` a choice."""
    asked = any(line.enum is not None and line.enum.word in ("Q", "q") and "." in line.enum.raw[:2] for line in lines)
    return asked and not any(line.enum is not None and line.enum.raw in ("B.", "B:", "B)") for line in lines)


def _judging(lines: Sequence[Line]) -> None:
    """`Correct` alone judges where `Incorrect` does on lines of its own: elsewhere it may be anybody's word."""
    if not any(Role.WRONG in line.roles and _is_bare(line) for line in lines):
        return
    for line in lines:
        roles = roles_of(line.text) & {Role.RIGHT} if not line.roles and _is_bare(line) else NO_ROLES
        if roles:
            line.roles, line.label = roles, line.text


def _is_bare(line: Line) -> bool:
    """A line of text that is a label and nothing else."""
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and len(line.text) < _VERDICT
    return bare and not plain(line.value).strip()


_BARS = re.compile(r"\|\|\s*(?P<said>[^|]{1,200}?)\s*\|\|\Z")


def _spoiled(lines: Sequence[Line]) -> None:
    """`||b||` or `>!b!<` alone on a line, twice or more: answers, if no label says what they are."""
    found = [line for line in lines if _is_spoiler(line)]
    if len(found) < 2 or any(lines[line.at - 1].roles and not lines[line.at - 1].value for line in found if line.at):
        return
    for line in found:
        bars = _BARS.match(line.text)
        line.value = strip(cut(line.runs, *bars.span("said"))) if bars else line.runs
        line.roles, line.label, line.kind = frozenset((Role.ANSWER,)), "spoiler", Kind.TEXT


def _is_spoiler(line: Line) -> bool:
    bare = line.enum is None and line.mark is None and not line.roles
    hidden = (
        line.kind is Kind.QUOTE and line.block.raw.lstrip().startswith(">!") and line.block.raw.rstrip().endswith("!<")
    )
    return bare and (hidden or (line.kind in (Kind.TEXT, Kind.QUOTE) and _BARS.match(line.text) is not None))


def _levelled(lines: Sequence[Line]) -> None:
    """`2.1 What is ...` above lettered options, two or more: questions numbered within their part."""
    found = [
        (line, number)
        for line, after in pairwise(lines)
        if line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
        if (number := _LEVELS.match(line.text)) and (_is_first_letter(after) or after.roles & _TOLD or _is_box(after))
    ]
    if len(found) < 2 or len({number["a"] + "." + number["b"] for _, number in found}) < len(found):
        return
    for line, number in [*found, *_asked_on(lines, found)]:
        line.enum = Enumerator(number[0].strip(), int(number["b"]), System.DECIMAL)
        line.form = "1.1"
        line.runs = strip(cut(line.runs, number.end()))
        line.text = plain(line.runs)


def _asked_on(lines: Sequence[Line], found: Sequence[tuple[Line, re.Match[str]]]) -> list[tuple[Line, re.Match[str]]]:
    """Open questions of the same part whose numbers count on from these."""
    own = {line.at for line, _ in found}
    part, last = found[-1][1]["a"], int(found[-1][1]["b"])
    more: list[tuple[Line, re.Match[str]]] = []
    for line in lines[found[-1][0].at + 1 :]:
        bare = line.at not in own and line.kind is Kind.TEXT and line.enum is None and not line.roles
        number = _LEVELS.match(line.text) if bare and cues.asks_openly(line.text) else None
        if number and number["a"] == part and int(number["b"]) == last + 1:
            more.append((line, number))
            last += 1
    return more


def _with_degrees(lines: Sequence[Line]) -> None:
    """`1° Quale fiume`: numbers that count on from one, each with a degree sign; elsewhere it tells angles."""
    found = [
        (line, number)
        for line in lines
        if line.kind in (Kind.TEXT, Kind.ITEM) and line.enum is None and line.mark is None
        if (number := _DEGREES.match(line.text))
    ]
    if len(found) < 2 or [int(number["n"]) for _, number in found] != list(range(1, len(found) + 1)):
        return
    for line, number in found:
        line.enum, line.form = Enumerator(number[0].strip(), int(number["n"]), System.DECIMAL), "1º"
        line.runs = strip(cut(line.runs, number.end()))
        line.text = plain(line.runs)


def _with_gaps(lines: Sequence[Line]) -> None:
    """`1   If it ....`: numbers that count on from one, a wide gap behind each, choices with letters below them."""
    found = [
        (line, number)
        for line, after in pairwise(lines)
        if line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
        if (number := _GAPPED.match(line.text)) and _is_first_letter(after)
    ]
    if len(found) < 2 or [int(number["n"]) for _, number in found] != list(range(1, len(found) + 1)):
        return
    for line, number in found:
        line.enum, line.form = Enumerator(number["n"], int(number["n"]), System.DECIMAL), "1"
        line.runs = strip(cut(line.runs, number.end()))
        line.text = plain(line.runs)


def _is_box(line: Line) -> bool:
    return line.mark is not None and line.mark.shape in (Shape.BOX, Shape.RADIO)


def _is_first_letter(line: Line) -> bool:
    enum = line.enum
    lettered = enum is not None and enum.system in (System.LOWER, System.UPPER) and not enum.word
    return lettered and enum is not None and enum.value == 1
