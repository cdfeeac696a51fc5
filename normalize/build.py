"""A cleaned draft becomes a typed item: its choices tidied, its kind told, with what every kind has and its places."""

from __future__ import annotations

from dataclasses import replace

from normalize.choices import tidy
from normalize.kinds import Common, texts, typed
from normalize.places import places
from quizmill.draft import Draft
from quizmill.finding import Finding
from quizmill.item import Feedback, Item
from quizmill.record import record
from quizmill.source import Provenance


@record(frozen=True, slots=True)
class Origin:
    """The document that a draft stands in."""

    document: str
    path: str
    reader: str
    url: str = ""


@record(frozen=True, slots=True)
class Built:
    item: Item
    findings: tuple[Finding, ...]


def build(draft: Draft, origin: Origin, ordinal: int) -> Built:
    """The typed item of one cleaned draft. Its id is still empty, its tags and language are the draft's own."""
    draft, findings = tidy(draft)
    item, more = typed(draft, _common(draft, origin, ordinal))
    first = draft.spans[0] if draft.spans else None
    return Built(item, tuple(f if f.span else replace(f, span=first) for f in (*findings, *more)))


def _common(draft: Draft, origin: Origin, ordinal: int) -> Common:
    return {
        "id": "",
        "stem": draft.stem.text,
        "title": draft.title,
        "feedback": _feedback(draft) if draft.feedback else Feedback(),
        "hints": texts(draft.hints),
        "solution": texts(draft.solution),
        "final_answer": draft.final_answer.text,
        "quick_check": draft.quick_check.text,
        "mistakes": texts(draft.mistakes),
        "difficulty": draft.difficulty,
        "points": draft.points,
        "section": draft.section,
        "tags": draft.tags,
        "objectives": draft.objectives,
        "language": draft.language,
        "provenance": Provenance(
            origin.document, origin.path, origin.reader, ordinal, url=origin.url, fields=places(draft)
        ),
    }


def _feedback(draft: Draft) -> Feedback:
    said = {"general": "", "correct": "", "incorrect": "", "partial": ""}
    for remark in draft.feedback:
        said[remark.when] = "\n\n".join(filter(None, (said[remark.when], remark.text.text)))
    return Feedback(**said)
