"""The stem of a question: its lines before the options, without those that only label it or tell facts of it.

Question 3 (2 points)        an empty opener
Which of these floats?       stem
Choose one:                  furniture
"""

from __future__ import annotations

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.lines.remark_signs import is_remark, told_when
from extract.grammar.question.found import Found
from extract.grammar.question.judged_lines import opens_with_status
from extract.grammar.question.meta import take_meta
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import LOOKS, covering, plain, without
from quizmill.block import Kind, System


def take_stem(found: Found, lines: list[Line]) -> None:
    """The stem, and the lines before the options that only label it."""
    for line in lines[:1]:
        if line.text or line.kind in (Kind.CODE, Kind.IMAGE) or line.enum or Role.QUESTION in line.roles:
            found.taken.append(line)
            if not is_empty_opener(line):
                found.stem.append(line)
    for line in lines[1:]:
        if not _is_aside(found, line, line is lines[-1]):
            found.stem.append(line)
        found.taken.append(line)
    _off_title(found)
    _off_front(found)
    if found.stem and found.stem[0] is not lines[0]:
        found.stem_first = None
        if found.stem[0].roles & {Role.QUESTION, Role.FRONT} and found.stem[0].value:
            found.stem_first = found.stem[0].value
    if found.points is None and found.stem:
        last, first = plain(found.stem[-1].runs), plain(found.stem[0].runs)
        found.points = cues.points_in(last) or cues.points_in(first)
    _off_bold(found)


def is_empty_opener(line: Line) -> bool:
    """Whether a question's first line asks nothing itself: a number, a kind, how the learner did."""
    if line.kind in (Kind.CODE, Kind.IMAGE, Kind.ROW):
        return False
    if Role.QUESTION in line.roles:
        return not plain(line.value).strip()
    headed = line.enum is not None and bool(line.enum.word) and cues.is_furniture(line.text)
    headed = headed or (line.enum is not None and cues.names_kind(line.text))
    headed = headed or (line.enum is not None and bool(line.enum.word) and cues.earned(line.text) is not None)
    return not line.text or headed or opens_with_status(line)


def _is_aside(found: Found, line: Line, last: bool) -> bool:
    """Whether a line is no part of the stem; facts, early answers and remarks are taken."""
    if take_meta(found, line) or line.kind is Kind.RULE or Role.YOURS in line.roles:
        return True
    if cues.is_furniture(line.text) and (line.kind is Kind.TEXT or line.text[:1] == "("):
        return True
    if Role.ANSWER in line.roles and line.value:
        found.early.append(line)
        return True
    if is_remark(line):
        found.feedback.append((told_when(line), prose.fragment([line], line.value)))
        return True
    return Role.OPTIONS in line.roles and not line.value and last


def _off_title(found: Found) -> None:
    """A title above the one numbered question of a piece is a section's, not the question's."""
    if len(found.stem) < 2:
        return
    title, first, *rest = found.stem
    numbered = first.enum is not None and first.enum.system is System.DECIMAL and cues.is_question(first.text)
    if title.kind is not Kind.HEADING or title.enum or title.roles or cues.is_question(title.text):
        return
    if numbered and not any(line.enum is not None for line in rest):
        found.stem = [first, *rest]
        found.taken = [line for line in found.taken if line is not title]


_FRONT = frozenset("front vorderseite recto anverso frente fronte voorkant awers 表 正面 앞면".split())


def _off_front(found: Found) -> None:
    """`**Front:** What is an isotope?` under a title such as "Card 3": the label's words alone are the card's front."""
    fronts = [i for i, line in enumerate(found.stem) if line.label in _FRONT and line.value]
    if len(fronts) == 1 and all(line.kind is Kind.HEADING for line in found.stem[: fronts[0]]):
        found.stem = found.stem[fronts[0] :]
        found.stem_first = found.stem[0].value
        found.type = "flashcard"


def _off_bold(found: Found) -> None:
    """A stem written wholly bold is written so to stand out; the stem itself is its words."""
    if found.stem and found.stem[0].kind is not Kind.CODE:
        runs = found.stem[0].runs if found.stem_first is None else found.stem_first
        style = covering(runs) & LOOKS
        if style:
            found.stem_first = without(runs, style)
