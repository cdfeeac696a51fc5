"""Quiz questions as Canvas's API gives them: an answer is right that weighs more than nothing.

{"question_type": "multiple_choice_question", "question_text": "<p>Which rusts?</p>", "points_possible": 2,
 "correct_comments": "...", "answers": [{"text": "iron", "weight": 100, "comments": "..."}]}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, feedback, fragment, inside, records, text
from extract.sites._part import number
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Fragment, ItemType, When
from quizmill.source import Span

_TOLD: tuple[tuple[str, When], ...] = (
    ("neutral_comments", "general"), ("correct_comments", "correct"), ("incorrect_comments", "incorrect"),
)  # fmt: skip
_CHOOSE: dict[str, ItemType] = {
    "multiple_choice_question": "single",
    "true_false_question": "true_false",
    "multiple_answers_question": "multiple",
}
_BLANKS = ("fill_in_multiple_blanks_question", "multiple_dropdowns_question")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Records with a question type of Canvas's and a text."""
    return [
        (path, row)
        for path, row in inside(data)
        if text(row, "question_type").endswith("_question") and "question_text" in row
    ]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for what the bank cannot hold."""
    kind = text(row, "question_type")
    base = Draft(
        stem=fragment(text(row, "question_text"), span),
        spans=(span,),
        points=number(text(row, "points_possible")),
        feedback=feedback(row, _TOLD, span),
    )
    answers = records(row, "answers")
    if kind in _CHOOSE:
        choices, right = _chosen(answers, span)
        return replace(base, type=_CHOOSE[kind], choices=choices, claims=claims(right, span))
    match kind:
        case "short_answer_question":
            return replace(base, type="short", answers=tuple(_typed(answer, span) for answer in answers))
        case "numerical_question":
            return replace(base, type="numeric", answers=tuple(_number(answer, span) for answer in answers))
        case "essay_question" | "file_upload_question":
            return replace(base, type="essay")
        case "matching_question":
            return _matching(base, row, span)
        case _ if kind in _BLANKS:
            return _blanks(base, answers, kind == "multiple_dropdowns_question", span)
        case _:
            raise Unread(kind)


def _words(answer: Record, span: Span) -> Fragment:
    return fragment(text(answer, "html") or text(answer, "text") or text(answer, "answer_text"), span)


def _weight(answer: Record) -> float:
    return number(text(answer, "weight") or text(answer, "answer_weight")) or 0.0


def _told(answer: Record, span: Span) -> Fragment:
    said = text(answer, "comments_html") or text(answer, "comments") or text(answer, "answer_comments")
    return fragment(said, span)


def _chosen(answers: Sequence[Record], span: Span) -> tuple[tuple[DraftChoice, ...], list[int]]:
    choices = tuple(DraftChoice(_words(answer, span), feedback=_told(answer, span)) for answer in answers)
    return choices, [place for place, answer in enumerate(answers) if _weight(answer) > 0]


def _typed(answer: Record, span: Span) -> DraftAnswer:
    return DraftAnswer(_words(answer, span), credit=100.0 if _weight(answer) else 0.0, feedback=_told(answer, span))


def _number(answer: Record, span: Span) -> DraftAnswer:
    """Exact with a margin, or a range."""
    if text(answer, "numerical_answer_type") == "range_answer":
        low, high = text(answer, "start"), text(answer, "end")
        return DraftAnswer(Fragment(low, (span,)), numeric=True, upper=high, feedback=_told(answer, span))
    value = text(answer, "exact") or text(answer, "approximate")
    margin = text(answer, "margin")
    tolerance = margin if number(margin) else ""
    return DraftAnswer(Fragment(value, (span,)), numeric=True, tolerance=tolerance, feedback=_told(answer, span))


def _matching(base: Draft, row: Record, span: Span) -> Draft:
    pairs = tuple(
        DraftPair(
            fragment(text(answer, "left") or text(answer, "text"), span),
            fragment(text(answer, "right"), span),
            _told(answer, span),
        )
        for answer in records(row, "answers")
    )
    used = {pair.right.text for pair in pairs}
    offered = [fragment(text(match, "text"), span) for match in records(row, "matches")]
    return replace(
        base, type="matching", pairs=pairs, distractors=tuple(words for words in offered if words.text not in used)
    )


def _blanks(base: Draft, answers: Sequence[Record], chosen: bool, span: Span) -> Draft:
    """`[name]` in the words is a blank; answers say which they belong to."""
    gaps: list[DraftGap] = []
    stem = base.stem.text
    for name in dict.fromkeys(text(answer, "blank_id") for answer in answers):
        written = re.compile(rf"\\?\[{re.escape(name)}\\?\]")
        own = [answer for answer in answers if text(answer, "blank_id") == name]
        if not name or not written.search(stem):
            continue
        gap = str(len(gaps) + 1)
        stem = written.sub(f"{{{{gap:{gap}}}}}", stem, count=1)
        choices, right = _chosen(own, span)
        gaps.append(
            DraftGap(gap, choices=choices, claims=claims(right, span))
            if chosen
            else DraftGap(gap, tuple(_typed(answer, span) for answer in own))
        )
    return replace(base, stem=replace(base.stem, text=stem), type="cloze", gaps=tuple(gaps))
