"""Coursera's first platform (2012-2015): feedback pages of a submitted quiz.

    <div class="course-quiz-question-body"><div class="course-quiz-question-text">...</div><table>
    <tr><td class="course-quiz-student-answer"><input type="checkbox" checked> an option</td>
        <td><span class="course-quiz-answer-correct"></td> <td>0.25</td> <td>why</td></tr>
    <tr><td>Total</td><td></td><td>0.50 / 0.50</td></tr></table>
    <div class="course-quiz-question-explanation"><b>Question Explanation</b> ...

A row's verdict judges what the learner did there: of tick boxes, right are the ticked right ones and the unticked wrong
ones. A row without a control holds a typed answer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.grammar.pages.build import (
    control_in,
    first,
    full_credit,
    furniture,
    html_of,
    is_checked,
    marks,
    spans,
    state_claims,
    text,
    words,
)
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def _identify(page: Page) -> bool:
    return "course-quiz-question-body" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    boxes = html.tree.with_class("course-quiz-question-body")
    drafts = tuple(draft for box in boxes if (draft := _question(html, box)) is not None)
    return Extraction(drafts=drafts, chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _question(html: HtmlPage, box: Node) -> Draft | None:
    stem = text(html, first(html, box, "course-quiz-question-text"))
    rows = [
        row
        for row in html.tree.elements("tr", within=box)
        if first(html, row, "course-quiz-student-answer") is not None
    ]
    rows = [row for row in rows if not any(other is not row and other.index < row.index < other.end for other in rows)]
    rows = rows or list(html.tree.with_class("course-quiz-option", within=box))  # not yet submitted
    got, most = _total(html, box)
    explanation = first(html, box, "course-quiz-question-explanation")
    title = next(html.tree.elements("b", within=explanation), None) if explanation is not None else None
    remark = text(html, explanation, title)
    base = Draft(
        stem=stem,
        spans=spans(html, box),
        number=re.sub(r"\D", "", words(html, first(html, box, "course-quiz-question-number"))),
        points=most,
        feedback=(DraftFeedback(remark),) if remark else (),
    )
    if not stem or not rows:
        return None
    if all(control_in(html, row) is None for row in rows):
        return _typed(html, rows[0], base, got == most and bool(most))
    return _choice(html, rows, base, got, most)


def _total(html: HtmlPage, box: Node) -> tuple[float | None, float | None]:
    for row in html.tree.elements("tr", within=box):
        said = words(html, row)
        if said.startswith("Total"):
            return marks(said)
    return None, None


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if cell.tag == "td"]


def _verdict(html: HtmlPage, row: Node) -> bool | None:
    if first(html, row, "course-quiz-answer-correct") is not None:
        return True
    return False if first(html, row, "course-quiz-answer-incorrect", "course-quiz-answer-wrong") is not None else None


def _remark(html: HtmlPage, row: Node) -> Fragment:
    cells = _cells(row)
    return text(html, cells[3]) if len(cells) > 3 else EMPTY


def _choice(html: HtmlPage, rows: list[Node], base: Draft, got: float | None, most: float | None) -> Draft:
    controls = [control_in(html, row) for row in rows]
    selected = [is_checked(control) for control in controls]
    verdicts = [_verdict(html, row) for row in rows]
    kind = next(control.get("type") for control in controls if control is not None)
    choices = tuple(
        DraftChoice(text(html, (_cells(row) or [row])[0]), selected=chosen, feedback=_remark(html, row))
        for row, chosen in zip(rows, selected, strict=True)
    )
    claims = state_claims(kind, selected, verdicts, base.spans[:1]) or full_credit(selected, got, most, base.spans[:1])
    return replace(base, choices=choices, claims=claims, type="multiple" if kind == "checkbox" else None)


def _typed(html: HtmlPage, row: Node, base: Draft, full: bool) -> Draft:
    given = words(html, (_cells(row) or [row])[0])
    right = full or _verdict(html, row) is True
    answers = (DraftAnswer(Fragment(given, spans(html, row)), feedback=_remark(html, row)),) if right and given else ()
    return replace(base, type="short", answers=answers)


EXTRACTOR = Extractor("coursera-classic", frozenset({Carrier.HTML}), _identify, _read)
