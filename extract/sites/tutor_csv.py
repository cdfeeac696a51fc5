"""Quizzes as Tutor LMS exports them: rows of settings, questions and answers, told apart by their first cell.

settings,"Bike repair",,10,minutes,...
question,"Which tool opens a tyre?","",single_choice,1.00,1,,"","Levers protect the rim."
answer,hammer,text,,,,1,
answer,tyre lever,text,1,,,2,              the fourth cell marks the right ones
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.media.fragment import html_to_markdown, looks_like_html
from extract.media.table import Row, Sheet, place
from extract.sites._part import number
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment, ItemType
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_KINDS: dict[str, ItemType] = {
    "single_choice": "single", "multiple_choice": "multiple", "true_false": "true_false", "open_ended": "essay",
    "short_answer": "short", "ordering": "ordering",
}  # fmt: skip


def identify(page: Page) -> bool:
    """A table that begins with settings, a question and an answer."""
    if page.carrier is not Carrier.TABLE or not isinstance(page.tree, tuple) or not page.tree:
        return False
    return [row.cells[0] for row in page.tree[0].rows[:3]] == ["settings", "question", "answer"]


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def _text(sheet: Sheet, row: Row, at: int) -> Fragment:
    said = _cell(row, at)
    return Fragment(html_to_markdown(said) if looks_like_html(said) else said, (place(sheet, row),)) if said else EMPTY


def _draft(sheet: Sheet, rows: Sequence[Row], kind: ItemType, title: str) -> Draft:
    first, answers = rows[0], rows[1:]
    parts = [text for text in (_text(sheet, first, 1), _text(sheet, first, 2)) if text]
    told = _text(sheet, first, 8)
    spans = tuple(place(sheet, row) for row in rows)
    draft = Draft(
        stem=Fragment("\n\n".join(part.text for part in parts), spans[:1]),
        spans=spans,
        type=kind,
        points=number(_cell(first, 4)),
        section=(title,) if title else (),
        feedback=(DraftFeedback(told),) if told else (),
    )
    texts = [_text(sheet, row, 1) for row in answers]
    if kind == "ordering":
        return replace(draft, order=tuple(texts))
    if kind in ("short", "essay"):
        return replace(draft, answers=tuple(map(DraftAnswer, texts)))
    right = tuple(at for at, row in enumerate(answers) if _cell(row, 3) == "1")
    claims = (Claim(Evidence.MARKUP, right, spans=tuple(spans[1 + at] for at in right)),) if right else ()
    return replace(draft, choices=tuple(map(DraftChoice, texts)), claims=claims)


def read(page: Page) -> Extraction:
    """Every question with the answers below it."""
    assert isinstance(page.tree, tuple)
    drafts: list[Draft] = []
    findings: list[Finding] = []
    title = ""
    sheet = page.tree[0]
    for at, row in enumerate(sheet.rows):
        if _cell(row, 0) == "settings":
            title = _cell(row, 1)
        if _cell(row, 0) != "question":
            continue
        end = next((n for n in range(at + 1, len(sheet.rows)) if _cell(sheet.rows[n], 0) != "answer"), len(sheet.rows))
        kind = _KINDS.get(_cell(row, 3))
        if kind:
            drafts.append(_draft(sheet, sheet.rows[at:end], kind, title))
        else:
            message = f"A question of the type {_cell(row, 3)!r} is not read."
            findings.append(Finding("format-unsupported", Severity.WARNING, message, place(sheet, row)))
    return Extraction(tuple(drafts), facts=(("title", title),) if title else (), findings=tuple(findings))


EXTRACTOR = Extractor("tutor-csv", frozenset({Carrier.TABLE}), identify, read)
