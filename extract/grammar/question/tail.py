"""What follows the options (or the stem): answers, explanations, hints, solution steps, boxes that open.

Answer: C                                  a claim, or the answer of an open question
<details><summary>Answer</summary> B ..    the same, its other words explain
Explanation: ...                           feedback
1. Step 1: Look at the loop                a step of the solution, with the lines under it
Hint: ...   Common Mistakes: ...           hints, mistakes

The lines are parted by their labels (`tail_parts`), and each part is read by the module of its idea.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import (
    choice_reasons,
    conclusions,
    tail_fields,
    tail_keys,
    tail_open,
    tail_remarks,
    truth_lists,
)
from extract.grammar.question.found import VERDICTS, Found
from extract.grammar.question.tail_parts import Part, parts_of
from extract.grammar.words.label_words import Role

_REASONED = frozenset((Role.ANSWER, Role.EXPLANATION, Role.SOLUTION))
_STRONG = re.compile(
    r"correct|right|richtig|korrekt|juste|bonne|corret|certa|esatt|juist|rätt|riktig|oikea|poprawn|prawidłow|správn"
    r"|helyes|corect|doğru|прави|верн|вірн|σωστ|נכונ|صحيح|सही|benar|betul|đúng|ถูก|正|정답",
    re.IGNORECASE,
)


def read_tail(doc: Doc, found: Found, lines: Sequence[Line]) -> None:
    """Reads everything after the options into the question."""
    parts = _off_own(found, parts_of(doc, found, lines))
    answered = any(Role.ANSWER in line.roles for part in parts for line in part.lines[:1])
    for part in parts:
        if found.options and part.role in _REASONED and doc.on("truth lists"):
            part.lines = choice_reasons.take(found, truth_lists.take(found, part.lines))
        told = part.role is Role.SOLUTION and not found.options and answered
        _read(doc, found, part, Role.EXPLANATION if told else part.role)
    if found.options and not found.claims and doc.on("conclusions"):
        reasons = [part for part in parts if part.role in _REASONED | VERDICTS and part.lines]
        lines = [line for part in reasons for line in part.lines]
        if conclusions.may(lines):
            conclusions.take(found, [prose.text(part.lines) for part in reasons], prose.spans(lines))


def _off_own(found: Found, parts: list[Part]) -> list[Part]:
    """Without the answer that the learner typed: another one is called correct, or the page judged it wrong."""
    answers = [part for part in parts if part.role is Role.ANSWER and part.lines]
    strong = [part for part in answers if _STRONG.search(part.lines[0].label)]
    weak = [part for part in answers if part not in strong]
    if found.options or not weak or not (strong or found.status in (Role.WRONG, Role.PARTIAL)):
        return parts
    return [part for part in parts if part not in weak]


def _read(doc: Doc, found: Found, part: Part, role: Role) -> None:
    """One part, as its role says: what may tell a key asks the document, the rest does not."""
    if (reader := _KEYED.get(role)) is not None:
        reader(doc, found, part)
    elif role not in _PASSED:
        _SAID.get(role, tail_remarks.explain)(found, part)


def _answer(doc: Doc, found: Found, part: Part) -> None:
    """Names options, or answers an open question."""
    if not part.lines and not part.first:
        return
    found.answered = True
    if found.options:
        tail_keys.answer(found, part)
    else:
        tail_open.answer(doc, found, part)


def _solution(doc: Doc, found: Found, part: Part) -> None:
    """A solution states the key of options, answers an open question, or explains."""
    if not found.options and not found.answers:
        _answer(doc, found, part)
        return
    unkeyed = found.options and not found.claims and not found.solution
    if unkeyed and (part.boxed or part.value or len(part.lines) > 1):
        tail_keys.in_solution(found, part)
        if found.claims:
            return
    tail_remarks.explain(found, part)


_KEYED: dict[Role, Callable[[Doc, Found, Part], None]] = {
    Role.ANSWER: _answer,
    Role.SOLUTION: _solution,
    Role.FINAL: tail_fields.final,
    Role.YOURS: tail_keys.yours,
    **dict.fromkeys(VERDICTS, tail_remarks.verdict),
}
_SAID: dict[Role, Callable[[Found, Part], None]] = {
    Role.HINT: tail_fields.hint,
    Role.STEP: tail_fields.step,
    Role.CHECK: tail_fields.check,
    Role.MISTAKES: tail_fields.mistakes,
    Role.GRADER: tail_fields.grader,
    Role.IF_RIGHT: tail_remarks.if_right,
    Role.IF_WRONG: tail_remarks.if_wrong,
}
_PASSED = frozenset((Role.SCORE, Role.REVEAL))  # a score, a button: taken, but no part of the question
