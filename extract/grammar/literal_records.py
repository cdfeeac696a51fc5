"""Questions out of embedded data: tables of records found in literals, and each row as a draft.

    const quiz = [{q: "2 + 2?", opts: ["3", "4"], ans: 1}, {q: "Sky?", opts: ["red", "blue"], ans: 0}]
        two drafts, keys by index; 0 occurs, so they count from nought

A key is taken only where the table itself settles how to read it: indices that show neither 0 nor the number of options
could count from nought or from one, and are left open unless the script that reads them settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.grammar.html_signs import judge, truth, verdict
from extract.grammar.literal_fields import (
    FLAGS,
    LABELS,
    REMARKS,
    SCORES,
    TEXTS,
    Fields,
    Row,
    fields_of,
    fold,
    is_options,
    row_of,
    text_of,
)
from extract.grammar.literal_parse import Array, Call, Found, Record, Value, literals
from extract.grammar.literal_stores import restored
from extract.media.fragment import html_to_markdown, looks_like_html, plain_to_markdown
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment, When
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.source import Span

_DEEPEST = 12
_ASKS = ("?", "\uff1f", "\u061f", "...", "\u2026", ":", "_", "\u037e")
_QUIZ_NAMES = re.compile(
    r"quiz|question|trivia|mcq|exam|test|frage|pregunta|pergunta|domand|soru|vopros|card|deck|vocab|term|\bqs\b|problem|riddle",
    re.I,
)
_NO_QUIZ = re.compile(r"faq|survey|poll|support|help|testimonial|review|menu|nav|product|step|onboard|form", re.I)
_OPINION = re.compile(r"survey|poll|opinion|rating|feedback|word.?cloud", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CARDS = re.compile(r"card|deck|vocab|term|gloss|study", re.I)
_MANY = re.compile(r"multi(?!ple[\s_-]*choice|ple\Z|[\s_-]*choice)|checkbox|select.?all|several|many", re.I)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one make under one name."""

    name: str
    rows: tuple[Row, ...]
    fields: Fields
    start: int
    kin: tuple[Row, ...] = ()  # rows of all tables of this make in the script: they count alike


@dataclass(frozen=True, slots=True)
class Choices:
    """A row's options: texts with labels and remarks, and what their own flags say."""

    texts: tuple[str, ...]
    labels: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[bool | None, ...] = ()


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
    yield from _parallel(found)


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
    if depth > _DEEPEST:
        return
    match value:
        case Array(items=items):
            records = [row for item in items if isinstance(item, Record | Call) and (row := row_of(item)) is not None]
            if records and len(records) * 2 > len(items) and _question_like(records):
                yield name, records, _place(items[0])
                return
            lists = [row for item in items if isinstance(item, Array) and (row := row_of(item)) is not None]
            if len(lists) > 1 and len(lists) == len(items) and _positional(lists):
                yield name, lists, 0
                return
            for item in items:
                yield from _tables(name, item, depth + 1)
        case Record(pairs=pairs):
            rows = [item.pairs for item in pairs.values() if isinstance(item, Record)]
            if len(rows) > 1 and len(rows) * 2 > len(pairs) and _question_like(rows) and not is_options(value):
                yield name, rows, _place(value)
                return
            if _question_like([pairs]):
                yield name, [pairs], _place(value)
                return
            for key, item in pairs.items():
                yield from _tables(f"{name}.{key}", item, depth + 1)
        case Call(arguments=arguments):
            row = row_of(value)
            if row is not None and _positional([row]):
                yield value.name, [row], 0
                return
            for item in arguments:
                yield from _tables(name, item, depth + 1)
        case str() if len(value) > 20 and value.lstrip()[:1] in ("{", "["):
            for found in literals(value):
                yield from _tables(name, found.value, depth + 1)


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


def drafts_of(table: Table, script: str, place: Span, quiz_page: bool) -> tuple[list[Draft], list[Finding]]:
    """A table's rows as drafts, or none where it is no table of questions; `quiz_page` is one that calls itself so."""
    fields = table.fields
    choices = [_choices(row, fields) for row in table.rows]
    chosen = [one for one in choices if one is not None]
    if chosen and len(chosen) < len(choices) and quiz_page and fields.named_options:
        return _mixed_drafts(table, choices, script, place)
    if chosen and len(chosen) * 2 >= len(choices):
        return _choice_drafts(table, choices, script, place, quiz_page)
    return _answer_drafts(table, place, quiz_page), []


def _mixed_drafts(
    table: Table, choices: Sequence[Choices | None], script: str, place: Span
) -> tuple[list[Draft], list[Finding]]:
    """Rows with options and rows without in one list, each sort with fields of its own, in the list's order."""
    rows = [(row, own) for row, own in zip(table.rows, choices, strict=True) if own is not None]
    fields = fields_of([row for row, _ in rows])
    chosen = replace(table, rows=tuple(row for row, _ in rows), fields=fields)
    drafts, findings = _choice_drafts(chosen, [_choices(row, fields) for row, _ in rows], script, place, True)
    others = [row for row, own in zip(table.rows, choices, strict=True) if own is None]
    told = fields_of(others) if others else fields
    drafts += [draft for row in others if (draft := _open_draft(row, told, place)) is not None]
    order = {_stem(row, table.fields, place).text: at for at, row in enumerate(table.rows)}
    return sorted(drafts, key=lambda draft: order.get(draft.stem.text, len(order))), findings


def _asking(table: Table) -> bool:
    stems = [re.sub(r"<[^<>]{0,200}>", "", text_of(row.get(table.fields.stem))).rstrip() for row in table.rows]
    return sum(stem.endswith(_ASKS) for stem in stems) * 2 >= len(stems)


def _states(table: Table) -> bool:
    """Whether the stems are sentences, as statements to be judged are."""
    words = [len(text_of(row.get(table.fields.stem)).split()) for row in table.rows]
    return sum(words) >= 4 * len(words)


def _choices(row: Row, fields: Fields) -> Choices | None:
    value = row.get(fields.options) if fields.options else None
    if fields.columns:
        first = "A" if fields.columns[0].isdigit() else ""
        names = [chr(ord(first) + n) if first else name[-1] for n, name in enumerate(fields.columns)]
        texts = [(label, _plain(row.get(name))) for label, name in zip(names, fields.columns, strict=True)]
        kept = [(label, text) for label, text in texts if text]
        return Choices(tuple(t for _, t in kept), tuple(label.upper() for label, _ in kept)) if len(kept) > 1 else None
    match value:
        case Array(items=items) if is_options(value):
            return _of_items(items)
        case Record(pairs=pairs) if is_options(value):
            return Choices(tuple(_plain(item) for item in pairs.values()), tuple(pairs))
    wrongs = row.get(fields.wrongs) if fields.wrongs else None
    right = row.get(fields.key)
    if isinstance(wrongs, Array) and isinstance(right, str):
        shown = (right, *(_plain(item) for item in wrongs.items))
        return Choices(shown, flags=(True, *(False for _ in wrongs.items)))
    return None


def _of_items(items: Sequence[Value]) -> Choices:
    texts: list[str] = []
    labels: list[str] = []
    remarks: list[str] = []
    flags: list[bool | None] = []
    for item in items:
        match item:
            case Record(pairs=pairs):
                name = next((n for wanted in TEXTS for n in pairs if fold(n) == wanted and _plain(pairs[n])), "")
                texts.append(_plain(pairs.get(name)))
                flags.append(_flag(pairs, name))
                remarks.append(
                    next(
                        (
                            _plain(pairs[n])
                            for n in pairs
                            if fold(n) in REMARKS and n != name and isinstance(pairs[n], str)
                        ),
                        "",
                    )
                )
                labels.append(
                    next(
                        (
                            _plain(pairs[n])
                            for n in pairs
                            if fold(n) in LABELS and n != name and isinstance(pairs[n], str | int)
                        ),
                        "",
                    )
                )
            case Array(items=[str() as text, flag, *_]):
                texts.append(text)
                flags.append(bool(flag) if isinstance(flag, bool | int | float) else None)
                remarks.append("")
                labels.append("")
            case _:
                texts.append(_plain(item))
                flags.append(None)
                remarks.append("")
                labels.append("")
    return Choices(tuple(texts), tuple(labels), tuple(remarks), tuple(flags))


def _flag(pairs: Row, text_name: str) -> bool | None:
    for name, value in pairs.items():
        if name == text_name:
            continue
        own = fold(name)
        if own in FLAGS or judge(name) is True:
            said = _truth(value)
            if said is not None:
                return said
        if judge(name) is False and (said := _truth(value)) is not None:
            return not said
    for name, value in pairs.items():
        if fold(name) in SCORES and name != text_name and isinstance(value, int | float):
            return value > 0
    return None


def _truth(value: Value) -> bool | None:
    match value:
        case bool():
            return value
        case int() | float():
            return value > 0
        case str():
            return truth(value)
    return None


def _plain(value: Value) -> str:
    match value:
        case bool():
            return "True" if value else "False"
        case str():
            return value.strip()
        case int() | float():
            return str(value)
    return ""


def rich_text(text: str) -> str:
    """A data string as Markdown: it is HTML on the page that shows it, where it looks like HTML."""
    text = _CONTROL.sub("", text).strip()
    return html_to_markdown(text) if looks_like_html(text) else plain_to_markdown(text)


def _choice_drafts(
    table: Table, choices: Sequence[Choices | None], script: str, place: Span, quiz_page: bool
) -> tuple[list[Draft], list[Finding]]:
    fields = table.fields
    reading = _key_reading(table, choices, script)
    flagged = _flags_contrast(choices)
    keyed = bool(reading) or flagged
    evidence = fields.named_stem + fields.named_options + 2 * keyed + _asking(table)
    if evidence < (2 if keyed or quiz_page else 3) or (not keyed and _NO_QUIZ.search(table.name)):
        return [], []
    if not (fields.named_stem or _asking(table) or quiz_page or _QUIZ_NAMES.search(table.name)):
        return [], []  # goods with sizes, menus with entries
    if not keyed and not (quiz_page or _QUIZ_NAMES.search(table.name)):
        return [], []
    drafts, findings = [], []
    for row, own in zip(table.rows, choices, strict=True):
        if own is None and (open_one := _open_draft(row, fields, place)) is not None:
            drafts.append(open_one)
        if own is None or not text_of(row.get(fields.stem)) or _OPINION.search(_plain(row.get(fields.kind))):
            continue
        claims = _row_claims(row, own, fields, reading, flagged, place)
        if not claims and fields.key and row.get(fields.key) is not None and reading == "":
            findings.append(
                Finding(
                    "key-ambiguous",
                    Severity.WARNING,
                    "The data's key can be counted in two ways; it was left open.",
                    place,
                )
            )
        drafts.append(_draft(row, own, fields, claims, place))
    return drafts, findings


def _open_draft(row: Row, fields: Fields, place: Span) -> Draft | None:
    """A row without options among those with: its key is a typed answer."""
    stem, answers = _stem(row, fields, place), _elements(row.get(fields.key)) if fields.key else []
    said = _truth_word(row.get(fields.key))
    if stem and said is not None:
        return _completed(_judged_draft(stem, said, place), row, fields, place)
    texts = [_plain(answer) for answer in answers if not isinstance(answer, bool) and _plain(answer)]
    if not stem or not texts or _OPINION.search(_plain(row.get(fields.kind))):
        return None
    found = tuple(DraftAnswer(Fragment(rich_text(text), (place,))) for text in texts)
    return _completed(Draft(stem=stem, spans=(place,), type="short", answers=found), row, fields, place)


def _flags_contrast(choices: Sequence[Choices | None]) -> bool:
    """A column of flags tells something only where it shows both values."""
    said = {flag for own in choices if own is not None for flag in own.flags}
    return True in said and (False in said or None in said)


def _row_claims(row: Row, own: Choices, fields: Fields, reading: str, flagged: bool, place: Span) -> tuple[Claim, ...]:
    claims = []
    if flagged and True in own.flags and not all(own.flags):
        right = tuple(i for i, flag in enumerate(own.flags) if flag)
        claims.append(Claim(Evidence.MARKUP, choices=right, spans=(place,)))
    if reading and fields.key and not fields.wrongs:
        found = _positions(row.get(fields.key), own, reading)
        if found:
            claims.append(Claim(Evidence.MARKUP, choices=tuple(sorted(set(found))), spans=(place,)))
    return tuple(claims)


def _elements(value: Value) -> list[str | int | bool]:
    match value:
        case Array(items=items):
            return [item for item in items if isinstance(item, str | int | bool)]
        case str() if re.fullmatch(r"\s*[A-Ha-h](?:\s*[,;/&|]\s*[A-Ha-h])+\s*", value):
            return [part.strip() for part in re.split(r"[,;/&|]", value)]
        case str() if re.fullmatch(r"[A-H]{2,5}", value) and list(value) == sorted(set(value)):
            return list(value)
        case str() | int() | bool():
            return [value]
    return []


def _fold_text(text: str) -> str:
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", text).split()).strip().rstrip(".").casefold()


def _by_text(own: Choices, value: str | int | bool) -> int | None:
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


def _by_label(own: Choices, value: str | int | bool) -> int | None:
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


def _by_index(own: Choices, value: str | int | bool, base: int) -> int | None:
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,2}", str(value)):
        return None
    place = int(value) - base
    return place if 0 <= place < len(own.texts) else None


def _positions(value: Value, own: Choices, reading: str) -> list[int]:
    """Where a row's key points, read in the table's way; nothing where any part of it points nowhere."""
    found: list[int] = []
    for element in _elements(value):
        match reading:
            case "text":
                place = _by_text(own, element)
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


def _key_reading(table: Table, choices: Sequence[Choices | None], script: str) -> str:
    """How the table's keys are to be read: "text", "label", "index0", "index1"; "" where nothing settles it."""
    key = table.fields.key
    pairs = [
        (row.get(key), own)
        for row, own in zip(table.rows, choices, strict=True)
        if own is not None and row.get(key) not in (None, "")
    ]
    pairs = [(value, own) for value, own in pairs if _elements(value)]
    if not key or not pairs:
        return ""
    enough = max(1, round(len(pairs) * 0.8))
    fits = {
        how
        for how in ("text", "label", "index0", "index1")
        if sum(bool(_positions(value, own, how)) for value, own in pairs) >= enough
    }
    values = _key_values(table.rows, table.fields)
    numeric = all(not isinstance(e, bool) and re.fullmatch(r"\d{1,2}", str(e)) for e, _ in values)
    if numeric:
        return _numeric_reading(table, values, fits, script)
    if "text" in fits and "label" in fits:  # options named by a letter that is also one's text
        same = all(_positions(value, own, "text") == _positions(value, own, "label") for value, own in pairs)
        strict = all(_by_text(own, element) is not None for element, own in values)
        return "text" if same or strict else "label"
    return "text" if "text" in fits else "label" if "label" in fits else ""


def _key_values(rows: Sequence[Row], fields: Fields) -> list[tuple[str | int | bool, Choices]]:
    """Every element of every row's key, beside the row's options."""
    pairs = [(row.get(fields.key), _choices(row, fields)) for row in rows]
    return [
        (element, own) for value, own in pairs if own is not None and value is not None for element in _elements(value)
    ]


def _numeric_reading(
    table: Table, values: Sequence[tuple[str | int | bool, Choices]], fits: set[str], script: str
) -> str:
    as_text = all(_by_text(own, element) is not None for element, own in values)
    if as_text:  # numbers that are options themselves: an index only where no text can be meant
        indexed = [(_by_text(own, e), _by_index(own, e, 0), _by_index(own, e, 1)) for e, own in values]
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


def _draft(row: Row, own: Choices, fields: Fields, claims: tuple[Claim, ...], place: Span) -> Draft:
    remarks = own.remarks or ("",) * len(own.texts)
    labels = own.labels if any(len(label) == 1 for label in own.labels) else ()
    letters = labels or ("",) * len(own.texts)
    choices = tuple(
        DraftChoice(
            Fragment(rich_text(text), (place,)), label if len(label) == 1 else "", feedback=_fragment(remark, place)
        )
        for text, label, remark in zip(own.texts, letters, remarks, strict=True)
    )
    kind = _plain(row.get(fields.kind)) if fields.kind else ""
    right = claims[0].choices if claims else None
    many = (
        _MANY.search(kind) is not None
        or isinstance(row.get(fields.key), Array)
        or (right is not None and len(right) > 1)
    )
    draft = Draft(stem=_stem(row, fields, place), spans=(place,), choices=choices, claims=claims)
    several = many and len(own.texts) > 2 and (right is None or len(right) != 1 or _MANY.search(kind) is not None)
    return _completed(replace(draft, type="multiple") if several else draft, row, fields, place)


def _fragment(text: str, place: Span) -> Fragment:
    return Fragment(rich_text(text), (place,)) if text.strip() else EMPTY


def _stem(row: Row, fields: Fields, place: Span) -> Fragment:
    text = rich_text(text_of(row.get(fields.stem)))
    picture = row.get(fields.image) if fields.image else None
    if isinstance(picture, str) and picture.strip() and picture not in text:
        text += f"\n\n![]({picture.strip()})"
    return Fragment(text, (place,))


_IF_RIGHT = frozenset("correct correctfeedback feedbackcorrect correctmessage correcttext oncorrect ifcorrect".split())
_IF_WRONG = frozenset(
    "incorrect wrong incorrectfeedback wrongfeedback feedbackincorrect feedbackwrong incorrectmessage wrongmessage "
    "incorrecttext onincorrect onwrong ifincorrect ifwrong".split()
)


def _spoken(draft: Draft, row: Row, place: Span) -> Iterator[DraftFeedback]:
    """Sentences for a right and for a wrong try, where the choices themselves tell which of them are right."""
    if not draft.choices or not draft.claims or draft.claims[0].choices is None:
        return
    texts = Choices(tuple(choice.text.text for choice in draft.choices))
    for name, value in row.items():
        when: When | None = "correct" if fold(name) in _IF_RIGHT else "incorrect" if fold(name) in _IF_WRONG else None
        if when and isinstance(value, str) and len(value.split()) > 2 and _by_text(texts, value) is None:
            yield DraftFeedback(_fragment(value, place), when)


def _completed(draft: Draft, row: Row, fields: Fields, place: Span) -> Draft:
    """A draft with the parts that every kind of question may have."""
    remark = text_of(row.get(fields.explanation)) if fields.explanation else ""
    hint = row.get(fields.hint) if fields.hint else None
    hints = [_plain(item) for item in hint.items] if isinstance(hint, Array) else [_plain(hint)]
    points = row.get(fields.points) if fields.points else None
    tag = _plain(row.get(fields.tag)) if fields.tag else ""
    return replace(
        draft,
        feedback=(*((DraftFeedback(_fragment(remark, place)),) if remark else ()), *_spoken(draft, row, place)),
        hints=tuple(_fragment(text, place) for text in hints if text),
        points=float(points)
        if isinstance(points, int | float) and not isinstance(points, bool) and points > 0
        else None,
        difficulty=_plain(row.get(fields.difficulty)) if fields.difficulty else "",
        tags=(tag,) if tag and len(tag) < 60 else (),
    )


def _judged_draft(stem: Fragment, said: bool, place: Span) -> Draft:
    """A statement that the data calls true or false."""
    choices = (DraftChoice(Fragment("True", (place,))), DraftChoice(Fragment("False", (place,))))
    claims = (Claim(Evidence.MARKUP, choices=(0 if said else 1,), spans=(place,)),)
    return Draft(stem=stem, spans=(place,), choices=choices, claims=claims)


def _truth_word(value: Value) -> bool | None:
    """A flag, also one that is written as a word."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(word)


def _answer_drafts(table: Table, place: Span, quiz_page: bool) -> list[Draft]:
    """Rows without options: true or false, typed answers, flashcards. Pages of frequent questions hold none."""
    fields = table.fields
    if not fields.key or not fields.stem or _NO_QUIZ.search(table.name) or len(table.rows) < 2:
        return []
    cards = _CARDS.search(table.name) is not None or fold(fields.stem) in ("term", "front", "word")
    flags = all(_truth_word(row.get(fields.key)) is not None for row in table.rows)
    if flags and not fields.named_stem and not _states(table):
        return []  # one question's options
    if not (cards or flags or _QUIZ_NAMES.search(table.name)) or not (quiz_page or cards or flags):
        return []
    drafts = []
    for row in table.rows:
        stem, answers = _stem(row, fields, place), _elements(row.get(fields.key))
        texts = [_plain(answer) for answer in answers if _plain(answer)]
        if not stem or not texts:
            continue
        if flags:
            draft = _judged_draft(stem, bool(_truth_word(row[fields.key])), place)
        else:
            found = tuple(DraftAnswer(Fragment(rich_text(text), (place,))) for text in texts)
            draft = Draft(stem=stem, spans=(place,), type="flashcard" if cards else "short", answers=found)
        drafts.append(_completed(draft, row, fields, place))
    return drafts
