"""One item of every kind and of every way to be answered, with all that may hang on it; written for these tests."""

from __future__ import annotations

import io
import zipfile

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
from quizmill.package import Exporter, Loss, Package
from samples import key

PICTURE = next(iter(MEDIA))


CHOICES: tuple[ChoiceItem, ...] = (
    ChoiceItem(
        id="heap01",
        stem="What does `heapq.heappop` give back?",
        choices=(
            Choice("a1", "the smallest entry", "Yes: the **root** is the least."),
            Choice("a2", "the largest entry", "Python's heaps are min-heaps."),
            Choice("a3", "the entry put in last", "That is a stack."),
            Choice("a4", "none of the above", fixed=True),
        ),
        key=key("a1"),
        points=2.0,
        feedback=Feedback("See the chapter on heaps.", "Well done.", "Look again at $h_0 \\le h_i$."),
        hints=("Think of the root.", "It is kept at index 0."),
        solution=("The root holds the least entry.", "`heappop` takes the root."),
        final_answer="the smallest entry",
        quick_check="`heappop([1, 2])` is 1.",
        mistakes=("Taking a min-heap for a max-heap.",),
        difficulty="Medium",
        section=("Data structures", "Week 2"),
        tags=("heap", "python::heapq"),
        objectives=("Use a heap as a priority queue.",),
        language="en",
    ),
    ChoiceItem(
        id="html02",
        stem="Which of these make text **bold**?",
        type="multiple",
        choices=(
            Choice("a1", "<b>", "By look."),
            Choice("a2", "<strong>", "By weight."),
            Choice("a3", "<bold>", "There is no such tag."),
            Choice("a4", "<u>"),
        ),
        key=key("a1", "a2"),
        feedback=Feedback(incorrect="Two of them do."),
        section=("Data structures", "Week 2"),
    ),
    ChoiceItem(
        id="part03",
        stem=f"Which are prime?\n\n![a number line](media:{PICTURE})",
        type="multiple",
        choices=(
            Choice("a1", "$2$", "The only even one.", credit=50),
            Choice("a2", "$9$", "$3 \\cdot 3$", credit=-50),
            Choice("a3", "$\\sqrt{49}$", credit=50),
        ),
        key=key("a1", "a3"),
        points=4.0,
        feedback=Feedback(correct="Right.", partial="Half of it.", incorrect="No."),
    ),
    ChoiceItem(
        id="near04",
        stem="Which *best* describes a queue?",
        choices=(
            Choice("a1", "first in, first out", credit=100),
            Choice("a2", "a list", credit=25),
            Choice("a3", "a tree"),
        ),
        key=key("a1"),
    ),
    ChoiceItem(
        id="true05",
        stem="A tree has no cycle.",
        type="true_false",
        choices=(Choice("a1", "True", "By definition."), Choice("a2", "False", "Then it is no tree.")),
        key=key("a1"),
        section=("Graphs",),
    ),
    ChoiceItem(
        id="wahr06",
        stem="Ein Stapel arbeitet nach dem Prinzip „first in, first out“.",
        type="true_false",
        choices=(Choice("a1", "Wahr"), Choice("a2", "Falsch")),
        key=key("a2"),
        language="de",
    ),
    ChoiceItem(
        id="code07",
        stem='What does this print?\n\n```python\nfor i in range(3):\n    if i < 2 and "a" & 1:\n        print(i)\n```',
        choices=(
            Choice("correct", "```\n0\n1\n```"),
            Choice("b", "`0 < 1`"),
            Choice("c", "a ]]> b & <script>alert(1)</script>"),
        ),
        key=key("c"),
        feedback=Feedback("| in | out |\n|---|---|\n| 0 | 1 |"),
    ),
)
TYPED: tuple[Item, ...] = (
    TextEntryItem(
        id="text11",
        stem="Which method sets up an object?",
        answers=(
            Answer("__init__", feedback="Right."),
            Answer("`__new__`", 50.0, "It makes the object."),
            Answer("init", 0.0, "Mind the underscores."),
        ),
        feedback=Feedback(correct="Good.", partial="Nearly.", incorrect="No."),
    ),
    TextEntryItem(id="case12", stem="The chemical symbol of cobalt?", answers=(Answer("Co"),), case_sensitive=True),
    NumericItem(
        id="numb13",
        stem="How long is the hypotenuse of 3 and 4?",
        answers=(NumericAnswer("5", "5"), NumericAnswer("4.9", "5.1", 50.0, "Not so rough.", exact="5")),
    ),
    NumericItem(
        id="rang14", stem="$\\pi$, please.", answers=(NumericAnswer("3.14", "3.142", exact="3.141"),), points=0.5
    ),
)
GAPS: tuple[ClozeItem, ...] = (
    ClozeItem(
        id="clze21",
        stem="A {{gap:1}} gives back the *last* entry, a {{gap:2}} the first one; popping costs {{gap:3}} step.",
        gaps=(
            Gap("1", answers=(Answer("stack"), Answer("pile", 50.0, "Rather: stack."))),
            Gap("2", answers=(Answer("queue"),)),
            Gap("3", numbers=(NumericAnswer("1", "1"),)),
        ),
        feedback=Feedback(correct="All three."),
    ),
    ClozeItem(
        id="drop22",
        stem="- Sorting is {{gap:a}}.\n- Searching a sorted list is {{gap:b}}.",
        gaps=(
            Gap("a", choices=(Choice("a1", "O(n log n)"), Choice("a2", "O(1)", "No.")), key=key("a1")),
            Gap("b", choices=(Choice("a1", "O(n!)"), Choice("a2", "O(log n)", "Halving.")), key=key("a2")),
        ),
    ),
    ClozeItem(
        id="math23",
        stem="Solve $x = {{gap:1}}$ for `{{gap:2}}`.",
        gaps=(Gap("1", answers=(Answer("2"),)), Gap("2", answers=(Answer("x"),))),
    ),
)
ROWS: tuple[Item, ...] = (
    MatchItem(
        id="mtch31",
        stem="Match each structure with its way out.",
        pairs=(Pair("**stack**", "last in", "Like plates."), Pair("queue", "first in"), Pair("deque", "last in")),
        distractors=("`random()`",),
        feedback=Feedback(correct="All of them."),
        points=3.0,
    ),
    OrderItem(id="ordr32", stem="Put in order.", entries=("divide", "conquer", "combine", "**done**"), points=1.0),
)
OPEN: tuple[Item, ...] = (
    EssayItem(
        id="essy41",
        stem="Why is quicksort fast in practice?",
        model_answer="It moves little and its inner loop is short.",
        grader_info="One point for locality.",
        feedback=Feedback("Compare with the model answer.", "c", "i"),
        hints=("Think of the cache.",),
    ),
    FlashcardItem(id="flsh42", stem="What is a heap?", back="A tree whose parent is never *greater*.", tags=("heap",)),
)
ITEMS: tuple[Item, ...] = (*CHOICES, *TYPED, *GAPS, *ROWS, *OPEN)


def packed(
    exporter: Exporter, *items: Item, title: str = "Sample quiz", **options: str
) -> tuple[bytes, tuple[Loss, ...]]:
    """The bytes of a package of these items (of all, where none is named), and what was lost."""
    out = io.BytesIO()
    losses = exporter.render(Package(title, items or ITEMS, media=MEDIA.get, options=options), out)
    return out.getvalue(), losses


def members(data: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def item_files(data: bytes) -> dict[str, str]:
    """The item files of a QTI 2 or 3 package by item identifier."""
    found = {name: content for name, content in members(data).items() if name.startswith("items/")}
    return {name[6:-4]: content.decode() for name, content in found.items() if name.endswith(".xml")}
