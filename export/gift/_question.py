"""One item as a GIFT question, and what that loses of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from export._fields import uncarried
from export._fit import unfit
from export._fractions import nearest, of_choices
from export._gapped import parted
from export._language import in_language
from export._numeric import centred
from export._sections import with_sections
from export._sides import Unclear, with_menu
from export._titles import one_line, title_of
from export._truth import is_true, says_true_false
from export._words import by_letter, words
from export.gift._text import Refused, block, escaped, html, inline, told_after, typed
from quizmill.extras import TAGS
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
from quizmill.package import Loss

KEYLESS = frozenset({"flashcard"})
SECTIONS_BELOW = (
    "feedback.correct",
    "feedback.partial",
    "feedback.incorrect",
    "solution",
    "final_answer",
    "quick_check",
    "mistakes",
    "objectives",
)
TOLD = "told with the general feedback, whatever the result"
REASONS = {
    "feedback.correct": TOLD,
    "feedback.partial": TOLD,
    "feedback.incorrect": TOLD,
    "pairs.feedback": TOLD,
    "media": "GIFT holds no pictures; their descriptions stand in their place",
}
CARRIED = frozenset(
    "title section tags difficulty language feedback.general solution final_answer quick_check mistakes objectives "
    "choices.feedback choices.credit answers.feedback answers.credit answers.exact gaps.choices.feedback "
    "gaps.choices.credit gaps.answers.feedback gaps.answers.credit gaps.answers.exact distractors model_answer".split()
)


def _choices(item: ChoiceItem, losses: list[Loss]) -> Iterator[str]:
    if item.type == "true_false":
        losses.append(Loss(item.id, "type", "as multiple choice: GIFT's true and false have no words of their own"))
    if len(item.choices) < 2:
        raise Refused("GIFT needs at least two choices")
    if reason := by_letter(item):
        raise Refused(reason)
    for choice, fraction, lost in of_choices(item):
        if lost:
            losses.append(Loss(item.id, "choices.credit", lost))
        if item.type == "multiple":  # no "=": Moodle would let only one be picked
            sign = f"~%{fraction}%"
        else:
            sign = "=" if fraction == "100" else "~" if fraction == "0" else f"~%{fraction}%"
        yield f"\t{sign}{html(choice.text)}{told_after(choice.feedback)}"


def _truth(item: ChoiceItem) -> Iterator[str]:
    """`T` or `F`, then what is told to who was wrong, then to who was right."""
    right = next(choice for choice in item.choices if item.key and choice.id in item.key.choices)
    wrong = next(choice for choice in item.choices if choice is not right)
    told = [html(wrong.feedback), html(right.feedback)]
    while told and not told[-1]:
        told.pop()
    yield "\t" + "#".join(["TRUE" if is_true(right) else "FALSE", *told])


def _entry(credit: float, text: str, feedback: str) -> str:
    """One typed answer. Words that begin with `%` need their weight said."""
    fraction = nearest(credit)[0]
    weight = "" if fraction == "100" and not text.startswith("%") else f"%{fraction}%"
    return f"\t={weight}{text}{told_after(feedback)}"


def _answers(answers: tuple[Answer, ...]) -> Iterator[str]:
    return (_entry(answer.credit, typed(answer.text), answer.feedback) for answer in answers)


def _number(answer: NumericAnswer) -> str:
    value, tolerance, own = centred(answer)
    if answer.low == answer.high:
        return value
    return f"{value}:{tolerance}" if answer.exact and own else f"{answer.low}..{answer.high}"


def _lopsided(item: Item, answers: tuple[NumericAnswer, ...], name: str) -> Iterator[Loss]:
    for answer in answers:
        if not centred(answer)[2]:
            yield Loss(item.id, name, f"{answer.exact} is not in the middle of its range, which is written alone")


def _numbers(answers: tuple[NumericAnswer, ...]) -> Iterator[str]:
    yield "\t#"
    yield from (_entry(answer.credit, _number(answer), answer.feedback) for answer in answers)


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for left, right in rows:
        yield f"\t={html(left)} -> {escaped(words(right))}"


def _matching(item: MatchItem, losses: list[Loss]) -> Iterator[str]:
    try:
        shown, changed = with_menu(item)
    except Unclear as unclear:
        raise Refused(str(unclear)) from None
    losses.extend(changed)
    return _pairs([*((pair.left, pair.right) for pair in shown.pairs), *(("", other) for other in shown.distractors)])


def _gap(gap: Gap) -> Iterator[str]:
    if gap.numbers:
        return _numbers(gap.numbers)
    if not gap.choices:
        return _answers(gap.answers)
    chooser = ChoiceItem(id="", stem="", choices=gap.choices, key=gap.key)
    return _choices(chooser, [])


_AS_PAIRS = "as matching of entries to positions"
_AS_BLANK = "as a missing word: the gap is a blank in the question's text"


def _body(item: Item, losses: list[Loss]) -> Iterator[str]:
    """The lines between the braces, without general feedback."""
    match item:
        case ChoiceItem():
            return _truth(item) if says_true_false(item) else _choices(item, losses)
        case TextEntryItem():
            return _answers(item.answers)
        case NumericItem():
            losses.extend(_lopsided(item, item.answers, "answers.exact"))
            return _numbers(item.answers)
        case ClozeItem():
            if len(item.gaps) != 1:
                raise Refused("GIFT takes one gap in a question")
            losses.extend(Loss(item.id, field, _AS_BLANK) for field in ("type", "stem", "gaps"))
            losses.extend(_lopsided(item, item.gaps[0].numbers, "gaps.answers.exact"))
            return _gap(item.gaps[0])
        case MatchItem():
            return _matching(item, losses)
        case OrderItem():
            losses.extend(Loss(item.id, field, _AS_PAIRS) for field in ("type", "entries"))
            return _pairs((entry, str(n)) for n, entry in enumerate(item.entries, 1))
        case EssayItem() | FlashcardItem():
            return iter(())
        case _:
            assert_never(item)


def _stem(item: Item, answers: str) -> str:
    """The question with its braces: after the stem, or where the gap of a cloze stands."""
    if not isinstance(item, ClozeItem):
        stem = in_language(block(item.stem), item.language) if item.language else inline(item.stem)
        return f"{escaped(stem)} {answers}"
    shown = in_language(block(parted(item.stem)), item.language)
    if shown.count(token := f"{{{{gap:{item.gaps[0].id}}}}}") != 1:
        raise Refused("its gap does not stand once in the text")
    before, after = shown.split(token)
    return escaped(before) + answers + escaped(after)


def _comment(item: Item) -> str:
    tags = (*item.tags, TAGS["difficulty"] + item.difficulty) if item.difficulty else item.tags
    marks = "".join(f" [tag:{one_line(tag).replace(']', chr(92) + ']')}]" for tag in tags)
    return f"// [id:{one_line(item.id)}]{marks}\n"


def _question(item: Item, losses: list[Loss]) -> str:
    sections = {"flashcard": ("back",), "essay": ("model_answer",), "matching": ("pairs.feedback",)}
    general = with_sections(item, (*sections.get(item.type, ()), *SECTIONS_BELOW), block)
    lines = [*_body(item, losses), *([f"\t####{escaped(general)}"] if general else [])]
    answers = "{\n" + "\n".join(lines) + "\n}" if lines else "{}"
    return f"{_comment(item)}::{escaped(title_of(item))}::[html]{_stem(item, answers)}\n\n"


def said(item: Item, losses: list[Loss]) -> str:
    """The question, and its losses; Refused where GIFT cannot say it."""
    if reason := unfit(item, KEYLESS, pictures="none"):
        raise Refused(reason)
    written = _question(item, losses)
    losses.extend(uncarried(item, CARRIED, "GIFT", REASONS))
    return written
