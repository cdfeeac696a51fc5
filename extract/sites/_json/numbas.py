"""Numbas exams (`.exam`): a line that names the version, then JSON of questions in parts.

    // Numbas version: exam_results_page_options
    {"name": "Angles", "question_groups": [{"questions": [{"statement": "<p>Think of a triangle.</p>", "advice": "...",
       "parts": [{"type": "1_n_2", "prompt": "What is the sum?", "choices": ["90", "180"], "matrix": ["0", "1"]}]}]}]}

Each part is a question below the statement. A choice is right that the matrix gives marks; marks, choices and bounds
that are to be computed from variables are no key and no words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, feedback, fragment, inside, records, text, texts
from quizmill.draft import Draft, DraftAnswer, DraftChoice
from quizmill.source import Span

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """The parts of all questions, each with its question's statement and advice."""
    return [
        (f"{path}/parts/{at}", {**part, "statement": row.get("statement"), "advice": row.get("advice")})
        for path, row in inside(data)
        if "statement" in row
        for at, part in enumerate(records(row, "parts"))
        if text(part, "type") != "information"
    ]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread for gaps, formulas, and what is computed from variables."""
    kind = text(row, "type")
    asked = [fragment(text(row, name), span).text for name in ("statement", "prompt")]
    base = Draft(
        stem=fragment("\n\n".join(words for words in asked if words), span),
        spans=(span,),
        feedback=feedback(row, (("advice", "general"),), span),
    )
    match kind:
        case "1_n_2" | "m_n_2" if isinstance(row.get("choices"), list):
            return _chosen(base, row, kind == "m_n_2", span)
        case "numberentry" if _NUMBER.match(low := text(row, "minValue")) and _NUMBER.match(
            high := text(row, "maxValue")
        ):
            answer = DraftAnswer(fragment(low, span), numeric=True, upper=high if high != low else "")
            return replace(base, type="numeric", answers=(answer,))
        case "patternmatch" if shown := text(row, "displayAnswer"):
            return replace(base, type="short", answers=(DraftAnswer(fragment(shown, span)),))
    raise Unread(kind)


def _chosen(base: Draft, row: Record, several: bool, span: Span) -> Draft:
    offered, marks = texts(row, "choices"), texts(row, "matrix")
    told = [*texts(row, "distractors"), *[""] * len(offered)]
    choices = tuple(
        DraftChoice(fragment(words, span), feedback=fragment(said, span))
        for words, said in zip(offered, told, strict=False)
    )
    counted = len(marks) == len(offered) and all(map(_NUMBER.match, marks))
    best = max((float(mark) for mark in marks), default=0.0) if counted else 0.0
    right = [at for at, mark in enumerate(marks) if counted and float(mark) > 0 and (several or float(mark) == best)]
    key = right if several or len(right) == 1 else []
    return replace(base, type="multiple" if several else "single", choices=choices, claims=claims(key, span))
