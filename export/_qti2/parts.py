"""Each kind of item in QTI 2 and 3: what is declared, what is shown, how it is scored.

    single, true_false   choiceInteraction, maxChoices 1       multiple    choiceInteraction, maxChoices 0
    short, numeric       textEntryInteraction                  cloze       text entries and inline choices in the stem
    matching             matchInteraction                      ordering    orderInteraction
    essay, flashcard     extendedTextInteraction, scored by a person; the model answer is feedback and rubric

Choices with stated credit are scored by it; otherwise an item is right or wrong as a whole. Matching and cloze give
a share for each row and gap. Answers match in the order of the item, the first that fits counts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import assert_never

from export._names import answer_ids, number, short_hash, shuffled
from export._qti2.words import Words
from export._shuffle import keeps_order
from export._xhtml import has_blocks, to_xhtml
from export.richtext import Target, is_words, to_answer, to_plain
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss

_GAP_OR_TAG = re.compile(r"<[^>]*>|\{\{gap:([^{}]*)\}\}")


@dataclass(slots=True)
class Parts:
    """An item taken apart. `feedback` are (identifier, content); `rules` score it and show answers' feedback."""

    responses: list[str] = field(default_factory=list)
    body: str = ""
    rules: list[str] = field(default_factory=list)
    feedback: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    by_person: bool = False


Said = tuple[float, str]  # credit in percent, feedback


@dataclass(frozen=True, slots=True)
class Field:
    """A place to answer: the name of its response, what it is worth, and what its feedback names begin with."""

    name: str
    points: float
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Takes items apart for one version of QTI."""

    words: Words
    target: Target

    def parts(self, item: Item, points: float) -> Parts:
        """The parts of an item that has a key; `points` is what a right response earns."""
        match item:
            case ChoiceItem():
                return self._choice(item, points)
            case TextEntryItem():
                return self._text_entry(item, points)
            case NumericItem():
                return self._numeric(item, points)
            case ClozeItem():
                return self._cloze(item, points)
            case MatchItem():
                return self._matching(item, points)
            case OrderItem():
                return self._ordering(item, points)
            case EssayItem() | FlashcardItem():
                return self._open(item)
            case _:
                assert_never(item)

    def flow(self, text: str) -> str:
        """Content of a choice: words without a paragraph around them where one is enough."""
        xhtml = to_xhtml(text, self.target)
        return xhtml if has_blocks(xhtml) else xhtml[3:-4]

    def stem(self, item: Item) -> str:
        return f"<div>{to_xhtml(item.stem, self.target)}</div>\n"

    def _response(self, name: str, cardinality: str, base: str, values: Sequence[str], mapping: str = "") -> str:
        w = self.words
        correct = w.correct % "".join([w.value % value for value in values]) if values else ""
        return w.response % (name, cardinality, base, correct, mapping)

    # Choices

    def _choice(self, item: ChoiceItem, points: float) -> Parts:
        w, ids = self.words, answer_ids(item.choices)
        several = item.type == "multiple" or bool(item.key and len(item.key.choices) > 1)
        right = [ids[name] for name in item.key.choices] if item.key else []
        parts = Parts()
        graded = _graded(item)
        mapping = self._mapping(item, ids, points) if graded and several else ""
        parts.responses.append(
            self._response("RESPONSE", "multiple" if several else "single", "identifier", right, mapping)
        )
        shuffle = not keeps_order(item)
        shown = "".join(
            [w.choice % (ids[c.id], w.fixed if c.fixed and shuffle else "", self.flow(c.text)) for c in item.choices]
        )
        parts.body = self.stem(item) + w.choice_interaction % (
            "true" if shuffle else "false",
            "0" if several else "1",
            shown,
        )
        for choice in item.choices:
            if choice.feedback:
                name = ids[choice.id]
                parts.feedback.append((f"{name}_fb", to_xhtml(choice.feedback, self.target)))
                chosen = w.has_choice % (name, "RESPONSE") if several else w.is_choice % ("RESPONSE", name)
                parts.rules.append(w.rule % (w.when % (chosen, w.shown(f"{name}_fb"))))
        parts.rules.append(w.rule % self._choice_score(item, ids, points, graded, several))
        return parts

    def _choice_score(self, item: ChoiceItem, ids: dict[str, str], points: float, graded: bool, several: bool) -> str:
        w = self.words
        whole = w.when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        if not graded:
            return whole
        if several:
            return whole + w.otherwise % w.map_score
        right = set(item.key.choices) if item.key else set()
        part = [
            w.else_when % (w.is_choice % ("RESPONSE", ids[c.id]), w.set_score % number(points * c.credit / 100))
            for c in item.choices
            if c.credit and 0 < c.credit < 100 and c.id not in right
        ]
        return whole + "".join(part)

    def _mapping(self, item: ChoiceItem, ids: dict[str, str], points: float) -> str:
        w = self.words
        entries = [w.entry % (ids[c.id], number(points * (c.credit or 0) / 100)) for c in item.choices]
        return w.mapping % (number(points), "0", "".join(entries))

    # Typed answers

    def _text_entry(self, item: TextEntryItem, points: float) -> Parts:
        parts = Parts(body=self.stem(item) + self._entry_line("RESPONSE", [a.text for a in item.answers]))
        self._typed(parts, item.answers, Field("RESPONSE", points), item.case_sensitive)
        return parts

    def _numeric(self, item: NumericItem, points: float) -> Parts:
        parts = Parts(body=self.stem(item) + self._entry_line("RESPONSE", [a.high for a in item.answers]))
        self._numbers(parts, item.answers, Field("RESPONSE", points))
        return parts

    def _entry_line(self, name: str, answers: Sequence[str]) -> str:
        return f"<div><p>{self._entry(name, answers)}</p></div>\n"

    def _entry(self, name: str, answers: Sequence[str]) -> str:
        longest = max((len(answer) for answer in answers), default=0)
        return self.words.text_entry % (name, min(max(longest, 6) + 4, 60))

    def _typed(self, parts: Parts, answers: Sequence[Answer], at: Field, exact: bool = False) -> None:
        w, name = self.words, at.name
        full = next((a for a in answers if a.credit >= 100), None)
        texts = [html.escape(to_answer(a.text), quote=False) for a in answers]
        best = [html.escape(to_answer(full.text), quote=False)] if full else []
        parts.responses.append(self._response(name, "single", "string", best))
        tests = [w.is_text % ("true" if exact else "false", name, text) for text in texts]
        self._chain(parts, tests, [(a.credit, a.feedback) for a in answers], at, start=w.unanswered % name)

    def _numbers(self, parts: Parts, answers: Sequence[NumericAnswer], at: Field) -> None:
        w, name = self.words, at.name
        full = next((a for a in answers if a.credit >= 100), None)
        parts.responses.append(self._response(name, "single", "float", [_best_number(full)] if full else []))
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

    def _cloze(self, item: ClozeItem, points: float) -> Parts:
        parts = Parts()
        share = points / max(len(item.gaps), 1)
        places = [Field(f"RESPONSE{n}", share, f"g{n}_") for n in range(1, len(item.gaps) + 1)]
        fields = {gap.id: self._gap(item, parts, gap, at) for gap, at in zip(item.gaps, places, strict=True)}
        shown: set[str] = set()

        def fill(found: re.Match[str]) -> str:
            name = html.unescape(found[1] or "")
            if name not in fields or name in shown:
                return found[0]
            shown.add(name)
            return fields[name]

        stem = _GAP_OR_TAG.sub(fill, to_xhtml(item.stem, self.target))
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
            return self._entry(at.name, [a.high for a in gap.numbers])
        if gap.numbers:
            parts.losses.append(Loss(item.id, f"gaps.{gap.id}", "numbers beside words are compared as text"))
        answers = gap.answers + tuple(Answer(n.exact or n.low, n.credit, n.feedback) for n in gap.numbers)
        self._typed(parts, answers, at)
        return self._entry(at.name, [a.text for a in answers])

    def _dropdown(self, item: ClozeItem, parts: Parts, gap: Gap, at: Field) -> str:
        w, name, ids = self.words, at.name, answer_ids(gap.choices)
        right = [ids[choice] for choice in gap.key.choices] if gap.key else []
        parts.responses.append(self._response(name, "single", "identifier", right[:1]))
        if any(not is_words(c.text) for c in gap.choices):
            parts.losses.append(Loss(item.id, f"gaps.{gap.id}", "choices of a gap are plain words"))
        tests = [w.is_choice % (name, ids[c.id]) for c in gap.choices]
        said = [(100.0 if gap.key and c.id in gap.key.choices else 0.0, c.feedback) for c in gap.choices]
        kept = [(test, what) for test, what in zip(tests, said, strict=True) if what[0] or what[1]]
        self._chain(parts, [test for test, _ in kept], [what for _, what in kept], at)
        options = [w.inline_choice % (ids[c.id], html.escape(to_plain(c.text), quote=False)) for c in gap.choices]
        return w.inline_choice_interaction % (name, "".join(options))

    # Pairs and orders

    def _matching(self, item: MatchItem, points: float) -> Parts:
        w, parts = self.words, Parts()
        rights = sorted({p.right for p in item.pairs} | set(item.distractors), key=lambda t: short_hash(item.id + t))
        right_ids = {text: f"r{place}" for place, text in enumerate(rights, 1)}
        pairs = [f"l{place} {right_ids[pair.right]}" for place, pair in enumerate(item.pairs, 1)]
        share = number(points / max(len(pairs), 1))
        mapping = w.mapping % (number(points), "0", "".join([w.entry % (pair, share) for pair in pairs]))
        parts.responses.append(self._response("RESPONSE", "multiple", "directedPair", pairs, mapping))
        left = [w.associable % (f"l{place}", 1, self.flow(pair.left)) for place, pair in enumerate(item.pairs, 1)]
        right = [w.associable % (name, len(pairs), self.flow(text)) for text, name in right_ids.items()]
        parts.body = self.stem(item) + w.match_interaction % (len(pairs), "".join(left), "".join(right))
        for place, pair in enumerate(item.pairs, 1):
            if pair.feedback:
                parts.feedback.append((f"l{place}_fb", to_xhtml(pair.feedback, self.target)))
                parts.rules.append(w.shown(f"l{place}_fb") + "\n")
        whole = w.else_when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        parts.rules.append(w.rule % (w.unanswered % "RESPONSE" + whole + w.otherwise % w.map_score))
        return parts

    def _ordering(self, item: OrderItem, points: float) -> Parts:
        w, parts = self.words, Parts()
        order = shuffled(len(item.entries), item.id)
        names = {entry: f"e{place}" for place, entry in enumerate(order, 1)}
        parts.responses.append(
            self._response("RESPONSE", "ordered", "identifier", [names[entry] for entry in range(len(order))])
        )
        shown = [w.choice % (names[entry], "", self.flow(item.entries[entry])) for entry in order]
        parts.body = self.stem(item) + w.order_interaction % "".join(shown)
        whole = w.when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        parts.rules.append(w.rule % whole)
        return parts

    # Open questions

    def _open(self, item: EssayItem | FlashcardItem) -> Parts:
        parts = Parts(by_person=True)
        parts.responses.append(self._response("RESPONSE", "single", "string", ()))
        parts.body = self.stem(item) + self.words.extended_text
        return parts


def _graded(item: ChoiceItem) -> bool:
    """Whether the document gives some choice a part of the credit."""
    return any(c.credit is not None and c.credit not in (0, 100) for c in item.choices)


def _decimal(text: str) -> str:
    """A decimal as XML Schema writes it; what is no number stays for the schema to refuse."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return format(value, "f") if abs(value.adjusted()) < 20 else str(value)


def _best_number(answer: NumericAnswer) -> str:
    """The number to show as right: the exact value, else the middle of the range."""
    try:
        return _decimal(str(Decimal(answer.exact))) if answer.exact else _middle(answer)
    except InvalidOperation:
        return _middle(answer)


def _middle(answer: NumericAnswer) -> str:
    try:
        return _decimal(str((Decimal(answer.low) + Decimal(answer.high)) / 2))
    except InvalidOperation:
        return answer.low
