"""Step 2, choices: labels that stuck to the text come off, empty rows go, twins are reported.

["A. red", "B. blue", "C. green"]  ->  labels A B C, texts red blue green   (only a whole run of consecutive labels)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizmill.draft import Draft, DraftChoice, Fragment
from quizmill.finding import Finding, Severity

_LABEL = re.compile(r"^\s*(?:\(([A-Za-z])\)|([A-Za-z])[.)])\s+(?=\S)")


def tidy(draft: Draft) -> tuple[Draft, tuple[Finding, ...]]:
    """A draft with tidy choices. Positions never move: a claim may name them."""
    choices = _unlabelled(draft.choices)
    findings = []
    for first, second in _twins(choices):
        span = next(iter(choices[second].text.spans), None)
        message = f"Choices {first + 1} and {second + 1} have the same text."
        findings.append(Finding("duplicate-choice", Severity.WARNING, message, span))
    return draft if choices is draft.choices else replace(draft, choices=choices), tuple(findings)


def _unlabelled(choices: tuple[DraftChoice, ...]) -> tuple[DraftChoice, ...]:
    """Take letters off only where every choice has one, none has another label, and they run on: A B C D."""
    if len(choices) < 2 or not _LABEL.match(choices[0].text.text) or any(choice.label for choice in choices):
        return choices
    found = [_LABEL.match(choice.text.text) for choice in choices]
    letters = [(match[1] or match[2]).upper() for match in found if match]
    consecutive = [chr(ord("A") + i) for i in range(len(choices))]
    if letters != consecutive:
        return choices
    return tuple(
        replace(choice, label=letter, text=Fragment(choice.text.text[match.end() :], choice.text.spans))
        for choice, match, letter in zip(choices, found, letters, strict=True)
        if match
    )


def _twins(choices: Sequence[DraftChoice]) -> list[tuple[int, int]]:
    """Pairs of choices that read the same. Case and punctuation may be what a question is about, so both count."""
    texts = [" ".join(choice.text.text.split()) for choice in choices]
    if len(set(texts)) == len(texts):
        return []
    first: dict[str, int] = {}
    for i, text in enumerate(texts):
        first.setdefault(text, i)
    return [(first[text], i) for i, text in enumerate(texts) if text and first[text] != i]
