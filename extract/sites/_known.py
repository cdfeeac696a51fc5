"""Parts of finished items as drafts again, for files that carry them as data: quizmill's JSON, gaps in Anki notes."""

from __future__ import annotations

from collections.abc import Callable

from quizmill.draft import Claim, DraftAnswer, DraftChoice, DraftGap, Fragment
from quizmill.item import Answer, Choice, Gap, Key, NumericAnswer
from quizmill.source import Span

Place = Callable[[str], Fragment]
"""A text with its place in the document."""


def known_choices(choices: tuple[Choice, ...], place: Place) -> tuple[DraftChoice, ...]:
    return tuple(
        DraftChoice(place(c.text), feedback=place(c.feedback), fixed=c.fixed, credit=c.credit) for c in choices
    )


def known_claims(key: Key | None, choices: tuple[Choice, ...], span: Span) -> tuple[Claim, ...]:
    """One claim for each evidence that the key has."""
    if key is None:
        return ()
    places = tuple(at for at, choice in enumerate(choices) if choice.id in key.choices)
    return tuple(Claim(evidence, places, spans=(span,)) for evidence in key.evidence)


def known_answers(answers: tuple[Answer, ...], place: Place) -> tuple[DraftAnswer, ...]:
    return tuple(DraftAnswer(place(a.text), a.credit, place(a.feedback)) for a in answers)


def known_number(answer: NumericAnswer, place: Place) -> DraftAnswer:
    told = place(answer.feedback)
    if answer.exact and answer.low == answer.high:
        return DraftAnswer(place(answer.exact), answer.credit, told, numeric=True, unit=answer.unit)
    low, high = place(answer.low), answer.high
    return DraftAnswer(low, answer.credit, told, numeric=True, upper=high, exact=answer.exact, unit=answer.unit)


def known_gap(gap: Gap, place: Place, span: Span) -> DraftGap:
    numbers = tuple(known_number(number, place) for number in gap.numbers)
    typed = (*known_answers(gap.answers, place), *numbers)
    return DraftGap(gap.id, typed, known_choices(gap.choices, place), known_claims(gap.key, gap.choices, span))
