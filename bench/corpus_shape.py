"""Our items in the shape that the corpus' scorer reads: plain dictionaries with stem, options, correct, answer ..."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from quizmill.item import (
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

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
_GAP = re.compile(r"\{\{gap:[^{}]*\}\}")
_PICTURES = re.compile(r"!\[[^\]]*\]\((?:<[^>]*>|[^)\s]*)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")


def shape(item: Item, worked_apart: bool = False) -> dict[str, Json]:
    """One item as one question of the corpus, whose labels count a worked solution as feedback or keep it apart."""
    choices = item.choices if isinstance(item, ChoiceItem) else ()
    right = set(item.key.choices) if isinstance(item, ChoiceItem) and item.key else None
    remarks = [item.feedback.general, item.feedback.correct, item.feedback.partial, item.feedback.incorrect]
    if not worked_apart:
        remarks += _worked(item)
    pictures = [ref for text in (item.stem, *(c.text for c in choices)) for ref in _PICTURE.findall(text)]
    return {
        "type": item.type,
        "stem": _words(_GAP.sub("_____", _without_pictures(item))),
        "options": [_words(choice.text) for choice in choices],
        "correct": None if right is None else [i for i, c in enumerate(choices) if c.id in right],
        "answer": _answer(item),
        "option_feedback": [c.feedback or None for c in choices] if any(c.feedback for c in choices) else None,
        "feedback": "\n\n".join(dict.fromkeys(filter(None, [*remarks, *_answer_feedback(item)]))) or None,
        "hint": "\n\n".join(item.hints) or None,
        "points": item.points,
        "images": list(dict.fromkeys(pictures)),
        "difficulty": item.difficulty or None,
        "solution_steps": list(item.solution),
        "common_mistakes": list(item.mistakes),
        "confidence": item.confidence,
    }


def _words(text: str) -> str:
    """The labels hold words as shown: Markdown's escapes come off."""
    return _ESCAPED.sub(r"\1", text)


def _without_pictures(item: Item) -> str:
    """Labels of web pages name the pictures of a stem beside it, without their descriptions."""
    return _PICTURES.sub("", item.stem) if _is_page(item) and _PICTURES.sub("", item.stem).strip() else item.stem


def _is_page(item: Item) -> bool:
    return item.provenance.path.lower().endswith((".html", ".htm"))


def _worked(item: Item) -> list[str]:
    steps = [f"Step {i}: {step}" for i, step in enumerate(item.solution, 1)]
    final = f"Final Answer: {item.final_answer}" if item.final_answer else ""
    check = f"Quick Check: {item.quick_check}" if item.quick_check else ""
    return [*steps, final, check, *(("Common Mistakes:", *item.mistakes) if item.mistakes else ())]


def _answer(item: Item) -> str | None:
    match item:
        case ChoiceItem():
            return None
        case TextEntryItem():
            return _joined(a.text for a in item.answers if a.credit >= 100)
        case NumericItem():
            colon = item.provenance.reader.startswith("gift") or item.provenance.path.endswith(".gift")
            if _is_page(item):  # there the labels hold the value alone
                return _joined(
                    (a.exact or a.low) + (f" {a.unit}" if a.unit else "") for a in item.answers if a.credit >= 100
                )
            return _joined(_number(a, colon) for a in item.answers if a.credit >= 100)
        case ClozeItem():
            return _joined(_gap(gap) for gap in item.gaps)
        case MatchItem():
            known = [pair for pair in item.pairs if pair.right]
            return _joined(f"{pair.left} -> {pair.right}" for pair in known)
        case OrderItem():
            return _joined(item.entries) if item.known else None
        case EssayItem():
            return item.model_answer or None
        case FlashcardItem():
            return item.back or None
        case _:
            assert_never(item)


def _answer_feedback(item: Item) -> list[str]:
    """Remarks on typed answers and pairs; the corpus has one place for all of them."""
    match item:
        case TextEntryItem() | NumericItem():
            return [answer.feedback for answer in item.answers]
        case ClozeItem():
            said = [[a.feedback for a in g.answers] + [c.feedback for c in g.choices] for g in item.gaps]
            return [text for gap in said for text in gap]
        case MatchItem():
            return [pair.feedback for pair in item.pairs]
        case _:
            return []


def _joined(texts: Iterable[str]) -> str | None:
    return " | ".join(dict.fromkeys(text for text in texts if text)) or None


def _gap(gap: Gap) -> str:
    right = set(gap.key.choices) if gap.key else set()
    texts = [c.text for c in gap.choices if c.id in right] or [a.text for a in gap.answers if a.credit >= 100]
    return (texts or [_number(number, False) for number in gap.numbers] or [""])[0]


def _number(answer: NumericAnswer, colon: bool) -> str:
    """As the corpus writes it: `4`, `1..5`, `3.14:0.01` in GIFT, `3.14 +- 0.01` elsewhere."""
    from decimal import Decimal

    unit = f" {answer.unit}" if answer.unit else ""
    if answer.low == answer.high:
        return (answer.exact or answer.low) + unit
    if not answer.exact:
        return f"{answer.low}..{answer.high}{unit}"
    width = (Decimal(answer.high) - Decimal(answer.low)) / 2
    return f"{answer.exact}:{width.normalize():f}" if colon else f"{answer.exact} +- {width.normalize():f}{unit}"
