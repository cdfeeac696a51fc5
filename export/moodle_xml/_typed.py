"""Typed answers of Moodle: words, numbers with their tolerance and units, and texts with gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from export._fields import filled
from export._fit import left_out, unfit
from export._fractions import nearest
from export._gapped import parted
from export._numeric import centred
from export.moodle_xml._cloze import cloze_text
from export.moodle_xml._frame import ALWAYS, BY_RESULT, Kept, in_html, whole
from export.moodle_xml._text import element, xml
from export.richtext import to_answer
from quizmill.item import Answer, ClozeItem, NumericAnswer, NumericItem


def _credit(kept: Kept, credit: float) -> str:
    fraction, exact = nearest(credit)
    if not exact:
        kept.lose("answers.credit", f"{credit:g} % is not on Moodle's list; {fraction} % is")
    return fraction


def typed_answers(kept: Kept, answers: tuple[Answer, ...]) -> Iterable[str]:
    """A star in an answer is a wildcard to Moodle unless a backslash stands before it."""
    for answer in answers:
        words = to_answer(answer.text).replace("*", r"\*")
        yield (
            f'<answer fraction="{_credit(kept, answer.credit)}" format="plain_text"><text>{xml(words)}</text>'
            f"{element('feedback', *in_html(kept, answer.feedback))}</answer>\n"
        )


def number(kept: Kept, answer: NumericAnswer) -> str:
    value, tolerance, own = centred(answer)
    if not own:
        kept.lose("answers.exact", f"Moodle's tolerance is the same on both sides; {value} stands for {answer.exact}")
    return (
        f'<answer fraction="{_credit(kept, answer.credit)}" format="plain_text"{_said(answer, value)}>'
        f"<text>{xml(value)}</text>{element('feedback', *in_html(kept, answer.feedback))}"
        f"<tolerance>{tolerance}</tolerance></answer>\n"
    )


def _said(answer: NumericAnswer, value: str) -> str:
    """What Moodle's form cannot say: a bare range, a value that is not in its middle, one answer's own unit."""
    unit = f' data-unit="{escape(answer.unit)}"' if answer.unit else ""
    if answer.exact == value or answer.low == answer.high:
        return unit
    return (
        f' data-low="{escape(answer.low)}" data-high="{escape(answer.high)}" data-exact="{escape(answer.exact)}"{unit}'
    )


def units(kept: Kept, item: NumericItem) -> str:
    """Units that may be typed behind the number; they are not graded."""
    names = dict.fromkeys(answer.unit for answer in item.answers if answer.unit)
    if not names:
        return ""
    if len({answer.unit for answer in item.answers}) > 1:
        kept.lose("answers.unit", "Moodle takes the units of a question with each of its answers")
    listed = "".join(f"<unit><multiplier>1</multiplier><unit_name>{xml(name)}</unit_name></unit>" for name in names)
    settings = "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>"
    return f"<units>{listed}</units>{settings}<unitsleft>0</unitsleft>\n"


def cloze(kept: Kept, item: ClozeItem) -> str:
    each = (item.points or len(item.gaps)) / max(1, len(item.gaps))
    weight = int(each) if each == int(each) and each >= 1 else 1
    if item.points is not None and weight != each:
        kept.lose("points", f"Moodle counts whole points for each gap; here {len(item.gaps)} in all")
    shown = parted(item.stem)
    if shown != item.stem:
        kept.lose("stem", "a formula is parted at its gap")
    stem = cloze_text(replace(item, stem=shown), kept.texts, weight)
    if reason := "its gaps do not each stand once in the text" if stem is None else unfit(item, (), partial=False):
        kept.losses.append(left_out(item, reason))
        return ""
    numbers = [number for gap in item.gaps for number in gap.numbers if number.low != number.high]
    if any(number.exact != centred(number)[0] for number in numbers):
        kept.lose("gaps.answers.exact", "Moodle names a range by its middle")
    if any(len({number.unit for number in gap.numbers}) > 1 for gap in item.gaps):
        kept.lose("gaps.answers.unit", "one unit stands beside a gap")
    if "gaps.choices.fixed" in filled(item):
        kept.lose("gaps.choices.fixed", "the choices of a gap keep their order")
    return whole(kept, "cloze", "", (*BY_RESULT, *ALWAYS), stem)
