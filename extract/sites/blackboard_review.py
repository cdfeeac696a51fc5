"""Blackboard Learn: "Review Test Submission" pages.

    <li id="contentListItem:_1_1"> <h3>Question 1</h3> <div>10 out of 10 points</div> <table>
      <tr><td><img alt="Correct"></td><td><div class="vtbegenerated">the question</div></td></tr>
      <tr><td>Selected Answer:</td><td><img alt="Correct"> by a dance</td></tr>
      <tr><td>Answers:</td><td>by colour</td></tr> <tr><td></td><td><img alt="Correct"> by a dance</td></tr>
      <tr><td>Response Feedback:</td><td>...</td></tr></table></li>

A picture "Correct" at an entry of the answers' list, and a row "Correct Answer:", tell the key; a picture at the
selected answer only says whether it was right, and full marks then make it the key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.grammar.pages.build import first, full_credit, furniture, html_of, marks, spans, stated_claim, text, words
from extract.grammar.words.class_names import verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_TRUE_FALSE = ("True", "False")
_ENTRY = re.compile(r"contentListItem:|content_listContainer")


@dataclass(slots=True)
class _Rows:
    """A question's table: each labelled row's cells."""

    stem: Node | None = None
    selected: list[Node] = field(default_factory=list)
    correct: list[Node] = field(default_factory=list)
    answers: list[Node] = field(default_factory=list)
    feedback: list[Node] = field(default_factory=list)


def _identify(page: Page) -> bool:
    return _ENTRY.search(page.text) is not None and ("vtbegenerated" in page.text or "Selected Answer" in page.text)


def _read(page: Page) -> Extraction:
    html = html_of(page)
    boxes = [node for node in html.tree.elements("li", "div") if node.id.startswith("contentListItem:")]
    boxes = boxes or [node for node in html.tree.with_class("liItem") if any(html.tree.elements("tr", within=node))]
    drafts = tuple(draft for box in boxes if (draft := _question(html, box)) is not None)
    return Extraction(drafts=drafts, chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _question(html: HtmlPage, box: Node) -> Draft | None:
    rows = _rows(html, box)
    stem = text(html, rows.stem)
    if not stem:
        return None
    heading = next((words(html, node) for node in html.tree.elements("h3", "h4", within=box)), "")
    said = next(
        (
            words(html, node)
            for node in html.tree.elements("div", within=box)
            if re.search(r"\d\s+\D{2,12}\s+\d", words(html, node)[:40])
        ),
        "",
    )
    got, most = marks(said)
    base = Draft(
        stem=stem,
        spans=spans(html, box),
        number=re.sub(r"\D", "", heading),
        points=most,
        feedback=tuple(DraftFeedback(remark) for cell in rows.feedback if (remark := text(html, cell))),
    )
    given = [words(html, cell) for cell in rows.selected]
    told = [words(html, cell) for cell in (*rows.selected, *rows.correct)]
    if rows.answers:
        return _choice(html, rows, base, given, got, most)
    if told and all(entry in _TRUE_FALSE for entry in told):
        choices = tuple(DraftChoice(Fragment(word, base.spans[:1]), selected=word in given) for word in _TRUE_FALSE)
        return replace(base, choices=choices, claims=_told(html, rows, choices, got, most))
    if not told:
        return replace(base, type="essay")
    answers = tuple(DraftAnswer(text(html, cell)) for cell in rows.correct if words(html, cell))
    if not answers and got == most and most:
        answers = tuple(DraftAnswer(text(html, cell)) for cell in rows.selected if words(html, cell))
    return replace(base, type="short", answers=answers)


def _rows(html: HtmlPage, box: Node) -> _Rows:
    out = _Rows()
    into: list[Node] = []
    for row in html.tree.elements("tr", within=box):
        cells = [cell for cell in row.children if cell.tag in ("td", "th")]
        if len(cells) < 2 or any(html.tree.elements("tr", within=cells[1])):
            continue
        label = words(html, cells[0])
        if out.stem is None and not label:
            out.stem = cells[1]
            continue
        if label:
            into = _list_for(out, label)
        if words(html, cells[1]):
            into += _entries(cells[1]) if into is out.answers else [cells[1]]
    return out


def _entries(cell: Node) -> list[Node]:
    """The answers of a cell: a box each where it holds several."""
    boxes = [child for child in cell.children if child.tag == "div"]
    return boxes if len(boxes) > 1 else [cell]


def _entry(html: HtmlPage, cell: Node) -> Fragment:
    return text(html, cell, first(html, cell, "answerNumLabelSpan"))  # without its letter


def _list_for(rows: _Rows, label: str) -> list[Node]:
    roles = roles_of(label)
    folded = label.casefold()
    if Role.YOURS in roles or "selected" in folded:
        return rows.selected
    if Role.EXPLANATION in roles or "feedback" in folded:
        return rows.feedback
    if Role.ANSWER in roles and ("correct" in folded or "right" in folded):
        return rows.correct
    return rows.answers if roles & {Role.ANSWER, Role.OPTIONS} else []


def _marked(html: HtmlPage, cell: Node) -> bool:
    return any(verdict(image.get("alt")) is True for image in html.tree.elements("img", within=cell))


def _choice(html: HtmlPage, rows: _Rows, base: Draft, given: list[str], got: float | None, most: float | None) -> Draft:
    found = [_entry(html, cell) for cell in rows.answers]
    choices = tuple(DraftChoice(entry, selected=entry.text in given) for entry in found)
    right = tuple(i for i, cell in enumerate(rows.answers) if _marked(html, cell))
    claims = (
        (Claim(Evidence.MARKED_CORRECT, choices=right, spans=spans(html, *(rows.answers[i] for i in right))),)
        if right
        else ()
    )
    many = len(rows.selected) > 1 or len(right) > 1
    return replace(
        base, choices=choices, claims=claims + _told(html, rows, choices, got, most), type="multiple" if many else None
    )


def _told(
    html: HtmlPage, rows: _Rows, choices: tuple[DraftChoice, ...], got: float | None, most: float | None
) -> tuple[Claim, ...]:
    if rows.correct:
        return stated_claim(choices, ", ".join(words(html, cell) for cell in rows.correct), spans(html, *rows.correct))
    return full_credit([choice.selected for choice in choices], got, most, spans(html, *rows.selected))


EXTRACTOR = Extractor("blackboard-review", frozenset({Carrier.HTML}), _identify, _read)
