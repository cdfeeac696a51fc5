"""Blackboard's tab-delimited text for "Upload Questions", Original and Ultra.

    MC      question    answer  correct     answer  incorrect
    MA      question    answer  correct     answer  correct     answer  incorrect
    TF      question    true
    ESS     question    sample answer
    MAT     question    left    right       left    right
    ORD     question    first   second      third
    FIB     question    answer  answer
    FIB_PLUS  a [x] b   x       answer      answer  (empty)     y       answer
    NUM     question    answer  tolerance

Rules (help.blackboard.com, "Upload Questions"): UTF-8, tabs between fields, one question a row, no header and no blank
line, verdict words in English, at most 500 questions a file, 100 answers a question, 10 variables in FIB_PLUS; pairs
must be one to one. Texts are HTML; typed answers are words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, assert_never

from export._fields import uncarried
from export._files import write_text
from export._fit import left_out, unfit
from export._numeric import centred
from export._options import chosen
from export._pictures import described
from export._titles import GAP, one_line
from export._truth import is_true, says_true_false
from export._words import literal, right_places
from export.richtext import Target, to_inline
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Exporter, Loss, Package, Support

_TARGET = Target()
_MOST_ANSWERS = 100
_MOST_GAPS = 10
_KEYLESS = frozenset({"flashcard"})
_CARRIED = frozenset({"model_answer", "answers.exact"})


class _Refused(Exception):
    """This item has no row; the reason is a sentence's end."""


def _html(text: str) -> str:
    """HTML on one line; line breaks that show (code) are elements."""
    rendered = to_inline(described(text), _TARGET)
    return one_line(rendered.replace("\n", "<br>") if "<pre>" in rendered else rendered)


def _choices(item: ChoiceItem) -> list[str]:
    right = right_places(item.choices, item.key)
    verdicts = ["correct" if place in right else "incorrect" for place in range(len(item.choices))]
    return [field for pair in zip([_html(c.text) for c in item.choices], verdicts, strict=True) for field in pair]


def _choice_row(item: ChoiceItem) -> list[str]:
    if not 2 <= len(item.choices) <= _MOST_ANSWERS:
        raise _Refused(f"Blackboard takes 2 to {_MOST_ANSWERS} answers")
    right = right_places(item.choices, item.key)
    if says_true_false(item) and len(right) == 1:
        return ["TF", _html(item.stem), "true" if is_true(item.choices[right[0]]) else "false"]
    several = item.type == "multiple" or len(right) > 1
    return ["MA" if several else "MC", _html(item.stem), *_choices(item)]


def _accepted(answers: tuple[Answer, ...]) -> list[str]:
    return [literal(answer.text) for answer in answers if answer.credit == 100][:_MOST_ANSWERS]


def _gap_answers(gap: Gap) -> list[str]:
    if gap.numbers:
        if any(number.low != number.high for number in gap.numbers):
            raise _Refused("a gap of Blackboard takes no range of numbers")
        return [number.low for number in gap.numbers if number.credit == 100]
    if gap.choices:
        places = right_places(gap.choices, gap.key)
        return [one_line(_html(gap.choices[place].text)) for place in places]
    return _accepted(gap.answers)


def _cloze_row(item: ClozeItem) -> list[str]:
    if not 1 <= len(item.gaps) <= _MOST_GAPS:
        raise _Refused(f"Blackboard takes 1 to {_MOST_GAPS} gaps")
    names = {gap.id: f"x{place}" for place, gap in enumerate(item.gaps, 1)}
    if sorted(GAP.findall(item.stem)) != sorted(names):
        raise _Refused("its gaps do not each stand once in the text")
    stem = _html(item.stem).replace("[", "&#91;").replace("]", "&#93;")
    row = ["FIB_PLUS", GAP.sub(lambda found: f"[{names[found[1]]}]", stem)]
    for place, gap in enumerate(item.gaps):
        row += [*([""] if place else []), names[gap.id], *_gap_answers(gap)]
    return row


def _numeric_row(item: NumericItem) -> list[str]:
    value, tolerance, _ = centred(next(answer for answer in item.answers if answer.credit == 100))
    return ["NUM", _html(item.stem), value, tolerance]


def _pairs_row(item: MatchItem) -> list[str]:
    rights = [_html(pair.right) for pair in item.pairs]
    if len(set(rights)) < len(rights):
        raise _Refused("Blackboard needs pairs one to one; here two rows share their right side")
    lefts = [_html(pair.left) for pair in item.pairs]
    return ["MAT", _html(item.stem), *(field for pair in zip(lefts, rights, strict=True) for field in pair)]


def _row(item: Item) -> list[str]:
    match item:
        case ChoiceItem():
            return _choice_row(item)
        case TextEntryItem():
            return ["FIB", _html(item.stem), *_accepted(item.answers)]
        case NumericItem():
            return _numeric_row(item)
        case ClozeItem():
            return _cloze_row(item)
        case MatchItem():
            return _pairs_row(item)
        case OrderItem():
            return ["ORD", _html(item.stem), *(_html(entry) for entry in item.entries)]
        case EssayItem():
            return ["ESS", _html(item.stem), _html(item.model_answer)]
        case FlashcardItem():
            return ["ESS", _html(item.stem), _html(item.back)]
        case _:
            assert_never(item)


_REASONS = {
    "media": "pictures are not in a text file; their descriptions stand in their place",
    "answers.credit": "only answers of full credit are accepted",
    "gaps.answers.credit": "only answers of full credit are accepted",
}


def _losses(item: Item) -> Iterator[Loss]:
    yield from uncarried(item, _CARRIED, "Blackboard's text format", _REASONS)
    if isinstance(item, NumericItem) and len(item.answers) > 1:
        yield Loss(item.id, "answers", "Blackboard takes one number and its tolerance")
    if isinstance(item, NumericItem) and any(a.low != a.high and a.exact != centred(a)[0] for a in item.answers):
        yield Loss(item.id, "answers.exact", "Blackboard names a range by its middle")
    if isinstance(item, TextEntryItem) and any(answer.credit != 100 for answer in item.answers):
        yield Loss(item.id, "answers", _REASONS["answers.credit"])
    if isinstance(item, ClozeItem) and any(gap.choices or gap.numbers for gap in item.gaps):
        yield Loss(item.id, "gaps", "every gap is typed and compared as text; choices are left out")
    if isinstance(item, ClozeItem) and any(answer.credit != 100 for gap in item.gaps for answer in gap.answers):
        yield Loss(item.id, "gaps.answers", _REASONS["gaps.answers.credit"])
    if isinstance(item, FlashcardItem):
        yield from (Loss(item.id, field, "an essay whose sample answer is the back") for field in ("type", "back"))


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    for item in package.items:
        try:
            if reason := unfit(item, _KEYLESS, pictures="none", partial=False):
                raise _Refused(reason)
            row = _row(item)
        except _Refused as refused:
            losses.append(left_out(item, str(refused)))
            continue
        losses.extend(_losses(item))
        yield "\t".join(row) + "\r\n"


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """One row a question."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses))
    return tuple(losses)


EXPORTER = Exporter(
    name="blackboard-text",
    suffix=".txt",
    summary="Blackboard tab-delimited text: questions and keys, no feedback",
    render=render,
    support={
        "single": Support("approximated", "no feedback, hints or points"),
        "multiple": Support("approximated", "no feedback, hints or points"),
        "true_false": Support("approximated", "as multiple choice where the words are not True and False"),
        "short": Support("approximated", "answers of full credit only"),
        "numeric": Support("approximated", "one number and its tolerance"),
        "cloze": Support("approximated", "typed gaps; up to 10, without ranges of numbers"),
        "matching": Support("approximated", "one to one, without texts that belong to none"),
        "ordering": Support("approximated", "no feedback, hints or points"),
        "essay": Support("approximated", "with its model answer as sample"),
        "flashcard": Support("approximated", "an essay whose sample answer is the back"),
    },
    split=500,
    keyless=_KEYLESS,
)
