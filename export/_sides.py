"""Matching where the right-hand texts stand in a menu, which shows words and nothing else (Moodle, Canvas, GIFT).

    crane -> ![a crane](...)       the sides change places: the picture is shown, and the menu offers "crane"
    **a** -> x, a -> *x*           refused: in words the two right-hand texts are one

A picture or a formula on the right is best seen on the left. The sides can change places where the pairs are one to
one, no text on the right belongs to none, and the left-hand texts are words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from export._words import shows_words, words
from quizmill.item import MatchItem, Pair
from quizmill.package import Loss

_TURNED = "the sides change places: the menu on the right shows words only"
_FLAT = "the right-hand texts are plain words"


class Unclear(Exception):
    """The right-hand texts cannot be told apart in words; the message is a sentence's end."""


def with_menu(item: MatchItem) -> tuple[MatchItem, tuple[Loss, ...]]:
    """The item as such a target shows it, and what that changes of it; Unclear where its menu would mislead."""
    rights = [pair.right for pair in item.pairs]
    if not all(map(shows_words, rights)) and not item.distractors and _can_turn(item.pairs):
        turned = tuple(Pair(pair.right, pair.left, pair.feedback) for pair in item.pairs)
        return replace(item, pairs=turned), tuple(Loss(item.id, f"pairs.{side}", _TURNED) for side in ("left", "right"))
    offered = [words(text) for text in dict.fromkeys((*rights, *item.distractors))]
    if "" in offered:
        raise Unclear("a right-hand text has no words, and the menu shows nothing else")
    if len(set(offered)) < len(offered):
        raise Unclear("two right-hand texts read the same in plain words")
    fields = {"pairs.right": rights, "distractors": item.distractors}
    return item, tuple(Loss(item.id, name, _FLAT) for name, texts in fields.items() if not all(map(shows_words, texts)))


def _can_turn(pairs: Sequence[Pair]) -> bool:
    lefts = {words(pair.left) for pair in pairs}
    return (
        all(shows_words(pair.left) for pair in pairs)
        and "" not in lefts
        and len(lefts) == len({pair.right for pair in pairs}) == len(pairs)
    )
