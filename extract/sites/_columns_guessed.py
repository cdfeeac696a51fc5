"""The columns of a table that has no headings, by what stands in them in every row.

    1;Which one floats?;cork;iron;lead;A;Cork is light.     id, question, choice, choice, choice, answer, feedback

A table of questions asks in nearly every row of one column. Its key is the column that names a choice in every row: by
a letter, by a number, or by the choice's own words. What is not so sure is nobody's guess: `#columns:` says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.sites._columns import Columns, Role

_ASKS = re.compile(r"(?:[?？؟;]|\.\.\.|…|:|_{2,})\s*$|_{3,}")
_MOSTLY = 0.8
_FEWEST = 2  # rows: one alone shows no pattern
_LONG = 400  # characters; a cell with more is no choice

Rows = Sequence[Sequence[str]]


def guessed(rows: Rows) -> Columns | None:
    """The roles of a table's columns; None where its rows do not ask, or not all in one way."""
    filled = [row for row in rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    if len(filled) < _FEWEST or not 2 <= width <= 20:
        return None
    table = [[*row, *[""] * (width - len(row))] for row in filled]
    question = next((at for at in range(width) if _asks([row[at] for row in table])), None)
    if question is None or question > 2:
        return None
    roles: list[Role] = ["ignored"] * width
    roles[question] = "question"
    if question and _counts([row[0] for row in table]):
        roles[0] = "id"
    keys = _keys(table, question)
    key = keys[0] if keys else None
    end = key if key is not None else _last_choice(table, question)
    places = [at for at in range(question + 1, width) if at not in keys and (at < end or key == question + 1)]
    choices = [at for at in places if _offers([row[at] for row in table])]
    for at in choices if len(choices) > (1 if keys else 2) else ():
        roles[at] = "choice"
    if key is not None:
        roles[key] = "answer"
    elif width - question == 2:
        roles[question + 1] = "answer"
    said = end + 1 if key is not None else width
    if said < width and sum(len(row[said]) > 20 for row in table) * 2 >= len(table):
        roles[said] = "feedback"
    columns = Columns(tuple(roles), ("",) * width, headings=("",) * width)
    return columns if columns.asks else None


def _asks(cells: Sequence[str]) -> bool:
    """Most cells end as questions do, and no two are the same."""
    asking = sum(bool(_ASKS.search(cell)) and len(cell) > 8 for cell in cells)
    return asking >= _MOSTLY * len(cells) and len(set(cells)) == len(cells)


def _counts(cells: Sequence[str]) -> bool:
    return all(cell.strip(".)#").isdecimal() for cell in cells)


def _offers(cells: Sequence[str]) -> bool:
    """Short texts in most rows; the same number everywhere is no choice."""
    if len(set(cells)) == 1 and cells[0].isdecimal():
        return False
    return sum(bool(cell) for cell in cells) * 2 >= len(cells) and all(len(cell) <= _LONG for cell in cells)


def _keys(table: Rows, question: int) -> list[int]:
    """The columns that name a choice in every row, from the right: by letters or words, else the one that numbers them.

    The same number in every row may be the points: it names nothing.
    """
    columns = range(len(table[0]) - 1, question, -1)
    named = [
        at for at in columns if all(_by_letter(row, question, at) or _by_words(row, question, at) for row in table)
    ]
    if named:
        return named
    counted = [at for at in columns if all(_by_number(row, question, at) for row in table)]
    varied = [at for at in counted if len({row[at] for row in table}) > 1]
    return varied if len(varied) == 1 else []


def _by_letter(row: Sequence[str], question: int, key: int) -> bool:
    letters = re.fullmatch(r"([A-Ha-h](?:\s*[,;]?\s*[A-Ha-h])*)[.)]?", row[key].strip())
    others = sum(bool(cell) for at, cell in enumerate(row) if question < at != key)
    return bool(letters) and max(ord(letter) for letter in row[key].upper() if letter.isalpha()) - ord("A") < others


def _by_words(row: Sequence[str], question: int, key: int) -> bool:
    others = [cell.strip().casefold() for at, cell in enumerate(row) if question < at != key and cell]
    return len(others) > 1 and others.count(row[key].strip().casefold()) == 1


def _by_number(row: Sequence[str], question: int, key: int) -> bool:
    before = [text for at, text in enumerate(row) if question < at < key and text]
    number = row[key].strip()
    return number.isdecimal() and len(before) > 1 and not all(map(str.isdecimal, before)) and int(number) <= len(before)


def _last_choice(table: Rows, question: int) -> int:
    """One past the last column that holds something in most rows."""
    width = len(table[0])
    held = [at for at in range(question + 1, width) if sum(bool(row[at]) for row in table) * 2 >= len(table)]
    return held[-1] + 1 if held else question + 1
