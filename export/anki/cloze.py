r"""A cloze item as Anki writes it: `{{gap:g1}}` becomes `{{c1::answer}}`, or `{{c1::answer::a / b / c}}` with choices.

Anki ends a gap at the next `}}` and its answer at the next `::`, also inside a formula, so both are written with a
character reference in answers; and a `{{c1::` in the words of the source is no gap.
"""

from __future__ import annotations

import html
import re

from export._card import number_words
from export.anki.rich import FORMULA, Rich, finish
from export.richtext import clean_text
from quizmill.item import Answer, Choice, ClozeItem, Gap

_GAP = re.compile(r"\{\{gap:([^{}]+)\}\}")
_FORMULA_OR_GAP = re.compile(f"{FORMULA}|{_GAP.pattern}")
_FALSE_GAP = re.compile(r"\{\{(?!gap:)")
_BLANK = "____"


def text(item: ClozeItem, rich: Rich) -> tuple[str, int]:
    """The Text field and how many cards Anki makes of it: one a gap that has an answer."""
    known = [gap for gap in item.gaps if _accepted(gap)]
    written = {gap.id: _Written(gap, at, rich) for at, gap in enumerate(known, 1)}
    placed: set[str] = set()

    def fill(gap: str, formula: bool) -> str:
        if gap not in written:
            return r"\_\_\_" if formula else _BLANK
        placed.add(gap)
        return written[gap].in_formula() if formula else written[gap].in_words()

    def replace(match: re.Match[str]) -> str:
        return fill(match[3], False) if match[3] else _GAP.sub(lambda gap: fill(gap[1], True), match[0])

    filled = _FORMULA_OR_GAP.sub(replace, _FALSE_GAP.sub("{&#123;", rich.raw_block(item.stem)))
    filled += "".join(f"<p>{fill(gap, False)}</p>" for gap in written if gap not in placed)
    if not known:
        filled += "<p>{{c1::The source gives no answer.}}</p>"
    return finish(filled), max(len(known), 1)


def _accepted(gap: Gap) -> list[str]:
    """The right answers, best first: Markdown where they are chosen, else plain."""
    if gap.choices:
        key = gap.key.choices if gap.key else ()
        return [choice.text for choice in gap.choices if choice.id in key]
    ranked = sorted((answer for answer in gap.answers if answer.credit > 0), key=lambda answer: -answer.credit)
    numbers = [number for number in gap.numbers if number.credit > 0]
    return [answer.text for answer in ranked] + [
        number_words(number) if number.low == number.high or not number.exact else number.exact for number in numbers
    ]


class _Written:
    """One gap in Anki's spelling."""

    def __init__(self, gap: Gap, number: int, rich: Rich) -> None:
        self._gap, self._number, self._rich = gap, number, rich
        self._answer = _accepted(gap)[0]

    def in_words(self) -> str:
        answer = self._rich.raw_inline(self._answer) if self._gap.choices else self._rich.plain(self._answer)
        hint = " / ".join(self._rich.raw_inline(choice.text) for choice in self._gap.choices)
        return self._gap_of(_apart(answer) + (f"::{_apart(hint)}" if hint else ""))

    def in_formula(self) -> str:
        return self._gap_of(_apart(html.escape(clean_text(self._answer).strip("$"))))

    def _gap_of(self, inner: str) -> str:
        return f"{{{{c{self._number}::{inner}}}}}"


def _apart(words: str) -> str:
    """The words without a bracket of gaps in them, nor half of one at their end."""
    words = words.replace("}}", "}&#125;").replace("{{", "{&#123;").replace("::", ":&#58;")
    return words[:-1] + {"}": "&#125;", ":": "&#58;"}[words[-1]] if words.endswith(("}", ":")) else words


def answers(item: ClozeItem, rich: Rich) -> str:
    """The Answer field: what else a gap accepts, and what is said of an answer."""
    entries = [(at, "; ".join(_remarks(gap, rich))) for at, gap in enumerate(item.gaps, 1)]
    listed = "".join(f'<li value="{at}">{words}</li>' for at, words in entries if words)
    return f"<ol>{listed}</ol>" if listed else ""


def _said(gap: Gap) -> list[Choice | Answer]:
    both: list[Choice | Answer] = [*gap.choices, *gap.answers]
    return [each for each in both if each.feedback]


def _remarks(gap: Gap, rich: Rich) -> list[str]:
    written = rich.inline if gap.choices else rich.plain
    also = [written(text) for text in _accepted(gap)[1:]]
    ranges = [rich.plain(number_words(number)) for number in gap.numbers if number.low != number.high]
    said = [(written(each.text), each.feedback) for each in _said(gap)]
    said += [(number_words(number), number.feedback) for number in gap.numbers if number.feedback]
    remarks = [f"<b>{words}</b>: {rich.inline(feedback)}" for words, feedback in said]
    return ([f"also {', '.join(also)}"] if also else []) + ranges + remarks
