"""Structural doubts: what makes an item look unlike a question that was read whole, by itself or beside its neighbours.

    four items with four choices and one with nine      choices-unlike-others
    True, False, Iron, Clay                             truth-among-others
    every item keyed but this one                       keyless-among-keyed

Each only lowers confidence (`WEIGHTS`) and says why (`REASONS`); a key is never changed. They judge what was read by
its looks: formats with a syntax of their own say what they mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from normalize.text import words
from normalize.words import FALSE, REPROOF, TRUE
from quizmill.draft import Draft
from quizmill.item import ChoiceItem, Evidence, Item, is_keyless

WEIGHTS = {  # what confidence is multiplied with: about the share of such items that were exact (bench/calibration.py)
    "choices-unlike-others": 0.85,
    "several-keys-unlike-others": 0.95,
    "keyless-among-keyed": 0.8,
    "labels-unlike-others": 0.87,
    "feedback-unlike-others": 0.96,
    "stem-unlike-others": 0.97,
    "truth-among-others": 0.8,
    "choice-far-longer": 0.9,
    "choice-of-several-lines": 0.5,
    "choice-holds-label": 0.75,
    "stem-holds-choices": 0.7,
    "stem-long": 0.93,
    "feedback-holds-question": 0.8,
    "reproof-on-key": 0.4,
    "weak-evidence": 0.98,
    "stem-holds-signs": 0.6,
}
REASONS = {
    "lines-left-inside": "Lines between its own were not explained.",
    "lines-left-below": "The line right after it was not explained.",
    "choices-unlike-others": "It has not as many choices as nearly all others of the document.",
    "several-keys-unlike-others": "It alone has several right choices, and its words do not ask for several.",
    "keyless-among-keyed": "Nearly all others of the document have a key.",
    "labels-unlike-others": "Its choices are labelled otherwise than those of nearly all others.",
    "feedback-unlike-others": "Nearly all others of the document are explained.",
    "stem-unlike-others": "Nearly all others of the document end as questions do.",
    "truth-among-others": "True and false stand among other choices.",
    "choice-far-longer": "One choice is far longer than the others.",
    "choice-of-several-lines": "One choice alone has several lines.",
    "choice-holds-label": "A choice holds what looks like another's letter, or a label.",
    "stem-holds-choices": "The stem holds lines that look like choices.",
    "stem-long": "The stem is very long.",
    "feedback-holds-question": "The feedback holds what looks like the next question.",
    "reproof-on-key": "The feedback of a right choice says that it is wrong.",
    "weak-evidence": "Only its look tells the key.",
    "stem-holds-signs": "A line of the stem begins with a sign that was not explained.",
}

_FEWEST = 5  # items that make a norm
_NEARLY = 0.85  # share of the others that has what the norm asks
_INNER_LABEL = re.compile(r"(?:^|\s)\(?[B-F][.)]\s+\S|\n\s*(?:answer|correct|explanation|antwort|r[eé]ponse)\b", re.I)
_LISTED = re.compile(r"^\s*(?:[-*+•]\s+|[☐☑○◯]\s*|\[[ xX]?\]\s*|\(?[A-Fa-f][.)]\s+)\S", re.MULTILINE)
_NEXT = re.compile(r"^\s*(?:Q(?:uestion)?\.?\s*)?\d{1,3}\s*[.):]\s.*[?？]\s*$", re.MULTILINE | re.IGNORECASE)
_SIGNED = re.compile(r"\n[ \t]*(?:\.{3}|…|[=~^@%&]{1,2})[ \t]+\S")
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_ENDS = re.compile(r"(?:[?？؟:：_…]|\.{3}|か。?|\}\}|```)[\s)\"'*”»]*\Z")
_SEVERAL = re.compile(
    r"\b(?:all|apply|two|three|several|multiple|many|which of these are|alle|mehrere|plusieurs)\b", re.I
)
_FAR = 4  # times the usual length
_LONG_CHOICE, _LONG_STEM = 160, 1500  # characters


def alone(item: Item) -> Iterator[str]:
    """Doubts that an item raises by itself."""
    if len(item.stem) > _LONG_STEM:
        yield "stem-long"
    if _NEXT.search(item.feedback.general):
        yield "feedback-holds-question"
    if "\n" in item.stem:
        yield from _lines(item.stem)
    if isinstance(item, ChoiceItem):
        yield from _choices(item)


def _lines(stem: str) -> Iterator[str]:
    """Doubts that the lines of a stem raise."""
    plain = _plain(stem)
    if len(_LISTED.findall(plain)) > 1 and not stem.endswith(":"):
        yield "stem-holds-choices"
    if _SIGNED.search(plain):
        yield "stem-holds-signs"


def _plain(text: str) -> str:
    """Without program text, whose lines look like anything."""
    return _FENCED.sub("", text) if "```" in text else text


def _choices(item: ChoiceItem) -> Iterator[str]:
    texts = [choice.text for choice in item.choices]
    said = [words(text) for text in texts]
    if len(texts) > 2 and not TRUE.isdisjoint(said) and not FALSE.isdisjoint(said):
        yield "truth-among-others"
    lengths = sorted(map(len, texts))
    if len(texts) > 1 and lengths[-1] > _LONG_CHOICE and lengths[-1] > _FAR * median(lengths[:-1]):
        yield "choice-far-longer"
    if len(texts) > 2 and ["\n" in text for text in texts].count(True) == 1:
        yield "choice-of-several-lines"
    if any(_holds_label(text) for text in texts):
        yield "choice-holds-label"
    if item.key is None:
        return
    right = set(item.key.choices)
    if any(choice.feedback and choice.id in right and REPROOF.match(choice.feedback) for choice in item.choices):
        yield "reproof-on-key"
    if item.key.evidence == (Evidence.EMPHASIS,):
        yield "weak-evidence"


def _holds_label(text: str) -> bool:
    return ("." in text or ")" in text or "\n" in text) and bool(_INNER_LABEL.search(_plain(text)))


def among(items: Sequence[Item], drafts: Sequence[Draft]) -> list[list[str]]:
    """Doubts that items raise beside the others of their document, in order."""
    found: list[list[str]] = [[] for _ in items]
    chosen = [i for i, item in enumerate(items) if isinstance(item, ChoiceItem) and item.type != "true_false"]
    _unlike(found, chosen, [len(drafts[i].choices) for i in chosen], "choices-unlike-others")
    _unlike(found, chosen, [_labels(drafts[i]) for i in chosen], "labels-unlike-others")
    every = list(range(len(items)))
    _lacking(found, every, [not is_keyless(item) for item in items], "keyless-among-keyed")
    _lacking(found, every, [_explained(item) for item in items], "feedback-unlike-others")
    asked = [i for i in every if not (isinstance(items[i], ChoiceItem) and items[i].type == "true_false")]
    _lacking(found, asked, [_asks(items[i].stem) for i in asked], "stem-unlike-others")
    keyed = [i for i in chosen if not is_keyless(items[i])]
    single = [items[i].type == "single" or bool(_SEVERAL.search(items[i].stem)) for i in keyed]
    _lacking(found, keyed, single, "several-keys-unlike-others")
    return found


def _asks(stem: str) -> bool:
    """True for a stem that ends as questions do."""
    return stem.endswith("?") or bool(_ENDS.search(stem))


def _explained(item: Item) -> bool:
    remarks = [choice.feedback for choice in item.choices] if isinstance(item, ChoiceItem) else []
    return bool(item.feedback or item.solution or any(remarks))


def _labels(draft: Draft) -> str:
    """What sort of labels the choices have."""
    first = next((choice.label for choice in draft.choices if choice.label), "")
    return "none" if not first else "number" if first.isdigit() else "lower" if first.islower() else "upper"


def _unlike(found: list[list[str]], places: Sequence[int], values: Sequence[object], doubt: str) -> None:
    """The doubt for those whose value is not the one that nearly all have."""
    if len(places) < _FEWEST:
        return
    usual, count = Counter(values).most_common(1)[0]
    if count >= _NEARLY * (len(places) - 1):
        for place, value in zip(places, values, strict=True):
            if value != usual:
                found[place].append(doubt)


def _lacking(found: list[list[str]], places: Sequence[int], has: Sequence[bool], doubt: str) -> None:
    """The doubt for those that lack what nearly all have."""
    if len(places) >= _FEWEST and _NEARLY * (len(places) - 1) <= sum(has):
        for place, there in zip(places, has, strict=True):
            if not there:
                found[place].append(doubt)
