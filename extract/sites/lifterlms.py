"""LifterLMS's results of an attempt: what was selected, and the right answer where it was another.

    <li class="llms-quiz-attempt-question type--choice status--graded incorrect">
      <h3 class="llms-question-title">Which ...?</h3> <span class="llms-points">0 / 1 points</span>
      <div class="llms-student-answer"> <p class="llms-quiz-results-label">Selected answer:</p> <ul><li>Rome</li></ul>
      <div class="llms-correct-answer"> ...   <div class="llms-clarifications"> ...

The other choices are not shown, so a question is open here. Where it was judged right, there is no right answer beside
the selected one: that is it. A question that waits for its grade has none.
"""

from __future__ import annotations

import re

from extract.grammar.pages.build import furniture, html_of, spans, text
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftFeedback, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_BOX = "llms-quiz-attempt-question"
_OPEN = ("type--long_answer", "type--code", "type--upload")
_POINTS = re.compile(r"\d+(?:[.,]\d+)?\s*/\s*(\d+(?:[.,]\d+)?)")
_ENTRY = re.compile(r"^ {0,12}(?:- |\d{1,3}\. )", re.M)


def identify(page: Page) -> bool:
    return f'class="{_BOX} ' in page.text


def read(page: Page) -> Extraction:
    html = html_of(page)
    found = (_draft(html, box) for box in html.tree.with_class(_BOX))
    drafts = tuple(draft for draft in found if draft is not None)
    return Extraction(drafts=drafts, chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _draft(html: HtmlPage, box: Node) -> Draft | None:
    stem = text(html, html.tree.first_with_class("llms-question-title", within=box))
    if not stem:
        return None
    right = _said(html, box, "llms-correct-answer")
    if not right and box.has_class("correct"):
        right = _said(html, box, "llms-student-answer")
    remark = _said(html, box, "llms-clarifications")
    worth = html.tree.first_with_class("llms-points", within=box)
    points = _POINTS.search(html.tree.words(worth)) if worth is not None else None
    return Draft(
        stem=stem,
        spans=spans(html, box),
        type="essay" if box.has_class(*_OPEN) else "short",
        answers=(DraftAnswer(right),) if right and not box.has_class(*_OPEN) else (),
        feedback=(DraftFeedback(remark),) if remark else (),
        points=float(points[1].replace(",", ".")) if points else None,
    )


def _said(html: HtmlPage, box: Node, name: str) -> Fragment:
    """What a section says, without its label; the entries of a list as one answer."""
    section = html.tree.first_with_class(name, within=box)
    if section is None:
        return EMPTY
    said = text(html, section, html.tree.first_with_class("llms-quiz-results-label", within=section))
    entries = [line for line in _ENTRY.sub("", said.text).splitlines() if line.strip()]
    return Fragment("; ".join(entries) if _ENTRY.search(said.text) else said.text, said.spans)


EXTRACTOR = Extractor("lifterlms", frozenset({Carrier.HTML}), identify, read)
