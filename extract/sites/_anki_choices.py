"""Multiple choice in the notetypes of others: "AllInOne" (kprim, mc, sc), and fields that are headed as its parts are.

Question, Q_1 .. Q_n, Answers "1 0 0"        Stem, A, B, C, Key, Why
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.sites._anki_reader import Reader, joined, template_fields
from extract.sites._columns import guess
from extract.sites._table_cells import claims
from quizmill.draft import Claim, Draft, DraftChoice, DraftFeedback, ItemType
from quizmill.item import Evidence

_FEWEST = 2  # choices


def with_options(reader: Reader) -> Draft | None:
    """A notetype of somebody's own for multiple choice: `Stem, A, B, C, Key, Why`; None where no key is told."""
    names = reader.note.notetype.fields
    columns = guess(names)
    lefts = [names[at] for at in columns.places("choice") if reader.html(names[at]).strip()]
    asked = columns.places("question")
    if not asked or len(lefts) < _FEWEST or not columns.places("answer"):
        return None
    texts = [reader.markdown(reader.html(name)) for name in lefts]
    labels = [columns.labels[names.index(name)] for name in lefts]
    answer = reader.words(names[columns.places("answer")[0]])
    told = claims(answer, texts, labels, None, reader.span)
    if not told or not told[0].choices:
        return None
    used = {*lefts, *(names[at] for at in (*asked, *columns.places("answer"), *columns.places("id")))}
    fronts = [name for name in template_fields(reader.note.notetype.front) if name in names and name not in used]
    rest = [name for name in names if name not in used and name not in fronts]
    stem = joined([reader.markdown(reader.html(name)) for name in (names[asked[0]], *fronts)])
    remarks = tuple(DraftFeedback(text) for name in rest if (text := reader.rich(name)))
    choices = tuple(DraftChoice(reader.fragment(text)) for text in texts)
    return replace(reader.draft(stem), choices=choices, claims=told, feedback=remarks) if stem else None


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
