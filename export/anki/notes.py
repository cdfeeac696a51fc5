"""An item as the fields of one note.

The first fields are what the question side may show; what tells the answer stands in fields that only the back
template names. Lists are kept as `<ol>` and positions as plain numbers, so that a note can be edited in Anki itself.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple, assert_never

from export._card import number_words
from export._names import kept_in_order, shuffled
from export._sections import with_sections
from export._shuffle import keeps_order
from export.anki import cloze
from export.anki.notetypes import BASIC, CLOZE, QUESTION, Notetype
from export.anki.rich import Rich
from export.richtext import clean_text
from quizmill.codec import encode_gaps
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)

# What a notetype without fields for it shows in its feedback.
_BY_RESULT = ("feedback.correct", "feedback.partial", "feedback.incorrect")


class Note(NamedTuple):
    """`fields` are HTML in the notetype's order; `cards` is how many cards Anki makes of it."""

    notetype: Notetype
    fields: tuple[str, ...]
    cards: int = 1


def note_of(item: Item, rich: Rich) -> Note:
    """The note of any item."""
    match item:
        case FlashcardItem():
            return Note(BASIC, (rich.block(item.stem), rich.block(item.back), *_common(item, rich)))
        case ClozeItem():
            text, cards = cloze.text(item, rich)
            return Note(CLOZE, (text, cloze.answers(item, rich), *_common(item, rich)), cards)
        case _:
            return Note(QUESTION, _question(item, rich))


def _question(item: Item, rich: Rich) -> tuple[str, ...]:
    match item:
        case ChoiceItem():
            own = _choice(item, rich)
        case TextEntryItem():
            own = _short(item, rich)
        case NumericItem():
            own = _numeric(item, rich)
        case MatchItem():
            own = _matching(item, rich)
        case OrderItem():
            own = _ordering(item, rich)
        case EssayItem():
            own = _Own(answer=rich.block(item.model_answer), notes=rich.block(item.grader_info))
        case ClozeItem() | FlashcardItem():
            raise ValueError(f"{item.type} has a notetype of its own")
        case _:
            assert_never(item)
    return (
        rich.block(item.stem),
        item.type,
        own.choices,
        own.options,
        own.fixed,
        rich.plain(own.typed),
        own.key,
        own.answer,
        own.choice_feedback,
        rich.block(item.feedback.correct),
        rich.block(item.feedback.partial),
        rich.block(item.feedback.incorrect),
        *_common(item, rich, own.notes),
    )


class _Own(NamedTuple):
    """The fields that depend on the kind of question."""

    choices: str = ""
    options: str = ""
    fixed: str = ""
    typed: str = ""
    key: str = ""
    answer: str = ""
    choice_feedback: str = ""
    notes: str = ""


def _choice(item: ChoiceItem, rich: Rich) -> _Own:
    right = frozenset(item.key.choices if item.key else ())
    texts = rich.inlined([choice.text for choice in item.choices])
    key = [at for at, choice in enumerate(item.choices) if choice.id in right]
    fixed = _positions([at for at, choice in enumerate(item.choices) if choice.fixed])
    return _Own(
        choices=_list("ol", texts),
        fixed=f"all {fixed}".rstrip() if keeps_order(item) else fixed,
        key=_positions(key),
        answer=_alternatives([texts[at] for at in key]),
        choice_feedback=rich.listed([_with_credit(choice.feedback, choice.credit) for choice in item.choices]),
    )


def _positions(places: Iterable[int]) -> str:
    """Places from 0 as the note's numbers from 1."""
    return " ".join([str(place + 1) for place in places])


def _list(tag: str, entries: Sequence[str]) -> str:
    return f"<{tag}><li>{'</li><li>'.join(entries)}</li></{tag}>" if entries else ""


def _percent(credit: float) -> str:
    return f"{credit:g} %"


def _with_credit(text: str, credit: float | None) -> str:
    if credit is None or credit in (0, 100):
        return text
    return f"({_percent(credit)}) {text}".rstrip()


def _short(item: TextEntryItem, rich: Rich) -> _Own:
    accepted = sorted((answer for answer in item.answers if answer.credit > 0), key=lambda answer: -answer.credit)
    return _Own(
        typed=accepted[0].text if accepted else "",
        key="case" if item.case_sensitive else "",
        answer=_alternatives([rich.plain(_with_credit(answer.text, answer.credit)) for answer in accepted]),
        choice_feedback=_remarks([(answer.text, answer.feedback) for answer in item.answers], rich),
    )


def _alternatives(answers: Sequence[str]) -> str:
    return answers[0] if len(answers) == 1 else _list("ul", answers)


def _remarks(pairs: Sequence[tuple[str, str]], rich: Rich) -> str:
    return _list("ul", [f"<b>{rich.plain(text)}</b>: {rich.inline(said)}" for text, said in pairs if said])


def _numeric(item: NumericItem, rich: Rich) -> _Own:
    accepted = sorted((answer for answer in item.answers if answer.credit > 0), key=lambda answer: -answer.credit)
    best = [answer for answer in accepted if answer.credit == accepted[0].credit]
    shown = [rich.plain(_with_credit(number_words(answer), answer.credit)) for answer in accepted]
    return _Own(
        typed=typed_number(best[0]) if best else "",
        key=" ".join(f"{answer.low}..{answer.high}" for answer in best),
        answer=_alternatives(shown),
        choice_feedback=_remarks([(number_words(answer), answer.feedback) for answer in item.answers], rich),
    )


def typed_number(answer: NumericAnswer) -> str:
    """The one value that typing is compared with; none for a bare range."""
    return answer.exact or (answer.low if answer.low == answer.high else "")


def _matching(item: MatchItem, rich: Rich) -> _Own:
    rights = list(dict.fromkeys(text for text in (*(pair.right for pair in item.pairs), *item.distractors) if text))
    options = kept_in_order([rights[at] for at in shuffled(len(rights), item.id)], item.distractors)
    place = {text: at for at, text in enumerate(options)}
    joined = [f"{rich.inline(pair.left)} → {rich.inline(pair.right) or '?'}" for pair in item.pairs]
    return _Own(
        choices=rich.listed([pair.left for pair in item.pairs]),
        options=rich.listed(options),
        key=_positions(place.get(pair.right, -1) for pair in item.pairs),
        answer=_list("ul", joined),
        choice_feedback=rich.listed([pair.feedback for pair in item.pairs]),
    )


def _ordering(item: OrderItem, rich: Rich) -> _Own:
    stored = shuffled(len(item.entries), item.id)
    return _Own(
        choices=rich.listed([item.entries[at] for at in stored]),
        key=_positions(stored.index(at) for at in range(len(stored))) if item.known else "",
        answer=rich.listed(item.entries) if item.known else "",
    )


def _common(item: Item, rich: Rich, notes: str = "") -> tuple[str, ...]:
    """The fields that every notetype ends with."""
    by_result = _BY_RESULT if isinstance(item, ClozeItem | FlashcardItem) and item.feedback else ()
    gaps = _data(encode_gaps(item.gaps).decode()) if isinstance(item, ClozeItem) else ""
    return (
        with_sections(item, by_result, rich.block) if by_result else rich.block(item.feedback.general),
        rich.steps(item.hints) if item.hints else "",
        rich.steps(item.solution) if item.solution else "",
        rich.block(item.final_answer),
        rich.block(item.quick_check),
        rich.steps(item.mistakes) if item.mistakes else "",
        notes,
        rich.plain(item.difficulty),
        "" if item.points is None else f"{item.points:g}",
        rich.inline(item.title),
        _section(item.section),
        rich.listed(item.objectives, "ul"),
        rich.plain(item.language),
        _source(item.provenance.url, item.provenance.path),
        rich.plain(item.id),
        gaps,
        "",
        "",
        "",
    )


def _data(text: str) -> str:
    """JSON as a field holds it: nothing in it means anything to Anki."""
    coded = {ord(character): f"&#{ord(character)};" for character in "\\[]{}:"}
    return html.escape(clean_text(text), quote=False).translate(coded)


@lru_cache(maxsize=1024)
def _section(section: tuple[str, ...]) -> str:
    return Rich.plain(" › ".join(section))


@lru_cache(maxsize=1024)
def _source(url: str, path: str) -> str:
    """A link where the document has an address; else its name, without the folders of whoever ingested it."""
    name = Rich.plain(PurePosixPath(path.replace("\\", "/")).name)
    if url.startswith(("http://", "https://")):
        address = html.escape(clean_text(url))
        return f'<a href="{address}">{name or address}</a>'
    return name
