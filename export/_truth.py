"""True/false items whose words are a target's own: True and False, in either order and any case."""

from __future__ import annotations

from quizmill.item import Choice, ChoiceItem


def says_true_false(item: ChoiceItem) -> bool:
    """True where a target's own True/False question shows the same two words."""
    words = sorted(choice.text.strip().lower() for choice in item.choices)
    return item.type == "true_false" and words == ["false", "true"]


def is_true(choice: Choice) -> bool:
    """Which of the two words it is."""
    return choice.text.strip().lower() == "true"
