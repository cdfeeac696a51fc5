"""The ten types in Blackboard's own QTI 1.2: response blocks and the tests of the right answer.

<response_label ident="3f9a..."> <flow_mat class="FORMATTED_TEXT_BLOCK"> ... <mat_formattedtext type="HTML">
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from export._names import shuffled
from export._truth import is_true, says_true_false
from export.qti12._score import escape
from export.richtext import Target, clean_text, to_answer, to_html, to_inline, to_plain
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss

_FIB = '<render_fib charset="us-ascii" encoding="UTF_8" rows="0" columns="0" maxchars="0" prompt="Box" fibtype="{}"/>'
_LABEL = '<response_label ident="{}" shuffle="Yes" rarea="Ellipse" rrange="Exact"'


@dataclass(slots=True)
class Question:
    """What differs by type. `right` tests the right answer; `each` are the rows or accepted answers, which Blackboard
    scores itself and wants one by one."""

    kind: str
    responses: str
    right: str = ""
    each: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    after: str = ""  # beside the response block: the right-hand side of a matching


def question_of(item: Item, target: Target) -> Question:
    """The parts of an item that has its key; `target` knows where its pictures are kept."""
    match item:
        case ChoiceItem():
            return _truth(item) if says_true_false(item) else _choice(item, target)
        case TextEntryItem():
            return _typed(item)
        case NumericItem():
            return _numeric(item)
        case ClozeItem():
            return _cloze(item)
        case MatchItem():
            return _matching(item, target)
        case OrderItem():
            return _ordering(item, target)
        case EssayItem() | FlashcardItem():
            return Question("Essay", _string("response"))
        case _:
            assert_never(item)


def formatted(rendered: str) -> str:
    words = f'<mat_formattedtext type="HTML">{escape(clean_text(rendered))}</mat_formattedtext>'
    return f"<material><mat_extension>{words}</mat_extension></material>"


def flow(rendered: str) -> str:
    return f'<flow class="FORMATTED_TEXT_BLOCK">{formatted(rendered)}</flow>'


def feedback(ident: str, rendered: str) -> str:
    words = f'<flow_mat class="FORMATTED_TEXT_BLOCK">{formatted(rendered)}</flow_mat>'
    return f'<itemfeedback ident="{ident}" view="All"><flow_mat class="Block">{words}</flow_mat></itemfeedback>\n'


def rule(title: str, test: str, score: str, show: str = "") -> str:
    named = f' title="{title}"' if title else ""
    return (
        f"<respcondition{named}><conditionvar>{test}</conditionvar>"
        f'<setvar variablename="SCORE" action="Set">{score}</setvar>'
        f'<displayfeedback linkrefid="{show or title}" feedbacktype="Response"/></respcondition>\n'
    )


def part(test: str) -> str:
    shown = '<displayfeedback linkrefid="correct" feedbacktype="Response"/>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{shown}</respcondition>\n"


def _equal(value: str, response: str = "response", case: str = "No") -> str:
    return f'<varequal respident="{response}" case="{case}">{escape(value)}</varequal>'


def _name(item: Item, part: str) -> str:
    return hashlib.sha256(f"{item.id}/{part}".encode(errors="replace")).hexdigest()[:32]


def _label(name: str, words: str) -> str:
    return (
        f'<flow_label class="Block">{_LABEL.format(name)}>'
        f'<flow_mat class="FORMATTED_TEXT_BLOCK">{formatted(words)}</flow_mat></response_label></flow_label>'
    )


def _lid(labels: Iterable[str], cardinality: str) -> str:
    return (
        f'<response_lid ident="response" rcardinality="{cardinality}" rtiming="No">'
        f'<render_choice shuffle="No" minnumber="0" maxnumber="0">{"".join(labels)}</render_choice></response_lid>'
    )


def _string(name: str) -> str:
    return f'<response_str ident="{name}" rcardinality="Single" rtiming="No">{_FIB.format("String")}</response_str>'


def _choice(item: ChoiceItem, target: Target) -> Question:
    names = {choice.id: _name(item, choice.id) for choice in item.choices}
    right = item.key.choices if item.key else ()
    several = item.type == "multiple" or len(right) > 1
    labels = [_label(names[c.id], to_inline(c.text, target)) for c in item.choices]
    tests = [_equal(names[c.id]) if c.id in right else f"<not>{_equal(names[c.id])}</not>" for c in item.choices]
    return Question(
        "Multiple Answer" if several else "Multiple Choice",
        _lid(labels, "Multiple" if several else "Single"),
        f"<and>{''.join(tests)}</and>" if several else _equal(names[right[0]]),
        said=[(names[c.id], to_html(c.feedback, target)) for c in item.choices if c.feedback],
    )


def _truth(item: ChoiceItem) -> Question:
    words = [
        f'{_LABEL.format(word)}><flow_mat class="Block"><material><mattext charset="us-ascii" texttype="text/plain">'
        f"{word}</mattext></material></flow_mat></response_label>"
        for word in ("true", "false")
    ]
    right = next(choice for choice in item.choices if item.key and choice.id in item.key.choices)
    question = Question(
        "True/False",
        _lid([f'<flow_label class="Block">{"".join(words)}</flow_label>'], "Single"),
        _equal("true" if is_true(right) else "false"),
    )
    if any(choice.feedback for choice in item.choices):
        question.losses.append(Loss(item.id, "choices.feedback", "true/false questions have none for each choice"))
    return question


def _typed(item: TextEntryItem) -> Question:
    full = [answer for answer in item.answers if answer.credit >= 100]
    case = "Yes" if item.case_sensitive else "No"
    tests = [_equal(to_answer(answer.text), case=case) for answer in full]
    question = Question("Fill in the Blank", _string("response"), each=tests)
    if len(full) < len(item.answers):
        question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
    return question


def _numeric(item: NumericItem) -> Question:
    answer = next(answer for answer in item.answers if answer.credit >= 100)
    response = (
        f'<response_num ident="response" rcardinality="Single" rtiming="No">{_FIB.format("Decimal")}</response_num>'
    )
    question = Question("Numeric", response, each=[_range(answer)])
    if len(item.answers) > 1:
        question.losses.append(Loss(item.id, "answers", "a number has one range"))
    return question


def _range(answer: NumericAnswer) -> str:
    low, high = escape(answer.low), escape(answer.high)
    middle = escape(answer.exact or answer.low)
    return (
        f'<vargte respident="response">{low}</vargte><varlte respident="response">{high}</varlte>'
        f'<varequal respident="response" case="No">{middle}</varequal>'
    )


def gap_name(item: Item, gap: str) -> str:
    """`a`, `b` ... `g27`: what stands in brackets in the stem."""
    ids = [one.id for one in item.gaps] if isinstance(item, ClozeItem) else []
    place = ids.index(gap) if gap in ids else len(ids)
    return "abcdefghijklmnopqrstuvwxyz"[place] if place < 26 else f"g{place + 1}"


def _cloze(item: ClozeItem) -> Question:
    """Every gap is typed: of a gap with choices the right ones are accepted as words."""
    losses, tests = [], []
    for gap in item.gaps:
        name = gap_name(item, gap.id)
        words = [to_answer(answer.text) for answer in gap.answers if answer.credit >= 100]
        if gap.choices:
            losses.append(Loss(item.id, f"gaps.{gap.id}", "its choices: the right words are typed"))
            words += [to_plain(c.text) for c in gap.choices if gap.key and c.id in gap.key.choices]
        if any(number.low != number.high for number in gap.numbers):
            losses.append(Loss(item.id, f"gaps.{gap.id}", "a number's tolerance: only its value counts"))
        words += [number.exact or number.low for number in gap.numbers if number.credit >= 100]
        tests.append("<or>" + "".join([_equal(word, name) for word in words]) + "</or>")
    responses = "".join([_string(gap_name(item, gap.id)) for gap in item.gaps])
    return Question("Fill in the Blank Plus", responses, f"<and>{''.join(tests)}</and>", losses=losses)


def _matching(item: MatchItem, target: Target) -> Question:
    """Each left-hand text has labels of its own, one for each right-hand text, in the order of these."""
    rights = list(dict.fromkeys((*(pair.right for pair in item.pairs), *item.distractors)))
    rights = [rights[place] for place in shuffled(len(rights), item.id)]
    rows, tests = [], []
    for number_, pair in enumerate(item.pairs):
        response = _name(item, f"row {number_}")
        labels = "".join([f"{_LABEL.format(_name(item, f'{number_}/{place}'))}/>" for place in range(len(rights))])
        rows.append(
            f'<flow class="Block"><response_lid ident="{response}" rcardinality="Single" rtiming="No">'
            f'<render_choice shuffle="Yes" minnumber="0" maxnumber="0"><flow_label class="Block">{labels}</flow_label>'
            f"</render_choice></response_lid>{flow(to_inline(pair.left, target))}</flow>"
        )
        tests.append(_equal(_name(item, f"{number_}/{rights.index(pair.right)}"), response))
    shown = "".join([f'<flow class="Block">{flow(to_inline(text, target))}</flow>' for text in rights])
    return Question(
        "Matching",
        "".join(rows),
        each=tests,
        after=f'<flow class="RIGHT_MATCH_BLOCK">{shown}</flow>',
    )


def _ordering(item: OrderItem, target: Target) -> Question:
    labels = [
        _label(_name(item, str(place)), to_inline(item.entries[place], target))
        for place in shuffled(len(item.entries), item.id)
    ]
    order = "".join([_equal(_name(item, str(place))) for place in range(len(item.entries))])
    return Question("Ordering", _lid(labels, "Ordered"), f"<and>{order}</and>")
