"""Cloze in QTI 1.2: the stem shows `[g1]`, and a response of that name holds what the gap takes.

canvas    <response_lid ident="response_g1"> with the accepted words (blanks) or the choices (dropdowns) as labels
others    <response_str ident="response_g1"> and `varequal` with the words; choices as above
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from export._gapped import parted
from export._names import answer_ids
from export._titles import GAP
from export.qti12._pieces import Pieces, Question, plain
from export.qti12._score import condition, equal, is_centred, numeric_test, percent, precisely
from export.richtext import clean_text, is_words, to_answer, to_plain
from quizmill.item import Answer, ClozeItem, Gap, NumericAnswer
from quizmill.package import Loss


@dataclass(frozen=True, slots=True)
class _Place:
    """A gap's name in the stem, and its share of the score in percent."""

    name: str
    share: float

    @property
    def response(self) -> str:
        return f"response_{self.name}"

    @property
    def head(self) -> str:
        return plain(self.name)


def cloze(pieces: Pieces, item: ClozeItem) -> Question:
    """Canvas has typed gaps or dropdowns, not both in one question."""
    names = {gap.id: f"g{place}" for place, gap in enumerate(item.gaps, 1)}
    asked = parted(item.stem)
    stem = pieces.html(GAP.sub(lambda found: f"[{names[found[1]]}]" if found[1] in names else found[0], asked))
    dropdowns = all(gap.choices for gap in item.gaps)
    question = Question("dropdowns" if dropdowns else "blanks", stem)
    if asked != item.stem:
        question.losses.append(Loss(item.id, "stem", "a formula is parted at its gap"))
    words = re.sub(r"<[^>]*>", "", stem)
    if missing := [f"[{name}]" for name in names.values() if f"[{name}]" not in words]:
        question.stem += f"<p>{' '.join(missing)}</p>"
        question.losses.append(Loss(item.id, "stem", "a gap inside a formula stands after the text"))
    if dropdowns and pieces.profile.name == "d2l":
        question.losses.append(Loss(item.id, "type", "a matching question of the gaps and their choices"))
    for gap in item.gaps:
        place = _Place(names[gap.id], 100 / len(item.gaps))
        if gap.choices and (dropdowns or pieces.profile.native):
            _dropdown(pieces, item, question, gap, place)
        elif pieces.profile.native:
            _typed(pieces, item, question, gap, place)
        else:
            _canvas_blank(pieces, item, question, gap, place)
    pieces.all_right(item, question)
    return question


def _dropdown(pieces: Pieces, item: ClozeItem, question: Question, gap: Gap, place: _Place) -> None:
    ids = {choice: f"{place.name}{ident}" for choice, ident in answer_ids(gap.choices).items()}
    if any(not is_words(clean_text(choice.text)) for choice in gap.choices):
        question.losses.append(Loss(item.id, "gaps.choices.text", f"choices of the gap {gap.id} are plain words"))
    labels = [pieces.label(ids[choice.id], plain(choice.text)) for choice in gap.choices]
    question.responses += pieces.lid(place.response, labels, head=place.head)
    for choice in gap.choices:
        if choice.feedback:
            name = f"{ids[choice.id]}_fb"
            question.before.append(condition(equal(place.response, ids[choice.id]), show=[name]))
            question.said.append((name, pieces.html(choice.feedback)))
    right = [ids[choice] for choice in gap.key.choices] if gap.key else []
    tests = [equal(place.response, name) for name in right]
    any_of = tests[0] if len(tests) == 1 else f"<or>{''.join(tests)}</or>"
    # New Quizzes looks for a value right below the condition, and breaks off at an <or>.
    pieces.share(question, any_of, percent(place.share), [any_of] if pieces.profile.native else tests)


def _typed(pieces: Pieces, item: ClozeItem, question: Question, gap: Gap, place: _Place) -> None:
    """A typed gap by the specification: the first full answer gives the share, others what they are worth."""
    numeric = bool(gap.numbers) and not gap.answers
    question.responses += pieces.fib(place.response, "Decimal" if numeric else "", place.head)
    tests: list[tuple[str, Answer | NumericAnswer]] = [
        (equal(place.response, to_answer(answer.text)), answer) for answer in gap.answers
    ]
    tests += [(numeric_test(place.response, number), number) for number in gap.numbers]
    full = f"<or>{''.join([test for test, answer in tests if answer.credit >= 100])}</or>"
    pieces.share(question, full, precisely(place.share))
    if any(n.exact and n.low != n.high and not is_centred(n) for n in gap.numbers):
        lost = f"a range in {gap.id} that is not evenly around its value is a range alone"
        question.losses.append(Loss(item.id, "gaps.answers.exact", lost))
    for number, (test, answer) in enumerate(tests, 1):
        if 0 < answer.credit < 100:
            only = f"<and>{test}<not>{full}</not></and>"
            question.key.append(condition(only, score=precisely(place.share * answer.credit / 100), add=True))
        if answer.feedback:
            name = f"{place.name}_{number}_fb"
            question.before.append(condition(test, show=[name]))
            question.said.append((name, pieces.html(answer.feedback)))


def _canvas_blank(pieces: Pieces, item: ClozeItem, question: Question, gap: Gap, place: _Place) -> None:
    """Canvas lists the accepted words; each gives the whole share, and none has feedback."""
    where = "gaps"
    accepted = [to_answer(answer.text) for answer in gap.answers if answer.credit >= 100]
    if len(accepted) < len(gap.answers):
        question.losses.append(Loss(item.id, where, f"answers of {gap.id} with part of the credit are left out"))
    if gap.choices:
        right = set(gap.key.choices) if gap.key else set()
        accepted += [to_plain(choice.text) for choice in gap.choices if choice.id in right]
        question.losses.append(Loss(item.id, where, f"choices of {gap.id} beside typed gaps: only the key"))
    for number in gap.numbers:
        lost = "its tolerance is left out" if number.low != number.high else "it is compared as a word"
        question.losses.append(Loss(item.id, where, f"a number in {gap.id}: {lost}"))
        accepted.append(number.exact or number.low)
    labels = [pieces.label(f"{place.name}a{n}", plain(f"{word}", literal=True)) for n, word in enumerate(accepted, 1)]
    question.responses += pieces.lid(place.response, labels, head=place.head)
    pieces.share(question, equal(place.response, f"{place.name}a1"), percent(place.share))
