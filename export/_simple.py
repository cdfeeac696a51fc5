"""The way of most questions: choices in plain words, with feedback and nothing else. Templates write them.

A target that has a quick way for these must write the same bytes as its general way; a property test holds it to that.
"""

from __future__ import annotations

from export._shuffle import keeps_order
from export.richtext import are_simple, is_simple
from quizmill.item import ChoiceItem, Item


def is_simple_choice(item: Item) -> bool:
    """A single or multiple choice with a key, all of whose texts are their own HTML (no `& < >` in them either)."""
    if not isinstance(item, ChoiceItem) or item.type == "true_false" or item.key is None or not item.key.choices:
        return False
    if item.hints or item.solution or item.mistakes or item.objectives or item.tags or item.language:
        return False
    if item.final_answer or item.quick_check or item.difficulty:
        return False
    told = item.feedback
    texts = [item.stem, item.title, told.general, told.correct, told.partial, told.incorrect]
    for choice in item.choices:
        text = choice.text
        if choice.fixed or choice.credit is not None or not (text[:1].isalnum() or any(map(str.isalnum, text))):
            return False
        texts += (text, choice.feedback)
    if len(item.choices) < 2 or not (are_simple(texts) or all(map(is_simple, texts))):
        return False
    return any(map(str.isalnum, item.stem)) and not keeps_order(item)
