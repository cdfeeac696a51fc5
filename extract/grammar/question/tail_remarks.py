"""Remarks behind a question: explanations, feedback to right and wrong answers, verdicts.

Explanation: cork floats      general feedback
If wrong: think of ships      feedback to a wrong answer
Correct! It is full of air.   a verdict, and the sentence as shown
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.question.tail_parts import Part
from extract.grammar.words.label_words import Role
from quizmill.draft import Fragment, When


def explain(found: Found, part: Part) -> None:
    """What explains the answer, with a label or without."""
    found.implied = list(part.lines) if part.implied else found.implied
    _feedback(found, part, "general")


def explain_rest(found: Found, text: str, lines: Sequence[Line]) -> None:
    """What is left of an answer explains it: the `text` behind the key, and the `lines` below."""
    more = prose.text(lines, whole=True) if lines else ""
    joined = "\n\n".join(part for part in (text.strip(), more) if part)
    if joined:
        found.feedback.append(("general", Fragment(joined, prose.spans(lines))))


def if_right(found: Found, part: Part) -> None:
    _feedback(found, part, "correct")


def if_wrong(found: Found, part: Part) -> None:
    _feedback(found, part, "incorrect")


def verdict(doc: Doc, found: Found, part: Part) -> None:
    """A verdict after the options: of the last option where each ticked one has its own, else of the question."""
    if doc.on("verdicts") and _is_of_last(found, part):
        found.options[-1].verdict = part.role
        found.options[-1].feedback = list(part.lines)
        return
    if not found.options and found.answers:
        _feedback(found, part, "general")
        return
    found.question_verdict = found.question_verdict or part.role
    if part.role is Role.PARTIAL or any("select all the correct" in line.text.lower() for line in part.lines):
        found.said_all = False
    lines, _ = part.under()
    if lines:  # "Correct! Because ..." is the sentence as shown, label and all
        found.feedback.append(("general", prose.fragment(lines, whole=True)))


def _is_of_last(found: Found, part: Part) -> bool:
    """An option above has its verdict, the last one has none yet, and this one may be said of it."""
    if not any(option.verdict for option in found.options[:-1]):
        return False
    last = found.options[-1]
    ticked = last.head.mark is None or last.head.mark.on or part.role is not Role.RIGHT
    return not last.verdict and not last.feedback and part.role is not Role.PARTIAL and ticked


def _feedback(found: Found, part: Part, when: When) -> None:
    lines, first = part.under()
    if lines:
        found.feedback.append((when, prose.fragment(lines, first, whole=True)))
