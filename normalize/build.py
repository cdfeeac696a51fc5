"""Steps 2-5: a cleaned draft becomes a typed item: choices, key, feedback and kind, with provenance per field.

The kind is the reader's where the document's form says it; else it follows from what is there: gaps, pairs,
an order, choices (and how many are right), numbers, answers, nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from normalize import numbers
from normalize.choices import tidy
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
from quizmill.source import FieldSpan, Provenance

# "A", "(b)", "A, C", "1-b, 2-a": letters of choices and pairs that are not there; "c" may be a word of its own
_LISTED = re.compile(r"^[ \t]*\(?[a-eA-E][.)]", re.MULTILINE)
_LETTERS = re.compile(
    r"(?:option |choice )?(?:[A-E]|\([a-eA-E]\)|[a-eA-E]\))[.)]?(?:\s*(?:,|&|and)\s*\(?[A-E]\)?)*"
    r"|(?:\d{1,2}\s*[-–:→=]\s*\(?[a-zA-Z]\)?(?:[\s,;]+|\Z)){2,}"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that a draft stands in."""

    document: str
    path: str
    reader: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    item: Item
    findings: tuple[Finding, ...]


def build(draft: Draft, origin: Origin, ordinal: int) -> Built:
    """The typed item of one cleaned draft; its id is still empty."""
    draft, findings = tidy(draft)
    bare, more = _typed(draft, draft.stem.text)
    first = draft.spans[0] if draft.spans else None
    placed = tuple(f if f.span else replace(f, span=first) for f in (*findings, *more))
    provenance = Provenance(
        origin.document, origin.path, origin.reader, ordinal, url=origin.url, fields=tuple(_fields(draft))
    )
    return Built(_dressed(bare, draft, provenance), placed)


def _dressed(bare: Item, draft: Draft, provenance: Provenance) -> Item:
    """The item with what every kind has."""
    return replace(
        bare,
        title=draft.title,
        feedback=_feedback(draft),
        hints=_texts(draft.hints),
        solution=_texts(draft.solution),
        final_answer=draft.final_answer.text,
        quick_check=draft.quick_check.text,
        mistakes=_texts(draft.mistakes),
        difficulty=draft.difficulty,
        points=draft.points,
        section=draft.section,
        tags=draft.tags,
        objectives=draft.objectives,
        language=draft.language,
        confidence=draft.confidence,
        doubts=draft.doubts,
        provenance=provenance,
    )


def _feedback(draft: Draft) -> Feedback:
    said = {"general": "", "correct": "", "incorrect": "", "partial": ""}
    for remark in draft.feedback:
        said[remark.when] = "\n\n".join(filter(None, (said[remark.when], remark.text.text)))
    return Feedback(said["general"], said["correct"], said["incorrect"], said["partial"])


def _fields(draft: Draft) -> Iterator[FieldSpan]:
    """Where each field stood: the whole item under "item", then field by field."""
    yield from (FieldSpan("item", span) for span in draft.spans)
    yield from _at("stem", draft.stem)
    for i, choice in enumerate(draft.choices):
        yield from _at(f"choices.{i}", choice.text)
        yield from _at(f"choices.{i}.feedback", choice.feedback)
    yield from (FieldSpan("key", span) for claim in draft.claims for span in claim.spans)
    for i, answer in enumerate(draft.answers):
        yield from _at(f"answers.{i}", answer.text)
        yield from _at(f"answers.{i}.feedback", answer.feedback)
    for i, pair in enumerate(draft.pairs):
        yield from _at(f"pairs.{i}.left", pair.left)
        yield from _at(f"pairs.{i}.right", pair.right)
    yield from _gap_fields(draft)
    for remark in draft.feedback:
        yield from _at(f"feedback.{remark.when}", remark.text)
    for name, several in (("hints", draft.hints), ("solution", draft.solution), ("mistakes", draft.mistakes)):
        for i, fragment in enumerate(several):
            yield from _at(f"{name}.{i}", fragment)
    yield from _at("final_answer", draft.final_answer)
    yield from _at("quick_check", draft.quick_check)
    yield from _at("grader_info", draft.grader_info)


def _gap_fields(draft: Draft) -> Iterator[FieldSpan]:
    for gap in draft.gaps:
        for answer in gap.answers:
            yield from _at(f"gaps.{gap.id}.answers", answer.text)
        for choice in gap.choices:
            yield from _at(f"gaps.{gap.id}.choices", choice.text)
        yield from (FieldSpan(f"gaps.{gap.id}.key", span) for claim in gap.claims for span in claim.spans)


def _at(name: str, fragment: Fragment) -> list[FieldSpan]:
    spans = fragment.spans
    return [FieldSpan(name, span) for span in (dict.fromkeys(spans) if len(spans) > 1 else spans)]


def _typed(draft: Draft, stem: str) -> tuple[Item, tuple[Finding, ...]]:
    if draft.type == "cloze" or (draft.gaps and draft.type is None):
        return _cloze(draft, stem)
    if draft.type == "matching" or (draft.pairs and draft.type is None):
        pairs = tuple(Pair(p.left.text, p.right.text, p.feedback.text) for p in draft.pairs)
        return MatchItem(pairs=pairs, distractors=_texts(draft.distractors), id="", stem=stem), ()
    if draft.type == "ordering" or (draft.order and draft.type is None):
        return OrderItem(entries=_texts(draft.order), known=draft.order_known, id="", stem=stem), ()
    if draft.choices:
        return _choice(draft, stem)
    if draft.type == "flashcard":
        return FlashcardItem(back=_joined(draft.answers), id="", stem=stem), ()
    if draft.type == "essay" or not (draft.answers or draft.type):
        grader = draft.grader_info.text
        return EssayItem(model_answer=_joined(draft.answers), grader_info=grader, id="", stem=stem), ()
    return _typed_in(draft, stem)


def _typed_in(draft: Draft, stem: str) -> tuple[Item, tuple[Finding, ...]]:
    """A typed answer: numeric where the document says so, or every accepted answer is a number with a tolerance."""
    if draft.type is None and draft.answers and all(_lost(answer.text.text, stem) for answer in draft.answers):
        said = ", ".join(answer.text.text for answer in draft.answers)
        span = next((span for answer in draft.answers for span in answer.text.spans), None)
        lost = Finding("key-names-no-choice", Severity.ERROR, f'The key "{said}" names no choice.', span)
        return EssayItem(model_answer="", grader_info=draft.grader_info.text, id="", stem=stem), (lost,)
    wants_number = draft.type == "numeric" or any(a.numeric for a in draft.answers)
    if wants_number and draft.type != "short":
        accepted = [numbers.answer(answer) for answer in draft.answers]
        if all(accepted):
            return NumericItem(answers=tuple(a for a in accepted if a), id="", stem=stem), ()
        finding = Finding("math-doubt", Severity.WARNING, "A numeric answer is not written as a plain number.")
        return _short(draft, stem), (finding,)
    return _short(draft, stem), ()


def _lost(answer: str, stem: str) -> bool:
    """An answer that names a choice, of a question that has none; a small letter only where its stem swallowed them."""
    answer = answer.strip()
    return bool(_LETTERS.fullmatch(answer) or (answer in tuple("abcde") and len(_LISTED.findall(stem)) > 1))


def _short(draft: Draft, stem: str) -> TextEntryItem:
    return TextEntryItem(
        answers=tuple(map(_answer, draft.answers)), case_sensitive=draft.case_sensitive, id="", stem=stem
    )


def _answer(answer: DraftAnswer) -> Answer:
    return Answer(answer.text.text, answer.credit, answer.feedback.text)


def _texts(fragments: Iterable[Fragment]) -> tuple[str, ...]:
    return tuple(fragment.text for fragment in fragments)


def _joined(answers: Iterable[DraftAnswer]) -> str:
    return "\n\n".join(answer.text.text for answer in answers if answer.text)


def _choices(drafts: Iterable[DraftChoice]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=f"a{i + 1}",
            text=choice.text.text,
            feedback=choice.feedback.text,
            fixed=choice.fixed or (len(choice.text.text) < 120 and speaks_of_others(choice.text.text)),
            credit=choice.credit,
        )
        for i, choice in enumerate(drafts)
    )


def _choice(draft: Draft, stem: str) -> tuple[Item, tuple[Finding, ...]]:
    resolved = resolve(draft.choices, draft.claims)
    findings = list(resolved.findings)
    key, kind = resolved.key, draft.type
    if kind == "single" and key and len(key.choices) > 1:
        findings.append(
            Finding("single-with-many-keys", Severity.WARNING, "Several choices of a one-answer question are right.")
        )
        kind = "multiple"
    if kind not in ("single", "multiple", "true_false"):
        several = len(key.choices) != 1 if key else len(draft.choices) > 2 and SEVERAL.search(stem)
        kind = "multiple" if several else "single"
    if kind in ("single", "true_false"):
        kind = "true_false" if _is_true_false(draft.choices) else "single"
    item = ChoiceItem(type=kind, choices=_choices(draft.choices), key=key, id="", stem=stem)
    return item, tuple(findings)


def _is_true_false(choices: tuple[DraftChoice, ...]) -> bool:
    if len(choices) != 2:
        return False
    one, two = (words(choice.text.text) for choice in choices)
    return (one in TRUE and two in FALSE) or (one in FALSE and two in TRUE)


def _cloze(draft: Draft, stem: str) -> tuple[Item, tuple[Finding, ...]]:
    findings: list[Finding] = []
    gaps = []
    for gap in draft.gaps:
        resolved = resolve(gap.choices, gap.claims)
        findings += resolved.findings
        gaps.append(_gap(gap, resolved.key))
    return ClozeItem(gaps=tuple(gaps), id="", stem=stem), tuple(findings)


def _gap(gap: DraftGap, key: Key | None) -> Gap:
    numeric: list[NumericAnswer | None] = []
    if gap.answers and all(answer.numeric for answer in gap.answers):
        numeric = [numbers.answer(answer) for answer in gap.answers]
    if numeric and all(numeric):
        return Gap(gap.id, numbers=tuple(a for a in numeric if a))
    return Gap(gap.id, answers=tuple(map(_answer, gap.answers)), choices=_choices(gap.choices), key=key)
