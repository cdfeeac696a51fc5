"""A row of letters below the last of several questions without a key: whose key it is does not show.

    4. Which sinks?
    a) cork   b) stone
    Answers: B A B           three letters, four questions: no key of the fourth, and of the others neither

A row with a letter for every question is read in their order (`shapes`); any other names no question's key.
"""

from __future__ import annotations

from dataclasses import replace

from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence

_FEWEST = 3  # questions with choices; in fewer a row may well be the last one's
_MESSAGE = "A row of letters stands below the last of several questions without a key; it was not used."


def doubted(extraction: Extraction) -> Extraction:
    """The extraction without such a row's claim, and a finding instead."""
    asked = [draft for draft in extraction.drafts if draft.choices]
    if len(asked) < _FEWEST or any(draft.claims for draft in asked[:-1]):
        return extraction
    last = asked[-1]
    claims = tuple(claim for claim in last.claims if claim.evidence is not Evidence.STATED or len(claim.labels) < 2)
    if len(claims) == len(last.claims):
        return extraction
    span = next((claim.spans[0] for claim in last.claims if claim not in claims and claim.spans), None)
    finding = Finding("ambiguous-claims", Severity.WARNING, _MESSAGE, span)
    return replace(
        extraction,
        drafts=tuple(replace(draft, claims=claims) if draft is last else draft for draft in extraction.drafts),
        findings=(*extraction.findings, finding),
    )
