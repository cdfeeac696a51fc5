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
from dataclasses import dataclass
from typing import assert_never

from export._language import in_language
from export._names import answer_ids
from export._sections import section, with_sections
from export._shuffle import keeps_order
from export._titles import title_of
from export._truth import says_true_false
from export.qti12._gaps import cloze
from export.qti12._pieces import Pieces, Question, itemfeedback, metadata
from export.qti12._rows import matching, ordering
from export.qti12._score import OTHER, by_credit, condition, equal, exactly, is_centred, numeric_test, precisely
from export.richtext import to_answer
from quizmill.extras import NO_POINTS, path_text
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss

# Names of question types that stand for more than one kind of item: the kind itself is then noted too.
_BY_PERSON = ("qmd_computerscored", "No")
_AMBIGUOUS = frozenset({"matching_question", "essay_question", "Matching", "Long Answer"})


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes items in one dialect."""

    pieces: Pieces

    def item(self, item: Item, ident: str) -> tuple[str, tuple[Loss, ...]]:
        """The `item` element and what it lost."""
        question = self._question(item)
        general = with_sections(item, self.pieces.profile.sections, self.pieces.html)
        whole = {} if question.kind in ("essay", "flashcard") else self._judged(item)
        if question.kind in ("essay", "flashcard"):
            general += "".join(
                [section(item, f"feedback.{when}", self.pieces.html) for when in ("correct", "incorrect")]
            )
        start = [condition(OTHER, show=["general_fb"])] if general else []
        end = [condition(OTHER, show=["general_incorrect_fb"])] if "general_incorrect_fb" in whole else []
        said = [("general_fb", general)] if general else []
        feedback = [*said, *whole.items(), *question.said]
        native = self._native(item)
        processing = (
            '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
            f"</outcomes>\n{''.join((*start, *question.before, *question.key, *end))}</resprocessing>\n"
        )
        stem = self.pieces.material(in_language(question.stem, item.language))
        xml = (
            f'<item ident="{ident}" title="{html.escape(title_of(item))}">\n{self._metadata(item, question.kind)}'
            f"<presentation>{stem}\n{question.responses}</presentation>\n{processing}"
            f"{''.join([self.pieces.feedback(name, text) for name, text in feedback])}{native}</item>\n"
        )
        return xml, tuple(question.losses)

    def _judged(self, item: Item) -> dict[str, str]:
        said = {"correct_fb": item.feedback.correct, "general_incorrect_fb": item.feedback.incorrect}
        return {name: self.pieces.html(text) for name, text in said.items() if text}

    def _question(self, item: Item) -> Question:
        match item:
            case ChoiceItem():
                return self._choice(item)
            case TextEntryItem():
                return self._short(item)
            case NumericItem():
                return self._numeric(item)
            case ClozeItem():
                return cloze(self.pieces, item)
            case MatchItem():
                return matching(self.pieces, item)
            case OrderItem():
                return ordering(self.pieces, item)
            case EssayItem() | FlashcardItem():
                return self._open(item)
            case _:
                assert_never(item)

    def _metadata(self, item: Item, kind: str) -> str:
        profile = self.pieces.profile
        points = 1.0 if item.points is None else item.points
        fields = [(profile.type_field, profile.words[kind]), (profile.points_field, f"{points:.10g}")]
        by_person = kind in ("essay", "flashcard")
        if profile.name == "cc":  # the cartridge's profile allows these fields only, and whole weights
            fields = fields if points in range(1, 100) else fields[:1]
            return f"<itemmetadata>{metadata([*fields, *([_BY_PERSON] if by_person else [])])}</itemmetadata>\n"
        if profile.name == "d2l":
            fields.insert(0, _BY_PERSON if by_person else ("qmd_computerscored", "Yes"))
        of_gaps = kind in ("blanks", "dropdowns") and not profile.native  # named as Canvas names them
        fields += (
            [("quizmill_type", item.type)]
            if profile.words[kind] in _AMBIGUOUS or (kind != item.type and not of_gaps)
            else []
        )
        fields += [("quizmill_points", NO_POINTS)] if item.points is None else []
        fields += [("difficulty", item.difficulty)] if item.difficulty else []
        fields += [("language", item.language)] if item.language else []
        fields += [("section", path_text(item.section))] if item.section else []
        fields += [("tag", tag) for tag in item.tags] + [("objective", words) for words in item.objectives]
        return f"<itemmetadata>{metadata(fields)}</itemmetadata>\n"

    def _native(self, item: Item) -> str:
        """Hints, solutions and grading notes in the elements that the specification has for them."""
        if self.pieces.profile.name != "plain":
            return ""
        hints = self._parts("hintmaterial", item.hints)
        steps = self._parts("solutionmaterial", item.solution)
        notes = item.grader_info if isinstance(item, EssayItem) else ""
        made = [itemfeedback("hints", f'<hint feedbackstyle="Multilevel">{hints}</hint>')] if hints else []
        made += [itemfeedback("solution", f"<solution>{steps}</solution>")] if steps else []
        graders = f"<flow_mat>{self.pieces.material(self.pieces.html(notes))}</flow_mat>"
        made += [itemfeedback("grading", graders, ' view="Scorer"')] if notes else []
        return "".join(made)

    def _parts(self, tag: str, texts: Iterable[str]) -> str:
        return "".join([f"<{tag}>{self.pieces.material(self.pieces.html(text))}</{tag}>" for text in texts])

    # Choices

    def _choice(self, item: ChoiceItem) -> Question:
        ids = answer_ids(item.choices)
        right = [ids[name] for name in item.key.choices] if item.key else []
        several = item.type == "multiple" or len(right) > 1
        kind = "multiple" if several else item.type
        if kind == "true_false" and not says_true_false(item):
            kind = "single"
        question = Question(kind, self.pieces.html(item.stem))
        labels = [self.pieces.label(ids[c.id], self.pieces.words(c.text), c.fixed) for c in item.choices]
        shuffle = not keeps_order(item)
        question.responses = self.pieces.lid("response1", labels, "Multiple" if several else "Single", shuffle)
        for choice in item.choices:
            if choice.feedback:
                name = ids[choice.id]
                question.before.append(condition(equal("response1", name), show=[f"{name}_fb"]))
                question.said.append((f"{name}_fb", self.pieces.html(choice.feedback)))
        whole = exactly("response1", ids.values(), right) if several else equal("response1", right[0])
        if self.pieces.profile.native and not several and any(c.credit and c.credit < 0 for c in item.choices):
            question.losses.append(Loss(item.id, "choices.credit", "a score does not go below zero"))
        if self.pieces.profile.native and (shares := by_credit(item, ids)):
            question.key = [condition(equal("response1", n), score=c, add=True) for n, c in shares]
            question.key.append(self.pieces.right(item, whole))
            return question
        question.key = [self.pieces.right(item, whole)]
        return question

    # Typed answers

    def _short(self, item: TextEntryItem) -> Question:
        question = Question("short", self.pieces.html(item.stem), self.pieces.fib("response1"))
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
                question.said.append((f"{name}_{place}_fb", self.pieces.html(answer.feedback)))
        full = "".join([equal(name, to_answer(a.text), case) for a in kept if a.credit >= 100])
        if self.pieces.profile.native:
            question.key.append(self.pieces.right(item, f"<or>{full}</or>"))
            parts = [a for a in kept if 0 < a.credit < 100]
            question.key += [
                condition(equal(name, to_answer(a.text), case), score=precisely(a.credit), way="No") for a in parts
            ]
        else:
            question.key.append(self.pieces.right(item, full))

    def _full(self, item: Item, question: Question, answers: Sequence[Answer]) -> list[Answer]:
        """Canvas gives full marks to every listed answer: those with less credit must not be listed."""
        if self.pieces.profile.native:
            return list(answers)
        kept = [answer for answer in answers if answer.credit >= 100]
        if len(kept) < len(answers):
            question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
        return kept

    def _numeric(self, item: NumericItem) -> Question:
        question = Question("numeric", self.pieces.html(item.stem), self.pieces.fib("response1", "Decimal"))
        for place, answer in enumerate(item.answers, 1):
            if answer.credit < 100 and not self.pieces.profile.native:
                question.losses.append(Loss(item.id, "answers", "answers with part of the credit are left out"))
                continue
            show = []
            if answer.feedback:
                show = [f"n{place}_fb"]
                question.said.append((f"n{place}_fb", self.pieces.html(answer.feedback)))
            test = numeric_test("response1", answer)
            if answer.exact and answer.low != answer.high and not is_centred(answer):
                lost = f"a range that is not evenly around its value {answer.exact} is a range alone"
                question.losses.append(Loss(item.id, "answers.exact", lost))
            if answer.credit >= 100:
                question.key.append(self.pieces.right(item, test, show=show))
            else:
                question.key.append(condition(test, score=precisely(answer.credit), show=show, way="No"))
        return question

    def _open(self, item: EssayItem | FlashcardItem) -> Question:
        question = Question(item.type, self.pieces.html(item.stem), self.pieces.fib("response1"))
        question.key = [condition(OTHER, way="No")]
        return question
