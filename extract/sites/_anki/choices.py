"""Multiple choice in the notetypes of others: "AllInOne" (kprim, mc, sc), and fields that are headed as its parts are.

Question, Q_1 .. Q_n, Answers "1 0 0"        Stem, A, B, C, Key, Why        Question, Right answer, Wrong answer 1 ...
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.media.anki import Note, Notetype
from extract.media.table import Row
from extract.sites._anki.reader import Reader, joined, template_fields, words_of
from extract.sites._columns import Columns, Role, guess
from extract.sites._table_cells import Naming, claims, right_and_wrong
from extract.sites._table_headings import naming
from quizmill.draft import Claim, Draft, DraftChoice, DraftFeedback, ItemType
from quizmill.item import Evidence

_FEWEST = 2  # choices
_OWN = {"Stem", "Kind", "Key", "Choices"}
_CHOICES: tuple[Role, ...] = ("choice", "right choice", "wrong choice", "answer", "id")
_ROWS = re.compile(r"<br\s*/?>|</?(?:div|p|li|ul|ol)\b[^<>]*>", re.I)
_columns = lru_cache(256)(guess)


def is_own(notetype: Notetype) -> bool:
    """True for quizmill's notetype of questions."""
    return set(notetype.fields) >= _OWN


def namings(notes: Iterable[Note]) -> dict[Notetype, Naming]:
    """How the answers of each notetype name their choices, as its notes tell."""
    rows: defaultdict[Notetype, list[Row]] = defaultdict(list)
    for note in notes:
        if not is_own(note.notetype) and _columns(note.notetype.fields).places("answer"):
            rows[note.notetype].append(Row(note.number, tuple(map(_lines, note.fields))))
    return {notetype: naming(_columns(notetype.fields), several) for notetype, several in rows.items()}


def _lines(field: str) -> str:
    """A field's words, its rows a line each."""
    return "\n".join(filter(None, map(words_of, _ROWS.split(field))))


def with_options(reader: Reader, named: Naming) -> Draft | None:
    """A notetype of somebody's own for multiple choice: `Stem, A, B, C, Key, Why`; None where its fields are not
    headed so, or where the answer is in words that name no choice.
    """
    names = reader.note.notetype.fields
    columns = _columns(names)
    asked = columns.places("question") or columns.places("front")
    if not asked or not reader.html(names[asked[0]]).strip():
        return None
    found = _right_and_wrong(reader, columns) or _keyed(reader, columns, named)
    if found is None:
        return None
    used = {names[at] for role in _CHOICES for at in columns.places(role)} | {names[asked[0]]}
    fronts = [name for name in template_fields(reader.note.notetype.front) if name in names and name not in used]
    rest = [name for name in names if name not in used and name not in fronts]
    stem = joined([reader.markdown(reader.html(name)) for name in (names[asked[0]], *fronts)])
    remarks = tuple(DraftFeedback(text) for name in rest if (text := reader.rich(name)))
    choices = tuple(DraftChoice(reader.fragment(text)) for text in found.texts)
    return replace(reader.draft(stem), choices=choices, claims=found.claims, feedback=remarks) if stem else None


@dataclass(frozen=True, slots=True)
class _Offered:
    """A note's choices, and what is said of them."""

    texts: list[str]
    claims: tuple[Claim, ...]


def _right_and_wrong(reader: Reader, columns: Columns) -> _Offered | None:
    """Right answers and wrong ones in fields of their own."""
    cells = [reader.markdown(reader.html(name)) for name in reader.note.notetype.fields]
    texts, right = right_and_wrong(columns, cells) if columns.places("wrong choice") else ([], ())
    if not right or len(texts) <= len(right):
        return None
    return _Offered(texts, (Claim(Evidence.MARKUP, right, spans=(reader.span,)),))


def _keyed(reader: Reader, columns: Columns, named: Naming) -> _Offered | None:
    """Choices, a field each or the rows of one, and a field that names the right ones."""
    names = reader.note.notetype.fields
    lefts = [names[at] for at in columns.places("choice") if reader.markdown(reader.html(names[at]))]
    rows = [row for name in lefts[:1] for row in _ROWS.split(reader.html(name))] if len(lefts) == 1 else []
    texts = [text for source in (rows or map(reader.html, lefts)) if (text := reader.markdown(source))]
    answer = "\n".join(reader.words(names[at]) for at in columns.places("answer"))
    if len(texts) < _FEWEST or not answer:
        return None
    labels = [] if rows else [columns.labels[names.index(name)] for name in lefts]
    tokens = [token.strip().casefold() for token in re.split(r"[,;|\n]", answer) if token.strip()]
    headings = [] if rows else [name.casefold() for name in lefts]
    if all(len(token) > 1 and headings.count(token) == 1 for token in tokens):
        return _Offered(texts, (Claim(Evidence.STATED, tuple(map(headings.index, tokens)), spans=(reader.span,)),))
    told = claims(answer, texts, labels, named, reader.span)
    open_ = all(
        re.fullmatch(r"\d{1,2}|[a-j]", token) for token in tokens
    )  # it may count from 0, or name an empty field
    if told and told[0].choices:
        return _Offered(texts, told)
    return _Offered(texts, ()) if open_ else None


def all_in_one(reader: Reader) -> Draft | None:
    """The multiple choice notetype that many shared decks use: `Answers` holds a 1 or 0 for each choice."""
    names = [name for name in reader.note.notetype.fields if re.fullmatch(r"Q_\d+", name)]
    filled = [name for name in names if reader.html(name).strip()]
    stem = reader.markdown(reader.html("Question"))
    if not stem:
        return None
    bits = reader.words("Answers").split()
    right = tuple(place for place, bit in enumerate(bits[: len(filled)]) if bit == "1")
    sound = bool(right) and len(bits) >= len(filled) and set(bits) <= {"0", "1"}
    claims = (Claim(Evidence.MARKUP, right, spans=(reader.span,)),) if sound else ()
    draft = replace(reader.draft(stem), choices=tuple(DraftChoice(reader.rich(name)) for name in filled), claims=claims)
    told = [reader.rich(name) for name in ("Extra 1", "Extra", "Sources") if reader.html(name).strip()]
    named = next((name for name in reader.note.notetype.fields if name.lower().startswith("qtype")), "")
    kind: ItemType = "single" if reader.words(named) == "2" else "multiple"
    return replace(draft, type=kind, title=reader.words("Title"), feedback=tuple(DraftFeedback(text) for text in told))
