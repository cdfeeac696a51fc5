"""The rows that an SQL script inserts, as lists of records; nothing is run.

    CREATE TABLE questions (id INT, question TEXT, ...);            the columns, where INSERT does not name them
    INSERT INTO questions (id, question) VALUES (1, 'Who''s ...?'), (2, ...);
    INSERT INTO answers (question_id, answer, is_correct) VALUES (1, 'Ada', TRUE), ...

Rows of a table that point at another's (`question_id`) become lists inside those rows.
"""

from __future__ import annotations

import re

Cell = str | int | float | bool | None
Data = dict[str, "Cell | list[Data]"]

_TOKEN = re.compile(
    r"""(?P<string>[NnEe]?'(?:[^'\\]|''|\\[\s\S])*')
    |(?P<quoted>"(?:[^"]|"")*"|`[^`]*`|\[[^\]\n]*\])
    |(?P<comment>--[^\n]*|\#[^\n]*|/\*[\s\S]*?\*/)
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<name>[^\W\d][\w$.]*)
    |(?P<space>\s+)
    |(?P<sign>[\s\S])""",
    re.X,
)
_NO_COLUMN = frozenset("primary foreign unique key constraint check index fulltext".split())
_WORDS: dict[str, Cell] = {"true": True, "false": False, "null": None}
_MOST = 200_000  # rows


def rows(text: str) -> dict[str, list[Data]]:
    """Every table that is filled, its rows in order; tables that point at another are put into it."""
    tokens = [
        (kind, found[0])
        for found in _TOKEN.finditer(text)
        if (kind := found.lastgroup or "sign") not in ("space", "comment")
    ]
    columns: dict[str, list[str]] = {}
    tables: dict[str, list[Data]] = {}
    at = 0
    while at < len(tokens):
        word = tokens[at][1].casefold()
        if word == "create" and tokens[at + 1 : at + 2] and _word(tokens, at + 1) in ("table", "temporary"):
            at = _created(tokens, at + 2, columns)
        elif word == "into":
            at = _inserted(tokens, at + 1, columns, tables)
        else:
            at += 1
    return _joined(tables)


def _word(tokens: list[tuple[str, str]], at: int) -> str:
    return tokens[at][1].casefold() if at < len(tokens) else ""


def _name(text: str) -> str:
    return text.strip('"`[]').rpartition(".")[2]


def _created(tokens: list[tuple[str, str]], at: int, columns: dict[str, list[str]]) -> int:
    while _word(tokens, at) in ("if", "not", "exists", "table"):
        at += 1
    table = _name(_word(tokens, at))
    depth, first, found = 0, False, list[str]()
    while (at := at + 1) < len(tokens):
        text = tokens[at][1]
        if text == "(":
            depth, first = depth + 1, depth == 0
        elif text == ")":
            depth -= 1
            if not depth:
                break
        elif text == "," and depth == 1:
            first = True
        elif first:
            first = False
            if text.casefold() not in _NO_COLUMN:
                found.append(_name(text))
    columns[table] = found
    return at + 1


def _inserted(
    tokens: list[tuple[str, str]], at: int, columns: dict[str, list[str]], tables: dict[str, list[Data]]
) -> int:
    table = _name(_word(tokens, at))
    at += 1
    named = columns.get(table, [])
    if _word(tokens, at) == "(":
        end = next((i for i in range(at, len(tokens)) if tokens[i][1] == ")"), len(tokens))
        named = [_name(text) for _, text in tokens[at + 1 : end] if text != ","]
        at = end + 1
    if _word(tokens, at) not in ("values", "value"):
        return at
    at += 1
    while _word(tokens, at) == "(":
        cells, at = _cells(tokens, at + 1)
        if len(cells) == len(named) and sum(map(len, tables.values())) < _MOST:
            tables.setdefault(table, []).append(dict(zip(named, cells, strict=True)))
        at += _word(tokens, at) == ","
    return at


def _cells(tokens: list[tuple[str, str]], at: int) -> tuple[list[Cell], int]:
    cells: list[Cell] = []
    depth = 0
    fresh = True
    while at < len(tokens):
        kind, text = tokens[at]
        at += 1
        if text == "(":
            depth += 1
        elif text == ")":
            if not depth:
                return cells, at
            depth -= 1
        elif text == "," and not depth:
            fresh = True
        elif fresh:
            cells.append(_cell(kind, text))
            fresh = False
    return cells, at


def _cell(kind: str, text: str) -> Cell:
    match kind:
        case "string":
            body = text[text.index("'") + 1 : -1].replace("''", "'")
            return re.sub(r"\\([\s\S])", lambda m: "\n" if m[1] == "n" else m[1], body)
        case "number":
            return float(text) if "." in text else int(text)
        case "quoted":
            return text[1:-1]
    return _WORDS.get(text.casefold())


def _joined(tables: dict[str, list[Data]]) -> dict[str, list[Data]]:
    """Rows that name a row of another table (`question_id`) put into it, under their own table's name."""
    inner: set[str] = set()
    for table, many in tables.items():
        for owner, one in tables.items():
            link = next((name for name in many[0] if _points(name, owner)), "") if owner != table else ""
            ident = next((name for name in one[0] if name.casefold() in ("id", f"{_single(owner)}_id")), "")
            if not link or not ident or table in inner or owner in inner:
                continue
            by = {row[ident]: row for row in one if isinstance(row.get(ident), int | str)}
            if all(row.get(link) in by for row in many):
                for row in many:
                    kept = {name: value for name, value in row.items() if name != link and name.casefold() != "id"}
                    held = by[row[link]].setdefault(table, [])
                    assert isinstance(held, list)
                    held.append(kept)
                inner.add(table)
    return {table: found for table, found in tables.items() if table not in inner}


def _single(table: str) -> str:
    return table.casefold().removesuffix("s")


def _points(column: str, owner: str) -> bool:
    folded = column.casefold().replace("_", "")
    name = _single(owner).replace("_", "")
    return folded in (f"id{name}", f"fk{name}", f"fk{name}id", f"{name}id", f"{name}ref")
