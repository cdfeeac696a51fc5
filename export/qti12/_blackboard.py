"""Blackboard's question pools (Learn Original): a content package whose `.dat` is QTI 1.2 in Blackboard's own words.

    imsmanifest.xml     resource assessment/x-bb-qti-pool, its file named by bb:file
    res00001.dat        questestinterop > assessment > section > item
        <bbmd_questiontype>Multiple Choice</bbmd_questiontype>
        <varequal respident="response" case="No">3f9a...</varequal>  <setvar ...>SCORE.max</setvar>
    .bb-package-info

A Canvas-style quiz is imported with success and no question; a pool is taken. Answers are named by 32 hexadecimal
digits. Feedback is said for right and wrong answers, and for each choice.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO, assert_never

from export._fields import left_out, uncarried, unfit
from export._names import Names, number, shuffled
from export._pictures import described
from export._sections import with_sections
from export._titles import GAP, one_line, shortened, title_of
from export._truth import is_true, says_true_false
from export._zip import Archive
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
from quizmill.package import Loss, Package

CARRIED = frozenset(
    "title points hints solution final_answer quick_check mistakes model_answer feedback.general feedback.correct "
    "feedback.incorrect feedback.partial choices.feedback choices.fixed answers.exact pairs.feedback "
    "distractors".split()
)
_EXTRAS = ("pairs.feedback", "feedback.partial", "hints", "solution", "final_answer", "quick_check", "mistakes")
_TARGET = Target()
_FIB = '<render_fib charset="us-ascii" encoding="UTF_8" rows="0" columns="0" maxchars="0" prompt="Box" fibtype="{}"/>'
_LABEL = '<response_label ident="{}" shuffle="Yes" rarea="Ellipse" rrange="Exact"'
_INFO = "#Bb PackageInfo Property File\ncx.config.operation=EXPORT\ncx.package.info.version=6.0\n"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(slots=True)
class _Question:
    """What differs by type. `right` tests the right answer; `each` are the rows or accepted answers, which Blackboard
    scores itself and wants one by one."""

    kind: str
    responses: str
    right: str = ""
    each: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    after: str = ""  # beside the response block: the right-hand side of a matching


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Write the pool; pictures are described, because Blackboard keeps them elsewhere."""
    losses: list[Loss] = []
    names, title = Names(), html.escape(shortened(one_line(package.title), 200) or "Pool")
    with Archive(out) as archive:
        with archive.stream("res00001.dat") as write:
            write(f'{_HEAD}<questestinterop><assessment title="{title}">\n')
            write(f"<assessmentmetadata>{_metadata('Assessment', 'Multiple Choice', 0)}</assessmentmetadata>\n")
            write(f"<section><sectionmetadata>{_metadata('Section', 'Multiple Choice', 0)}</sectionmetadata>\n")
            for item in package.items:
                if reason := unfit(item, ()):
                    losses.append(left_out(item, reason))
                    continue
                xml, own = _item(item, names.of(item.id))
                write(xml)
                losses += [*own, *uncarried(item, CARRIED, "Blackboard")]
            write("</section></assessment></questestinterop>\n")
        archive.write(".bb-package-info", _INFO)
        archive.write("imsmanifest.xml", _manifest(title))
    return tuple(losses)


def _manifest(title: str) -> str:
    return (
        f'{_HEAD}<manifest identifier="man00001" xmlns:bb="http://www.blackboard.com/content-packaging/">'
        f'<organizations/><resources>\n<resource bb:file="res00001.dat" bb:title="{title}" identifier="res00001" '
        'type="assessment/x-bb-qti-pool" xml:base="res00001"/>\n</resources></manifest>\n'
    )


def _metadata(what: str, kind: str, points: float, name: str = "") -> str:
    ident = f"<bbmd_asi_object_id>{name}</bbmd_asi_object_id>" if name else ""
    return (
        f"{ident}<bbmd_asitype>{what}</bbmd_asitype><bbmd_assessmenttype>Pool</bbmd_assessmenttype>"
        f"<bbmd_sectiontype>Subsection</bbmd_sectiontype><bbmd_questiontype>{kind}</bbmd_questiontype>"
        "<bbmd_is_from_cartridge>false</bbmd_is_from_cartridge><bbmd_is_disabled>false</bbmd_is_disabled>"
        "<bbmd_numbertype>none</bbmd_numbertype><bbmd_partialcredit/>"
        "<bbmd_orientationtype>vertical</bbmd_orientationtype><bbmd_is_extracredit>false</bbmd_is_extracredit>"
        f"<qmd_absolutescore_max>{number(points)}</qmd_absolutescore_max><qmd_weighting>0</qmd_weighting>"
    )


def _item(item: Item, name: str) -> tuple[str, tuple[Loss, ...]]:
    question = _question(item)
    points = 1.0 if item.points is None else item.points
    stem = GAP.sub(lambda found: f"[{_gap_name(item, found[1])}]", item.stem)
    said = list(question.said)
    if question.kind != "Essay":
        extras = with_sections(item, _EXTRAS, _html)
        whole = {"correct": item.feedback.correct, "incorrect": item.feedback.incorrect}
        said[:0] = [(when, _html(text) + extras) for when, text in whole.items()]
    rules = [_part(test) for test in question.each] or [_rule("correct", question.right, "SCORE.max")]
    rules.append(_rule("incorrect", "<other/>", "0"))
    rules += [_rule("", f'<varequal respident="{choice}" case="No"/>', "0", choice) for choice, _ in question.said]
    return (
        f'<item title="{html.escape(title_of(item))}" maxattempts="0">'
        f"<itemmetadata>{_metadata('Item', question.kind, points, name)}</itemmetadata>\n"
        f'<presentation><flow class="Block"><flow class="QUESTION_BLOCK">{_flow(_html(stem))}</flow>'
        f'<flow class="RESPONSE_BLOCK">{question.responses}</flow>{question.after}</flow></presentation>\n'
        '<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" vartype="Decimal" defaultval="0" '
        f'minvalue="0" maxvalue="{number(points)}"/></outcomes>{"".join(rules)}</resprocessing>\n'
        f"{''.join([_feedback(ident, text) for ident, text in said])}{_solution(item)}</item>\n"
    ), tuple(question.losses)


def _question(item: Item) -> _Question:
    match item:
        case ChoiceItem():
            return _truth(item) if says_true_false(item) else _choice(item)
        case TextEntryItem():
            return _typed(item)
        case NumericItem():
            return _numeric(item)
        case ClozeItem():
            return _cloze(item)
        case MatchItem():
            return _matching(item)
        case OrderItem():
            return _ordering(item)
        case EssayItem() | FlashcardItem():
            return _Question("Essay", _string("response"))
        case _:
            assert_never(item)


# Pieces


def _html(text: str) -> str:
    return to_html(described(text), _TARGET)


def _formatted(rendered: str) -> str:
    words = f'<mat_formattedtext type="HTML">{escape(clean_text(rendered))}</mat_formattedtext>'
    return f"<material><mat_extension>{words}</mat_extension></material>"


def _flow(rendered: str) -> str:
    return f'<flow class="FORMATTED_TEXT_BLOCK">{_formatted(rendered)}</flow>'


def _feedback(ident: str, rendered: str) -> str:
    words = f'<flow_mat class="FORMATTED_TEXT_BLOCK">{_formatted(rendered)}</flow_mat>'
    return f'<itemfeedback ident="{ident}" view="All"><flow_mat class="Block">{words}</flow_mat></itemfeedback>\n'


def _rule(title: str, test: str, score: str, show: str = "") -> str:
    named = f' title="{title}"' if title else ""
    return (
        f"<respcondition{named}><conditionvar>{test}</conditionvar>"
        f'<setvar variablename="SCORE" action="Set">{score}</setvar>'
        f'<displayfeedback linkrefid="{show or title}" feedbacktype="Response"/></respcondition>\n'
    )


def _part(test: str) -> str:
    shown = '<displayfeedback linkrefid="correct" feedbacktype="Response"/>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{shown}</respcondition>\n"


def _equal(value: str, response: str = "response", case: str = "No") -> str:
    return f'<varequal respident="{response}" case="{case}">{escape(value)}</varequal>'


def _name(item: Item, part: str) -> str:
    return hashlib.sha256(f"{item.id}/{part}".encode(errors="replace")).hexdigest()[:32]


def _label(name: str, words: str) -> str:
    return (
        f'<flow_label class="Block">{_LABEL.format(name)}>'
        f'<flow_mat class="FORMATTED_TEXT_BLOCK">{_formatted(words)}</flow_mat></response_label></flow_label>'
    )


def _lid(labels: Iterable[str], cardinality: str) -> str:
    return (
        f'<response_lid ident="response" rcardinality="{cardinality}" rtiming="No">'
        f'<render_choice shuffle="No" minnumber="0" maxnumber="0">{"".join(labels)}</render_choice></response_lid>'
    )


def _string(name: str) -> str:
    return f'<response_str ident="{name}" rcardinality="Single" rtiming="No">{_FIB.format("String")}</response_str>'


def _solution(item: Item) -> str:
    """The model answer of an open question, and all else that is said of it."""
    if not isinstance(item, EssayItem | FlashcardItem):
        return ""
    text = item.back if isinstance(item, FlashcardItem) else item.model_answer
    more = with_sections(item, (*_EXTRAS, "feedback.correct", "feedback.incorrect"), _html)
    material = f'<flow_mat class="FORMATTED_TEXT_BLOCK">{_formatted(_html(text) + more)}</flow_mat>'
    return (
        '<itemfeedback ident="solution" view="All"><solution view="All" feedbackstyle="Complete"><solutionmaterial>'
        f'<flow_mat class="Block">{material}</flow_mat></solutionmaterial></solution></itemfeedback>\n'
    )


# Types


def _choice(item: ChoiceItem) -> _Question:
    names = {choice.id: _name(item, choice.id) for choice in item.choices}
    right = item.key.choices if item.key else ()
    several = item.type == "multiple" or len(right) > 1
    labels = [_label(names[c.id], to_inline(described(c.text), _TARGET)) for c in item.choices]
    tests = [_equal(names[c.id]) if c.id in right else f"<not>{_equal(names[c.id])}</not>" for c in item.choices]
    return _Question(
        "Multiple Answer" if several else "Multiple Choice",
        _lid(labels, "Multiple" if several else "Single"),
        f"<and>{''.join(tests)}</and>" if several else _equal(names[right[0]]),
        said=[(names[c.id], _html(c.feedback)) for c in item.choices if c.feedback],
    )


def _truth(item: ChoiceItem) -> _Question:
    words = [
        f'{_LABEL.format(word)}><flow_mat class="Block"><material><mattext charset="us-ascii" texttype="text/plain">'
        f"{word}</mattext></material></flow_mat></response_label>"
        for word in ("true", "false")
    ]
    right = next(choice for choice in item.choices if item.key and choice.id in item.key.choices)
    question = _Question(
        "True/False",
        _lid([f'<flow_label class="Block">{"".join(words)}</flow_label>'], "Single"),
        _equal("true" if is_true(right) else "false"),
    )
    if any(choice.feedback for choice in item.choices):
        question.losses.append(Loss(item.id, "choices.feedback", "true/false questions have none for each choice"))
    return question


def _typed(item: TextEntryItem) -> _Question:
    full = [answer for answer in item.answers if answer.credit >= 100]
    case = "Yes" if item.case_sensitive else "No"
    tests = [_equal(to_answer(answer.text), case=case) for answer in full]
    question = _Question("Fill in the Blank", _string("response"), each=tests)
    if len(full) < len(item.answers):
        question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
    return question


def _numeric(item: NumericItem) -> _Question:
    answer = next(answer for answer in item.answers if answer.credit >= 100)
    response = (
        f'<response_num ident="response" rcardinality="Single" rtiming="No">{_FIB.format("Decimal")}</response_num>'
    )
    question = _Question("Numeric", response, each=[_range(answer)])
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


def _gap_name(item: Item, gap: str) -> str:
    """`a`, `b` ... `g27`: what stands in brackets in the stem."""
    ids = [one.id for one in item.gaps] if isinstance(item, ClozeItem) else []
    place = ids.index(gap) if gap in ids else len(ids)
    return "abcdefghijklmnopqrstuvwxyz"[place] if place < 26 else f"g{place + 1}"


def _cloze(item: ClozeItem) -> _Question:
    """Every gap is typed: of a gap with choices the right ones are accepted as words."""
    losses, tests = [], []
    for gap in item.gaps:
        name = _gap_name(item, gap.id)
        words = [to_answer(answer.text) for answer in gap.answers if answer.credit >= 100]
        if gap.choices:
            losses.append(Loss(item.id, f"gaps.{gap.id}", "its choices: the right words are typed"))
            words += [to_plain(c.text) for c in gap.choices if gap.key and c.id in gap.key.choices]
        if any(number.low != number.high for number in gap.numbers):
            losses.append(Loss(item.id, f"gaps.{gap.id}", "a number's tolerance: only its value counts"))
        words += [number.exact or number.low for number in gap.numbers if number.credit >= 100]
        tests.append("<or>" + "".join([_equal(word, name) for word in words]) + "</or>")
    responses = "".join([_string(_gap_name(item, gap.id)) for gap in item.gaps])
    return _Question("Fill in the Blank Plus", responses, f"<and>{''.join(tests)}</and>", losses=losses)


def _matching(item: MatchItem) -> _Question:
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
            f"</render_choice></response_lid>{_flow(to_inline(described(pair.left), _TARGET))}</flow>"
        )
        tests.append(_equal(_name(item, f"{number_}/{rights.index(pair.right)}"), response))
    shown = "".join([f'<flow class="Block">{_flow(to_inline(described(text), _TARGET))}</flow>' for text in rights])
    return _Question(
        "Matching",
        "".join(rows),
        each=tests,
        after=f'<flow class="RIGHT_MATCH_BLOCK">{shown}</flow>',
    )


def _ordering(item: OrderItem) -> _Question:
    labels = [
        _label(_name(item, str(place)), to_inline(described(item.entries[place]), _TARGET))
        for place in shuffled(len(item.entries), item.id)
    ]
    order = "".join([_equal(_name(item, str(place))) for place in range(len(item.entries))])
    return _Question("Ordering", _lid(labels, "Ordered"), f"<and>{order}</and>")
