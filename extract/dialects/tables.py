"""Tables of questions: one row a card, or one row a question with its choices in columns.

    | # | Question     | Answer |        | Question     | A    | B    | Answer |
    |---|--------------|--------|        |--------------|------|------|--------|
    | 1 | What floats? | Cork   |        | What floats? | iron | cork | B      |

The head must name a question column whose cells hold words, and an answer or option columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar import stated
from extract.grammar.card import card
from extract.grammar.lines import Doc, Line
from extract.grammar.rich import markdown, plain
from extract.grammar.segment import Found
from extract.grammar.words import Role, roles_of
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

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
        while end < len(doc.lines) and doc.lines[end].kind is Kind.ROW and not doc.lines[end].gap:
            end += 1
        found += _rows(doc, doc.lines[index:end])
        index = end
    return found


def _rows(doc: Doc, rows: Sequence[Line]) -> list[Found]:
    """A table whose head names a question and an answer column; option columns make choices."""
    titles = [plain(cell).strip() for cell in rows[0].block.cells]
    roles = [roles_of(title) for title in titles]
    front = next(
        (
            i
            for i, role in enumerate(roles)
            if (Role.QUESTION in role and _wordy(rows, i)) or (Role.FRONT in role and doc.cards)
        ),
        None,
    )
    options = [
        i
        for i, title in enumerate(titles)
        if i != front and (title.casefold() in _OPTION_HEADS or _numbered_option(title))
    ]
    back = next((i for i, role in enumerate(roles) if i != front and i not in options and role & {Role.ANSWER}), None)
    if front is None or (back is None and not options) or len(rows) < 2:
        return []
    more = next(
        (i for i, role in enumerate(roles) if i not in (front, back) and role & {Role.EXPLANATION, Role.SOLUTION}), None
    )
    hint = next((i for i, role in enumerate(roles) if role & {Role.HINT}), None)
    level = next((i for i, role in enumerate(roles) if role & {Role.DIFFICULTY}), None)
    found = []
    for row in rows[1:]:
        cells = [Fragment(markdown(cell), (row.span,)) for cell in row.block.cells]
        if front >= len(cells) or not cells[front]:
            continue
        get = lambda i, cells=cells: cells[i] if i is not None and i < len(cells) else Fragment("")  # noqa: E731
        one = card([row], cells[front], get(back), None if options or not doc.cards else "flashcard")
        one.type = one.type or (None if options else "flashcard")
        if get(more):
            one.feedback.append(("general", get(more)))
        if get(hint):
            one.hints.append(get(hint))
        one.difficulty = get(level).text
        if options:
            _columns(one, [(titles[i], get(i)) for i in options], get(back))
        found.append(one)
    if found:
        found[0].taken = [rows[0], *found[0].taken]
    return found


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


def _wordy(rows: Sequence[Line], column: int) -> bool:
    texts = [plain(row.block.cells[column]) for row in rows[1:6] if column < len(row.block.cells)]
    return any(len(text.split()) > 1 or any(ord(char) > 0x2E7F for char in text) for text in texts)


DIALECT = Dialect("tables", _tables)
