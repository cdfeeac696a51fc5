"""The typed question: a closed union of frozen dataclasses, in the field's words.

Rich text is Markdown: CommonMark, tables, `$math$`, fenced code with its language, and pictures as
`![alt](media:<sha256>.<ext>)`. A gap of a cloze stem is written `{{gap:ID}}`.
A `Key` is evidence, not opinion; `key=None` (or no answers) means that the document does not tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from quizmill.source import Provenance


class Evidence(StrEnum):
    """What in the document tells the key."""

    MARKED_CORRECT = "marked-correct"  # a verdict or tick that judges the choice
    FULL_CREDIT = "full-credit"  # selected and given full marks
    STATED = "stated"  # "Answer: C"
    KEY_TABLE = "key-table"  # a table or list of keys elsewhere in the document
    MARKUP = "markup"  # the document's own data: an attribute, a script, a format's syntax
    EMPHASIS = "emphasis"  # exactly the right choices are bold, coloured, highlighted ...
    CURATOR = "curator"


@dataclass(frozen=True, slots=True)
class Key:
    """The right choices, by id, and what told it."""

    choices: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `id` is opaque and stable within its item (`a1`, `a2` ...); `credit` is in percent, where partial."""

    id: str
    text: str
    feedback: str = ""
    fixed: bool = False  # keeps its place when choices are shuffled: "all of the above"
    credit: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An accepted typed answer. `credit` is in percent; an answer of 0 carries only feedback for a known mistake."""

    text: str
    credit: float = 100.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """An accepted range, both ends included; a plain number has low == high. Kept as decimal text: no rounding.

    `exact` is the value as the document writes it, around which a tolerance was given; empty for a bare range.
    """

    low: str
    high: str
    credit: float = 100.0
    feedback: str = ""
    exact: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a cloze: typed (`answers`), numeric (`numbers`), or chosen from `choices` with `key` ids."""

    id: str
    answers: tuple[Answer, ...] = ()
    numbers: tuple[NumericAnswer, ...] = ()
    choices: tuple[Choice, ...] = ()
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a matching item: left goes with right. `right` is empty where the document does not tell."""

    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said of the item as a whole, by when it is said."""

    general: str = ""
    correct: str = ""
    incorrect: str = ""
    partial: str = ""

    def __bool__(self) -> bool:
        return bool(self.general or self.correct or self.incorrect or self.partial)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBase:
    """What every kind has. `points` is None where the document names none; `confidence` is 0..1."""

    id: str
    stem: str
    title: str = ""
    feedback: Feedback = Feedback()
    hints: tuple[str, ...] = ()
    solution: tuple[str, ...] = ()  # steps of a worked solution, in order
    final_answer: str = ""  # the worked solution's result, in the document's words
    quick_check: str = ""  # a one-line check of it
    mistakes: tuple[str, ...] = ()  # common mistakes
    difficulty: str = ""  # the document's own word
    points: float | None = None
    section: tuple[str, ...] = ()  # course, week, lesson: the titles and headings above it, outermost first
    tags: tuple[str, ...] = ()  # hierarchical: "topic::subtopic"
    objectives: tuple[str, ...] = ()
    language: str = ""  # BCP 47, empty where unknown
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()  # why confidence is below 1
    provenance: Provenance = field(default_factory=lambda: Provenance("", "", "", 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(ItemBase):
    """One or several of some choices. A true/false item has exactly two choices, in the document's words."""

    type: Literal["single", "multiple", "true_false"] = "single"
    choices: tuple[Choice, ...] = ()
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntryItem(ItemBase):
    """A typed answer, compared as text."""

    type: Literal["short"] = "short"
    answers: tuple[Answer, ...] = ()
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericItem(ItemBase):
    """A typed number with its tolerance."""

    type: Literal["numeric"] = "numeric"
    answers: tuple[NumericAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeItem(ItemBase):
    """A text with gaps; the stem holds one `{{gap:ID}}` for each gap."""

    type: Literal["cloze"] = "cloze"
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem(ItemBase):
    """Pairs to be joined, and right-hand texts that belong to none."""

    type: Literal["matching"] = "matching"
    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem(ItemBase):
    """Entries in their right order; `known` is False where the document shows them but not the order."""

    type: Literal["ordering"] = "ordering"
    entries: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayItem(ItemBase):
    """An open question, with a model answer where the document has one."""

    type: Literal["essay"] = "essay"
    model_answer: str = ""
    grader_info: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashcardItem(ItemBase):
    """A front (the stem) and a back."""

    type: Literal["flashcard"] = "flashcard"
    back: str = ""


Item = ChoiceItem | TextEntryItem | NumericItem | ClozeItem | MatchItem | OrderItem | EssayItem | FlashcardItem
CLASSES: dict[str, type[Item]] = {
    "single": ChoiceItem,
    "multiple": ChoiceItem,
    "true_false": ChoiceItem,
    "short": TextEntryItem,
    "numeric": NumericItem,
    "cloze": ClozeItem,
    "matching": MatchItem,
    "ordering": OrderItem,
    "essay": EssayItem,
    "flashcard": FlashcardItem,
}
TYPES = tuple(CLASSES)


@dataclass(frozen=True, slots=True)
class Objective:
    """A learning objective that the document states, under its headings (outermost first)."""

    text: str
    section: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or sound, named `<sha256>.<ext>`; rich text writes `media:` before its name."""

    name: str
    data: bytes = field(repr=False)
    alt: str = ""


def is_keyless(item: Item) -> bool:
    """True where the item should have a key and the document gives none."""
    match item:
        case ChoiceItem():
            return item.key is None
        case TextEntryItem() | NumericItem():
            return not any(answer.credit > 0 for answer in item.answers)
        case ClozeItem():
            return not all(gap.key or gap.answers or gap.numbers for gap in item.gaps)
        case MatchItem():
            return not all(pair.right for pair in item.pairs)
        case OrderItem():
            return not item.known
        case EssayItem():
            return False
        case FlashcardItem():
            return not item.back
