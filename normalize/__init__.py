"""Drafts to items and findings, in small steps: text, choices, key, feedback, kind, identity, language, tags, checks.

normalize(extraction, Origin("d1", "quiz.md", "general/1"))  ->  Normalized(items, objectives, findings)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize import doubts
from normalize.build import Origin, build
from normalize.checks import check, lowered
from normalize.identity import fingerprint, names
from normalize.language import detect
from normalize.tags import tags_of
from normalize.text import clean, clean_draft
from normalize.trust import goes_by_looks, trusted
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.item import ChoiceItem, Item, Objective
from quizmill.source import FieldSpan, Provenance

__all__ = ["Normalized", "Origin", "normalize"]


@dataclass(frozen=True, slots=True)
class Normalized:
    items: tuple[Item, ...]
    objectives: tuple[Objective, ...]
    findings: tuple[Finding, ...]


def normalize(extraction: Extraction, origin: Origin) -> Normalized:
    """Typed items with fresh ids, and everything in doubt, each finding under its item's id."""
    drafts = [clean_draft(draft) for draft in extraction.drafts]
    checked = [_one(draft, origin, i) for i, draft in enumerate(drafts)]
    objectives = _objectives(extraction, origin)
    built = [item for item, _ in checked]
    if goes_by_looks(extraction.reader):
        built = _weighed(built, drafts)
    fingerprints = [fingerprint(item) for item in built]
    items = tuple(
        replace(item, id=name, language=language, tags=tags)
        for item, name, language, tags in zip(
            built,
            names(origin.document, fingerprints),
            _languages(built),
            tags_of(built, extraction.facts, objectives),
            strict=True,
        )
    )
    findings = [
        replace(finding, item=item.id) for item, (_, found) in zip(items, checked, strict=True) for finding in found
    ]
    return Normalized(items, objectives, (*extraction.findings, *findings, *_repeats(items, fingerprints)))


def _one(draft: Draft, origin: Origin, ordinal: int) -> tuple[Item, tuple[Finding, ...]]:
    built = build(draft, origin, ordinal)
    return check(built.item, draft, built.findings)


def _weighed(items: Sequence[Item], drafts: Sequence[Draft]) -> list[Item]:
    """Items that were read by their looks, with what their looks leave in doubt."""
    beside = doubts.among(items, drafts)
    return [trusted(lowered(item, (*unlike, *doubts.alone(item)))) for item, unlike in zip(items, beside, strict=True)]


def _languages(items: Sequence[Item]) -> list[str]:
    """Each item's own language where its text is long enough to tell, else its document's."""
    texts = [_text(item) for item in items]
    common = detect("\n".join(texts)[:20_000])
    return [item.language or detect(text) or common for item, text in zip(items, texts, strict=True)]


def _text(item: Item) -> str:
    choices = [choice.text for choice in item.choices] if isinstance(item, ChoiceItem) else []
    return "\n".join((item.stem, *choices))


def _objectives(extraction: Extraction, origin: Origin) -> tuple[Objective, ...]:
    return tuple(
        Objective(
            text=clean(objective.text.text),
            section=tuple(map(clean, objective.section)),
            provenance=Provenance(
                origin.document,
                origin.path,
                origin.reader,
                i,
                url=origin.url,
                fields=tuple(FieldSpan("objective", span) for span in objective.text.spans),
            ),
        )
        for i, objective in enumerate(extraction.objectives)
    )


def _repeats(items: Sequence[Item], fingerprints: Sequence[str]) -> list[Finding]:
    first: dict[str, Item] = {}
    findings = []
    for item, words in zip(items, fingerprints, strict=True):
        seen = first.setdefault(words, item)
        if seen is not item:
            where = next((f.span for f in item.provenance.fields), None)
            message = f"The same question as number {seen.provenance.ordinal + 1} of this document."
            findings.append(Finding("duplicate-item", Severity.INFO, message, where, item.id))
    return findings
