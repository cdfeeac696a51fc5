"""Tables of statements with their truth: in a column of its own, or as a mark under "True" or "False".

    | Statement                   | T/F |        | Statement          | True | False |
    |-----------------------------|-----|        |--------------------|------|-------|
    | Cacti are flowering plants. | T   |        | Ferns make seeds.  |      | x     |

The head must speak of truth; `required: true` in a manual's table is no statement's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import markdown, plain
from extract.grammar.words.truth import judged_by, offers_truth
from quizmill.block import Kind, Run
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_TRUTH = re.compile(
    r"t\s?/\s?f|v\s?/\s?f|r\s?/\s?f|w\s?/\s?f|p\s?/\s?f|d\s?/\s?y|c\s?/\s?e|\btrue\W{0,3}(?:or|/)\W{0,3}false\b|true\?|richtig\W*/?\W*falsch"
    r"|wahr\W*/?\W*falsch|vrai\W*/?\W*faux|verdadero\W*[/o]?\W*falso|verdadeiro\W*(?:/|ou)?\W*falso|vero\W*[/o]?\W*falso"
    r"|верно\W*/?\W*неверно|prawda\W*/?\W*fałsz|doğru\W*/?\W*yanlış|正误|对错|判断",
    re.IGNORECASE,
)
_FEWEST = 2
ABOVE = 3  # lines above a table that may say what to do


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(doc.lines):
        end = at
        while end < len(doc.lines) and doc.lines[end].kind is Kind.ROW and (end == at or not doc.lines[end].gap):
            end += 1
        rows = doc.lines[at:end]
        if len(rows) > _FEWEST and max(len(row.block.cells) for row in rows) == len(rows[0].block.cells):
            found += _told(doc, rows) or _marked(doc, rows)
        at = max(end, at + 1)
    return found


def _cell(row: Line, at: int) -> tuple[Run, ...]:
    """A cell; empty ones at the end of a row may be left out."""
    return row.block.cells[at] if at < len(row.block.cells) else ()


def _told(doc: Doc, rows: Sequence[Line]) -> list[Found]:
    """A column of truths."""
    titles = [plain(cell).strip() for cell in rows[0].block.cells]
    for column, title in enumerate(titles):
        answers = doc.quiz and bool(roles_of(title) & {Role.ANSWER})
        if not (_TRUTH.fullmatch(title) or answers):
            continue
        said = [plain(_cell(row, column)).strip(" .").casefold() for row in rows[1:]]
        judged = judged_by(frozenset(said), " ".join(row.text for row in rows[1:]))
        statement = _statement(rows, (column,))
        if judged is not None and statement is not None:
            pair, names = judged
            return _made(rows, statement, [pair.index(word) for word in said], names)
    return []


def _marked(doc: Doc, rows: Sequence[Line]) -> list[Found]:
    """Two columns headed "True" and "False", just one of them filled in each row."""
    titles = [plain(cell).strip() for cell in rows[0].block.cells]
    pairs = [at for at in range(len(titles) - 1) if offers_truth(titles[at : at + 2])]
    if len(pairs) != 1 or doc.learner or not (doc.quiz or _is_asked(doc, rows[0])):
        return []
    first = pairs[0]
    right = []
    for row in rows[1:]:
        filled = [at for at in (0, 1) if plain(_cell(row, first + at)).strip()]
        if len(filled) != 1:
            return []
        right.append(filled[0])
    statement = _statement(rows, (first, first + 1))
    return _made(rows, statement, right, titles[first : first + 2]) if statement is not None else []


def _is_asked(doc: Doc, head: Line) -> bool:
    """True where a line right above speaks of truth: "True or false?"."""
    return any(_TRUTH.search(line.text) for line in doc.lines[max(0, head.at - ABOVE) : head.at])


def _statement(rows: Sequence[Line], besides: Sequence[int]) -> int | None:
    """The one column of sentences."""
    wordy = [
        column
        for column in range(len(rows[0].block.cells))
        if column not in besides and all(_is_sentence(plain(_cell(row, column))) for row in rows[1:])
    ]
    if len(wordy) > 1:  # "Statement" and "Comment" both hold sentences
        named = [at for at in wordy if not roles_of(plain(rows[0].block.cells[at])) & {Role.EXPLANATION, Role.HINT}]
        wordy = named or wordy
    return wordy[0] if len(wordy) == 1 else None


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 2 or any(ord(char) > 0x2E7F for char in text)


def _made(rows: Sequence[Line], statement: int, right: Sequence[int], names: Sequence[str]) -> list[Found]:
    found = []
    titles = [plain(cell) for cell in rows[0].block.cells]
    why = next((at for at, title in enumerate(titles) if roles_of(title) & {Role.EXPLANATION}), None)
    for row, place in zip(rows[1:], right, strict=True):
        where = (row.span,)
        one = Found([row], stem=[row], taken=[row], front=Fragment(markdown(_cell(row, statement)), where))
        number = plain(_cell(row, 0)).strip(" .)")
        one.number = number if number.isdecimal() and statement else ""
        one.columns = [("", Fragment(name, where)) for name in names[:2]]
        one.claims = [Claim(Evidence.STATED, choices=(place,), spans=where)]
        one.type = "true_false"
        if why is not None and (said := markdown(_cell(row, why))):
            one.feedback = [("general", Fragment(said, where))]
        found.append(one)
    found[0].taken = [rows[0], *found[0].taken]
    return found


DIALECT = Dialect("truth tables", _claim)
