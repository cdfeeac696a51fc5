"""Typed answers in QTI 2 and 3: one field, or several in the stem, some of them menus.

<p>A <textEntryInteraction responseIdentifier="RESPONSE1"/> is <inlineChoiceInteraction .../></p>
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from export._gapped import parted
from export._names import answer_ids, number
from export._qti2.pieces import Field, Parts, Pieces, Said
from export._xhtml import to_xhtml
from export.richtext import clean_text, is_words, to_answer, to_plain
from quizmill.item import Answer, ClozeItem, Gap, NumericAnswer, NumericItem, TextEntryItem
from quizmill.package import Loss

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
_TAKEN = frozenset("SCORE MAXSCORE FEEDBACK RESPONSE completionStatus numAttempts duration".split())
_GAP_OR_TAG = re.compile(r"<[^>]*>|\{\{gap:([^{}]*)\}\}")


@dataclass(frozen=True, slots=True)
class Typed(Pieces):
    """Takes items apart that are answered by typing."""

    def text_entry(self, item: TextEntryItem, points: float) -> Parts:
        parts = Parts(body=self.stem(item) + self._entry_line("RESPONSE", [a.text for a in item.answers]))
        self._typed(parts, item.answers, Field("RESPONSE", points), item.case_sensitive)
        return parts

    def numeric(self, item: NumericItem, points: float) -> Parts:
        parts = Parts()
        unit = self._unit(item, parts, item.answers, "answers.unit")
        parts.body = self.stem(item) + self._entry_line("RESPONSE", [a.high for a in item.answers], unit)
        self._numbers(parts, item.answers, Field("RESPONSE", points))
        self._lose_exact(item, parts, item.answers, "answers.exact")
        return parts

    def _lose_exact(
        self, item: NumericItem | ClozeItem, parts: Parts, answers: Sequence[NumericAnswer], field: str
    ) -> None:
        """The value that a range is around is the correct response, of which there is one."""
        said = next((_best_number(answer) for answer in answers if answer.credit >= 100), ())
        for answer in answers:
            shown = (_decimal(answer.low),) if answer.low == answer.high else said
            if answer.exact and shown != (answer.exact,):
                parts.losses.append(Loss(item.id, field, f"{answer.exact} is not shown: QTI names one right value"))

    def _entry_line(self, name: str, answers: Sequence[str], unit: str = "") -> str:
        return f"<div><p>{self._entry(name, answers)}{unit}</p></div>\n"

    def _unit(self, item: NumericItem | ClozeItem, parts: Parts, answers: Sequence[NumericAnswer], field: str) -> str:
        """The unit beside a field, which only numbers are typed into."""
        units = {answer.unit for answer in answers}
        if len(units) > 1:
            parts.losses.append(Loss(item.id, field, "a field has one unit beside it, and the answers have several"))
        elif unit := "".join(units):
            return self.words.unit % html.escape(clean_text(unit), quote=False)
        return ""

    def _entry(self, name: str, answers: Sequence[str]) -> str:
        longest = max((len(answer) for answer in answers), default=0)
        return self.words.text_entry % (name, min(max(longest, 6) + 4, 60))

    def _typed(self, parts: Parts, answers: Sequence[Answer], at: Field, exact: bool = False) -> None:
        w, name = self.words, at.name
        full = next((a for a in answers if a.credit >= 100), None)
        texts = [html.escape(to_answer(a.text), quote=False) for a in answers]
        best = [html.escape(to_answer(full.text), quote=False)] if full else []
        parts.responses.append(self.response(name, "single", "string", best))
        tests = [w.is_text % ("true" if exact else "false", name, text) for text in texts]
        self._chain(parts, tests, [(a.credit, a.feedback) for a in answers], at, start=w.unanswered % name)

    def _numbers(self, parts: Parts, answers: Sequence[NumericAnswer], at: Field) -> None:
        w, name = self.words, at.name
        full = next((a for a in answers if a.credit >= 100), None)
        parts.responses.append(self.response(name, "single", "float", _best_number(full) if full else ()))
        tests = [
            w.is_number % (name, _decimal(a.low))
            if a.low == a.high
            else w.in_range % (name, _decimal(a.low), name, _decimal(a.high))
            for a in answers
        ]
        said = [(a.credit, a.feedback) for a in answers]
        self._chain(parts, tests, said, at, start=w.unanswered % name)

    def _chain(self, parts: Parts, tests: Sequence[str], said: Sequence[Said], at: Field, start: str = "") -> None:
        """The first answer that fits gives its credit and says its feedback."""
        w = self.words
        rules = [start] if start else []
        for place, (test, (credit, feedback)) in enumerate(zip(tests, said, strict=True), 1):
            then = w.add_score % number(at.points * min(credit, 100) / 100) if credit > 0 else ""
            if feedback:
                parts.feedback.append((f"{at.prefix}a{place}_fb", to_xhtml(feedback, self.target)))
                then += w.shown(f"{at.prefix}a{place}_fb")
            rules.append((w.else_when if rules else w.when) % (test, then or w.add_score % "0"))
        if tests:
            parts.rules.append(w.rule % "".join(rules))

    # Gaps

    def cloze(self, item: ClozeItem, points: float) -> Parts:
        parts = Parts()
        share = points / max(len(item.gaps), 1)
        names = _names(item.gaps)
        places = [Field(name, share, f"g{n}_") for n, name in enumerate(names, 1)]
        fields = {gap.id: self._gap(item, parts, gap, at) for gap, at in zip(item.gaps, places, strict=True)}
        shown: set[str] = set()

        def fill(found: re.Match[str]) -> str:
            name = html.unescape(found[1] or "")
            if name not in fields or name in shown:
                return found[0]
            shown.add(name)
            return fields[name]

        asked = parted(item.stem)
        if asked != item.stem:
            parts.losses.append(Loss(item.id, "stem", "a formula is parted at its gap"))
        stem = _GAP_OR_TAG.sub(fill, to_xhtml(asked, self.target))
        for gap in item.gaps:
            if gap.id not in shown:  # it stood in a formula or a picture's text, where no field can be
                stem += f"<p>{fields[gap.id]}</p>"
                parts.losses.append(Loss(item.id, "stem", f"gap {gap.id} stands after the text, not in its formula"))
        parts.body = f"<div>{stem}</div>\n"
        if len(item.gaps) > 1:  # shares such as a third do not add up to the points
            enough = self.words.score_from % number(points - share / 10)
            parts.rules.append(self.words.rule % (self.words.when % (enough, self.words.set_score % number(points))))
        return parts

    def _gap(self, item: ClozeItem, parts: Parts, gap: Gap, at: Field) -> str:
        if gap.choices:
            return self._dropdown(item, parts, gap, at)
        if gap.numbers and not gap.answers:
            self._numbers(parts, gap.numbers, at)
            self._lose_exact(item, parts, gap.numbers, "gaps.answers.exact")
            unit = self._unit(item, parts, gap.numbers, "gaps.answers.unit")
            return self._entry(at.name, [a.high for a in gap.numbers]) + unit
        if gap.numbers:
            parts.losses.append(
                Loss(item.id, "gaps.numbers", f"numbers beside words are compared as text in gap {gap.id}")
            )
        answers = gap.answers + tuple(Answer(n.exact or n.low, n.credit, n.feedback) for n in gap.numbers)
        self._typed(parts, answers, at)
        return self._entry(at.name, [a.text for a in answers])

    def _dropdown(self, item: ClozeItem, parts: Parts, gap: Gap, at: Field) -> str:
        w, name, ids = self.words, at.name, answer_ids(gap.choices)
        right = [ids[choice] for choice in gap.key.choices] if gap.key else []
        parts.responses.append(self.response(name, "single", "identifier", right[:1]))
        if any(not is_words(c.text) for c in gap.choices):
            parts.losses.append(
                Loss(item.id, "gaps.choices.text", f"choices of a gap are plain words; those of {gap.id} are not")
            )
        tests = [w.is_choice % (name, ids[c.id]) for c in gap.choices]
        said = [(100.0 if gap.key and c.id in gap.key.choices else 0.0, c.feedback) for c in gap.choices]
        kept = [(test, what) for test, what in zip(tests, said, strict=True) if what[0] or what[1]]
        self._chain(parts, [test for test, _ in kept], [what for _, what in kept], at)
        options = [
            w.inline_choice % (ids[c.id], w.fixed if c.fixed else "", html.escape(to_plain(c.text), quote=False))
            for c in gap.choices
        ]
        return w.inline_choice_interaction % (name, "".join(options))


def _decimal(text: str) -> str:
    """A decimal as XML Schema writes it; what is no number stays for the schema to refuse."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if abs(value.adjusted()) < 20:
        return format(value, "f")
    digits, power, exponent = str(value).partition("E")
    return f"{digits}{'' if '.' in digits or not power else '.0'}{power}{exponent}"  # TAO refuses 1E+23


def _best_number(answer: NumericAnswer) -> tuple[str, ...]:
    """The number to show as right: the exact value. A bare range names none, and its rules accept both of its ends."""
    try:
        return (_decimal(str(Decimal(answer.exact))),) if answer.exact else _only(answer)
    except InvalidOperation:
        return _only(answer)


def _only(answer: NumericAnswer) -> tuple[str, ...]:
    return (_decimal(answer.low),) if answer.low == answer.high else ()


def _names(gaps: Sequence[Gap]) -> list[str]:
    """The names of the gaps' responses: their own where these can be names and mean nothing else."""
    own = [gap.id for gap in gaps]
    fit = len(set(own)) == len(own) and all(_NAME.fullmatch(name) and name not in _TAKEN for name in own)
    return own if fit else [f"RESPONSE{n}" for n in range(1, len(own) + 1)]
