"""Formats of exchange by their general cues alone, no reader of theirs at work: signs, lists of truths, braces."""

from __future__ import annotations

import pytest

from extract.grammar.document.general import read
from extract.media.markdown.medium import read_as
from normalize import Origin, normalize
from quizmill.item import ChoiceItem, Item, MatchItem, NumericItem, TextEntryItem
from quizmill.page import Carrier
from quizmill.source import Source


def items(text: str, carrier: Carrier = Carrier.TEXT, *off: str) -> tuple[Item, ...]:
    page = read_as(Source("sheet.txt", text.encode()), carrier)
    return normalize(read(page, frozenset(("dialects", *off))), Origin("d1", "sheet.txt", "general/1")).items


def keys(found: tuple[Item, ...]) -> list[tuple[str, ...] | None]:
    return [item.key.choices if isinstance(item, ChoiceItem) and item.key else None for item in found]


SIGNED = """Quiz title: Boats

1. What floats?
... Think of wood.
+ Well done.
- Read it again.
a) Iron
... It sinks.
*b) Cork

2. Which are ropes?
... Two of them.
[*] Sheet
[*] Halyard
[ ] Boom

3. How long is a cable?
= 185 +- 1
"""


def test_signs_before_a_line_say_what_it_is() -> None:
    first, second, third = items(SIGNED)
    assert keys((first, second)) == [("a2",), ("a1", "a2")]
    assert isinstance(first, ChoiceItem) and [choice.feedback for choice in first.choices] == ["It sinks.", ""]
    assert (first.stem, first.feedback.general) == ("What floats?", "Think of wood.")
    assert (first.feedback.correct, first.feedback.incorrect) == ("Well done.", "Read it again.")
    assert isinstance(third, NumericItem) and (third.answers[0].low, third.answers[0].high) == ("184", "186")


def test_dots_that_go_on_with_a_sentence_are_no_remarks() -> None:
    text = "# Quiz\n\n1. The sail is\n... red\na) true\n*b) false\n\nIt was late.\n... and then it rained.\n"
    (item,) = items(text)
    assert "red" in item.stem and keys((item,)) == [("a2",)]


LISTED = """Question
========
Which float?

Answerlist
----------
* Iron
* Cork
* Wood

Solution
========
Think of their weight.

Answerlist
----------
* {0}. It is heavy.
* True. It is light.
* True

Meta-information
================
extype: mchoice
"""


def test_a_list_of_truths_is_the_key() -> None:
    (item,) = items(LISTED.format("False"), Carrier.MARKDOWN)
    assert isinstance(item, ChoiceItem) and keys((item,)) == [("a2", "a3")]
    assert item.choices[0].feedback == "False. It is heavy." and item.feedback.general == "Think of their weight."


@pytest.mark.parametrize("word", ["Perhaps", "Nein"])
def test_other_words_are_no_truths(word: str) -> None:
    assert keys(items(LISTED.format(word), Carrier.MARKDOWN)) in ([None], [])


def test_without_the_list_of_truths_nothing_is_asserted() -> None:
    assert keys(items(LISTED.format("False"), Carrier.MARKDOWN, "truth lists")) in ([None], [])


BRACES = """::Wood::Which floats? {
    ~Iron #It sinks.
    =Cork #It is light.
    ~Lead
}

A ship is {=built ~sown} in a yard.

Who drew it? {=Ann =Anna}

Cork floats. {T}

How long is a cable? {#185:1}

Match each home with its builder. {
=hive -> bee
=web -> spider
}

Name two. {~%50%oak ~%50%elm ~%-100%iron}

Name one. {~%50%oak ~iron}
"""


def test_answers_in_braces() -> None:
    found = items(BRACES)
    first, gap, typed, truth, number, pairs, shares, half = found
    assert keys((first, gap, truth, shares, half)) == [("a2",), ("a1",), ("a1",), ("a1", "a2"), None]
    assert isinstance(first, ChoiceItem) and [c.feedback for c in first.choices] == ["It sinks.", "It is light.", ""]
    assert gap.stem == "A ship is \\_\\_\\_\\_\\_ in a yard." or gap.stem == "A ship is _____ in a yard."
    assert isinstance(typed, TextEntryItem) and [answer.text for answer in typed.answers] == ["Ann", "Anna"]
    assert isinstance(number, NumericItem) and (number.answers[0].low, number.answers[0].high) == ("184", "186")
    assert isinstance(pairs, MatchItem) and [(p.left, p.right) for p in pairs.pairs] == [
        ("hive", "bee"),
        ("web", "spider"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A line of its own with a break `<br>`{=html}\n\nAnother one `<hr>`{=html}\n",
        "Where we begin the tale {#1}\n\nWhere we end the tale {#2}\n",
        "Let the matrix be $A_{T}$ and \\mathbf{T}\n\nHence $B = \\{x\\}$ and so {T}\n",
        "The page shows the {{ name }} of the user\n\nand what the user {% if x %} wants {}\n",
        "- A: `{}`\n- B: `{ a = 1 }`\n\nThe result of a call is {}\n",
    ],
)
def test_braces_of_other_makes_ask_nothing(text: str) -> None:
    assert items(text, Carrier.MARKDOWN) == ()


def test_without_blocks_their_signs_are_no_answers() -> None:
    found = items(BRACES, Carrier.TEXT, "answer blocks")
    assert all(key is None for key in keys(found))
    pairs = [pair for item in found if isinstance(item, MatchItem) for pair in item.pairs]
    assert not any(pair.left.startswith("=") or "=" in pair.right for pair in pairs)
