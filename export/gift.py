r"""GIFT, Moodle's text format for questions.

    // [id:q7k] [tag:heaps]
    ::Root of a heap::[html]Which node is the <em>root</em>? {
        =the first#Yes.
        ~the last
        ####General feedback.
    }

`=` is right, `~` wrong, `~%50%` a share of the credit, `#` feedback, `####` general feedback; `{T}`, `{#3:0.1}`,
`{=a -> b}` and `{}` are true/false, number, pairs and essay. Rules as Moodle's importer has them
(question/format/gift): `\` escapes `~ = # { } :`, `\n` is a line break, and a blank line ends a question - so every
text stands on one line, and questions are parted by one blank line. A typed answer cannot hold `->`: it would be read
as a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, assert_never

from export._fields import NO_PLACE, left_out, uncarried, unfit
from export._files import write_text
from export._fractions import nearest, of_choices
from export._language import in_language
from export._numeric import centred
from export._options import chosen
from export._pictures import described
from export._sections import with_sections
from export._simple import is_simple_choice
from export._titles import one_line, title_of
from export._truth import is_true, says_true_false
from export._words import by_letter, shows_words, words
from export.richtext import Target, to_answer, to_html, to_inline
from quizmill.extras import SECTIONS, TAGS, section_class
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
from quizmill.package import Exporter, Loss, Package, Support

_SYNTAX = re.compile(r"[\\~=#{}:\n]")
_TARGET = Target()
_KEYLESS = frozenset({"flashcard"})
_SECTIONS = (
    "feedback.correct",
    "feedback.partial",
    "feedback.incorrect",
    "solution",
    "final_answer",
    "quick_check",
    "mistakes",
    "objectives",
)
_TOLD = "told with the general feedback, whatever the result"
_REASONS = {
    "feedback.correct": _TOLD,
    "feedback.partial": _TOLD,
    "feedback.incorrect": _TOLD,
    "pairs.feedback": _TOLD,
    "media": "GIFT holds no pictures; their descriptions stand in their place",
}
_CARRIED = frozenset(
    "title section tags difficulty language feedback.general solution final_answer quick_check mistakes objectives "
    "choices.feedback choices.credit answers.feedback answers.credit answers.exact gaps.choices.feedback "
    "gaps.choices.credit gaps.answers.feedback gaps.answers.credit gaps.answers.exact distractors model_answer".split()
)


class _Refused(Exception):
    """This item cannot be said in GIFT; the reason is a sentence's end."""


def escaped(text: str) -> str:
    """Everything that GIFT would read as its own; a line break becomes `\\n`."""
    if not _SYNTAX.search(text):
        return text
    return _SYNTAX.sub(lambda found: r"\n" if found[0] == "\n" else "\\" + found[0], text)


def _html(text: str) -> str:
    if not text:
        return ""
    shown = escaped(to_inline(described(text), _TARGET))
    # "[html]" would name a format and "%50%" a weight
    return f"&\\#{ord(shown[0])};{shown[1:]}" if shown.startswith(("[", "%")) else shown


def _block(text: str) -> str:
    return to_html(described(text), _TARGET)


def _typed(text: str) -> str:
    """A typed answer, compared as it stands: no HTML in it."""
    if "->" in text:
        raise _Refused("a typed answer cannot hold “->” in GIFT")
    words = escaped(to_answer(text).strip().replace("*", r"\*"))  # a bare star is a wildcard to Moodle
    return f"[plain]{words}" if words.startswith("[") else words


def _told(feedback: str) -> str:
    return f"#{_html(feedback)}" if feedback else ""


def _choices(item: ChoiceItem, losses: list[Loss]) -> Iterator[str]:
    if item.type == "true_false":
        losses.append(Loss(item.id, "type", "as multiple choice: GIFT's true and false have no words of their own"))
    if len(item.choices) < 2:
        raise _Refused("GIFT needs at least two choices")
    if reason := by_letter(item):
        raise _Refused(reason)
    for choice, fraction, lost in of_choices(item):
        if lost:
            losses.append(Loss(item.id, "choices.credit", lost))
        if item.type == "multiple":  # no "=": Moodle would let only one be picked
            sign = f"~%{fraction}%"
        else:
            sign = "=" if fraction == "100" else "~" if fraction == "0" else f"~%{fraction}%"
        yield f"\t{sign}{_html(choice.text)}{_told(choice.feedback)}"


def _truth(item: ChoiceItem) -> Iterator[str]:
    """`T` or `F`, then what is told to who was wrong, then to who was right."""
    right = next(choice for choice in item.choices if item.key and choice.id in item.key.choices)
    wrong = next(choice for choice in item.choices if choice is not right)
    told = [_html(wrong.feedback), _html(right.feedback)]
    while told and not told[-1]:
        told.pop()
    yield "\t" + "#".join(["TRUE" if is_true(right) else "FALSE", *told])


def _entry(credit: float, text: str, feedback: str) -> str:
    """One typed answer. Words that begin with `%` need their weight said."""
    fraction = nearest(credit)[0]
    weight = "" if fraction == "100" and not text.startswith("%") else f"%{fraction}%"
    return f"\t={weight}{text}{_told(feedback)}"


def _answers(answers: tuple[Answer, ...]) -> Iterator[str]:
    return (_entry(answer.credit, _typed(answer.text), answer.feedback) for answer in answers)


def _number(answer: NumericAnswer) -> str:
    value, tolerance, _ = centred(answer)
    if answer.low == answer.high:
        return value
    return f"{value}:{tolerance}" if answer.exact else f"{answer.low}..{answer.high}"


def _numbers(answers: tuple[NumericAnswer, ...]) -> Iterator[str]:
    yield "\t#"
    yield from (_entry(answer.credit, _number(answer), answer.feedback) for answer in answers)


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for left, right in rows:
        yield f"\t={_html(left)} -> {escaped(words(right))}"


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
            return _numbers(item.answers)
        case ClozeItem():
            if len(item.gaps) != 1:
                raise _Refused("GIFT takes one gap in a question")
            losses.extend(Loss(item.id, field, _AS_BLANK) for field in ("type", "stem", "gaps"))
            return _gap(item.gaps[0])
        case MatchItem():
            rows = [(pair.left, pair.right) for pair in item.pairs] + [("", other) for other in item.distractors]
            flattened = {"pairs.right" if left else "distractors" for left, right in rows if not shows_words(right)}
            losses.extend(Loss(item.id, field, "in words only") for field in sorted(flattened))
            return _pairs(rows)
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
        stem = (
            in_language(_block(item.stem), item.language) if item.language else to_inline(described(item.stem), _TARGET)
        )
        return f"{escaped(stem)} {answers}"
    html = in_language(_block(item.stem), item.language)
    if html.count(token := f"{{{{gap:{item.gaps[0].id}}}}}") != 1:
        raise _Refused("its gap does not stand once in the text")
    before, after = html.split(token)
    return escaped(before) + answers + escaped(after)


def _comment(item: Item) -> str:
    tags = (*item.tags, TAGS["difficulty"] + item.difficulty) if item.difficulty else item.tags
    marks = "".join(f" [tag:{one_line(tag).replace(']', chr(92) + ']')}]" for tag in tags)
    return f"// [id:{one_line(item.id)}]{marks}\n"


def _question(item: Item, losses: list[Loss]) -> str:
    sections = {"flashcard": ("back",), "essay": ("model_answer",), "matching": ("pairs.feedback",)}
    general = with_sections(item, (*sections.get(item.type, ()), *_SECTIONS), _block)
    lines = [*_body(item, losses), *([f"\t####{escaped(general)}"] if general else [])]
    answers = "{\n" + "\n".join(lines) + "\n}" if lines else "{}"
    return f"{_comment(item)}::{escaped(title_of(item))}::[html]{_stem(item, answers)}\n\n"


_QUICK = "// [id:%s]\n::%s::[html]%s {\n%s%s}\n\n"
_NO_POINTS = f"GIFT {NO_PLACE}"
_TOLD_HEADS = tuple(
    escaped(f'<div class="{section_class(field)}"><p><strong>{SECTIONS[field]}</strong></p><p>')
    for field in _SECTIONS[:3]
)


def _light(text: str) -> str:
    """`escaped` for simple words, which hold none of the other signs."""
    if ":" in text:
        text = text.replace(":", r"\:")
    if "=" in text:
        text = text.replace("=", r"\=")
    if "{" in text or "}" in text:
        text = text.replace("{", r"\{").replace("}", r"\}")
    return text


def _quick(item: ChoiceItem, losses: list[Loss]) -> str:
    """A simple choice item by template: the same as `_question` writes, at a fraction of the time."""
    told = item.feedback
    general = f"<p>{_light(told.general)}</p>" if told.general else ""
    for head, text in zip(_TOLD_HEADS, (told.correct, told.partial, told.incorrect), strict=True):
        if text:
            general += f"{head}{_light(text)}</p></div>"
    right = item.key.choices if item.key else ()
    rows = ""
    for choice in item.choices:
        here = f"#{_light(choice.feedback)}" if choice.feedback else ""
        rows += f"\t{'=' if choice.id in right else '~'}{_light(choice.text)}{here}\n"
    if told.correct:
        losses.append(Loss(item.id, "feedback.correct", _TOLD))
    if told.incorrect:
        losses.append(Loss(item.id, "feedback.incorrect", _TOLD))
    if told.partial:
        losses.append(Loss(item.id, "feedback.partial", _TOLD))
    if item.points is not None:
        losses.append(Loss(item.id, "points", _NO_POINTS))
    stem = _light(item.stem)
    title = stem if not item.title and len(item.stem) <= 80 and "  " not in stem else escaped(title_of(item))
    return _QUICK % (item.id, title, stem, rows, f"\t####{general}\n" if general else "")


def _category(path: tuple[str, ...]) -> str:
    names = "/".join(one_line(name).replace("/", "//") for name in path if name.strip())
    return f"$CATEGORY: $course$/top/{names}\n\n" if names else "$CATEGORY: $course$/top\n\n"


def _said(item: Item, losses: list[Loss]) -> str:
    """The question, and its losses; _Refused where GIFT cannot say it."""
    if reason := unfit(item, _KEYLESS):
        raise _Refused(reason)
    written = _question(item, losses)
    losses.extend(uncarried(item, _CARRIED, "GIFT", _REASONS))
    return written


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    section: tuple[str, ...] | None = None
    for item in package.items:
        if isinstance(item, ChoiceItem) and item.type == "single" and is_simple_choice(item):
            written = _quick(item, losses)
        else:
            try:
                written = _said(item, losses)
            except _Refused as refused:
                losses.append(left_out(item, str(refused)))
                continue
        if item.section != section:
            section = item.section
            titled = section if section[:1] == (package.title,) or not package.title else (package.title, *section)
            yield _category(titled)
        yield written


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Question after question, each followed by one blank line."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses))
    return tuple(losses)


_LACKS = "no points, hints or pictures"
EXPORTER = Exporter(
    name="gift",
    suffix=".gift.txt",
    summary="GIFT text for Moodle, with feedback, tags and categories; no pictures, hints or points",
    render=render,
    support={
        "single": Support("approximated", _LACKS),
        "multiple": Support("approximated", f"shares of credit by Moodle's list; {_LACKS}"),
        "true_false": Support("approximated", f"as multiple choice where the words are not True and False; {_LACKS}"),
        "short": Support("approximated", f"never case sensitive; an answer that holds “->” is refused; {_LACKS}"),
        "numeric": Support("approximated", _LACKS),
        "cloze": Support("approximated", f"one gap, as missing word; several gaps are refused; {_LACKS}"),
        "matching": Support("approximated", f"the right side in words; {_LACKS}"),
        "ordering": Support("approximated", "matching of entries to positions"),
        "essay": Support("approximated", f"the model answer in the general feedback; {_LACKS}"),
        "flashcard": Support("approximated", "an essay whose general feedback is the back"),
    },
    keyless=_KEYLESS,
)
