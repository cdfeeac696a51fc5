"""quizmill's own notetype `Question`, as `export/anki` writes it: Stem, Kind, Choices, Key ... for any kind of item."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.sites._anki.reader import Reader, common
from extract.sites._table_cells import TYPES, numbers
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftPair
from quizmill.item import Evidence

_CREDIT = re.compile(r"\((-?\d+(?:\.\d+)?) %\)\s*")


def question(reader: Reader) -> Draft | None:
    kind = TYPES.get(reader.words("Kind"))
    draft = common(reader, replace(reader.draft(reader.markdown(reader.html("Stem"))), type=kind))
    builder = _BUILDERS.get(kind or "single")
    return builder(reader, draft) if builder and draft.stem else None


def _with_credit(text: str) -> tuple[str, float | None]:
    credit = _CREDIT.match(text)
    return (text[credit.end() :], float(credit[1])) if credit else (text, None)


def _choices(reader: Reader, draft: Draft) -> Draft:
    texts = reader.entries("Choices")
    told = reader.entries("Choice feedback") + [""] * len(texts)
    fixed = set(reader.places("Fixed"))
    right = tuple(place for place in reader.places("Key") if 0 <= place < len(texts))
    choices = []
    for place, text in enumerate(texts):
        said, credit = _with_credit(told[place])
        choices.append(
            DraftChoice(
                reader.fragment(text),
                feedback=reader.fragment(said),
                fixed=place in fixed and draft.type != "true_false",
                credit=credit,
            )
        )
    claims = (Claim(Evidence.MARKUP, right, spans=(reader.span,)),) if right else ()
    return replace(draft, choices=tuple(choices), claims=claims)


def _remarks(reader: Reader) -> dict[str, str]:
    """What is said of typed answers: `<b>word</b>: remark`."""
    rows = [re.match(r"\*\*(.+?)\*\*:\s+(.*)", entry, re.S) for entry in reader.entries("Choice feedback")]
    return {_plain(row[1]): row[2] for row in rows if row}


def _plain(markdown: str) -> str:
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", markdown)


def _short(reader: Reader, draft: Draft) -> Draft:
    told = _remarks(reader)
    answers = []
    for entry in reader.entries("Answer"):
        text, credit = _with_credit(_plain(entry))
        remark = reader.fragment(told.pop(text, ""))
        answers.append(DraftAnswer(reader.fragment(text), 100.0 if credit is None else credit, remark))
    answers += [DraftAnswer(reader.fragment(text), 0.0, reader.fragment(said)) for text, said in told.items()]
    return replace(draft, answers=tuple(answers), case_sensitive=reader.words("Key") == "case")


def _numeric(reader: Reader, draft: Draft) -> Draft:
    told = _remarks(reader)
    answers = []
    for entry in reader.entries("Answer"):
        text, credit = _with_credit(_plain(entry))
        for answer in numbers(text.replace(" … ", " .. "), reader.span):
            remark = reader.fragment(told.pop(text, ""))
            answers.append(replace(answer, credit=100.0 if credit is None else credit, feedback=remark))
    for text, said in told.items():  # known mistakes
        found = numbers(text.replace(" … ", " .. "), reader.span)
        answers += [replace(answer, credit=0.0, feedback=reader.fragment(said)) for answer in found]
    return replace(draft, answers=tuple(answers))


def _matching(reader: Reader, draft: Draft) -> Draft:
    lefts, options = reader.entries("Choices"), reader.entries("Options")
    told = reader.entries("Choice feedback") + [""] * len(lefts)
    places = reader.places("Key") + [-1] * len(lefts)
    pairs = tuple(
        DraftPair(
            reader.fragment(left),
            reader.fragment(options[at]) if 0 <= at < len(options) else EMPTY,
            reader.fragment(said),
        )
        for left, at, said in zip(lefts, places, told, strict=False)
    )
    rest = tuple(reader.fragment(text) for at, text in enumerate(options) if at not in places)
    return replace(draft, pairs=pairs, distractors=rest)


def _ordering(reader: Reader, draft: Draft) -> Draft:
    entries, places = reader.entries("Choices"), reader.places("Key")
    known = sorted(places) == list(range(len(entries))) and bool(entries)
    order = [entries[at] for at in places] if known else entries
    return replace(draft, order=tuple(reader.fragment(text) for text in order), order_known=known)


def _essay(reader: Reader, draft: Draft) -> Draft:
    model = reader.rich("Answer")
    return replace(draft, answers=(DraftAnswer(model),) if model else ())


_BUILDERS: dict[str, Callable[[Reader, Draft], Draft]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _choices,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
