"""Tables of questions: one row a card, or one row a question with its choices in columns.

    | # | Question     | Answer |        | Question     | A    | B    | Answer |
    |---|--------------|--------|        |--------------|------|------|--------|
    | 1 | What floats? | Cork   |        | What floats? | iron | cork | B      |

    | # | Question     | Options         |        all choices in one cell, and a key elsewhere by the number
    |---|--------------|-----------------|
    | 1 | What floats? | A) iron B) cork |

The head must name a question column whose cells hold words, and an answer or option columns. Tables that lie on their
side, and those with a row for each choice, are `turned_tables` and `choice_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.kinds.choice_rows import choice_rows
from extract.grammar.kinds.turned_tables import Cells, turned
from extract.grammar.lines import enumerators
from extract.grammar.lines.enumerators import bare
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.side import option_starts
from extract.grammar.question import stated
from extract.grammar.question.found import Found
from extract.grammar.question.key_entries import is_letters, number_of
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering, cut, markdown, plain, strip, without
from extract.grammar.words.truth import STATEMENTS, is_pair
from quizmill.block import Kind, Run, Style
from quizmill.draft import EMPTY, Claim, Fragment
from quizmill.item import Evidence

# heads of a card's back; in running text they label nothing
_MEANINGS = frozenset(
    "meaning translation description bedeutung übersetzung sens signification traduction significado traducción "
    "tradução significato traduzione betekenis vertaling znaczenie význam значение перевод "
    "意味 意思 含义 释义 뜻".split()
)
_COUNTED = re.compile(r"[^\W\d_]{3,12}\s(?:\d|[A-H])\Z")
_OPTION_HEADS = frozenset("abcdefgh")


def _tables(doc: Doc) -> list[Found]:
    found: list[Found] = []
    index = 0
    while index < len(doc.lines):
        line = doc.lines[index]
        if line.kind is not Kind.ROW or line.at in doc.used:
            index += 1
            continue
        end = index + 1
        while end < len(doc.lines) and _goes_on(line, doc.lines[end]):
            end += 1
        found += _rows(doc, doc.lines[index:end])
        index = end
    return found


def _goes_on(first: Line, line: Line) -> bool:
    """Whether a row is one more of a table."""
    table, other = ((row.span.node or "").rpartition("/table[")[2].partition("]")[0] for row in (first, line))
    return line.kind is Kind.ROW and not line.gap and table == other


@dataclass(frozen=True, slots=True)
class _Head:
    """Which column holds what, by place; None where the table has no such column."""

    titles: tuple[str, ...]
    front: int
    back: int | None
    options: tuple[int, ...]
    more: int | None
    hint: int | None
    level: int | None
    listed: int | None = None  # all choices in one cell


def _head(doc: Doc, rows: Sequence[Cells]) -> _Head | None:
    """The head of a table of questions or cards, or None."""
    titles = tuple(plain(cell).strip() for cell in rows[0])
    roles = [roles_of(title) for title in titles]

    def first(wanted: set[Role], besides: Sequence[int | None] = ()) -> int | None:
        return next((i for i, role in enumerate(roles) if i not in besides and role & wanted), None)

    fronts = [i for i, role in enumerate(roles) if Role.QUESTION in role and _wordy(rows, i)]
    fronts += [i for i, role in enumerate(roles) if Role.FRONT in role and (doc.cards or (doc.quiz and not doc.faq))]
    if not fronts and any(Role.ANSWER in role for role in roles):  # "Clue | Answer"
        fronts = [i for i, role in enumerate(roles) if Role.HINT in role and _wordy(rows, i)]
    fronts = fronts or _statements(rows, titles, roles) or _between(rows, titles, roles)
    if not fronts:
        return None
    front = fronts[0]
    options = _option_columns(titles, front)
    back = first({Role.ANSWER}, (front, *options))
    if back is None and Role.FRONT in roles[front]:
        back = next((i for i, title in enumerate(titles) if title.casefold() in _MEANINGS), None)
    named = first({Role.OPTIONS}, (front, back, *options)) if not options else None
    listed = named if named is not None and _all_lettered(rows, named) else None
    unread = named is not None and listed is None and back is not None and _letters_in(rows, back)
    if unread or (listed is None and back is None and not options):
        return None  # a letter of choices that were not read is no card's back
    more = first({Role.EXPLANATION, Role.SOLUTION}, (front, back))
    hint, level = first({Role.HINT}, (front,)), first({Role.DIFFICULTY})
    return _Head(titles, front, back, options, more, hint, level, listed)


def _statements(rows: Sequence[Cells], titles: Sequence[str], roles: Sequence[frozenset[Role]]) -> list[int]:
    """The column of statements beside one that judges them all: "Statement | Answer"."""
    backs = [i for i, role in enumerate(roles) if role & {Role.ANSWER, Role.KEYS}]
    said = [plain(row[i]).strip(" .").casefold() for row in rows[1:] for i in backs if i < len(row)]
    judged = bool(said) and is_pair(frozenset(said))
    return [i for i, title in enumerate(titles) if judged and title.casefold() in STATEMENTS and _wordy(rows, i)]


def _option_columns(titles: Sequence[str], front: int) -> tuple[int, ...]:
    """The columns of choices: lettered or numbered, or "Answer 1", "Answer 2" beside one that tells which is right."""
    counted = tuple(i for i, title in enumerate(titles) if _COUNTED.match(title))
    options = tuple(i for i, title in enumerate(titles) if i != front and _names_option(title))
    alike = len({titles[i].split()[0].casefold() for i in counted}) == 1 and len(counted) > 1
    return counted if not options and alike else options


def _all_lettered(rows: Sequence[Cells], column: int) -> bool:
    return all(len(row) > column and _lettered(row[column]) for row in rows[1:])


def _letters_in(rows: Sequence[Cells], column: int) -> bool:
    return all(is_letters(plain(row[column])) for row in rows[1:] if len(row) > column)


def _lettered(cell: tuple[Run, ...]) -> list[tuple[str, tuple[Run, ...]]]:
    """The choices of a cell that holds them all, with their letters: `A) Mars B) Saturn`."""
    text = plain(cell)
    found = enumerators.read(text)
    if found is None or found.enumerator.value != 1 or found.enumerator.word:
        return []
    rest = cut(cell, found.length)
    starts = [0, *option_starts(plain(rest), found.enumerator, found.form)]
    made = [("a", strip(cut(rest, 0, starts[1])))] if len(starts) > 1 else []
    for start, end in pairwise([*starts[1:], len(plain(rest))]):
        own = enumerators.read(plain(rest)[start:end])
        if own is not None:
            made.append((bare(own.enumerator.raw), strip(cut(rest, start + own.length, end))))
    return [(bare(found.enumerator.raw), made[0][1]), *made[1:]] if made else []


def _between(rows: Sequence[Cells], titles: Sequence[str], roles: Sequence[frozenset[Role]]) -> list[int]:
    """`No | Item | A | B | C | Key`: lettered choices and a key, so the one column of words beside them asks."""
    letters = [at for at, title in enumerate(titles) if title.casefold() in _OPTION_HEADS]
    keys = [at for at, role in enumerate(roles) if role & {Role.KEYS, Role.ANSWER} and at not in letters]
    if [titles[at].casefold() for at in letters] != list("abcdefgh"[: len(letters)]) or len(letters) < 2 or not keys:
        return []
    words = [at for at in range(letters[0]) if _wordy(rows, at)]
    return words if len(words) == 1 else []


def _names_option(title: str) -> bool:
    return title.casefold() in _OPTION_HEADS or _numbered_option(title)


def _rows(doc: Doc, rows: Sequence[Line]) -> list[Found]:
    """A table whose head names a question and an answer column; option columns make choices."""
    if listed := choice_rows(rows):
        return listed
    if (columns := turned(rows)) and (head := _head(doc, columns)) is not None:
        return [one for cells in columns[1:] if (one := _row(head, cells, rows)) is not None]
    head = _head(doc, [row.block.cells for row in rows])
    found = [one for row in rows[1:] if head and (one := _row(head, row.block.cells, [row])) is not None]
    if found:
        found[0].taken = [rows[0], *found[0].taken]
    return found


def _row(head: _Head, texts: Cells, rows: Sequence[Line]) -> Found | None:
    """One question out of its cells, which stand in these rows."""
    painted = covering(tuple(run for cell in texts for run in cell)) & (Style.HIGHLIGHT | Style.COLOR)  # the row is
    cells = [Fragment(markdown(without(cell, painted)), tuple(row.span for row in rows)) for cell in texts]

    def cell(column: int | None) -> Fragment:
        return cells[column] if column is not None and column < len(cells) else EMPTY

    if not cell(head.front) or (not (head.options or head.listed) and _is_sign(cell(head.back).text)):
        return None
    judged = head.back is not None and Role.RIGHT in roles_of(head.titles[head.back])  # "Correct answer"
    judged = judged or head.titles[head.front].casefold() in STATEMENTS
    one = card(
        rows,
        cell(head.front),
        cell(head.back),
        None if head.options or head.listed else "short" if judged else "flashcard",
    )
    if cell(head.more):
        one.feedback.append(("general", cell(head.more)))
    if cell(head.hint):
        one.hints.append(cell(head.hint))
    one.difficulty = cell(head.level).text
    if head.options:
        _columns(one, [(head.titles[i], cell(i)) for i in head.options], cell(head.back))
    elif head.listed is not None:
        where = tuple(row.span for row in rows)
        shown = [(label, Fragment(markdown(words), where)) for label, words in _lettered(texts[head.listed])]
        _columns(one, shown, cell(head.back))
    if (number := number_of(cells[0].text)) and head.front:
        one.number = str(number)
    return one


def _columns(one: Found, options: list[tuple[str, Fragment]], key: Fragment) -> None:
    shown = [(title, text) for title, text in options if text]
    one.columns = [(title[-1:].upper() if len(title) == 1 else title.split()[-1], text) for title, text in shown]
    one.answers = []
    named = (
        stated.read(key.text, [text.text for _, text in one.columns], [label for label, _ in one.columns])
        if key
        else None
    )
    if named:
        one.claims.append(Claim(Evidence.STATED, labels=named.labels, texts=named.texts, spans=key.spans))


def _numbered_option(title: str) -> bool:
    words = title.split()
    return len(words) == 2 and Role.OPTIONS in roles_of(words[0]) and (words[1].isdigit() or len(words[1]) == 1)


def _is_sign(text: str) -> bool:
    """A tick or a cross judges something, and is no answer."""
    return bool(text.strip()) and all(char in "✓✔✅☑√✗✘❌☐\ufe0f" for char in text.strip())


def _wordy(rows: Sequence[Cells], column: int) -> bool:
    texts = [plain(row[column]) for row in rows[1:6] if column < len(row)]
    return any(len(text.split()) > 1 or any(ord(char) > 0x2E7F for char in text) for text in texts)


DIALECT = Dialect("tables", _tables)
