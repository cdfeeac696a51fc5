"""One item of QTI 1.2: presentation, response processing, feedback.

    <item ident="q1" title="..."><itemmetadata>...</itemmetadata>
      <presentation><material>stem</material><response_lid ident="response1">...</response_lid></presentation>
      <resprocessing>general feedback, feedback of answers, the key, what is said when it is missed</resprocessing>
      <itemfeedback ident="a1_fb">...</itemfeedback>
    </item>

Canvas: the order of the conditions, `<and>`/`<not>` for several right answers, one `response_lid` a row or gap.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from export._names import answer_ids, short_hash, shuffled
from export._sections import section, with_sections
from export._titles import GAP, title_of
from export._truth import says_true_false
from export.qti12._profile import Profile
from export.qti12._score import OTHER, Way, by_credit, condition, equal, escape, exactly, numeric_test, percent
from export.richtext import Target, clean_text, is_words, to_answer, to_html, to_inline, to_plain
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
from quizmill.package import Loss


# Names of question types that stand for more than one kind of item: the kind itself is then noted too.
_AMBIGUOUS = frozenset({"matching_question", "essay_question", "Matching", "Long Answer"})


@dataclass(slots=True)
class Question:
    """An item taken apart. `key` are the conditions that score it, in order; `said` are (ident, html)."""

    kind: str
    stem: str
    responses: str = ""
    before: list[str] = field(default_factory=list)  # conditions that only show an answer's feedback
    key: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)  # of the rows and gaps that must all be right
    said: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes items in one dialect."""

    profile: Profile
    target: Target

    def item(self, item: Item, ident: str) -> tuple[str, tuple[Loss, ...]]:
        """The `item` element and what it lost."""
        question = self._question(item)
        general = with_sections(item, self.profile.sections, self._html)
        whole = {} if question.kind in ("essay", "flashcard") else self._judged(item)
        if question.kind in ("essay", "flashcard"):
            general += "".join([section(item, f"feedback.{when}", self._html) for when in ("correct", "incorrect")])
        start = [condition(OTHER, show=["general_fb"])] if general else []
        end = [condition(OTHER, show=["general_incorrect_fb"])] if "general_incorrect_fb" in whole else []
        said = [("general_fb", general)] if general else []
        feedback = [*said, *whole.items(), *question.said]
        native = self._native(item)
        processing = (
            '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
            f"</outcomes>\n{''.join((*start, *question.before, *question.key, *end))}</resprocessing>\n"
        )
        xml = (
            f'<item ident="{ident}" title="{html.escape(title_of(item))}">\n{self._metadata(item, question.kind)}'
            f"<presentation>{self._material(question.stem)}\n{question.responses}</presentation>\n{processing}"
            f"{''.join([self._feedback(name, text) for name, text in feedback])}{native}</item>\n"
        )
        return xml, tuple(question.losses)

    def _judged(self, item: Item) -> dict[str, str]:
        said = {"correct_fb": item.feedback.correct, "general_incorrect_fb": item.feedback.incorrect}
        return {name: self._html(text) for name, text in said.items() if text}

    def _question(self, item: Item) -> Question:
        match item:
            case ChoiceItem():
                return self._choice(item)
            case TextEntryItem():
                return self._short(item)
            case NumericItem():
                return self._numeric(item)
            case ClozeItem():
                return self._cloze(item)
            case MatchItem():
                return self._matching(item)
            case OrderItem():
                return self._native_order(item) if self.profile.native else self._order_as_match(item)
            case EssayItem() | FlashcardItem():
                return self._open(item)
            case _:
                assert_never(item)

    def _right(self, item: Item, test: str, score: str = "100", show: Sequence[str] = ()) -> str:
        """The condition that gives full marks and says so."""
        praise = ["correct_fb"] if item.feedback.correct else []
        return condition(test, score=score, show=[*show, *praise], way="No")

    def _all_right(self, item: Item, question: Question) -> None:
        """Say `correct_fb` when every row or gap is right. Canvas finds that text by its name, and would take the
        condition for another row."""
        if self.profile.native and item.feedback.correct:
            test = f"<and>{''.join(question.tests)}</and>"
            question.key.append(condition(test, show=["correct_fb"]))

    def _share(self, question: Question, test: str, score: str) -> None:
        """A row or gap that is right adds its share."""
        question.tests.append(test)
        question.key.append(condition(test, score=score, way="Yes" if self.profile.native else "", add=True))

    # Pieces

    def _html(self, text: str) -> str:
        return to_html(text, self.target)

    def _material(self, rendered: str) -> str:
        return f'<material><mattext texttype="text/html">{escape(clean_text(rendered))}</mattext></material>'

    def _words(self, text: str) -> str:
        """A choice: plain words as such, everything else as HTML."""
        text = clean_text(text)
        if is_words(text):
            return f'<material><mattext texttype="text/plain">{escape(text)}</mattext></material>'
        return self._material(to_inline(text, self.target))

    def _label(self, name: str, material: str, fixed: bool = False) -> str:
        stays = ' rshuffle="No"' if fixed else ""
        return f'<response_label ident="{name}"{stays}>{material}</response_label>\n'

    def _lid(
        self, name: str, labels: Iterable[str], cardinality: str = "Single", shuffle: bool = False, head: str = ""
    ) -> str:
        order = ' shuffle="Yes"' if shuffle else ""
        return (
            f'<response_lid ident="{name}" rcardinality="{cardinality}">{head}<render_choice{order}>\n'
            f"{''.join(labels)}</render_choice></response_lid>\n"
        )

    def _fib(self, name: str, kind: str = "", head: str = "") -> str:
        form = f' fibtype="{kind}"' if kind else ""
        return (
            f'<response_str ident="{name}" rcardinality="Single">{head}<render_fib{form}>'
            f'<response_label ident="answer_{name}" rshuffle="No"/></render_fib></response_str>\n'
        )

    def _feedback(self, name: str, rendered: str) -> str:
        return _itemfeedback(name, f"<flow_mat>{self._material(rendered)}</flow_mat>")

    def _metadata(self, item: Item, kind: str) -> str:
        profile = self.profile
        points = 1.0 if item.points is None else item.points
        fields = [(profile.type_field, profile.words[kind]), (profile.points_field, f"{points:.10g}")]
        if profile.name == "d2l":
            fields.insert(0, ("qmd_computerscored", "no" if kind in ("essay", "flashcard") else "yes"))
        fields += [("quizmill_type", item.type)] if profile.words[kind] in _AMBIGUOUS or kind != item.type else []
        fields += [("difficulty", item.difficulty)] if item.difficulty else []
        fields += [("language", item.language)] if item.language else []
        fields += [("section", " / ".join(item.section))] if item.section else []
        fields += [("tag", tag) for tag in item.tags] + [("objective", words) for words in item.objectives]
        return f"<itemmetadata>{metadata(fields)}</itemmetadata>\n"

    def _native(self, item: Item) -> str:
        """Hints, solutions and grading notes in the elements that the specification has for them."""
        if self.profile.name != "plain":
            return ""
        hints = self._parts("hintmaterial", item.hints)
        steps = self._parts("solutionmaterial", item.solution)
        notes = item.grader_info if isinstance(item, EssayItem) else ""
        made = [_itemfeedback("hints", f'<hint feedbackstyle="Multilevel">{hints}</hint>')] if hints else []
        made += [_itemfeedback("solution", f"<solution>{steps}</solution>")] if steps else []
        graders = f"<flow_mat>{self._material(self._html(notes))}</flow_mat>"
        made += [_itemfeedback("grading", graders, ' view="Scorer"')] if notes else []
        return "".join(made)

    def _parts(self, tag: str, texts: Iterable[str]) -> str:
        return "".join([f"<{tag}>{self._material(self._html(text))}</{tag}>" for text in texts])

    # Choices

    def _choice(self, item: ChoiceItem) -> Question:
        ids = answer_ids(item.choices)
        right = [ids[name] for name in item.key.choices] if item.key else []
        several = item.type == "multiple" or len(right) > 1
        kind = "multiple" if several else item.type
        if kind == "true_false" and not says_true_false(item):
            kind = "single"
        question = Question(kind, self._html(item.stem))
        labels = [self._label(ids[c.id], self._words(c.text), c.fixed) for c in item.choices]
        shuffle = item.type != "true_false"
        question.responses = self._lid("response1", labels, "Multiple" if several else "Single", shuffle)
        for choice in item.choices:
            if choice.feedback:
                name = ids[choice.id]
                question.before.append(condition(equal("response1", name), show=[f"{name}_fb"]))
                question.said.append((f"{name}_fb", self._html(choice.feedback)))
        whole = exactly("response1", ids.values(), right) if several else equal("response1", right[0])
        if self.profile.native and (shares := by_credit(item, ids)):
            question.key = [condition(equal("response1", n), score=c, add=True) for n, c in shares]
            question.key.append(self._right(item, whole))
            return question
        question.key = [self._right(item, whole)]
        return question

    # Typed answers

    def _short(self, item: TextEntryItem) -> Question:
        question = Question("short", self._html(item.stem), self._fib("response1"))
        case = ' case="Yes"' if item.case_sensitive else ""
        self._typed(item, question, "response1", item.answers, case)
        return question

    def _typed(self, item: Item, question: Question, name: str, answers: Sequence[Answer], case: str) -> None:
        kept = self._full(item, question, answers)
        for place, answer in enumerate(kept, 1):
            if answer.feedback:
                question.before.append(
                    condition(equal(name, to_answer(answer.text), case), show=[f"{name}_{place}_fb"])
                )
                question.said.append((f"{name}_{place}_fb", self._html(answer.feedback)))
        full = "".join([equal(name, to_answer(a.text), case) for a in kept if a.credit >= 100])
        if self.profile.native:
            question.key.append(self._right(item, f"<or>{full}</or>"))
            parts = [a for a in kept if 0 < a.credit < 100]
            question.key += [
                condition(equal(name, to_answer(a.text), case), score=percent(a.credit), way="No") for a in parts
            ]
        else:
            question.key.append(self._right(item, full))

    def _full(self, item: Item, question: Question, answers: Sequence[Answer]) -> list[Answer]:
        """Canvas gives full marks to every listed answer: those with less credit must not be listed."""
        if self.profile.native:
            return list(answers)
        kept = [answer for answer in answers if answer.credit >= 100]
        if len(kept) < len(answers):
            question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
        return kept

    def _numeric(self, item: NumericItem) -> Question:
        question = Question("numeric", self._html(item.stem), self._fib("response1", "Decimal"))
        for place, answer in enumerate(item.answers, 1):
            if answer.credit < 100 and not self.profile.native:
                question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
                continue
            show = []
            if answer.feedback:
                show = [f"n{place}_fb"]
                question.said.append((f"n{place}_fb", self._html(answer.feedback)))
            test = numeric_test("response1", answer)
            if answer.credit >= 100:
                question.key.append(self._right(item, test, show=show))
            else:
                question.key.append(condition(test, score=percent(answer.credit), show=show, way="No"))
        return question

    # Gaps

    def _cloze(self, item: ClozeItem) -> Question:
        dropdowns = all(gap.choices for gap in item.gaps)
        names = {gap.id: f"g{place}" for place, gap in enumerate(item.gaps, 1)}
        stem = GAP.sub(lambda found: f"[{names[found[1]]}]" if found[1] in names else found[0], item.stem)
        question = Question("dropdowns" if dropdowns else "blanks", self._html(stem))
        missing = [gap.id for gap in item.gaps if f"[{names[gap.id]}]" not in question.stem]
        if missing:
            question.stem += f"<p>{' '.join(f'[{names[gap]}]' for gap in missing)}</p>"
            question.losses.append(Loss(item.id, "stem", "a gap inside a formula or code stands after the text"))
        share = percent(100 / max(len(item.gaps), 1))
        for gap in item.gaps:
            self._gap(item, question, gap, names[gap.id], share, dropdowns)
        self._all_right(item, question)
        return question

    def _gap(self, item: ClozeItem, question: Question, gap: Gap, name: str, share: str, dropdowns: bool) -> None:
        head = f'<material><mattext texttype="text/plain">{name}</mattext></material>'
        response = f"response_{name}"
        if dropdowns or (gap.choices and self.profile.native):
            ids = {choice: f"{name}{ident}" for choice, ident in answer_ids(gap.choices).items()}
            labels = [self._label(ids[c.id], _plain_material(c.text)) for c in gap.choices]
            question.responses += self._lid(response, labels, head=head)
            for choice in gap.choices:
                if choice.feedback:
                    fb = f"{ids[choice.id]}_fb"
                    question.before.append(condition(equal(response, ids[choice.id]), show=[fb]))
                    question.said.append((fb, self._html(choice.feedback)))
            right = [ids[choice] for choice in gap.key.choices] if gap.key else []
            self._share(question, equal(response, right[0]), share)
            return
        answers = self._gap_answers(item, question, gap)
        if self.profile.native:
            question.responses += self._fib(response, "Decimal" if gap.numbers and not gap.answers else "", head)
            tests = [equal(response, to_answer(a.text)) for a in answers]
            tests += [numeric_test(response, n) for n in gap.numbers if n.credit >= 100]
            self._share(question, f"<or>{''.join(tests)}</or>", share)
            return
        labels = [
            self._label(f"{name}a{place}", _plain_material(answer.text, literal=True))
            for place, answer in enumerate(answers, 1)
        ]
        question.responses += self._lid(response, labels, head=head)
        if answers:
            self._share(question, equal(response, f"{name}a1"), share)

    def _gap_answers(self, item: ClozeItem, question: Question, gap: Gap) -> list[Answer]:
        """The words a gap accepts with full credit."""
        kept = [answer for answer in gap.answers if answer.credit >= 100]
        if len(kept) < len(gap.answers):
            question.losses.append(Loss(item.id, f"gaps.{gap.id}", "answers with part of the credit are left out"))
        if any(a.feedback for a in gap.answers) or any(n.feedback for n in gap.numbers):
            question.losses.append(Loss(item.id, f"gaps.{gap.id}", "feedback of a gap's answers has no place"))
        if gap.choices and not gap.answers:
            right = set(gap.key.choices) if gap.key else set()
            question.losses.append(Loss(item.id, f"gaps.{gap.id}", "choices of a gap beside typed gaps: only the key"))
            return [Answer(to_plain(choice.text)) for choice in gap.choices if choice.id in right]
        if self.profile.native:
            return kept
        for number in gap.numbers:
            if number.low != number.high:
                question.losses.append(Loss(item.id, f"gaps.{gap.id}", "a number's tolerance: only its value counts"))
            kept.append(Answer(number.exact or number.low))
        return kept

    # Rows

    def _matching(self, item: MatchItem) -> Question:
        rights = sorted({p.right for p in item.pairs} | set(item.distractors), key=lambda t: short_hash(item.id + t))
        ids = {text: f"r{place}" for place, text in enumerate(rights, 1)}
        question = Question("matching", self._html(item.stem))
        if any(not is_words(clean_text(text)) for text in rights):
            question.losses.append(Loss(item.id, "pairs.right", "the right-hand texts are plain words"))
        labels = [self._label(name, _plain_material(text)) for text, name in ids.items()]
        for place, pair in enumerate(item.pairs, 1):
            self._row(
                question, f"l{place}", self._words(pair.left), labels, ids[pair.right], len(item.pairs), pair.feedback
            )
        self._all_right(item, question)
        return question

    def _row(
        self, question: Question, name: str, head: str, labels: list[str], right: str, rows: int, feedback: str
    ) -> None:
        response = f"response_{name}"
        question.responses += self._lid(response, labels, head=head)
        test = equal(response, right)
        self._share(question, test, percent(100 / rows))
        if feedback:
            way: Way = "Yes" if self.profile.native else ""
            question.key.append(condition(f"<not>{test}</not>", show=[f"{name}_fb"], way=way))
            question.said.append((f"{name}_fb", self._html(feedback)))

    def _order_as_match(self, item: OrderItem) -> Question:
        """Canvas' importer knows no ordering: each place is matched with its entry."""
        question = Question("ordering", self._html(item.stem))
        question.losses.append(Loss(item.id, "type", "a matching question of places and entries"))
        if any(not is_words(clean_text(text)) for text in item.entries):
            question.losses.append(Loss(item.id, "entries", "the entries are plain words"))
        order = shuffled(len(item.entries), item.id)
        names = {entry: f"e{place}" for place, entry in enumerate(order, 1)}
        labels = [self._label(names[entry], _plain_material(item.entries[entry])) for entry in order]
        for place in range(len(item.entries)):
            head = f'<material><mattext texttype="text/plain">{place + 1}</mattext></material>'
            self._row(question, f"p{place + 1}", head, labels, names[place], len(item.entries), "")
        self._all_right(item, question)
        return question

    def _native_order(self, item: OrderItem) -> Question:
        order = shuffled(len(item.entries), item.id)
        names = {entry: f"e{place}" for place, entry in enumerate(order, 1)}
        labels = [self._label(names[entry], self._words(item.entries[entry])) for entry in order]
        question = Question("ordering", self._html(item.stem), self._lid("response1", labels, "Ordered", shuffle=True))
        places = [equal("response1", names[n], f' index="{n + 1}"') for n in range(len(order))]
        question.key = [self._right(item, f"<and>{''.join(places)}</and>")]
        return question

    def _open(self, item: EssayItem | FlashcardItem) -> Question:
        question = Question(item.type, self._html(item.stem), self._fib("response1"))
        question.key = [condition(OTHER, way="No")]
        return question


def _itemfeedback(name: str, content: str, view: str = "") -> str:
    return f'<itemfeedback ident="{name}"{view}>{content}</itemfeedback>\n'


def metadata(fields: Iterable[tuple[str, str]]) -> str:
    """A `qtimetadata` of label and entry pairs."""
    entries = [
        f"<qtimetadatafield><fieldlabel>{escape(clean_text(label))}</fieldlabel>"
        f"<fieldentry>{escape(clean_text(entry))}</fieldentry></qtimetadatafield>"
        for label, entry in fields
    ]
    return f"<qtimetadata>{''.join(entries)}</qtimetadata>"


def _plain_material(text: str, literal: bool = False) -> str:
    words = to_answer(text) if literal else to_plain(text)
    return f'<material><mattext texttype="text/plain">{escape(words)}</mattext></material>'
