"""Canvas (Classic Quizzes) result pages, saved by the learner or the teacher.

    <div class="display_question question multiple_choice_question incorrect" id="question_101">
      <span class="question_name">Question 1</span> <div class="user_points">1<span> / 1</span> pts</div>
      <div class="question_text user_content">...</div>
      <div class="answer correct_answer selected_answer"><input type="radio"><div class="answer_text">...</div></div>
      <div class="question_comment correct_comment">...</div></div>

`correct_answer` names a right answer (chosen or not), `wrong_answer` a chosen wrong one. Where the course hides the
answers neither stands there; then only full marks tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    text,
    words,
)
from extract.media.html.medium import HtmlPage
from extract.media.html.parse import entries_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Extraction,
    Fragment,
    When,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_COMMENTS: dict[str, When] = {
    "correct_comment": "correct",
    "incorrect_comment": "incorrect",
    "neutral_comment": "general",
}


def _identify(page: Page) -> bool:
    return "display_question" in page.text and "question_text" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    drafts = tuple(
        draft for box in html.tree.with_class("display_question") if (draft := _question(html, box)) is not None
    )
    return Extraction(drafts=drafts, chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _question(html: HtmlPage, box: Node) -> Draft | None:
    kind = next(
        (
            word.removesuffix("_question")
            for word in box.classes
            if word.endswith("_question") and word != "display_question"
        ),
        "",
    )
    body = first(html, box, "question_text")
    got, most = marks(words(html, first(html, box, "user_points")))
    base = Draft(
        stem=text(html, body),
        spans=spans(html, box),
        number=re.sub(r"\D", "", words(html, first(html, box, "question_name"))),
        points=most,
        feedback=tuple(_comments(html, box)),
    )
    rows = [row for row in html.tree.with_class("answer", within=box) if row.tag in ("div", "li", "tr")]
    match kind:
        case "text_only":
            return None
        case "multiple_choice" | "true_false" | "multiple_answers" | "missing_word":
            return _choice(html, rows, base, kind, got, most)
        case "matching":
            return _matching(html, rows, base)
        case "essay" | "file_upload":
            return replace(base, type="essay") if base.stem else None
        case "fill_in_multiple_blanks" | "multiple_dropdowns":
            return _cloze(html, box, body, base)
        case "numerical" | "calculated" | "short_answer":
            return _typed(html, rows, base, kind)
    return _choice(html, rows, base, kind, got, most) if len(rows) > 1 else None


def _comments(html: HtmlPage, box: Node) -> Iterator[DraftFeedback]:
    named = list(html.tree.with_class("question_comment", "quiz_comment_text", within=box))
    for node in named or html.tree.with_class("quiz_comment", within=box):
        when: When = next((_COMMENTS[word] for word in node.classes if word in _COMMENTS), "general")
        remark = text(html, node)
        if remark:
            yield DraftFeedback(remark, when)


def _answer_text(html: HtmlPage, row: Node) -> Fragment:
    shown = first(html, row, "answer_html")
    return text(
        html, shown if shown is not None and words(html, shown) else first(html, row, "answer_text", "answer_label")
    )


def _choice(
    html: HtmlPage, rows: list[Node], base: Draft, kind: str, got: float | None, most: float | None
) -> Draft | None:
    choices: list[DraftChoice] = []
    selected: list[bool] = []
    right: list[int] = []
    for row in rows:
        chosen = row.has_class("selected_answer") or bool(is_checked(control_in(html, row)))
        if row.has_class("correct_answer"):
            right.append(len(choices))
        choices.append(
            DraftChoice(
                _answer_text(html, row),
                selected=chosen,
                feedback=text(html, first(html, row, "answer_comment", "comment_html")),
            )
        )
        selected.append(chosen)
    if len(choices) < 2 or not all(choice.text for choice in choices):
        return None
    claims: tuple[Claim, ...] = ()
    if right:
        claims = (Claim(Evidence.MARKED_CORRECT, choices=tuple(right), spans=base.spans[:1]),)
    claims += full_credit(selected, got, most, base.spans[:1])
    return replace(base, choices=tuple(choices), claims=claims, type="multiple" if kind == "multiple_answers" else None)


def _typed(html: HtmlPage, rows: list[Node], base: Draft, kind: str) -> Draft:
    found = []
    for row in rows:
        if row.has_class("correct_answer"):
            said = _answer_text(html, row)
            value = next(
                (node.get("value") for node in html.tree.elements("input", within=row) if node.get("value")), ""
            )
            if said or value:
                found.append(DraftAnswer(said or Fragment(value, base.spans[:1]), numeric=kind != "short_answer"))
    return replace(base, type="short" if kind == "short_answer" else "numeric", answers=tuple(found))


def _matching(html: HtmlPage, rows: list[Node], base: Draft) -> Draft | None:
    pairs: list[DraftPair] = []
    entries: list[str] = []
    for row in rows:
        left = text(html, first(html, row, "answer_match_left"))
        select = next(html.tree.elements("select", within=row), None)
        own = entries_of(select) if select is not None else []
        entries = entries or [entry for entry, attrs in own if attrs.get("value") != ""]
        chosen = next((entry for entry, attrs in own if "selected" in attrs), "")
        right = (
            Fragment(chosen, left.spans)
            if chosen and row.has_class("correct_answer") and not row.has_class("wrong_answer")
            else EMPTY
        )
        if left:
            pairs.append(DraftPair(left, right))
    used = {pair.right.text for pair in pairs}
    others = tuple(Fragment(entry) for entry in entries if entry not in used)
    return replace(base, type="matching", pairs=tuple(pairs), distractors=others) if len(pairs) > 1 else None


def _cloze(html: HtmlPage, box: Node, body: Node | None, base: Draft) -> Draft | None:
    """Blanks are named `[colour]` or stand as inputs in the text; the answers of each lie in a group of their own."""
    groups = list(html.tree.with_class("answer_group", within=box))
    if body is None or not groups:
        return None
    gaps: dict[int, DraftGap] = {}
    picked = []
    for line in html.lines_in(body.index, body.end):
        for at in line.controls():
            if len(gaps) < len(groups):
                gaps[at] = _gap(html, groups[len(gaps)], str(len(gaps) + 1))
        picked.append((line, line.parts))
    if len(gaps) != len(groups):
        return None
    written = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    return replace(base, type="cloze", stem=Fragment(written, base.stem.spans), gaps=tuple(gaps.values()))


def _gap(html: HtmlPage, group: Node, identity: str) -> DraftGap:
    rows = [row for row in html.tree.with_class("answer", within=group) if row.tag == "div"]
    right = [_answer_text(html, row) for row in rows if row.has_class("correct_answer")]
    return DraftGap(identity, tuple(DraftAnswer(answer) for answer in right if answer))


EXTRACTOR = Extractor("canvas-page", frozenset({Carrier.HTML}), _identify, _read)
