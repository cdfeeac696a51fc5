"""A small bank with every kind of item, written for the goldens of the exporters; each has something hard about it."""

from __future__ import annotations

from strategies import MEDIA

from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Feedback,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    Pair,
    TextEntryItem,
)
from quizmill.package import Package
from quizmill.source import Provenance
from samples import PICTURE, key, provenance

WEEK_1, WEEK_2 = ("Data structures", "Week 1: Heaps"), ("Data structures", "Week 2: Sets / Maps")


def _from(ordinal: int) -> Provenance:
    return provenance(ordinal, "notes/heaps.md")


ROOT = ChoiceItem(
    id="q0000000000000001",
    stem="Which node of a *max heap* holds the largest key?",
    title="Root of a heap",
    choices=(
        Choice("a1", "the root", "Yes: no key below it is larger."),
        Choice("a2", "any leaf", "Leaves hold small keys."),
        Choice("a3", "$n/2$ of them", "Only one does."),
        Choice("a4", "none of the above", fixed=True),
    ),
    key=key("a1"),
    feedback=Feedback("See chapter 6.", "Well seen.", "Draw one.", ""),
    hints=("Draw a heap of three keys.",),
    solution=("Compare parent and child.", "Walk up: $A[i] \\le A[\\lfloor i/2 \\rfloor]$."),
    final_answer="the root",
    mistakes=("Taking a heap for a search tree.",),
    difficulty="Easy",
    points=2.0,
    section=WEEK_1,
    tags=("heaps", "topic::trees"),
    objectives=("Name the heap property.",),
    language="en",
    provenance=_from(0),
)
OPERATIONS = ChoiceItem(
    type="multiple",
    id="q0000000000000002",
    stem=f"Which of these take $O(\\log n)$? See ![a heap of seven keys](media:{PICTURE})",
    choices=(
        Choice("a1", "insert"),
        Choice("a2", "extract-max"),
        Choice("a3", "`max()`", "It only looks: $O(1)$."),
        Choice("a4", "increase-key"),
    ),
    key=key("a1", "a2", "a4"),
    points=3.0,
    section=WEEK_1,
    provenance=_from(1),
)
SORTED = ChoiceItem(
    type="true_false",
    id="q0000000000000003",
    stem="Every sorted array is a min heap.",
    choices=(Choice("a1", "True", "Right: `a[i] <= a[2*i+1]`."), Choice("a2", "False", "Check the heap property.")),
    key=key("a1"),
    section=WEEK_1,
    provenance=_from(2),
)
JA_NEIN = ChoiceItem(
    type="true_false",
    id="q0000000000000004",
    stem="Ist jeder Heap ein Suchbaum?",
    choices=(Choice("a1", "Ja"), Choice("a2", "Nein")),
    key=key("a2"),
    section=WEEK_1,
    language="de",
    provenance=_from(3),
)
NAME = TextEntryItem(
    id="q0000000000000005",
    stem="What is the operation called that restores the heap property?",
    answers=(
        Answer("heapify", 100.0, "Good."),
        Answer("sift-down", 100.0),
        Answer("sift*", 50.0, "Which way?"),
        Answer("sort", 0.0, "That is the whole algorithm."),
    ),
    section=WEEK_1,
    provenance=_from(4),
)
HEIGHT = NumericItem(
    id="q0000000000000006",
    stem="What is $\\log_2 10$, to one decimal?",
    answers=(NumericAnswer("3.25", "3.35", 100.0, "", "3.3"), NumericAnswer("3", "4", 25.0, "More exactly, please.")),
    points=1.5,
    section=WEEK_1,
    provenance=_from(5),
)
COUNT = NumericItem(
    id="q0000000000000007",
    stem="How many children has an inner node of a full binary tree?",
    answers=(NumericAnswer("2", "2"),),
    section=WEEK_1,
    provenance=_from(6),
)
SENTENCE = ClozeItem(
    id="q0000000000000008",
    stem="A {{gap:g1}} has {{gap:g2}} children; a leaf has {{gap:g3}}.",
    gaps=(
        Gap("g1", answers=(Answer("node"), Answer("vertex", 50.0, "Also said."))),
        Gap("g2", numbers=(NumericAnswer("2", "2"),)),
        Gap("g3", choices=(Choice("a1", "none"), Choice("a2", "one", "No."), Choice("a3", "two")), key=key("a1")),
    ),
    points=3.0,
    section=WEEK_2,
    provenance=_from(7),
)
ONE_GAP = ClozeItem(
    id="q0000000000000009",
    stem="The {{gap:g1}} of a heap is its first element.",
    gaps=(Gap("g1", answers=(Answer("root"),)),),
    section=WEEK_2,
    provenance=_from(8),
)
MATCHING = MatchItem(
    id="q000000000000000a",
    stem="Match each structure with its lookup.",
    pairs=(
        Pair("hash map", "O(1)", "On average."),
        Pair("balanced tree", "O(log n)"),
        Pair("linked *list*", "O(n)"),
    ),
    distractors=("O(n!)",),
    section=WEEK_2,
    provenance=_from(9),
)
STEPS = OrderItem(
    id="q000000000000000b",
    stem="Order the steps of heapsort.",
    entries=("Build the heap.", "Swap root and last.", "Shrink and sift down."),
    section=WEEK_2,
    provenance=_from(10),
)
ESSAY = EssayItem(
    id="q000000000000000c",
    stem="Why is heapsort not stable?",
    model_answer="Equal keys may change places when the root is swapped away.",
    grader_info="One point for an example.",
    points=5.0,
    section=WEEK_2,
    provenance=_from(11),
)
CARD = FlashcardItem(
    id="q000000000000000d",
    stem="Amortised cost",
    back="The mean cost of an operation over the worst sequence of them.",
    tags=("glossary",),
    section=WEEK_2,
    provenance=_from(12),
)
HOSTILE = ChoiceItem(
    id="q000000000000000e",
    stem='=cmd|x ~a {b} #c :d ]]> <script>tripwire()</script> & "q" \\neq\n\nA) not a choice\n\n'
    "```html\n<b>code</b>\n```",
    choices=(
        Choice("a1", "%50% of `{x: 1}`"),
        Choice("a2", "[html] -> \\(y\\) // @SUM(A1)"),
        Choice("a3", "\x07b\x00ell"),
    ),
    key=key("a2"),
    section=WEEK_2,
    provenance=_from(13),
)
KEYLESS = ChoiceItem(
    id="q000000000000000f",
    stem="Nobody knows the answer to this one.",
    choices=(Choice("a1", "left"), Choice("a2", "right")),
    section=WEEK_2,
    provenance=_from(14),
)
ITEMS: tuple[Item, ...] = (
    *(ROOT, OPERATIONS, SORTED, JA_NEIN, NAME, HEIGHT, COUNT, SENTENCE, ONE_GAP, MATCHING, STEPS, ESSAY, CARD),
    *(HOSTILE, KEYLESS),
)
BANK = Package("Data structures", ITEMS, media=MEDIA.get)
