"""Steps 2-5: what kind of item a cleaned draft is, with what only that kind has: choices and key, answers, gaps, pairs.

The kind is the reader's where the document's form says it; else it follows from what is there: gaps, pairs,
an order, choices (and how many are right), numbers, answers, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict

from normalize import numbers
from normalize.key import resolve
from normalize.text import words
from normalize.words import FALSE, SEVERAL, TRUE, speaks_of_others
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftGap, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Feedback,
    FlashcardItem,
    Gap,
    Item,
    Key,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    Pair,
    TextEntryItem,
)
from quizmill.source import Provenance

# "A", "(b)", "A, C", "1-b, 2-a": letters of choices and pairs that are not there; "c" may be a word of its own
_LISTED = re.compile(r"^[ \t]*\(?[a-eA-E][.)]", re.MULTILINE)
_LETTERS = re.compile(
    r"(?:option |choice )?(?:[A-E]|\([a-eA-E]\)|[a-eA-E]\))[.)]?"
    r"(?:\s*(?:,|;|/|&|and|und|et|y|e|и)\s*(?:[A-E]|\([a-eA-E]\)|[a-eA-E]\))[.)]?)*"
    r"|(?:\d{1,2}\s*[-–:→=]\s*\(?[a-zA-Z]\)?(?:[\s,;]+|\Z)){2,}"
)


class Common(TypedDict):
    """What an item of any kind has of its draft."""

    id: str
    stem: str
    title: str
    feedback: Feedback
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    final_answer: str
    quick_check: str
    mistakes: tuple[str, ...]
    difficulty: str
    points: float | None
    section: tuple[str, ...]
    tags: tuple[str, ...]
    objectives: tuple[str, ...]
    language: str
    provenance: Provenance


def typed(draft: Draft, common: Common) -> tuple[Item, tuple[Finding, ...]]:
    """The draft as the kind of item that it is, and what was in doubt on the way."""
    if draft.type == "cloze" or (draft.gaps and draft.type is None):
        return _cloze(draft, common)
    if draft.type == "matching" or (draft.pairs and draft.type is None):
        pairs = tuple(Pair(p.left.text, p.right.text, p.feedback.text) for p in draft.pairs)
        return MatchItem(pairs=pairs, distractors=texts(draft.distractors), **common), ()
    if draft.type == "ordering" or (draft.order and draft.type is None):
        return OrderItem(entries=texts(draft.order), known=draft.order_known, **common), ()
    if draft.choices:
        return _choice(draft, common)
    if draft.type == "flashcard":
        return FlashcardItem(back=_joined(draft.answers), **common), ()
    if draft.type == "essay" or not (draft.answers or draft.type):
        grader = draft.grader_info.text
        return EssayItem(model_answer=_joined(draft.answers), grader_info=grader, **common), ()
    return _typed_in(draft, common)


def _typed_in(draft: Draft, common: Common) -> tuple[Item, tuple[Finding, ...]]:
    """A typed answer: numeric where the document says so, or every accepted answer is a number with a tolerance."""
    if (
        draft.type is None
        and draft.answers
        and all(_lost(answer.text.text, common["stem"]) for answer in draft.answers)
    ):
        said = ", ".join(answer.text.text for answer in draft.answers)
        span = next((span for answer in draft.answers for span in answer.text.spans), None)
        lost = Finding("key-names-no-choice", Severity.ERROR, f'The key "{said}" names no choice.', span)
        return EssayItem(model_answer="", grader_info=draft.grader_info.text, **common), (lost,)
    wants_number = draft.type == "numeric" or any(a.numeric for a in draft.answers)
    if wants_number and draft.type != "short":
        accepted = [numbers.answer(answer) for answer in draft.answers]
        if all(accepted):
            return NumericItem(answers=tuple(a for a in accepted if a), **common), ()
        finding = Finding("math-doubt", Severity.WARNING, "A numeric answer is not written as a plain number.")
        return _short(draft, common), (finding,)
    return _short(draft, common), ()


def _lost(answer: str, stem: str) -> bool:
    """An answer that names a choice, of a question that has none; a small letter only where its stem swallowed them."""
    answer = answer.strip()
    return bool(_LETTERS.fullmatch(answer) or (answer in tuple("abcde") and len(_LISTED.findall(stem)) > 1))


def _short(draft: Draft, common: Common) -> TextEntryItem:
    return TextEntryItem(answers=tuple(map(_answer, draft.answers)), case_sensitive=draft.case_sensitive, **common)


def _answer(answer: DraftAnswer) -> Answer:
    """A typed answer as the document writes it: a number with its unit."""
    text = f"{answer.text.text} {answer.unit}" if answer.unit and answer.text.text else answer.text.text
    return Answer(text, answer.credit, answer.feedback.text)


def texts(fragments: tuple[Fragment, ...]) -> tuple[str, ...]:
    """The fragments' words alone."""
    return tuple([fragment.text for fragment in fragments]) if fragments else ()


def _joined(answers: Iterable[DraftAnswer]) -> str:
    return "\n\n".join(answer.text.text for answer in answers if answer.text)


def _choices(drafts: Iterable[DraftChoice]) -> tuple[Choice, ...]:
    return tuple([_one(choice, f"a{place}") for place, choice in enumerate(drafts, 1)])


def _one(choice: DraftChoice, name: str) -> Choice:
    text = choice.text.text
    fixed = choice.fixed or (len(text) < 120 and speaks_of_others(text))
    return Choice(name, text, choice.feedback.text, fixed, choice.credit)


def _choice(draft: Draft, common: Common) -> tuple[Item, tuple[Finding, ...]]:
    resolved = resolve(draft.choices, draft.claims)
    findings = list(resolved.findings)
    key, kind = resolved.key, draft.type
    if kind == "single" and key and len(key.choices) > 1:
        findings.append(
            Finding("single-with-many-keys", Severity.WARNING, "Several choices of a one-answer question are right.")
        )
        kind = "multiple"
    if kind not in ("single", "multiple", "true_false"):
        several = len(key.choices) != 1 if key else len(draft.choices) > 2 and SEVERAL.search(common["stem"])
        kind = "multiple" if several else "single"
    if kind in ("single", "true_false"):
        kind = "true_false" if _is_true_false(draft.choices) else "single"
    item = ChoiceItem(type=kind, choices=_choices(draft.choices), key=key, **common)
    return item, tuple(findings)


def _is_true_false(choices: tuple[DraftChoice, ...]) -> bool:
    if len(choices) != 2:
        return False
    one, two = (words(choice.text.text) for choice in choices)
    return (one in TRUE and two in FALSE) or (one in FALSE and two in TRUE)


def _cloze(draft: Draft, common: Common) -> tuple[Item, tuple[Finding, ...]]:
    findings: list[Finding] = []
    gaps = []
    for gap in draft.gaps:
        resolved = resolve(gap.choices, gap.claims)
        findings += resolved.findings
        gaps.append(_gap(gap, resolved.key))
    return ClozeItem(gaps=tuple(gaps), **common), tuple(findings)


def _gap(gap: DraftGap, key: Key | None) -> Gap:
    numeric: list[NumericAnswer | None] = []
    if gap.answers and all(answer.numeric for answer in gap.answers):
        numeric = [numbers.answer(answer) for answer in gap.answers]
    if numeric and all(numeric):
        return Gap(gap.id, numbers=tuple(a for a in numeric if a))
    return Gap(gap.id, answers=tuple(map(_answer, gap.answers)), choices=_choices(gap.choices), key=key)
