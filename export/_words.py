"""Plain words for targets without markup: one line, no pictures, gaps as blanks.

words("**Which** tree?\n\n![a heap](media:x.png)")     "Which tree? a heap"
letter(2)                                              "C"
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from export._pictures import described
from export._shuffle import keeps_order
from export._titles import BLANK, GAP, one_line
from export.richtext import Target, to_answer, to_inline, to_plain
from quizmill.item import Choice, ChoiceItem, Key


def _formula(latex: str, display: bool) -> str:
    """Never what the words say: a formula is more than its LaTeX."""
    del display
    return f"<i>{latex}</i>"


_TARGET = Target(math=_formula)


def words(text: str) -> str:
    """Everything that can be said of a rich text on one line."""
    return one_line(to_plain(described(GAP.sub(BLANK, text)))) if text else ""


def literal(text: str) -> str:
    """A typed answer as it is compared, on one line."""
    return one_line(to_answer(text))


def shows_words(text: str) -> bool:
    """True where a text shows nothing but its words: no picture, formula, code, line break or other markup."""
    return to_inline(text, _TARGET) == html.escape(words(text), quote=False)


def letter(place: int) -> str:
    """A, B ... Z, AA, AB ... for 0, 1 ..."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def right_places(choices: Sequence[Choice], key: Key | None) -> list[int]:
    """Where the right choices stand (0-based)."""
    return [place for place, choice in enumerate(choices) if key and choice.id in key.choices]


def alike(choices: Sequence[Choice]) -> str:
    """Why choices cannot be told apart once they are words only; empty where they can."""
    said = [words(choice.text) for choice in choices]
    return "two choices read the same in plain words" if len(set(said)) < len(said) else ""


def by_letter(item: ChoiceItem) -> str:
    """Why choices cannot go where they may be shuffled: they name each other ("Both A and C"). Empty where not."""
    named = item.type != "true_false" and keeps_order(item)
    return "its choices name each other by letter, and nothing keeps them from being shuffled there" if named else ""
