"""Each kind of item as the parameters of one H5P content type."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from export._fields import media_names
from export._shuffle import keeps_order
from export._titles import GAP
from export._words import right_places, shows_words, words
from export.h5p._libraries import BLANKS, DRAG_TEXT, ESSAY, IMAGE, MULTI_CHOICE, TRUE_FALSE, Library
from export.h5p._text import blank, block, coded, inline, is_flattened
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)

Params = dict[str, object]
CARRIED = frozenset(
    "title feedback.general feedback.correct feedback.partial feedback.incorrect solution final_answer "
    "choices.feedback answers.exact case_sensitive model_answer distractors".split()
)
REASONS = {
    "media": "H5P shows one picture above the question; others are described",
    "answers.credit": "only answers of full credit are accepted",
    "gaps.answers.credit": "only answers of full credit are accepted",
}
_PICTURE = re.compile(r"!\[([^\]\n]{0,1000})\]\(media:([0-9A-Za-z_.-]+)\)")
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


class Refused(Exception):
    """No content type fits this item; the reason is a sentence's end."""


@dataclass(slots=True)
class Question:
    """One question on its way: its own library first; what it carries and loses beside what all questions do."""

    params: Params
    libraries: list[Library]
    pictures: dict[str, bytes] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    lost: list[tuple[str, str]] = field(default_factory=list)


def question(item: Item, media: Callable[[str], bytes | None]) -> Question:
    """The item's parameters; Refused where H5P has no form for it."""
    asked = _typed(item)
    if is_flattened(item.stem):
        asked.lost.append(("stem", "H5P has no tables or quotes; their words stand in their place"))
    _picture(item, media, asked)
    asked.lost.extend(_changed(item))
    return asked


_KINDS = {
    "numeric": "a blank: the number is compared as text",
    "matching": "words to drag into a text",
    "ordering": "words to drag to numbered places",
    "flashcard": "an essay with the back as sample",
}


def _changed(item: Item) -> Iterator[tuple[str, str]]:
    """What arrives in another form."""
    if kind := _KINDS.get(item.type):
        yield "type", kind
    told = item.feedback
    below = {"feedback.general": told.general, "solution": item.solution, "final_answer": item.final_answer}
    if any(below.values()):
        names = [*(name for name, held in below.items() if held), "feedback.correct", "feedback.partial"]
        yield from ((name, "told together after the answer, in words") for name in (*names, "feedback.incorrect"))


def _typed(item: Item) -> Question:
    match item:
        case ChoiceItem(type="true_false"):
            return _true_false(item)
        case ChoiceItem():
            return _multi_choice(item)
        case TextEntryItem():
            return _short(item)
        case NumericItem():
            return _blanks(item, [f"<p>{blank(_exact(item.answers))}</p>"], stem=item.stem)
        case ClozeItem():
            return _dragged_cloze(item) if all(gap.choices for gap in item.gaps) else _typed_cloze(item)
        case MatchItem():
            return _matching(item)
        case OrderItem():
            lines = [f"{n}. *{coded(words(entry))}*" for n, entry in enumerate(item.entries, 1)]
            return _drag_text(item, lines, [], item.entries)
        case EssayItem():
            return _essay(item, item.model_answer)
        case FlashcardItem():
            return _essay(item, item.back)
        case _:
            assert_never(item)


def _picture(item: Item, media: Callable[[str], bytes | None], asked: Question) -> None:
    """The stem's first picture above the question, where the content type has a place for it."""
    found = _PICTURE.search(item.stem)
    data = media(found[2]) if found else None
    kind = _TYPES.get(found[2].rpartition(".")[2].lower()) if found else None
    if not found or data is None or kind is None or asked.libraries[0] == DRAG_TEXT:
        return
    file = {"path": f"images/{found[2]}", "mime": kind, "copyright": {"license": "U"}}
    asked.params["media"] = {
        "type": {
            "library": str(IMAGE),
            "params": {"contentName": "Image", "decorative": not found[1], "alt": found[1], "file": file},
            "metadata": {"contentType": "Image", "license": "U", "title": found[1] or "Image"},
        },
        "disableImageZooming": False,
    }
    asked.libraries.append(IMAGE)
    asked.pictures[found[2]] = data
    if len(media_names(item)) == 1:
        asked.carried = frozenset({"media"})


def _said(*texts: str) -> str:
    """Words for a text field: libraries put these into the page as HTML, and H5P's filter leaves entities alone."""
    return html.escape(" ".join(filter(None, map(words, texts))), quote=False)


def overall_feedback(item: Item) -> list[Params]:
    """What is said by the result: nothing right, some of it, all of it."""
    told = item.feedback
    below = (told.general, *item.solution, item.final_answer)
    none, some, all_right = _said(told.incorrect, *below), _said(told.partial, *below), _said(told.correct, *below)
    if none == some == all_right:
        return [{"from": 0, "to": 100, **({"feedback": none} if none else {})}]
    ranges = ((0, 0, none), (1, 99, some), (100, 100, all_right))
    return [{"from": a, "to": b, **({"feedback": text} if text else {})} for a, b, text in ranges]


def _multi_choice(item: ChoiceItem) -> Question:
    right = right_places(item.choices, item.key)
    several = item.type == "multiple"
    answers = [
        {
            "text": f"<div>{inline(choice.text)}</div>",
            "correct": place in right,
            "tipsAndFeedback": {"tip": "", "chosenFeedback": inline(choice.feedback), "notChosenFeedback": ""},
        }
        for place, choice in enumerate(item.choices)
    ]
    behaviour = {
        "enableRetry": True,
        "enableSolutionsButton": True,
        "enableCheckButton": True,
        "type": "multi" if several else "single",
        "singlePoint": False,
        "randomAnswers": not (keeps_order(item) or any(choice.fixed for choice in item.choices)),
        "showSolutionsRequiresInput": True,
        "autoCheck": False,
        "passPercentage": 100,
        "showScorePoints": True,
    }
    params: Params = {
        "question": block(item.stem),
        "answers": answers,
        "overallFeedback": overall_feedback(item),
        "behaviour": behaviour,
    }
    return Question(params, [MULTI_CHOICE])


def _true_false(item: ChoiceItem) -> Question:
    """The first choice takes the place of "true": its own words are shown, whatever they are."""
    right = right_places(item.choices, item.key)
    if len(item.choices) != 2 or len(right) != 1:
        return _multi_choice(item)
    told = item.feedback
    below = (told.general, *item.solution, item.final_answer)
    first, second = item.choices
    good, bad = (first, second) if right == [0] else (second, first)
    behaviour = {
        "enableRetry": True,
        "enableSolutionsButton": True,
        "enableCheckButton": True,
        "autoCheck": False,
        "feedbackOnCorrect": _said(told.correct, good.feedback, *below),
        "feedbackOnWrong": _said(told.incorrect, bad.feedback, *below),
    }
    params: Params = {
        "question": block(item.stem),
        "correct": "true" if right == [0] else "false",
        "behaviour": behaviour,
        "l10n": {"trueText": _said(first.text), "falseText": _said(second.text)},
    }
    lost = [("feedback.partial", "a true/false question is right or wrong")] if told.partial else []
    return Question(params, [TRUE_FALSE], lost=lost)


def _accepted(answers: tuple[Answer, ...]) -> tuple[str, ...]:
    return tuple(answer.text for answer in answers if answer.credit == 100)


def _exact(numbers: tuple[NumericAnswer, ...]) -> tuple[str, ...]:
    if any(number.low != number.high for number in numbers):
        raise Refused("H5P's question set has no number with a tolerance")
    return tuple(number.exact or number.low for number in numbers if number.credit == 100)


def _blanks(item: Item, lines: list[str], stem: str = "", case_sensitive: bool = False) -> Question:
    behaviour = {
        "enableRetry": True,
        "enableSolutionsButton": True,
        "enableCheckButton": True,
        "autoCheck": False,
        "caseSensitive": case_sensitive,
        "showSolutionsRequiresInput": True,
        "separateLines": False,
        "acceptSpellingErrors": False,
    }
    params: Params = {"questions": lines, "overallFeedback": overall_feedback(item), "behaviour": behaviour}
    return Question({"text": block(stem), **params} if stem else params, [BLANKS])


def _short(item: TextEntryItem) -> Question:
    line = f"<p>{blank(_accepted(item.answers), ' '.join(item.hints))}</p>"
    asked = _blanks(item, [line], item.stem, item.case_sensitive)
    asked.carried = frozenset({"hints"})
    return asked


def _gap_blank(gap: Gap) -> str:
    if gap.choices:
        return blank(tuple(words(gap.choices[place].text) for place in right_places(gap.choices, gap.key)))
    return blank(_exact(gap.numbers) if gap.numbers else _accepted(gap.answers))


def _once(item: ClozeItem) -> dict[str, Gap]:
    gaps = {gap.id: gap for gap in item.gaps}
    if sorted(GAP.findall(item.stem)) != sorted(gaps):
        raise Refused("its gaps do not each stand once in the text")
    return gaps


def _typed_cloze(item: ClozeItem) -> Question:
    gaps = _once(item)
    shown = block(item.stem).replace("*", "&#42;")
    asked = _blanks(item, [GAP.sub(lambda found: _gap_blank(gaps[found[1]]), shown)])
    if any(gap.choices for gap in item.gaps):
        asked.lost.append(("gaps.choices", "the right choice has to be typed; the others are left out"))
    return asked


def _dragged_cloze(item: ClozeItem) -> Question:
    gaps = _once(item)

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
    asked = _drag_text(item, [filled], others, (item.stem,))
    asked.params["taskDescription"] = f"<p>{coded(words(item.title))}</p>" if item.title else ""
    if len(item.gaps) > 1:
        asked.lost.append(("gaps.choices", "the choices of all gaps are offered together"))
    return asked


def _matching(item: MatchItem) -> Question:
    lines = [f"{coded(words(pair.left))} *{coded(words(pair.right))}*" for pair in item.pairs]
    shown = (*(pair.left for pair in item.pairs), *(pair.right for pair in item.pairs), *item.distractors)
    return _drag_text(item, lines, [words(other) for other in item.distractors], shown)


def _drag_text(item: Item, lines: list[str], others: list[str], shown: tuple[str, ...]) -> Question:
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


def _essay(item: Item, sample: str) -> Question:
    """Every answer counts: the one keyword is the wildcard, and no score is shown."""
    keyword = {
        "keyword": "*",
        "options": {"points": 1, "occurrences": 1, "caseSensitive": False, "forgiveMistakes": False},
    }
    params: Params = {
        "taskDescription": block(item.stem),
        "solution": {"sample": block(sample)} if sample else {},
        "keywords": [keyword],
        "overallFeedback": overall_feedback(item),
        "behaviour": {"inputFieldSize": "10", "enableRetry": True, "ignoreScoring": True},
    }
    return Question(params, [ESSAY])
