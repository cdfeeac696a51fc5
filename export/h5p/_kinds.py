"""Each kind of item as the parameters of one H5P content type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from export._fields import media_names
from export._shuffle import keeps_order
from export._titles import GAP
from export._words import right_places, words
from export.h5p._base import Params, Question, Refused, overall_feedback, said
from export.h5p._drag import drag_text, dragged_cloze, matching, once
from export.h5p._libraries import BLANKS, DRAG_TEXT, ESSAY, IMAGE, MULTI_CHOICE, TRUE_FALSE
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

_PICTURE = re.compile(r"!\[([^\]\n]{0,1000})\]\(media:([0-9A-Za-z_.-]+)\)")
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


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
            return dragged_cloze(item) if all(gap.choices for gap in item.gaps) else _typed_cloze(item)
        case MatchItem():
            return matching(item)
        case OrderItem():
            lines = [f"{n}. *{coded(words(entry))}*" for n, entry in enumerate(item.entries, 1)]
            return drag_text(item, lines, [], item.entries)
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
        "feedbackOnCorrect": said(told.correct, good.feedback, *below),
        "feedbackOnWrong": said(told.incorrect, bad.feedback, *below),
    }
    params: Params = {
        "question": block(item.stem),
        "correct": "true" if right == [0] else "false",
        "behaviour": behaviour,
        "l10n": {"trueText": said(first.text), "falseText": said(second.text)},
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


def _typed_cloze(item: ClozeItem) -> Question:
    gaps = once(item)
    shown = block(item.stem).replace("*", "&#42;")
    asked = _blanks(item, [GAP.sub(lambda found: _gap_blank(gaps[found[1]]), shown)])
    if any(gap.choices for gap in item.gaps):
        asked.lost.append(("gaps.choices", "the right choice has to be typed; the others are left out"))
    return asked


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
