"""One item of each type with every field filled, each with a word of its own: what is gone from an export is seen.

    item, words = complete("single")
    words["zqhint1"] == "hints"            the loss that may excuse the word's absence

Language, points and the picture have no word; `media` is named by its file. No choice is `fixed` and each number is
plain: targets that do not have these say so in tests of their own.
"""

from __future__ import annotations

from typing import Any

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
from samples import PICTURE, key, provenance


class _Words:
    """Hands out words and remembers which field each stands for."""

    def __init__(self) -> None:
        self.field_of: dict[str, str] = {}

    def __call__(self, field: str) -> str:
        number = 1 + sum(known == field for known in self.field_of.values())
        word = "zq" + field.replace(".", "").replace("_", "") + str(number)
        self.field_of[word] = field
        return word


def _base(word: _Words, stem: str) -> dict[str, Any]:
    return {
        "id": "0123456789abcdef",
        "stem": stem,
        "title": word("title"),
        "feedback": Feedback(*(word(f"feedback.{when}") for when in ("general", "correct", "incorrect", "partial"))),
        "hints": (word("hints"), word("hints")),
        "solution": (word("solution"), word("solution")),
        "final_answer": word("final_answer"),
        "quick_check": word("quick_check"),
        "mistakes": (word("mistakes"),),
        "difficulty": word("difficulty"),
        "points": 2.0,
        "section": (word("section"), word("section")),
        "tags": (word("tags"),),
        "objectives": (word("objectives"),),
        "language": "de",
        "provenance": provenance(0),
    }


def _choices(word: _Words, prefix: str = "") -> tuple[Choice, ...]:
    return tuple(Choice(f"a{n}", word(f"{prefix}choices.text"), word(f"{prefix}choices.feedback")) for n in range(1, 4))


def _answers(word: _Words, prefix: str = "") -> tuple[Answer, ...]:
    right = Answer(word(f"{prefix}answers.text"), 100.0, word(f"{prefix}answers.feedback"))
    return (right, Answer(word(f"{prefix}answers.credit"), 50.0, word(f"{prefix}answers.feedback")))


def _cloze(word: _Words, stem: str) -> Item:
    gaps = (
        Gap("g1", answers=_answers(word, "gaps.")),
        Gap("g2", choices=_choices(word, "gaps."), key=Key(("a1",), (Evidence.MARKUP,))),
    )
    return ClozeItem(gaps=gaps, **_base(word, f"{stem} {{{{gap:g1}}}} and {{{{gap:g2}}}} end."))


def _typed(kind: str, word: _Words, stem: str) -> Item:
    match kind:
        case "single" | "multiple":
            right = key("a1") if kind == "single" else key("a1", "a2")
            return ChoiceItem(type=kind, choices=_choices(word), key=right, **_base(word, stem))
        case "true_false":
            choices = (Choice("a1", "True", word("choices.feedback")), Choice("a2", "False", word("choices.feedback")))
            return ChoiceItem(type="true_false", choices=choices, key=key("a2"), **_base(word, stem))
        case "short":
            return TextEntryItem(answers=_answers(word), case_sensitive=True, **_base(word, stem))
        case "numeric":
            return NumericItem(
                answers=(NumericAnswer("42", "42", 100.0, word("answers.feedback")),), **_base(word, stem)
            )
        case "cloze":
            return _cloze(word, stem)
        case "matching":
            pairs = tuple(Pair(word("pairs.left"), word("pairs.right"), word("pairs.feedback")) for _ in range(3))
            return MatchItem(pairs=pairs, distractors=(word("distractors"),), **_base(word, stem))
        case "ordering":
            return OrderItem(entries=tuple(word("entries") for _ in range(3)), **_base(word, stem))
        case "essay":
            return EssayItem(model_answer=word("model_answer"), grader_info=word("grader_info"), **_base(word, stem))
        case "flashcard":
            return FlashcardItem(back=word("back"), **_base(word, stem))
        case _:
            raise ValueError(kind)


def complete(kind: str) -> tuple[Item, dict[str, str]]:
    """The item, and the field that each of its words stands for."""
    word = _Words()
    item = _typed(kind, word, f"{word('stem')} ![a tree](media:{PICTURE})")
    return item, word.field_of
