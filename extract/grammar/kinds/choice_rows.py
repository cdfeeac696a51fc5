"""Tables with a row for each choice, and a column that says which of them is right.

| # | Question             | Option | Correct? |
| 1 | Which word is a verb? | under  |          |
|   |                      | run    | ✔        |        the question stands once, or in each of its rows

A mark counts where some rows of a question have it and others have not; what is neither yes nor no leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found
from extract.grammar.words.class_names import judge, truth, verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import markdown, plain
from quizmill.block import Kind, Run
from quizmill.draft import EMPTY, Claim, Fragment
from quizmill.item import Evidence

_FLAGS = frozenset((Role.RIGHT, Role.KEYS))
_ON, _OFF = "✓✔✅☑√●★*+", "✗✘❌☐×○-–—"


@dataclass(frozen=True, slots=True)
class _Columns:
    question: int
    choice: int
    flag: int


def choice_rows(rows: Sequence[Line]) -> list[Found]:
    """The questions of such a table, none where it is another."""
    columns = _columns([plain(cell).strip() for cell in rows[0].block.cells])
    if columns is None:
        return []
    blocks = [list(own) for own in _by_question(rows[1:], columns.question)]
    if not blocks or any(len(own) < 2 for own in blocks):
        return []
    found = [_question(own, columns) for own in blocks]
    crossed = any(_cell(row, columns.flag).strip() in ("✓", "✔", "✅", "yes", "Yes") for row in rows[1:])
    for one, own in zip(found, blocks, strict=True):
        flags = [_flag(_cell(row, columns.flag), crossed) for row in own]
        right = tuple(at for at, flag in enumerate(flags) if flag)
        if None not in flags and 0 < len(right) < len(flags):
            one.claims.append(Claim(Evidence.MARKED_CORRECT, choices=right, spans=tuple(own[at].span for at in right)))
    found[0].taken = [rows[0], *found[0].taken]
    return found


def _columns(titles: Sequence[str]) -> _Columns | None:
    roles = [roles_of(title) for title in titles]
    questions = [at for at, role in enumerate(roles) if Role.QUESTION in role]
    flags = [at for at, role in enumerate(roles) if Role.RIGHT in role or judge(titles[at]) is True]
    if len(questions) != 1 or len(flags) != 1:
        return None
    left = [at for at in range(len(titles)) if at not in (questions[0], flags[0])]
    named = [at for at in left if Role.OPTIONS in roles[at] or Role.OPTIONS in _last_role(titles[at])]
    named = named or [at for at in left if Role.ANSWER in roles[at]]
    return _Columns(questions[0], named[0], flags[0]) if len(named) == 1 else None


def _last_role(title: str) -> frozenset[Role]:
    """`Answer option`, `Choice`: by the last word's plural."""
    return roles_of(f"{title.rpartition(' ')[2]}s")


def _by_question(rows: Sequence[Line], column: int) -> list[list[Line]]:
    """Rows of one question: its words stand in the first of them, or in all."""
    last, number, marked = "", 0, []
    for row in rows:
        words = _cell(row, column).strip()
        if words and words != last:
            last, number = words, number + 1
        marked.append((number, row))
    return [[row for _, row in own] for at, own in groupby(marked, key=lambda one: one[0]) if at]


def _question(rows: Sequence[Line], columns: _Columns) -> Found:
    first = rows[0]
    one = card(rows, Fragment(_cell(first, columns.question), (first.span,)), EMPTY, None)
    one.columns = [("", Fragment(_cell(row, columns.choice), (row.span,))) for row in rows]
    one.malformed = any(not text for _, text in one.columns) or any(row.kind is not Kind.ROW for row in rows)
    return one


def _cell(row: Line, column: int) -> str:
    cells: tuple[tuple[Run, ...], ...] = row.block.cells
    return markdown(cells[column]) if column < len(cells) else ""


def _flag(text: str, crossed: bool) -> bool | None:
    """Yes, no, or neither; an x marks the right one unless the table has ticks as well."""
    words = text.strip().strip("*_").replace("\ufe0f", "")
    if not words or words in _OFF:
        return False
    if words in _ON:
        return True
    if words in ("x", "X"):
        return not crossed
    said = truth(words)
    return verdict(words) if said is None else said
