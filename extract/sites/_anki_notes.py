"""Anki notes as drafts: quizmill's own notetypes, clozes, multiple choice, typed answers, and plain cards.

Basic: Front, Back                            a flashcard; which fields are asked, its card template says
Cloze: The {{c1::sun::a star}} is hot.        a cloze
"AllInOne" (kprim, mc, sc): Question, Q_1 .. Q_n, Answers "1 0 0"    choices
quizmill Question: Stem, Kind, Choices, Key ...                     any kind, as export/anki writes it
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.media.anki import Note
from extract.media.fragment import html_to_markdown, list_entries
from extract.sites._known import known_gap
from extract.sites._part import number
from extract.sites._store import Store
from extract.sites._table_cells import TYPES, numbers
from quizmill.codec import decode_gaps
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Fragment,
    ItemType,
    When,
)
from quizmill.errors import SourceError
from quizmill.item import Evidence, Gap
from quizmill.source import Span

_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).)*)\}\}", re.S)
_FIELD = re.compile(r"\{\{([^{}#^/!]+)\}\}")
_LATEX = re.compile(r"\[(?:latex|\$\$?)\](.*?)\[/(?:latex|\$\$?)\]", re.S)
_SOUND = re.compile(r"\[sound:([^\]\n]+)\]")
_CREDIT = re.compile(r"\((-?\d+(?:\.\d+)?) %\)\s*")


@dataclass(frozen=True)
class Reader:
    """One note: its fields by name, as Markdown or words."""

    note: Note
    store: Store

    @property
    def span(self) -> Span:
        return Span(node=f"notes/{self.note.number}")

    def html(self, name: str) -> str:
        return _as_html(self.note.named().get(name, ""))

    def markdown(self, source: str) -> str:
        return html_to_markdown(source, self.store.context())

    def rich(self, name: str) -> Fragment:
        return self.fragment(self.markdown(self.html(name)))

    def fragment(self, text: str) -> Fragment:
        return Fragment(text, (self.span,)) if text else EMPTY

    def words(self, name: str) -> str:
        return _words(self.html(name))

    def entries(self, name: str) -> list[str]:
        return list_entries(self.html(name), self.store.context())

    def places(self, name: str) -> list[int]:
        return [int(place) - 1 for place in self.words(name).split() if place.isdigit()]

    def draft(self, stem: str) -> Draft:
        tags = tuple(tag for tag in self.note.tags if tag.lower() not in ("leech", "marked"))
        return Draft(stem=self.fragment(stem), spans=(self.span,), tags=tags, section=_section(self.note.deck))


def _section(deck: tuple[str, ...]) -> tuple[str, ...]:
    return () if deck == ("Default",) else deck


def _as_html(field: str) -> str:
    """A field with Anki's own LaTeX and sound marks as HTML and MathJax marks."""
    field = _LATEX.sub(lambda m: "\\(" + m[1].strip().strip("$") + "\\)", field) if "[/" in field else field
    return _SOUND.sub(lambda m: f'<audio src="{html.escape(m[1])}">{html.escape(m[1])}</audio>', field)


def _words(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", source)).split())


def read_note(note: Note, store: Store) -> Draft | None:
    """The note's draft; None where it asks nothing."""
    reader = Reader(note, store)
    names = set(note.notetype.fields)
    if {"Stem", "Kind", "Key", "Choices"} <= names:
        return _question(reader)
    if note.notetype.cloze:
        return _cloze(reader)
    if {"Question", "Answers", "Q_1"} <= names:
        return _all_in_one(reader)
    return _card(reader)


# --- plain cards and clozes ----------------------------------------------------------------------------------------


def _card(reader: Reader) -> Draft | None:
    """The fields that the first card asks, and those it then shows; a typed one is a short answer."""
    note = reader.note
    names = list(note.notetype.fields)
    asked = [name for name in _template_fields(note.notetype.front) if name in names] or names[:1]
    shown = [name for name in _template_fields(note.notetype.back) if name in names and name not in asked]
    typed = [name.partition(":")[2] for name in _FIELD.findall(note.notetype.front) if name.startswith("type:")]
    asked = [name for name in asked if name not in typed]
    own = {"Feedback", "Hints", "Solution", "Section", "Id"} <= set(names)
    front = _joined([reader.markdown(reader.html(name)) for name in (names[:1] if own else asked)])
    back = _joined([reader.markdown(reader.html(name)) for name in (names[1:2] if own else shown or names[1:])])
    if not front:
        return None
    draft = reader.draft(front)
    if typed and typed[0] in names and (answer := reader.words(typed[0])):
        return replace(draft, type="short", answers=(DraftAnswer(reader.fragment(answer)),))
    draft = replace(draft, type="flashcard", answers=(DraftAnswer(reader.fragment(back)),) if back else ())
    return _common(reader, draft) if own else draft


def _template_fields(template: str) -> list[str]:
    """Field names in a template, without filters (`type:`, `hint:`) and conditions."""
    found = [name.rpartition(":")[2].strip() for name in _FIELD.findall(template)]
    return list(dict.fromkeys(name for name in found if name not in ("FrontSide", "Tags", "Deck", "Card", "Type")))


def _joined(texts: list[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _cloze(reader: Reader) -> Draft | None:
    """Each deletion is a gap; `::` behind an answer is its hint, or its choices as quizmill writes them."""
    source = _as_html(reader.note.fields[0]) if reader.note.fields else ""
    gaps: list[DraftGap] = []
    taken: dict[str, int] = {}
    own = {"Feedback", "Hints", "Solution", "Section", "Id"} <= set(reader.note.notetype.fields)

    def keep(match: re.Match[str]) -> str:
        answer, _, hint = match[2].partition("::")
        taken[match[1]] = taken.get(match[1], 0) + 1
        name = f"c{match[1]}" if taken[match[1]] == 1 else f"c{match[1]}-{taken[match[1]]}"
        gaps.append(_gap(reader, name, answer, hint, own))
        return f"\ue0f0{len(gaps) - 1}\ue0f1"

    words = reader.markdown(_CLOZE.sub(keep, source))
    if not gaps:
        return None
    stem = re.sub("\ue0f0(\\d+)\ue0f1", lambda m: f"{{{{gap:{gaps[int(m[1])].id}}}}}", words)
    draft = replace(reader.draft(stem), type="cloze", gaps=tuple(gaps))
    if own:
        return _with_gaps(reader, _common(reader, draft))
    extra = [reader.rich(name) for name in reader.note.notetype.fields[1:]]
    return replace(draft, feedback=tuple(DraftFeedback(text) for text in extra if text))


def _with_gaps(reader: Reader, draft: Draft) -> Draft:
    """The gaps as quizmill keeps them beside the text, as long as the text still says the same."""
    try:
        gaps = decode_gaps(html.unescape(reader.note.named().get("Spare 1", "")).encode())
    except SourceError:
        return draft
    if len(gaps) != len(draft.gaps) or not all(map(_is_same, gaps, draft.gaps)):
        return draft
    reader.rich("Answer")  # for the pictures that only its remarks show
    names = {old.id: new.id for old, new in zip(draft.gaps, gaps, strict=True)}
    stem = re.sub(r"\{\{gap:([^{}]+)\}\}", lambda m: f"{{{{gap:{names.get(m[1], m[1])}}}}}", draft.stem.text)
    kept = tuple(known_gap(gap, reader.fragment, reader.span) for gap in gaps)
    return replace(draft, stem=replace(draft.stem, text=stem), gaps=kept)


def _is_same(kept: Gap, shown: DraftGap) -> bool:
    """Whether what Anki asks for is still the gap's answer."""
    right = kept.key.choices if kept.key else ()
    told = [choice.text for choice in kept.choices if choice.id in right]
    told += [answer.text for answer in kept.answers]
    told += [end for number in kept.numbers for end in (number.exact, number.low)]
    asked = [_letters(answer.text.text) for answer in shown.answers]
    asked += [_letters(shown.choices[at].text.text) for claim in shown.claims for at in claim.choices or ()]
    letters = {_letters(text) for text in told if text}
    return any(one in letters or any(one.startswith(own) for own in letters if kept.numbers) for one in asked)


def _letters(text: str) -> str:
    return re.sub(r"\\W|_|\W", "", text.replace("\u2212", "-"))


def _gap(reader: Reader, name: str, answer: str, hint: str, own: bool) -> DraftGap:
    options = hint.split(" / ") if own and " / " in hint else []
    choices = [reader.markdown(option) for option in options]
    right = reader.markdown(answer)
    if right in choices:
        claim = Claim(Evidence.MARKUP, (choices.index(right),), spans=(reader.span,))
        return DraftGap(name, choices=tuple(DraftChoice(reader.fragment(text)) for text in choices), claims=(claim,))
    return DraftGap(name, (DraftAnswer(reader.fragment(_words(answer))),))


def _all_in_one(reader: Reader) -> Draft | None:
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
    kind: ItemType = "single" if reader.words("QType (0=kprim,1=mc,2=sc)") == "2" else "multiple"
    return replace(draft, type=kind, title=reader.words("Title"), feedback=tuple(DraftFeedback(text) for text in told))


# --- quizmill's own notetype ---------------------------------------------------------------------------------------


def _common(reader: Reader, draft: Draft) -> Draft:
    """The fields that every notetype of quizmill ends with."""
    feedback: tuple[tuple[str, When], ...] = (
        ("Feedback", "general"),
        ("If right", "correct"),
        ("If partly right", "partial"),
        ("If wrong", "incorrect"),
    )
    return replace(
        draft,
        title=reader.markdown(reader.html("Title")),
        feedback=tuple(DraftFeedback(text, when) for name, when in feedback if (text := reader.rich(name))),
        hints=tuple(reader.fragment(text) for text in reader.entries("Hints")),
        solution=tuple(reader.fragment(text) for text in reader.entries("Solution")),
        mistakes=tuple(reader.fragment(text) for text in reader.entries("Mistakes")),
        final_answer=reader.rich("Final answer"),
        quick_check=reader.rich("Quick check"),
        grader_info=reader.rich("Notes"),
        difficulty=reader.words("Difficulty"),
        points=number(reader.words("Points")),
        section=tuple(part for part in reader.words("Section").split(" › ") if part),
        objectives=tuple(reader.entries("Objectives")),
        language=reader.words("Language"),
    )


def _question(reader: Reader) -> Draft | None:
    kind = TYPES.get(reader.words("Kind"))
    draft = _common(reader, replace(reader.draft(reader.markdown(reader.html("Stem"))), type=kind))
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
