"""One row of embedded data as a draft: its stem, its options or typed answers, and all that stands beside them.

{q: "2 + 2?", opts: ["3", "4"], ans: 1, why: "Count.", level: "easy"}
    Draft(stem "2 + 2?", choices "3" "4", claims as given, feedback "Count.", difficulty "easy")
{q: "Two is even.", ans: true}    a statement, judged
{q: "Two plus two?", ans: "four"}    a typed answer
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.grammar.data.choices import Choices
from extract.grammar.data.fields import Fields, Row, fold, text_of
from extract.grammar.data.keys import by_text, elements
from extract.grammar.data.texts import plain, rich_text, truth_word
from extract.grammar.data.values import Array
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment, ItemType, When
from quizmill.item import Evidence
from quizmill.source import Span

OPINION = re.compile(r"survey|poll|opinion|rating|feedback|word.?cloud", re.I)
_MANY = re.compile(r"multi(?!ple[\s_-]*choice|ple\Z|[\s_-]*choice)|checkbox|select.?all|several|many", re.I)
TOLERANCES = frozenset(("tolerance", "tol", "margin", "delta", "epsilon", "toleranz", "tolerancia"))
_COUNTS = ("index", "indices", "indexes", "idx")
_IF_RIGHT = frozenset(
    "messageforcorrectanswer correct correctfeedback feedbackcorrect correctmessage correcttext oncorrect "
    "ifcorrect".split()
)
_IF_WRONG = frozenset(
    "messageforincorrectanswer "
    "incorrect wrong incorrectfeedback wrongfeedback feedbackincorrect feedbackwrong incorrectmessage wrongmessage "
    "incorrecttext onincorrect onwrong ifincorrect ifwrong".split()
)


def choice_draft(row: Row, own: Choices, fields: Fields, claims: tuple[Claim, ...], place: Span) -> Draft:
    """A row with options as a draft."""
    remarks = own.remarks or ("",) * len(own.texts)
    labels = own.labels if any(len(label) == 1 for label in own.labels) else ()
    letters = labels or ("",) * len(own.texts)
    choices = tuple(
        DraftChoice(
            Fragment(rich_text(text), (place,)), label if len(label) == 1 else "", feedback=_fragment(remark, place)
        )
        for text, label, remark in zip(own.texts, letters, remarks, strict=True)
    )
    kind = plain(row.get(fields.kind)) if fields.kind else ""
    right = claims[0].choices if claims else None
    many = (
        _MANY.search(kind) is not None
        or isinstance(row.get(fields.key), Array)
        or (right is not None and len(right) > 1)
    )
    draft = Draft(stem=stem_of(row, fields, place), spans=(place,), choices=choices, claims=claims)
    several = many and len(own.texts) > 2 and (right is None or len(right) != 1 or _MANY.search(kind) is not None)
    return completed(replace(draft, type="multiple") if several else draft, row, fields, place)


def open_draft(row: Row, fields: Fields, place: Span) -> Draft | None:
    """A row without options among those with: its key is a typed answer."""
    stem, answers = stem_of(row, fields, place), elements(row.get(fields.key)) if fields.key else []
    said = truth_word(row.get(fields.key))
    if stem and (entries := _entries(row, fields)):
        return completed(_order_draft(stem, entries, answers, place), row, fields, place)
    if stem and said is not None:
        return completed(judged_draft(stem, said, place), row, fields, place)
    found = typed_answers(row, fields, place)
    if not stem or not found or OPINION.search(plain(row.get(fields.kind))):
        return None
    kind: ItemType = "numeric" if found[0].numeric else "short"
    return completed(Draft(stem=stem, spans=(place,), type=kind, answers=found), row, fields, place)


def typed_answers(row: Row, fields: Fields, place: Span) -> tuple[DraftAnswer, ...]:
    """What a row accepts where it offers nothing to choose; a number with its tolerance. An index is no answer."""
    if fold(fields.key).endswith(_COUNTS):
        return ()
    within = next((plain(value) for name, value in row.items() if fold(name) in TOLERANCES), "")
    unit = next((plain(value) for name, value in row.items() if fold(name) in ("unit", "units")), "")
    answers = [one for one in elements(row.get(fields.key)) if not isinstance(one, bool) and plain(one)]
    return tuple(
        DraftAnswer(Fragment(rich_text(plain(one)), (place,)), numeric=True, tolerance=within, unit=unit)
        if isinstance(one, int | float) and (within or isinstance(one, float))
        else DraftAnswer(Fragment(rich_text(plain(one)), (place,)))
        for one in answers
    )


_SORTS = re.compile(r"order|sort|sequenc|rank|arrang", re.I)


def _entries(row: Row, fields: Fields) -> list[str]:
    """The entries of a row whose key is their order: `{items: ["b", "a"], correctOrder: [1, 0]}`."""
    key = row.get(fields.key) if fields.key else None
    if not isinstance(key, Array) or not (_SORTS.search(fields.key) or _SORTS.search(plain(row.get(fields.kind)))):
        return []
    lists = [value for name, value in row.items() if name != fields.key and isinstance(value, Array)]
    texts = [[plain(item) for item in own.items] for own in lists if len(own.items) == len(key.items) > 1]
    return texts[0] if len(texts) == 1 and all(texts[0]) else []


def _order_draft(stem: Fragment, entries: list[str], key: Sequence[str | float | bool], place: Span) -> Draft:
    """An order by words, or by numbers where it is the same whether they name entries or their places."""
    words = [plain(one) for one in key]
    numbers = [int(one) for one in key if type(one) is int]
    first = min(numbers, default=0)
    places = [number - first for number in numbers]
    if sorted(words) == sorted(entries):
        ordered, known = words, True
    else:
        counted = first in (0, 1) and sorted(places) == list(range(len(entries)))
        known = counted and all(places[at] == n for n, at in enumerate(places))
        ordered = [entries[at] for at in places] if known else entries
    shown = tuple(Fragment(rich_text(entry), (place,)) for entry in ordered)
    return Draft(stem=stem, spans=(place,), type="ordering", order=shown, order_known=known)


def judged_draft(stem: Fragment, said: bool, place: Span) -> Draft:
    """A statement that the data calls true or false."""
    choices = (DraftChoice(Fragment("True", (place,))), DraftChoice(Fragment("False", (place,))))
    claims = (Claim(Evidence.MARKUP, choices=(0 if said else 1,), spans=(place,)),)
    return Draft(stem=stem, spans=(place,), choices=choices, claims=claims)


def stem_of(row: Row, fields: Fields, place: Span) -> Fragment:
    """A row's stem, with the picture that stands beside it."""
    text = rich_text(text_of(row.get(fields.stem)))
    picture = row.get(fields.image) if fields.image else None
    if isinstance(picture, str) and picture.strip() and picture not in text:
        text += f"\n\n![]({picture.strip()})"
    return Fragment(text, (place,))


def completed(draft: Draft, row: Row, fields: Fields, place: Span) -> Draft:
    """A draft with the parts that every kind of question may have."""
    remark = text_of(row.get(fields.explanation)) if fields.explanation else ""
    hint = row.get(fields.hint) if fields.hint else None
    hints = [plain(item) for item in hint.items] if isinstance(hint, Array) else [plain(hint)]
    points = row.get(fields.points) if fields.points else None
    tag = plain(row.get(fields.tag)) if fields.tag else ""
    return replace(
        draft,
        feedback=(*((DraftFeedback(_fragment(remark, place)),) if remark else ()), *_spoken(draft, row, place)),
        hints=tuple(_fragment(text, place) for text in hints if text),
        points=float(points)
        if isinstance(points, int | float) and not isinstance(points, bool) and points > 0
        else None,
        difficulty=plain(row.get(fields.difficulty)) if fields.difficulty else "",
        tags=(tag,) if tag and len(tag) < 60 else (),
    )


def _spoken(draft: Draft, row: Row, place: Span) -> Iterator[DraftFeedback]:
    """Sentences for a right and for a wrong try, where the choices themselves tell which of them are right."""
    if not draft.choices or not draft.claims or draft.claims[0].choices is None:
        return
    texts = Choices(tuple(choice.text.text for choice in draft.choices))
    for name, value in row.items():
        when: When | None = "correct" if fold(name) in _IF_RIGHT else "incorrect" if fold(name) in _IF_WRONG else None
        if when and isinstance(value, str) and len(value.split()) > 2 and by_text(texts, value) is None:
            yield DraftFeedback(_fragment(value, place), when)


def _fragment(text: str, place: Span) -> Fragment:
    return Fragment(rich_text(text), (place,)) if text.strip() else EMPTY
