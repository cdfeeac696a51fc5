"""Step 9, checks: structural gates. Each lowers an item's confidence, says why, and most leave a finding.

A gate never changes a key. What it found is for a person, or for the threshold above which items need none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import prod

from normalize import doubts
from normalize.key import fold_label
from normalize.text import words
from normalize.trust import Trust
from normalize.words import PRAISE
from quizmill.draft import Draft
from quizmill.finding import Finding, Severity
from quizmill.item import ChoiceItem, Item, is_keyless

WEIGHTS = {  # what confidence is multiplied with; chosen so that one grave doubt alone falls below .5
    "key-conflict": 0.3,
    "key-names-no-choice": 0.4,
    "key-ambiguous": 0.4,
    "verdict-on-distractor": 0.4,
    "answer-mismatch": 0.4,
    "question-cut": 0.3,
    "duplicate-choice": 0.7,
    "single-with-many-keys": 0.6,
    "labels-not-consecutive": 0.6,
    "many-choices": 0.7,
    "math-doubt": 0.8,
    "key-missing": 0.8,
    "ocr-doubt": 0.7,
    **doubts.WEIGHTS,
}


def check(item: Item, draft: Draft, found: Sequence[Finding]) -> tuple[Trust, tuple[Finding, ...]]:
    """The reader's trust in an item, lowered by every doubt, and all the item's findings."""
    findings = (*found, *_gates(item, draft))
    span = draft.spans[0] if draft.spans else None
    placed = tuple(f if f.span else replace(f, span=span) for f in findings)
    codes = (*(finding.code for finding in findings), *_quiet_gates(item, draft))
    return lowered(Trust(draft.confidence, draft.doubts), codes), placed


def lowered(trust: Trust, codes: Iterable[str]) -> Trust:
    """Less trust for each doubt that was not there."""
    weighed = [code for code in dict.fromkeys(codes) if code in WEIGHTS and code not in trust.doubts]
    if not weighed:
        return trust
    confidence = trust.confidence * prod(WEIGHTS[code] for code in weighed)
    return Trust(round(confidence, 4), (*trust.doubts, *weighed))


def _gates(item: Item, draft: Draft) -> Iterator[Finding]:
    if is_keyless(item):
        yield Finding("key-missing", Severity.INFO, "The document does not tell the right answer.")
    if not item.stem.strip():
        yield Finding("question-cut", Severity.WARNING, "The question has no stem.")
    if isinstance(item, ChoiceItem):
        yield from _choice_gates(item, draft)


def _choice_gates(item: ChoiceItem, draft: Draft) -> Iterator[Finding]:
    if len(item.choices) < 2:
        yield Finding("question-cut", Severity.WARNING, "A choice question with fewer than two choices.")
    right = set(item.key.choices) if item.key else None
    for choice in item.choices:
        if choice.feedback and right is not None and choice.id not in right and PRAISE.match(choice.feedback):
            yield Finding(
                "verdict-on-distractor", Severity.WARNING, f"Choice {choice.id[1:]} is praised but not the key."
            )
    if draft.final_answer and item.key and len(item.key.choices) == 1:
        text = next(choice.text for choice in item.choices if choice.id == item.key.choices[0])
        if not words(draft.final_answer.text).startswith(words(text)):
            yield Finding(
                "answer-mismatch", Severity.WARNING, "The stated final answer is not the keyed choice's text."
            )


def _quiet_gates(item: Item, draft: Draft) -> Iterator[str]:
    if not isinstance(item, ChoiceItem):
        return
    labels = [fold_label(choice.label) for choice in draft.choices]
    if all(len(label) == 1 and "a" <= label <= "z" for label in labels):
        codes = [ord(label) for label in labels]
        if codes and codes != list(range(codes[0], codes[0] + len(codes))):
            yield "labels-not-consecutive"
    if len(item.choices) > 12:
        yield "many-choices"
