"""A draft is a question as a reader found it: fragments with spans, nothing cleaned, nothing decided.

Readers say what the document says ("Answer: C", a tick at the second row) as claims; `normalize` cleans the
texts, resolves the claims to one key or to none, and builds the typed item.
"""

from __future__ import annotations

from typing import Literal

from quizmill.finding import Finding
from quizmill.item import Evidence, Media
from quizmill.record import record
from quizmill.source import Span

ItemType = Literal[
    "single",
    "multiple",
    "true_false",
    "short",
    "numeric",
    "cloze",
    "matching",
    "ordering",
    "essay",
    "flashcard",
]
When = Literal["general", "correct", "incorrect", "partial"]


@record(frozen=True, slots=True)
class Fragment:
    """Some rich text (Markdown) and the places it was taken from."""

    text: str
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())


EMPTY = Fragment("")


@record(frozen=True, slots=True)
class DraftChoice:
    """A choice with its label as shown ("B"), and whether the learner had selected it (None: not told).

    `selected` is never evidence by itself. `fixed` keeps its place when shuffled. `credit` is in percent.
    """

    text: Fragment
    label: str = ""
    selected: bool | None = None
    feedback: Fragment = EMPTY
    fixed: bool = False
    credit: float | None = None


@record(frozen=True, slots=True)
class Claim:
    """One source's word on which choices are right: the whole set, in exactly one of three forms.

    `choices` are 0-based positions; `labels` are written labels ("C", "2"), resolved against the choices' labels or
    else their order; `texts` are resolved against the choices' words. A claim that names nothing says nothing.
    """

    evidence: Evidence
    choices: tuple[int, ...] | None = None
    labels: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@record(frozen=True, slots=True)
class DraftAnswer:
    """A typed answer the document accepts. `tolerance` is as written: "0.1", "5%"; `numeric` is what the reader knows.

    `upper` is set where the document gives a range: `text` is then its lower end, and `exact` the value inside it
    where the document names one. `unit` is set where it stands apart from the number.
    """

    text: Fragment
    credit: float = 100.0
    feedback: Fragment = EMPTY
    numeric: bool = False
    tolerance: str = ""
    upper: str = ""
    exact: str = ""
    unit: str = ""


@record(frozen=True, slots=True)
class DraftGap:
    """A gap; its `id` stands in the stem as `{{gap:ID}}`."""

    id: str
    answers: tuple[DraftAnswer, ...] = ()
    choices: tuple[DraftChoice, ...] = ()
    claims: tuple[Claim, ...] = ()


@record(frozen=True, slots=True)
class DraftPair:
    left: Fragment
    right: Fragment = EMPTY
    feedback: Fragment = EMPTY


@record(frozen=True, slots=True)
class DraftFeedback:
    text: Fragment
    when: When = "general"


@record(frozen=True, slots=True, kw_only=True)
class Draft:
    """One question as found. `type` is set only where the document's form says it; else normalize decides.

    `spans` name everything that the question takes up in the source, also lines that hold no field (a verdict
    word, a separator): whatever no draft and no chrome covers is reported. `confidence` is the reader's own, with
    the reasons that lowered it in `doubts`. `section` are the headings above, outermost first. `answers` of an
    open question are its model answers; of a flashcard, its back. `order` are an ordering item's entries.
    """

    stem: Fragment
    spans: tuple[Span, ...]
    type: ItemType | None = None
    number: str = ""
    title: str = ""
    choices: tuple[DraftChoice, ...] = ()
    claims: tuple[Claim, ...] = ()
    answers: tuple[DraftAnswer, ...] = ()
    case_sensitive: bool = False
    gaps: tuple[DraftGap, ...] = ()
    pairs: tuple[DraftPair, ...] = ()
    distractors: tuple[Fragment, ...] = ()
    order: tuple[Fragment, ...] = ()
    order_known: bool = True
    feedback: tuple[DraftFeedback, ...] = ()
    hints: tuple[Fragment, ...] = ()
    solution: tuple[Fragment, ...] = ()
    final_answer: Fragment = EMPTY
    quick_check: Fragment = EMPTY
    mistakes: tuple[Fragment, ...] = ()
    grader_info: Fragment = EMPTY
    difficulty: str = ""
    points: float | None = None
    tags: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    language: str = ""
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class DraftObjective:
    """A learning objective under its headings, outermost first."""

    text: Fragment
    section: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Extraction:
    """What a reader made of a page. `chrome` are places it knows to be no content (navigation, totals, notices).

    Content that neither a draft, an objective nor chrome covers is computed from the page, never listed by hand.
    """

    drafts: tuple[Draft, ...] = ()
    objectives: tuple[DraftObjective, ...] = ()
    chrome: tuple[Span, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    media: tuple[Media, ...] = ()
    reader: str = ""
