"""Anki notes as drafts: quizmill's own notetypes, clozes, multiple choice, typed answers, and plain cards.

Basic: Front, Back                            a flashcard; which fields are asked, its card template says
Cloze: The {{c1::sun::a star}} is hot.        a cloze
AllInOne, and own fields `Stem, A, B, Key`    choices (`choices`)
quizmill Question: Stem, Kind, Key ...        any kind (`own`)
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from extract.media.anki import Note
from extract.sites._anki.choices import all_in_one, is_own, with_options
from extract.sites._anki.own import question
from extract.sites._anki.reader import Reader, as_html, common, joined, template_fields, words_of
from extract.sites._known import known_gap
from extract.sites._listed_choices import from_card
from extract.sites._store import Store
from extract.sites._table_cells import Naming
from quizmill.codec import decode_gaps
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap
from quizmill.errors import SourceError
from quizmill.item import Evidence, Gap

_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).)*)\}\}", re.S)
_ASKED = re.compile(r"\{\{cloze:([^{}]+)\}\}")
_MASKS = "image-occlusion:"
_FIELD = re.compile(r"\{\{([^{}#^/!]+)\}\}")


def read_note(note: Note, store: Store, named: Naming) -> Draft | None:
    """The note's draft; None where it asks nothing. `named` is how its notetype's answers name their choices."""
    reader = Reader(note, store)
    names = set(note.notetype.fields)
    if is_own(note.notetype):
        return question(reader)
    if note.notetype.cloze:
        return _cloze(reader)
    if {"Question", "Answers", "Q_1"} <= names:
        return all_in_one(reader)
    return with_options(reader, named) or _card(reader)


def _card(reader: Reader) -> Draft | None:
    """The fields that the first card asks, and those it then shows; a typed one is a short answer."""
    note = reader.note
    names = list(note.notetype.fields)
    asked = [name for name in template_fields(note.notetype.front) if name in names] or names[:1]
    shown = [name for name in template_fields(note.notetype.back) if name in names and name not in asked]
    typed = [name.partition(":")[2] for name in _FIELD.findall(note.notetype.front) if name.startswith("type:")]
    asked = [name for name in asked if name not in typed]
    own = {"Feedback", "Hints", "Solution", "Section", "Id"} <= set(names)
    front = joined([reader.markdown(reader.html(name)) for name in (names[:1] if own else asked)])
    back = joined([reader.markdown(reader.html(name)) for name in (names[1:2] if own else shown or names[1:])])
    if not front:
        return None
    draft = reader.draft(front)
    if typed and typed[0] in names and (answer := reader.words(typed[0])):
        return replace(draft, type="short", answers=(DraftAnswer(reader.fragment(answer)),))
    if not own and (chosen := from_card(draft, back)):
        return chosen
    draft = replace(draft, type="flashcard", answers=(DraftAnswer(reader.fragment(back)),) if back else ())
    return common(reader, draft) if own else draft


def _cloze(reader: Reader) -> Draft | None:
    """Each deletion is a gap; `::` behind an answer is its hint, or its choices as quizmill writes them."""
    source, above = _asked(reader)
    if _MASKS in source:
        return None  # rectangles on a picture: no words to ask for
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
    draft = replace(reader.draft(joined([*above, stem])), type="cloze", gaps=tuple(gaps))
    if own:
        return _with_gaps(reader, common(reader, draft))
    fields = reader.note.notetype.fields[1:]
    extra = [reader.rich(name) for name in fields if not _CLOZE.search(reader.html(name))]
    extra = [text for text in extra if text.text not in above]
    return replace(draft, feedback=tuple(DraftFeedback(text) for text in extra if text))


def _asked(reader: Reader) -> tuple[str, list[str]]:
    """The field whose deletions are asked, and what the card shows above it.

    It is the first field; in notetypes of others (overlapping clozes) the longest of those that the card asks.
    """
    note = reader.note
    first = as_html(note.fields[0]) if note.fields else ""
    if _CLOZE.search(first):
        return first, []
    named = [name.strip() for name in _ASKED.findall(note.notetype.front)]
    asked = [name for name in named if _CLOZE.search(reader.html(name))]
    if not asked:
        return first, []
    shown = [name for name in template_fields(note.notetype.front) if name not in named]
    above = [reader.markdown(reader.html(name)) for name in shown if name in note.notetype.fields]
    return max((reader.html(name) for name in asked), key=len), above


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
    return DraftGap(name, (DraftAnswer(reader.fragment(words_of(answer))),))
