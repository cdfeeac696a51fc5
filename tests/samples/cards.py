"""Items of every kind for the tests of cards and paper: written for them, with the traps of those targets in them."""

from __future__ import annotations

import hashlib
import struct
import zlib

from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Evidence,
    Feedback,
    FlashcardItem,
    Gap,
    Item,
    Key,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    Pair,
    TextEntryItem,
)
from quizmill.package import Package
from quizmill.source import Provenance


def _png(width: int, height: int) -> bytes:
    """A picture of two coloured bands."""
    row = b"\x00" + b"\x2a\x6f\x97" * (width // 2) + b"\xe9\xb8\x44" * (width - width // 2)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


PICTURE = _png(160, 60)
PICTURE_NAME = f"{hashlib.sha256(PICTURE).hexdigest()}.png"


def _provenance(ordinal: int) -> Provenance:
    return Provenance("d1", "notes/course one.md", "test", ordinal, url="https://example.org/quiz?a=1&b=2")


def key(*choices: str) -> Key:
    return Key(choices, (Evidence.STATED,))


def choices(*texts: str, feedback: tuple[str, ...] = (), fixed: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    said = (*feedback, *[""] * len(texts))
    return tuple(Choice(f"a{n}", text, said[n - 1], n in fixed) for n, text in enumerate(texts, 1))


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
