"""Items of every kind for the tests of cards and paper: written for them, with the traps of those targets in them."""

from __future__ import annotations

import hashlib

from quizmill.item import (
    Answer,
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
from samples import choices, key, png, provenance

PICTURE = png(160, 60)
PICTURE_NAME = f"{hashlib.sha256(PICTURE).hexdigest()}.png"


def _provenance(ordinal: int) -> Provenance:
    return provenance(ordinal, "notes/course one.md", "test", "https://example.org/quiz?a=1&b=2")


SINGLE = ChoiceItem(
    id="i-single",
    stem="Which call leaves `heap[0]` the **smallest** entry?\n\n"
    '```python\nheap = [3 < 4, "a & b"]\n    # kept indent\n```',
    title="Heaps",
    choices=choices(
        "`heapify(heap)`",
        "`heap.sort(reverse=True)`",
        "`random.shuffle(heap)`",
        "All of the above",
        feedback=("It sifts in $O(n)$.", "That puts the **largest** first.", "", "Two of them do not."),
        fixed=(4,),
    ),
    key=key("a1"),
    feedback=Feedback("Heaps are lists.", "Well sifted.", "Sift again."),
    hints=("Think of the name.", "It starts with `heap`."),
    solution=("Look at each call.", "Only one sifts."),
    final_answer="`heapify(heap)`",
    quick_check="`heap[0] == min(heap)` holds.",
    mistakes=("Taking a sorted list for the only heap.",),
    difficulty="Easy",
    points=2,
    section=("Data structures", "Week 1: Heaps", "Quiz"),
    tags=("topic::heaps", "two words"),
    objectives=("Name the heap's root.",),
    language="en",
    provenance=_provenance(0),
)
MULTIPLE = ChoiceItem(
    id="i-multiple",
    type="multiple",
    stem=f"Which of these hold for the bands?\n\n![two bands](media:{PICTURE_NAME})",
    choices=choices("One is blue", "One is amber", "Both are grey", feedback=("Left.", "Right.", "Look again.")),
    key=key("a1", "a2"),
    feedback=Feedback(partial="There is one more."),
    section=("Data structures", "Week 1: Heaps"),
    provenance=_provenance(1),
)
TRUE_FALSE = ChoiceItem(
    id="i-tf",
    type="true_false",
    stem="$a < b$ implies $b > a$. It costs \\$5.",
    choices=choices("True", "False"),
    key=key("a1"),
    section=("Data structures", "Week 2: Trees"),
)
SHORT = TextEntryItem(
    id="i-short",
    stem="Name the `<b>` operator that binds *tightest* in `a ** b * c`.",
    answers=(Answer("**"), Answer("power", 50, "Its name, not its sign."), Answer("*", 0, "That one binds less.")),
)
NUMERIC = NumericItem(
    id="i-numeric",
    stem="How much is $\\pi$, to two places?",
    answers=(NumericAnswer("3.13", "3.15", exact="3.14", unit="rad"),),
)
CLOZE = ClozeItem(
    id="i-cloze",
    stem="A heap of {{gap:g1}} entries has height $\\lfloor \\log_2 {{gap:g2}} \\rfloor$; "
    "in C++ it is {{gap:g3}}. {{c9::x}}",
    gaps=(
        Gap("g1", choices=choices("$n^{2^{k}}$", "none", "ten"), key=key("a1")),
        Gap("g2", numbers=(NumericAnswer("8", "8"),)),
        Gap("g3", answers=(Answer("std::make_heap"), Answer("make_heap", 50, "Say whose."))),
    ),
)
MATCHING = MatchItem(
    id="i-match",
    stem="Match each structure with its access.",
    pairs=(
        Pair("stack", "last in, first out", "Like plates."),
        Pair("queue", "first in, first out"),
        Pair("heap", "smallest first"),
    ),
    distractors=("at random",),
)
ORDERING = OrderItem(id="i-order", stem="Order by growth.", entries=("$\\log n$", "$n$", "$n^2$", "$2^n$"))
ESSAY = EssayItem(
    id="i-essay",
    stem="Why are heaps stored in lists?",
    model_answer="Because a child's place follows from its parent's.",
    grader_info="Two points for the formula.",
    hints=("Look at $2i + 1$.",),
)
FLASHCARD = FlashcardItem(
    id="i-flash", stem="heap", back="A *complete* tree whose parents are never larger.", difficulty="Hard"
)
ITEMS: tuple[Item, ...] = (
    SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERIC, CLOZE, MATCHING, ORDERING, ESSAY, FLASHCARD,
)  # fmt: skip


def package(*items: Item, title: str = "Sample bank", **more: object) -> Package:
    held = items or ITEMS
    return Package(title, held, media={PICTURE_NAME: PICTURE}.get, **more)  # type: ignore[arg-type]
