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
from normalize.trust import Trust, calibrated, goes_by_looks
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
    built = [build(draft, origin, i) for i, draft in enumerate(drafts)]
    items = tuple(one.item for one in built)
    checked = [check(one.item, draft, one.findings) for one, draft in zip(built, drafts, strict=True)]
    objectives = _objectives(extraction, origin)
    fingerprints = [fingerprint(item) for item in items]
    for item, name, language, tags, trust in zip(
        items,
        names(origin.document, fingerprints),
        _languages(items),
        tags_of(items, extraction.facts, objectives),
        _trusts(items, drafts, [trust for trust, _ in checked], extraction.reader),
        strict=True,
    ):
        _complete(item, id=name, language=language, tags=tags, confidence=trust.confidence, doubts=trust.doubts)
    findings = [
        replace(finding, item=item.id) for item, (_, found) in zip(items, checked, strict=True) for finding in found
    ]
    return Normalized(items, objectives, (*extraction.findings, *findings, *_repeats(items, fingerprints)))


def _complete(item: Item, **late: object) -> None:
    """Sets what only the whole document tells. Nobody else holds the item yet; making it anew costs ten times more."""
    for name, value in late.items():
        object.__setattr__(item, name, value)


def _trusts(items: Sequence[Item], drafts: Sequence[Draft], trusts: Sequence[Trust], reader: str) -> Sequence[Trust]:
    """What is left of the trust in items that were read by their looks, and what that means."""
    if not goes_by_looks(reader):
        return trusts
    beside = doubts.among(items, drafts)
    left = [
        lowered(trust, (*unlike, *doubts.alone(item)))
        for item, trust, unlike in zip(items, trusts, beside, strict=True)
    ]
    return [Trust(calibrated(trust.confidence), trust.doubts) for trust in left]


def _languages(items: Sequence[Item]) -> list[str]:
    """Each item's own language where its text is long enough to tell, else its document's."""
    texts = [_text(item) for item in items]
    own = [item.language or detect(text) for item, text in zip(items, texts, strict=True)]
    common = "" if all(own) else detect("\n".join(texts)[:20_000])
    return [language or common for language in own]


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
