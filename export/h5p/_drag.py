"""Items as words to drag into a text (H5P.DragText): pairs, an order, gaps with choices."""

from __future__ import annotations

import re

from export._titles import GAP
from export._words import right_places, shows_words, words
from export.h5p._base import Params, Question, Refused, overall_feedback
from export.h5p._libraries import DRAG_TEXT
from export.h5p._text import block, coded
from quizmill.item import (
    ClozeItem,
    Gap,
    Item,
    MatchItem,
)


def once(item: ClozeItem) -> dict[str, Gap]:
    gaps = {gap.id: gap for gap in item.gaps}
    if sorted(GAP.findall(item.stem)) != sorted(gaps):
        raise Refused("its gaps do not each stand once in the text")
    return gaps


def dragged_cloze(item: ClozeItem) -> Question:
    gaps = once(item)

    def place(found: re.Match[str]) -> str:
        gap = gaps[found[1]]
        return f"\ue000{list(gaps).index(gap.id)}\ue001"

    text = coded(words(GAP.sub(place, item.stem.replace("\ue000", "").replace("\ue001", ""))))
    right = {n: right_places(gap.choices, gap.key) for n, gap in enumerate(item.gaps)}
    if any(len(places) != 1 for places in right.values()):
        raise Refused("a gap with several right words cannot be dragged to")
    keyed = [words(gap.choices[right[n][0]].text) for n, gap in enumerate(item.gaps)]
    filled = re.sub("\ue000(\\d+)\ue001", lambda found: f"*{coded(keyed[int(found[1])])}*", text)
    offered = dict.fromkeys(words(choice.text) for gap in item.gaps for choice in gap.choices)
    others = [word for word in offered if word not in keyed]
    asked = drag_text(item, [filled], others, (item.stem,))
    asked.params["taskDescription"] = f"<p>{coded(words(item.title))}</p>" if item.title else ""
    if len(item.gaps) > 1:
        asked.lost.append(("gaps.choices", "the choices of all gaps are offered together"))
    return asked


def matching(item: MatchItem) -> Question:
    lines = [f"{coded(words(pair.left))} *{coded(words(pair.right))}*" for pair in item.pairs]
    shown = (*(pair.left for pair in item.pairs), *(pair.right for pair in item.pairs), *item.distractors)
    return drag_text(item, lines, [words(other) for other in item.distractors], shown)


def drag_text(item: Item, lines: list[str], others: list[str], shown: tuple[str, ...]) -> Question:
    params: Params = {
        "taskDescription": block(item.stem),
        "textField": "\n".join(lines),
        "distractors": " ".join(f"*{coded(word)}*" for word in others),
        "overallFeedback": overall_feedback(item),
        "behaviour": {
            "enableRetry": True,
            "enableSolutionsButton": True,
            "enableCheckButton": True,
            "instantFeedback": False,
        },
    }
    worded = all(map(shows_words, shown))
    lost = [] if worded else [("texts", "words only: code, formulas and other markup are flattened")]
    return Question(params, [DRAG_TEXT], lost=lost)
