"""A bank of traps: pictures alone, sounds, tables and code in choices, doubled words, thirty choices, keys by halves,
nothing to earn, numbers out of the middle of their range, menus that cannot show what they offer."""

from __future__ import annotations

import hashlib

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
from samples import choices, key, png

RED, BLUE, HORN = png(60, 40), png(24, 24), b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x80" * 32
NAMES = [f"{hashlib.sha256(data).hexdigest()}.{kind}" for data, kind in ((RED, "png"), (BLUE, "png"), (HORN, "wav"))]
MEDIA = dict(zip(NAMES, (RED, BLUE, HORN), strict=True))
SEEN, DOT = f"![a red crane](media:{NAMES[0]})", f"![](media:{NAMES[1]})"
LONG = " ".join(f"Sentence {n} tells one more fact about the harbour." for n in range(120))
TOLD = Feedback("| a | b |\n|---|---|\n| 1 | 2 |", "Well done!", "Try again.", "Nearly.")
BLOCKS = ("First.\n\nSecond.", "- one\n- two", "```py\ncode()\n```", "")


def _number(name: str, low: str, high: str, exact: str = "") -> NumericItem:
    return NumericItem(id=name, stem=f"How many, {name}?", answers=(NumericAnswer(low, high, exact=exact),))


ITEMS: tuple[Item, ...] = (
    ChoiceItem(
        id="pictures",
        stem=f"Which crane?\n\n{SEEN}\n\nListen: ![the horn](media:{NAMES[2]})",
        choices=choices(DOT, "a **gantry** crane", "`tower()`", "All of the above", feedback=BLOCKS, fixed=(4,)),
        key=key("a2"),
        feedback=TOLD,
        points=3.0,
    ),
    ChoiceItem(
        id="halves",
        stem="Which is best?",
        choices=(Choice("a1", "best", credit=100), Choice("a2", "good", credit=50), Choice("a3", "bad", credit=-25)),
        key=key("a1"),
    ),
    ChoiceItem(
        id="worthless",
        stem="Ungraded?",
        choices=choices("yes", "no", feedback=("Right.", "Wrong.")),
        key=key("a1"),
        points=0.0,
        feedback=TOLD,
    ),
    ChoiceItem(id="doubled", stem="Which differs?", choices=choices("same", "same", "other"), key=key("a3")),
    ChoiceItem(
        id="thirty",
        stem="Which of thirty?",
        choices=choices(*(f"option {n}" for n in range(1, 31))),
        key=key("a28"),
    ),
    ChoiceItem(
        id="eleven",
        stem="All but the last?",
        type="multiple",
        choices=choices(*(f"case {n}" for n in range(1, 13))),
        key=key(*(f"a{n}" for n in range(1, 12))),
    ),
    ChoiceItem(id="alone", stem="Only one?", choices=choices("the one"), key=key("a1")),
    ChoiceItem(id="long", stem=f"{LONG}\n\nWhat comes last?", choices=choices("the end", LONG), key=key("a1")),
    ChoiceItem(id="seen", stem=DOT, choices=choices("dot", "line"), key=key("a1")),
    ChoiceItem(
        id="blocks",
        stem="```c++\nif (a < b) { // {1:x}\n```",
        choices=choices("```\n  in\n    deep\n```", "| a |\n|---|\n| 1 |", "=SUM(A1)", "%20% [html] ~ # : \\ // ::n::"),
        key=key("a4"),
    ),
    ChoiceItem(
        id="scripts",
        stem="<script>alert(1)</script> ]]> ما عاصمة فرنسا؟ 日本",
        choices=choices("javascript:alert(1)", "[x](javascript:alert(1))", "باريس"),
        key=key("a3"),
        language="ar",
    ),
    TextEntryItem(
        id="typed",
        stem="Symbol of cobalt?",
        answers=(Answer("Co"), Answer("cobalt", 50, "The name."), Answer("CO", 0, "A gas!"), Answer("a=b*c~d")),
        case_sensitive=True,
    ),
    _number("around", "9.7", "9.9", "9.8"),
    _number("between", "3", "4"),
    _number("uneven", "6.0e23", "6.1e23", "6.022e23"),
    _number("minus", "-0.5", "-0.5", "-0.5"),
    ClozeItem(
        id="mixed",
        stem="A {{gap:x}} lifts, a {{gap:y}} guides; $d = {{gap:z}}$ m.",
        gaps=(
            Gap("x", answers=(Answer("crane"), Answer("derrick", 50, "Older."))),
            Gap("y", choices=choices("pilot", "**sailor**"), key=key("a1")),
            Gap("z", numbers=(NumericAnswer("9", "11", exact="10"),)),
        ),
        points=3.0,
    ),
    MatchItem(
        id="surplus",
        stem="Match.",
        pairs=(Pair("**crane**", "lifts", "Of course."), Pair(SEEN, "guides"), Pair("pier", "lifts")),
        distractors=("swims", "flies\nhigh"),
    ),
    MatchItem(id="turned", stem="Match formulas.", pairs=(Pair("square", "$x^2$"), Pair("shown", SEEN))),
    OrderItem(id="order", stem="Order.", entries=("load", "**sail**", "$x$", "dock"), feedback=TOLD),
    EssayItem(id="essay", stem="1. Why?\n2. How?", model_answer="The **moon**.\n\nPulls.", grader_info="Two points."),
    FlashcardItem(id="card", stem="ebb", back=f"going *out* {DOT}"),
)
