"""Tables of questions in embedded data: records of one make, wherever a script keeps them.

const quiz = {easy: [{q: "2 + 2?", a: 4}, {q: "3 + 3?", a: 6}], hard: [...]}           one table a level
questions.push({q: "Sky?", opts: [...]});  questions.push({...})                       records that stand alone
const questions = ["Sky?", ...], choices = [["red", "blue"], ...], answers = [1, ...]  lists side by side
question[0] = "Sky?"; choice[0] = new Array("red", "blue"); key[0] = 1;                the same, place by place
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.grammar.data.fields import Fields, Row, fields_of, is_options, row_of
from extract.grammar.data.parse import assignments, literals
from extract.grammar.data.stores import restored
from extract.grammar.data.values import Array, Call, Found, Record, Value

_DEEPEST = 12
_SPLIT = re.compile(r"""\.split\(\s?["']([|;~^#])["']\s?\)""")
_PLACED = re.compile(r"\w\[\d{1,3}\]\s{0,3}=(?!=)")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one make under one name."""

    name: str
    rows: tuple[Row, ...]
    fields: Fields
    start: int
    kin: tuple[Row, ...] = ()  # rows of all tables of this make in the script: they count alike


def tables_in(script: str) -> list[Table]:
    """All tables of questions in a script, in its order; nested data (by level, by topic) gives one table each."""
    tables = sorted(_found_tables(script), key=lambda table: table.start)
    kin: dict[tuple[str, str], tuple[Row, ...]] = {}
    for table in tables:
        make = (table.fields.key, table.fields.options)
        kin[make] = kin.get(make, ()) + table.rows
    return [replace(table, kin=kin[table.fields.key, table.fields.options]) for table in tables]


def _found_tables(script: str) -> Iterator[Table]:
    found = sorted(literals(script), key=lambda one: one.start)
    found = [replace(one, value=_parted(one.value, sign)) for one in found for sign in _signs(script) or ("",)]
    lone: list[tuple[str, Row, int]] = []
    for one in found:
        for name, rows, start in _tables(one.name, restored(one.value), 0):
            fields = fields_of(rows)
            if fields.stem and (fields.options or fields.columns or fields.wrongs or fields.key):
                if len(rows) == 1:
                    lone.append((name, rows[0], one.start + start))
                else:
                    yield Table(name, tuple(rows), fields, one.start + start)
    yield from _gathered(lone)
    yield from _parallel([*found, *_assigned(script)])


def _signs(script: str) -> tuple[str, ...]:
    """The one sign at which a script parts its strings: `rows[i].split("|")`."""
    signs = frozenset(_SPLIT.findall(script)) if ".split(" in script else frozenset()
    return tuple(signs) if len(signs) == 1 else ()


def _parted(value: Value, sign: str) -> Value:
    """`["Which floats?|iron|cork|2", ...]`: a row in each string."""
    texts = [item for item in value.items if isinstance(item, str)] if isinstance(value, Array) and sign else []
    if len(texts) < 2 or not isinstance(value, Array) or len(texts) < len(value.items):
        return value
    rows = [text.split(sign) for text in texts]
    if len({len(row) for row in rows}) > 1 or len(rows[0]) < 4:
        return value
    return Array([Array([part.strip() for part in row]) for row in rows])


def _assigned(script: str) -> Iterator[Found]:
    """Lists that are given place by place, counted from nought or from one without a gap."""
    if not _PLACED.search(script):
        return
    named: dict[str, dict[int, Value]] = {}
    for name, places, value in assignments(script):
        if len(places) == 1:
            named.setdefault(name, {}).setdefault(places[0], value)
    for name, given in named.items():
        first = min(given)
        if first < 2 and sorted(given) == list(range(first, first + len(given))):
            yield Found(name, Array([given[place] for place in sorted(given)]), 0)


def _gathered(lone: Sequence[tuple[str, Row, int]]) -> Iterator[Table]:
    """Records that stand alone (`questions.push({...})`, `const q1 = {...}`) with the same fields make one table."""
    groups: dict[frozenset[str], list[tuple[str, Row, int]]] = {}
    for one in lone:
        groups.setdefault(frozenset(one[1]), []).append(one)
    for group in _joined(list(groups.values())):
        rows = tuple(row for _, row, _ in group)
        yield Table(group[0][0], rows, fields_of(rows), group[0][2])


def _joined(groups: list[list[tuple[str, Row, int]]]) -> list[list[tuple[str, Row, int]]]:
    """Questions without options go to those with, where both name what they ask and what is right alike."""
    made = [fields_of([row for _, row, _ in group]) for group in groups]
    chosen = [n for n, own in enumerate(made) if own.options and own.named_options and own.key]
    homes = {(made[n].stem, made[n].key): n for n in reversed(chosen)}
    out = {n: list(group) for n, group in enumerate(groups)}
    for n, own in enumerate(made):
        home = homes.get((own.stem, own.key))
        if home is not None and home != n and (not own.options or own.options == made[home].options):
            out[home] += out.pop(n)
    return [sorted(group, key=lambda one: one[2]) for group in out.values()]


def _tables(name: str, value: Value, depth: int) -> Iterator[tuple[str, list[Row], int]]:
    """The rows of every table within a value, with its name and place; boxes of tables are opened."""
    if depth > _DEEPEST:
        return
    own = _rows(name, value)
    if own is not None:
        yield own
        return
    match value:
        case Array(items=items) | Call(arguments=items):
            for item in items:
                yield from _tables(name, item, depth + 1)
        case Record(pairs=pairs):
            for key, item in pairs.items():
                yield from _tables(f"{name}.{key}", item, depth + 1)
        case str() if len(value) > 20 and value.lstrip()[:1] in ("{", "["):
            for found in literals(value):
                yield from _tables(name, found.value, depth + 1)


def _rows(name: str, value: Value) -> tuple[str, list[Row], int] | None:
    """A value's rows, where it is itself a table or a row of one."""
    match value:
        case Array(items=items):
            records = [row for item in items if isinstance(item, Record | Call) and (row := row_of(item)) is not None]
            if records and len(records) * 2 > len(items) and _question_like(records):
                return name, records, _place(items[0])
            lists = [row for item in items if isinstance(item, Array) and (row := row_of(item)) is not None]
            if len(lists) > 1 and len(lists) == len(items) and _positional(lists):
                return name, lists, 0
            if len(lists) > 2 and len(lists) == len(items) and _CARDS.search(name) and all(map(_is_pair, lists)):
                return name, [{"front": row["0"], "back": row["1"]} for row in lists], 0
        case Record(pairs=pairs):
            rows = [item.pairs for item in pairs.values() if isinstance(item, Record)]
            if len(rows) > 1 and len(rows) * 2 > len(pairs) and _question_like(rows) and not is_options(value):
                return name, rows, _place(value)
            if _question_like([pairs]):
                return name, [pairs], _place(value)
        case Call():
            row = row_of(value)
            if row is not None and _positional([row]):
                return value.name, [row], 0
    return None


_CARDS = re.compile(r"card|deck|vocab|gloss", re.I)


def _is_pair(row: Row) -> bool:
    """Two words, a card's sides."""
    return len(row) == 2 and all(isinstance(side, str) and side.strip() for side in row.values())


def _place(value: Value) -> int:
    return value.start if isinstance(value, Record) else 0


def _question_like(rows: Sequence[Row]) -> bool:
    """Whether these rows themselves are questions, and not boxes of questions."""
    fields = fields_of(rows)
    if not fields.stem:
        return False
    if fields.options or fields.columns or fields.wrongs:
        return True
    inner = any(
        isinstance(value, Array) and any(isinstance(i, Record) for i in value.items)
        for row in rows
        for value in row.values()
    )
    return bool(fields.key) and not inner


def _positional(rows: Sequence[Row]) -> bool:
    if all(isinstance(row.get("0"), str) and any(is_options(value) for value in row.values()) for row in rows):
        return True
    return len(rows) > 1 and bool(fields_of(rows).columns)


def _parallel(found: Sequence[Found]) -> Iterator[Table]:
    """`questions = [..]`, `choices = [[..]]`, `answers = [..]`: arrays of their own, as long as one another."""
    lists = {
        one.name: one.value for one in found if one.name and isinstance(one.value, Array) and len(one.value.items) > 1
    }
    for name, value in lists.items():
        if not re.search(r"option|choice|answer|alternativ", name, re.I) or not all(
            is_options(item) for item in value.items
        ):
            continue
        alike = {other: twin for other, twin in lists.items() if other != name and len(twin.items) == len(value.items)}
        stems = [other for other, twin in alike.items() if all(isinstance(item, str) for item in twin.items)]
        asking = [other for other in stems if re.search(r"quest|stem|prompt|^q", other, re.I)]
        if len(asking) != 1:
            continue
        rows: list[Row] = [
            {"question": stem, "options": item} for stem, item in zip(alike[asking[0]].items, value.items, strict=True)
        ]
        for other, twin in alike.items():
            if other != asking[0]:
                for row, item in zip(rows, twin.items, strict=True):
                    row[other] = item
        yield Table(asking[0], tuple(rows), fields_of(rows), next(one.start for one in found if one.name == name))
