"""A question while it is being read: its lines, parts and claims, and the draft made of them at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.grammar.lines import prose
from extract.grammar.lines.enumerators import bare, spelled
from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import Option, Rank
from extract.grammar.question import blanks, stated, typed_answer
from extract.grammar.question.ordering import settled
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import LOOKS, covering, plain, without
from quizmill.block import Kind, Run, Shape, Style
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Fragment,
    ItemType,
    When,
)
from quizmill.item import Evidence

VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))


@dataclass(slots=True, eq=False)
class Found:
    """A question being read. `looks` are each option's whole-option styles, for the contrast of the whole template."""

    lines: list[Line]
    number: str = ""
    stem: list[Line] = field(default_factory=list)
    stem_first: tuple[Run, ...] | None = None
    options: list[Option] = field(default_factory=list)
    rank: Rank | None = None
    claims: list[Claim] = field(default_factory=list)
    answers: list[Fragment] = field(default_factory=list)
    feedback: list[tuple[When, Fragment]] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    solution: list[Fragment] = field(default_factory=list)
    mistakes: list[Fragment] = field(default_factory=list)
    final: Fragment = EMPTY
    check: Fragment = EMPTY
    grader: Fragment = EMPTY
    points: float | None = None
    got: float | None = None
    difficulty: str = ""
    tags: list[str] = field(default_factory=list)
    title: str = ""
    type: ItemType | None = None
    malformed: bool = False
    loose: list[Line] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)
    answered: bool = False
    looks: list[Style] = field(default_factory=list)
    section: tuple[str, ...] = ()
    doubts: list[str] = field(default_factory=list)
    early: list[Line] = field(default_factory=list)  # answers that stand before the options
    implied: list[Line] = field(default_factory=list)  # words behind the options that no label introduces
    behind: list[Line] = field(default_factory=list)  # paragraphs under a stated key that no label introduces
    parts: bool = False  # its lettered lines ask themselves
    told: bool = False  # a label that only quizzes use stands in it: "Explanation", "Hint", points
    ordered: bool = False  # the label of its key says that it is an order
    labelled: bool = False  # its opener says "question" in words
    question_verdict: Role | None = None
    front: Fragment = EMPTY  # the stem of a card, where it is no whole line
    column_feedback: list[Fragment] = field(default_factory=list)
    columns: list[tuple[str, Fragment]] = field(default_factory=list)  # choices from a table's cells: label and text
    said_all: bool = True
    status: Role | None = None  # how the learner did, as a review page says above the question
    fillable: bool = False  # a drawn field for a typed answer stands under the stem
    gaps: tuple[DraftGap, ...] = ()  # of a stem that is a sentence with blanks
    pairs: list[DraftPair] = field(default_factory=list)
    said: tuple[tuple[tuple[Run, ...] | Line | None, ...], str] | None = None  # the stem's words, and what they are of
    distractors: list[Fragment] = field(default_factory=list)  # right sides that belong to no left one
    sides: tuple[tuple[str, ...], tuple[tuple[str, str], ...]] = ((), ())  # labels of the left, labels and words right

    @property
    def keyed(self) -> bool:
        return bool(self.claims)

    def words(self) -> str:
        """The stem as Markdown."""
        if self.front:
            return self.front.text
        made_of = (self.stem_first, *self.stem)
        if self.said is None or self.said[0] != made_of:
            self.said = made_of, cues.off_points(prose.text(self.stem, self.stem_first)) if self.stem else ""
        return self.said[1]


def choice_text(found: Found, option: Option) -> tuple[str, str]:
    """An option's label and its words, the looks that mark the key taken off."""
    made_of = (option.head, option.head.runs, option.head.enum, *option.body)
    if option.shown is None or option.shown[0] != made_of:
        option.shown = made_of, _choice_text(option)
    return option.shown[1]


def _choice_text(option: Option) -> tuple[str, str]:
    head = option.head
    label = ""
    if head.enum is not None:
        raw = spelled(head.enum.raw.removeprefix(head.enum.word))
        label = bare(raw) or head.enum.raw
    runs = head.runs
    shown = plain(runs).strip(" :.\u00ad&shy;")
    coded = option.body and option.body[0].kind in (Kind.CODE, Kind.IMAGE)
    if coded and not head.enum and (not shown or (len(shown) == 1 and shown.isalnum())):
        label = shown
        return label, prose.text(option.body)
    if coded and not shown:
        return label, prose.text(option.body)
    style = covering(runs) & LOOKS
    if style:
        runs = without(runs, style)
    if not runs and head.kind is not Kind.IMAGE:
        return label, prose.text(option.body)
    if head.kind is Kind.IMAGE:
        return label, prose.text([head, *option.body])
    return label, prose.text([head, *option.body], runs)


def option_texts(found: Found) -> tuple[list[str], list[str]]:
    """The texts and labels of the options."""
    pairs = [choice_text(found, option) for option in found.options]
    return [text for _, text in pairs], [label for label, _ in pairs]


def state(found: Found, text: str, lines: Sequence[Line]) -> stated.Stated | None:
    """Adds a stated claim where the words name options; returns what they named."""
    texts, labels = option_texts(found)
    named = stated.read(text, texts, labels)
    if named is not None:
        found.claims.append(Claim(Evidence.STATED, labels=named.labels, texts=named.texts, spans=prose.spans(lines)))
    return named


def draft(found: Found, number: str = "") -> Draft:
    """The finished draft."""
    choices = _choices(found)
    stem, gaps = found.words(), found.gaps
    answers = tuple(typed_answer.read(answer) for answer in found.answers) if not choices else ()
    if not gaps and found.type in (None, "short") and (completed := blanks.filled(stem, answers)) is not None:
        stem, gaps = completed
        answers, found.type = (), "cloze"
    made = Draft(
        stem=Fragment(stem, prose.spans(found.stem)),
        spans=prose.spans(sorted(dict.fromkeys(found.taken), key=lambda line: line.at)),
        type=found.type,
        number=number or found.number,
        title=found.title,
        choices=tuple(choices),
        claims=tuple(found.claims),
        answers=answers,
        gaps=gaps,
        pairs=tuple(found.pairs),
        distractors=tuple(found.distractors),
        feedback=tuple(DraftFeedback(text, when) for when, text in found.feedback if text),
        hints=tuple(found.hints),
        solution=tuple(found.solution),
        final_answer=found.final,
        quick_check=found.check,
        mistakes=tuple(found.mistakes),
        grader_info=found.grader,
        difficulty=found.difficulty,
        points=found.points,
        tags=tuple(found.tags),
        section=found.section,
        doubts=tuple(dict.fromkeys(found.doubts)),
        confidence=0.9 ** len(set(found.doubts)),
    )
    return settled(made, found.ordered)


def _choices(found: Found) -> list[DraftChoice]:
    """The options, and those that a table's cells hold."""
    choices = []
    for option in found.options:
        label, text = choice_text(found, option)
        mark = option.head.mark
        boxed = mark is not None and mark.shape in (Shape.BOX, Shape.RADIO)
        choices.append(
            DraftChoice(
                Fragment(text, prose.spans([option.head, *option.body])),
                label=label,
                selected=mark.on if boxed and mark is not None else None,
                feedback=_said(option),
            )
        )
    said = [*found.column_feedback, *(EMPTY for _ in found.columns)]
    return choices + [
        DraftChoice(text, label, feedback=told) for (label, text), told in zip(found.columns, said, strict=False)
    ]


def _said(option: Option) -> Fragment:
    """The feedback of an option, its bare verdict word left off."""
    lines = option.feedback
    if not lines:
        return EMPTY
    first: tuple[Run, ...] | None = None
    if lines[0].roles & (VERDICTS | {Role.EXPLANATION, Role.SOLUTION, Role.HINT}):
        bare = not plain(lines[0].value).strip()
        if bare:
            said = [line for line in lines[1:] if not line.roles & VERDICTS or plain(line.value).strip()]
            rest = [line for line in said if line.kind is not Kind.SUMMARY or not line.roles]
            return Fragment(prose.text(rest), prose.spans(rest)) if rest else EMPTY
        if not lines[0].roles & VERDICTS:
            first = lines[0].value
    return Fragment(prose.text(lines, first), prose.spans(lines))
