"""Keys in tables: a column of answers beside the numbers, or numbers in one row and their letters in the next.

| Q | Answer | Why |        | Question | 1 | 2 | 3 |
| 1 | **C**  | ... |        | Answer   | C | A | B |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.key_entries import NAMED, Block, Entry, number_of
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import markdown, plain
from extract.grammar.words.truth import STATEMENTS
from quizmill.block import Kind


def across(doc: Doc, index: int) -> Block | None:
    """A table with the numbers in one row and their letters in the next, once or several times."""
    head = doc.lines[index]
    if head.kind is not Kind.ROW:
        return None
    rows: list[Line] = []
    for line in doc.lines[index:]:
        if line.kind is not Kind.ROW or (rows and line.gap and not _counts_on(rows, line)):
            break
        rows.append(line)
    if len(rows) < 2 or len(rows) % 2:
        return None
    entries: list[Entry] = []
    for top, bottom in zip(rows[::2], rows[1::2], strict=True):
        numbers, said = _columns(top, bottom)
        first = 0 if number_of(numbers[0]) else 1
        pairs = [(number_of(n), text) for n, text in zip(numbers[first:], said[first:], strict=False) if n or text]
        if not all(n and NAMED.match(text) for n, text in pairs):
            return None
        entries += [Entry(n, text, [top, bottom]) for n, text in pairs]
    ordered = all(a.number < b.number for a, b in pairwise(entries))
    return Block(head.at, entries, rows) if len(entries) >= 2 and ordered else None


_PARTS = re.compile(r"[\s|]+")


def in_rows(doc: Doc, index: int, named: bool) -> Block | None:
    """The same in plain text: `Q  1  2  3` and below it `A  b  c  a`, under a heading of answers (`named`) or with
    words for questions and answers before them."""
    head = doc.lines[index]
    rows = doc.lines[index + 1 :] if named else doc.lines[index:]
    entries: list[Entry] = []
    lines = [head] if named else []
    for top, bottom in zip(rows[::2], rows[1::2], strict=False):
        made = _row_pair(top, bottom, len(entries) + 1, named) if top.kind is bottom.kind is Kind.TEXT else []
        if not made:
            break
        entries += made
        lines += [top, bottom]
    return Block(head.at, entries, lines) if len(entries) >= _FEWEST else None


_FEWEST = 3


def _row_pair(top: Line, bottom: Line, first: int, named: bool) -> list[Entry]:
    """As many letters as numbers, which count on from `first`."""
    numbers, said = (_PARTS.split(line.block.raw.strip(" \t|")) for line in (top, bottom))
    ahead = next((at for at, one in enumerate(numbers) if one.isdecimal()), len(numbers))
    count = len(numbers) - ahead
    own = len(said) - count
    if not count or numbers[ahead:] != [str(first + at) for at in range(count)] or not 0 <= own <= _MOST_WORDS:
        return []
    told = roles_of(" ".join(numbers[:ahead])) & {Role.QUESTION} and roles_of(" ".join(said[:own])) & {Role.ANSWER}
    if not (named or told) or ahead > _MOST_WORDS or not all(map(NAMED.match, said[own:])):
        return []
    return [Entry(first + at, letter, [bottom]) for at, letter in enumerate(said[own:])]


_MOST_WORDS = 3  # before the numbers of a row


def _columns(top: Line, bottom: Line) -> tuple[list[str], list[str]]:
    """The cells of both rows; narrow ones stand together in print, as many words above as below."""
    numbers, said = ([plain(cell).strip() for cell in line.block.cells] for line in (top, bottom))
    apart, under = " ".join(numbers).split(), " ".join(said).split()
    if len(numbers) != len(said) and len(apart) == len(under) and all(map(number_of, apart)):
        return apart, under
    return numbers, said


def _counts_on(rows: Sequence[Line], line: Line) -> bool:
    """True for a further row of numbers that begins where the last one stopped."""
    if len(rows) % 2 or len(rows) < 2:
        return False
    before = [number_of(plain(cell)) for cell in rows[-2].block.cells]
    return bool(before[-1]) and before[-1] + 1 in [number_of(plain(cell)) for cell in line.block.cells[:2]]


def table(doc: Doc, index: int) -> Block | None:
    """A table with a column of numbers and one that is called "Answer"."""
    head = doc.lines[index]
    if head.kind is not Kind.ROW or (
        index and doc.lines[index - 1].kind is Kind.ROW and doc.lines[index - 1].at not in doc.used and not head.gap
    ):
        return None
    titles = [plain(cell) for cell in head.block.cells]
    if any(Role.FRONT in roles_of(title) for title in titles):
        return None  # cards
    if {"a", "b"} <= {title.strip().casefold() for title in titles}:
        return None  # choices in columns: the rows are questions
    answer = next((i for i, title in enumerate(titles) if roles_of(title) & {Role.ANSWER, Role.KEYS}), None)
    if answer is None or any(
        (Role.QUESTION in roles_of(title) or title.strip().casefold() in STATEMENTS)
        and i != answer
        and _wordy(doc, index, i)
        for i, title in enumerate(titles)
    ):
        return None
    why = next(
        (i for i, title in enumerate(titles) if i != answer and roles_of(title) & {Role.EXPLANATION, Role.SOLUTION}),
        None,
    )
    if paired := _paired_columns(doc, index, titles):
        return paired
    entries = []
    lines = [*_title(doc, index), head]
    for line in doc.lines[index + 1 :]:
        if line.kind is not Kind.ROW or line.gap:
            break
        cells = [markdown(cell) for cell in line.block.cells]
        number = next((number_of(cell) for i, cell in enumerate(cells) if i != answer and number_of(cell)), 0)
        if not number or answer >= len(cells):
            return None
        more = cells[why] if why is not None and why < len(cells) else ""
        entries.append(Entry(number, cells[answer], [line], more))
        lines.append(line)
    return Block(head.at, entries, lines) if len(entries) >= 2 else None


def _title(doc: Doc, index: int) -> list[Line]:
    """The heading right above a key: "Mark scheme"."""
    above = doc.lines[index - 1] if index else None
    if above is None or above.kind is not Kind.HEADING or above.at in doc.used:
        return []
    return [above] if roles_of(above.text) & {Role.GRADER, Role.KEYS, Role.SOLUTION} else []


def _paired_columns(doc: Doc, index: int, titles: Sequence[str]) -> Block | None:
    """`No. | Answer | No. | Answer`: a long key in several pairs of columns, each number left of its answer."""
    answers = [i for i, title in enumerate(titles) if i and roles_of(title) & {Role.ANSWER, Role.KEYS}]
    if len(answers) < 2:
        return None
    entries: list[Entry] = []
    lines = [doc.lines[index]]
    for line in doc.lines[index + 1 :]:
        if line.kind is not Kind.ROW or line.gap:
            break
        cells = [markdown(cell) for cell in line.block.cells]
        for at in answers:
            number, said = (number_of(cells[at - 1]), cells[at]) if at < len(cells) else (0, "")
            if bool(number) != bool(said.strip()):
                return None
            entries += [Entry(number, said, [line])] if number else []
        lines.append(line)
    entries.sort(key=lambda entry: entry.number)
    unique = len({entry.number for entry in entries}) == len(entries)
    return Block(doc.lines[index].at, entries, lines) if len(entries) >= 2 and unique else None


def _wordy(doc: Doc, index: int, column: int) -> bool:
    """True where the column holds sentences, not numbers: then the rows are questions themselves."""
    row = doc.lines[index + 1] if index + 1 < len(doc.lines) else None
    if row is None or row.kind is not Kind.ROW or column >= len(row.block.cells):
        return False
    return not number_of(plain(row.block.cells[column]))
