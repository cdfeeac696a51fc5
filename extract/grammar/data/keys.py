"""How a table's keys are to be read, and where a row's key then points.

{opts: ["red", "blue"], ans: "blue"}  by text
{opts: ["red", "blue"], ans: "B"}     by label
{opts: ["red", "blue"], ans: 0}       counted from nought, as 0 is among the table's keys
{opts: ["red", "blue"], ans: 1}       open, unless another row or the script (`options[q.ans]`) settles it
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.data.choices import Choices, choices_of
from extract.grammar.data.fields import Fields, Row
from extract.grammar.data.tables import Table
from extract.grammar.data.values import Array, Value
from extract.grammar.words.class_names import verdict


def elements(value: Value) -> list[str | float | bool]:
    """The parts of a key: one, or several (`[0, 2]`, "A, C", "AC")."""
    match value:
        case Array(items=items):
            return [item for item in items if isinstance(item, str | int | float | bool)]
        case str() if re.fullmatch(r"\s*[A-Ha-h](?:\s*[,;/&|]\s*[A-Ha-h])+\s*", value):
            return [part.strip() for part in re.split(r"[,;/&|]", value)]
        case str() if re.fullmatch(r"[A-H]{2,5}", value) and list(value) == sorted(set(value)):
            return list(value)
        case str() | int() | float() | bool():
            return [value]
    return []


def _fold_text(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", text).split()).strip().rstrip(".").casefold()


def by_text(own: Choices, value: str | float | bool) -> int | None:
    """The one option whose words a key repeats."""
    if isinstance(value, bool):
        matches = [i for i, text in enumerate(own.texts) if _said(text) is value]
    else:
        wanted = str(value).strip()
        matches = [i for i, text in enumerate(own.texts) if text == wanted]
        matches = matches or [i for i, text in enumerate(own.texts) if _fold_text(text) == _fold_text(wanted)]
    return matches[0] if len(matches) == 1 else None


def _said(text: str) -> bool | None:
    folded = text.strip().casefold()
    if folded in ("true", "false", "yes", "no"):
        return folded in ("true", "yes")
    return verdict(text)


def _by_label(own: Choices, value: str | float | bool) -> int | None:
    """The option that a key names by its letter or column."""
    wanted = str(value).strip().strip("().").casefold()
    if any(own.labels):
        matches = [i for i, label in enumerate(own.labels) if label.casefold() == wanted]
        if not matches and len(wanted) > 1:  # "optionB" for the column option_b
            matches = [
                i
                for i, label in enumerate(own.labels)
                if re.fullmatch(rf"[a-z]*[\s_-]?{re.escape(label.casefold())}", wanted)
            ]
        return matches[0] if len(matches) == 1 else None
    if len(wanted) == 1 and wanted.isalpha() and wanted.isascii() and isinstance(value, str):
        place = ord(wanted) - ord("a")
        return place if place < len(own.texts) else None
    return None


def _by_index(own: Choices, value: str | float | bool, base: int) -> int | None:
    """The option that a key counts to."""
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,2}", str(value)):
        return None
    place = int(value) - base
    return place if 0 <= place < len(own.texts) else None


def positions(value: Value, own: Choices, reading: str) -> list[int]:
    """Where a row's key points, read in the table's way; nothing where any part of it points nowhere."""
    found: list[int] = []
    for element in elements(value):
        match reading:
            case "text":
                place = by_text(own, element)
                place = _by_label(own, element) if place is None and not isinstance(element, int) else place
            case "label":
                place = _by_label(own, element)
            case "index0":
                place = _by_index(own, element, 0)
            case _:
                place = _by_index(own, element, 1)
        if place is None:
            return []
        found.append(place)
    return found


def key_reading(table: Table, choices: Sequence[Choices | None], script: str) -> str:
    """How the table's keys are to be read: "text", "label", "index0", "index1"; "" where nothing settles it."""
    key = table.fields.key
    pairs = [
        (row.get(key), own)
        for row, own in zip(table.rows, choices, strict=True)
        if own is not None and row.get(key) not in (None, "")
    ]
    pairs = [(value, own) for value, own in pairs if elements(value)]
    if not key or not pairs:
        return ""
    enough = max(1, round(len(pairs) * 0.8))
    fits = {
        how
        for how in ("text", "label", "index0", "index1")
        if sum(bool(positions(value, own, how)) for value, own in pairs) >= enough
    }
    values = _key_values(table.rows, table.fields)
    numeric = all(not isinstance(e, bool) and re.fullmatch(r"\d{1,2}", str(e)) for e, _ in values)
    if numeric:
        return _numeric_reading(table, values, fits, script)
    if "text" in fits and "label" in fits:  # options named by a letter that is also one's text
        same = all(positions(value, own, "text") == positions(value, own, "label") for value, own in pairs)
        strict = all(by_text(own, element) is not None for element, own in values)
        return "text" if same or strict else "label"
    return "text" if "text" in fits else "label" if "label" in fits else ""


def _key_values(rows: Sequence[Row], fields: Fields) -> list[tuple[str | float | bool, Choices]]:
    """Every element of every row's key, beside the row's options."""
    pairs = [(row.get(fields.key), choices_of(row, fields)) for row in rows]
    return [
        (element, own) for value, own in pairs if own is not None and value is not None for element in elements(value)
    ]


def _numeric_reading(
    table: Table, values: Sequence[tuple[str | float | bool, Choices]], fits: set[str], script: str
) -> str:
    as_text = all(by_text(own, element) is not None for element, own in values)
    if as_text:  # numbers that are options themselves: an index only where no text can be meant
        indexed = [(by_text(own, e), _by_index(own, e, 0), _by_index(own, e, 1)) for e, own in values]
        if all(text == zero for text, zero, _ in indexed) or all(isinstance(e, str) for e, _ in values):
            return "text"
        return "text" if any(zero is None and one is None for _, zero, one in indexed) else ""
    if all(any(own.labels) and _by_label(own, element) is not None for element, own in values):
        return "label"
    related = [(e, own) for e, own in _key_values(table.kin, table.fields) if re.fullmatch(r"\d{1,2}", str(e))]
    if any(int(e) == 0 for e, _ in related):
        return "index0" if "index0" in fits else ""
    if any(int(e) == len(own.texts) for e, own in related):
        return "index1" if "index1" in fits else ""
    return _by_script(table.fields.key, script)


def _by_script(key: str, script: str) -> str:
    """How the script that reads the data counts: `options[q.answer]`, `i === q.answer`, `q.answer - 1`."""
    name = re.escape(key)
    access = rf"(?:[\w$]+|\])(?:\.[\w$]+|\[[\w$.]+\]){{0,4}}(?:\.{name}|\[['\"]{name}['\"]\])"
    if re.search(rf"{access}\s*-\s*1\b|\b(?:i|idx|index|[\w$]*[iI]ndex)\s*\+\s*1\s*={{2,3}}\s*{access}", script):
        return "index1"
    if re.search(rf"\w\[\s*{access}\s*\]", script):
        return "index0"
    counters = set(re.findall(r"(?:forEach|map)\s*\(\s*(?:function\s*)?\(\s*[\w$]+\s*,\s*([\w$]+)\s*\)", script))
    counters |= set(re.findall(r"for\s*\(\s*(?:let|var)\s+([\w$]+)\s*=\s*0\b", script))
    for counter in counters:
        if re.search(
            rf"\b{re.escape(counter)}\s*={{2,3}}\s*{access}|{access}\s*={{2,3}}\s*{re.escape(counter)}\b", script
        ):
            return "index0"
    return "index0" if re.search(r"ind(?:ex|ices|exes)$|idx$", key, re.I) else ""
