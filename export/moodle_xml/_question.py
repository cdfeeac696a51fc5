"""One item as a Moodle question: what every type has, and the body of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import assert_never

from export._fields import filled, left_out, unfit
from export._fractions import nearest, of_choices
from export._language import in_language
from export._numeric import centred
from export._sections import with_sections
from export._shuffle import keeps_order
from export._sides import Unclear, with_menu
from export._titles import title_of
from export._truth import says_true_false
from export._words import words
from export.moodle_xml._cloze import cloze_text
from export.moodle_xml._text import Texts, element, xml
from export.richtext import to_answer
from quizmill.extras import TAGS
from quizmill.item import (
    Answer,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Loss

# Sections of the general feedback, by what the type has no element for.
_ALWAYS = ("solution", "final_answer", "quick_check", "mistakes", "objectives")
_BY_RESULT = ("feedback.correct", "feedback.partial", "feedback.incorrect")
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass(slots=True)
class Kept:
    """An item on its way: how its texts are rendered, and what was lost of it so far."""

    item: Item
    texts: Texts
    losses: list[Loss]
    native_ordering: bool = False

    def lose(self, field: str, reason: str) -> None:
        self.losses.append(Loss(self.item.id, field, reason))


def question(kept: Kept) -> str:
    """The whole element, or an empty string where the item is left out."""
    written = _typed(kept)
    for name in sorted(kept.texts.missing):
        kept.lose("media", f"the picture {name} is not in the bank; its description stands in its place")
    return written


def _typed(kept: Kept) -> str:
    item = kept.item
    match item:
        case ChoiceItem():
            return _true_false(kept, item) if _is_true_false(item) else _multichoice(kept, item)
        case TextEntryItem():
            body = f"<usecase>{int(item.case_sensitive)}</usecase>\n" + "".join(_typed_answers(kept, item.answers))
            return _whole(kept, "shortanswer", body, (*_BY_RESULT, *_ALWAYS))
        case NumericItem():
            body = "".join(_number(kept, answer) for answer in item.answers) + _units(kept, item)
            return _whole(kept, "numerical", body, (*_BY_RESULT, *_ALWAYS))
        case ClozeItem():
            return _cloze(kept, item)
        case MatchItem():
            return _pairs(kept, item)
        case OrderItem():
            return _ordering(kept, item)
        case EssayItem():
            body = _ESSAY + element("graderinfo", *_html(kept, item.grader_info)) + _TEMPLATE
            return _whole(kept, "essay", body, ("model_answer", *_BY_RESULT, "hints", *_ALWAYS))
        case FlashcardItem():
            body = _ESSAY + element("graderinfo", *_html(kept, item.back)) + _TEMPLATE
            return _whole(kept, "essay", body, ("back", *_BY_RESULT, "hints", *_ALWAYS))
        case _:
            assert_never(item)


_ESSAY = (
    "<responseformat>editor</responseformat><responserequired>1</responserequired>"
    "<responsefieldlines>10</responsefieldlines><attachments>0</attachments>"
    "<attachmentsrequired>0</attachmentsrequired>\n"
)
_TEMPLATE = '<responsetemplate format="html"><text></text></responsetemplate>\n'


def _html(kept: Kept, text: str) -> tuple[str, str]:
    return kept.texts.block(text), kept.texts.files(text)


def _whole(kept: Kept, kind: str, body: str, sections: tuple[str, ...], stem: str | None = None) -> str:
    """What every question has, around its body. `sections` go below the general feedback."""
    item = kept.item
    texts = kept.texts
    html = texts.block(item.stem) if stem is None else stem
    general = with_sections(item, sections, texts.block)
    files = texts.files(item.feedback.general, *_section_sources(item)) if general else ""
    hints = () if "hints" in sections else item.hints
    return (
        f'<question type="{kind}">\n<name><text>{xml(title_of(item))}</text></name>\n'
        f"{element('questiontext', in_language(html, item.language), texts.files(item.stem, *_gap_sources(item)))}"
        f"{element('generalfeedback', general, files)}"
        f"{grade(item)}<penalty>0.3333333</penalty><hidden>0</hidden>"
        f"<idnumber>{xml(item.id)}</idnumber>\n{body}"
        f"{''.join(element('hint', *_html(kept, hint)) for hint in hints)}{_tags(item)}</question>\n"
    )


def grade(item: Item) -> str:
    """What the question is worth. Moodle wants to know, and passes over an attribute that it does not know."""
    if item.points is None:
        return '<defaultgrade data-stated="false">1</defaultgrade>'
    return f"<defaultgrade>{item.points:.7g}</defaultgrade>"


def _gap_sources(item: Item) -> Iterable[str]:
    """What stands inside the gaps stands in the question text."""
    for gap in item.gaps if isinstance(item, ClozeItem) else ():
        yield from (text for choice in gap.choices for text in (choice.text, choice.feedback))
        yield from (answer.feedback for answer in gap.answers)
        yield from (number.feedback for number in gap.numbers)


def _section_sources(item: Item) -> Iterable[str]:
    yield from (item.feedback.correct, item.feedback.partial, item.feedback.incorrect)
    yield from (*item.hints, *item.solution, item.final_answer, item.quick_check, *item.mistakes, *item.objectives)
    if isinstance(item, FlashcardItem):
        yield item.back
    if isinstance(item, EssayItem):
        yield item.model_answer
    if isinstance(item, MatchItem):
        yield from (pair.feedback for pair in item.pairs)


def _tags(item: Item) -> str:
    tags = (*item.tags, TAGS["difficulty"] + item.difficulty) if item.difficulty else item.tags
    return "<tags>" + "".join(f"<tag><text>{xml(tag)}</text></tag>" for tag in tags) + "</tags>\n" if tags else ""


def _combined(kept: Kept) -> str:
    feedback = kept.item.feedback
    if not (feedback.correct or feedback.partial or feedback.incorrect):
        return "".join(f'<{tag} format="html"><text></text></{tag}>' for tag in _COMBINED) + "\n"
    given = zip(_COMBINED, (feedback.correct, feedback.partial, feedback.incorrect), strict=True)
    return "".join(element(tag, *_html(kept, text)) for tag, text in given)


def _answer(kept: Kept, fraction: str, html: str, files: str, feedback: str, own: str = "") -> str:
    told = f"<text>{escape(kept.texts.inline(feedback), quote=False)}</text>{kept.texts.files(feedback)}"
    return (
        f'<answer fraction="{fraction}" format="html"{own}><text>{escape(html, quote=False)}</text>{files}'
        f'<feedback format="html">{told}</feedback></answer>\n'
    )


# Choice


def _is_true_false(item: ChoiceItem) -> bool:
    """Moodle's own True/False has its own two words and neither hints nor feedback by result."""
    told = item.feedback
    return says_true_false(item) and not (item.hints or told.correct or told.partial or told.incorrect)


def _true_false(kept: Kept, item: ChoiceItem) -> str:
    right = item.key.choices if item.key else ()
    body = "".join(
        f'<answer fraction="{100 if choice.id in right else 0}" format="moodle_auto_format">'
        f"<text>{choice.text.strip().lower()}</text>{element('feedback', *_html(kept, choice.feedback))}</answer>\n"
        for choice in item.choices
    )
    return _whole(kept, "truefalse", body, _ALWAYS)


def _multichoice(kept: Kept, item: ChoiceItem) -> str:
    texts = kept.texts
    if len(item.choices) < 2:  # Moodle ends the whole import there
        kept.losses.append(left_out(item, "Moodle needs at least two choices"))
        return ""
    if item.type == "true_false":
        kept.lose("type", "as multiple choice in its own words: Moodle's True/False has no hints or feedback by result")
    answers = []
    for choice, fraction, lost in of_choices(item):
        own = ' data-fixed="true"' if choice.fixed else ""
        shown, files = texts.inline(choice.text), texts.files(choice.text)
        answers.append(_answer(kept, fraction, shown, files, choice.feedback, own))
        if lost:
            kept.lose("choices.credit", lost)
    fixed = any(choice.fixed for choice in item.choices)
    if fixed and not all(choice.fixed for choice in item.choices):
        kept.lose("choices.fixed", "Moodle shuffles all choices or none; these keep their order")
    shuffle = "false" if fixed or keeps_order(item) else "true"
    body = (
        f"<single>{'false' if item.type == 'multiple' else 'true'}</single><shuffleanswers>{shuffle}</shuffleanswers>"
        f"<answernumbering>abc</answernumbering>\n{_combined(kept)}{''.join(answers)}"
    )
    return _whole(kept, "multichoice", body, _ALWAYS)


# Typed


def _credit(kept: Kept, credit: float) -> str:
    fraction, exact = nearest(credit)
    if not exact:
        kept.lose("answers.credit", f"{credit:g} % is not on Moodle's list; {fraction} % is")
    return fraction


def _typed_answers(kept: Kept, answers: tuple[Answer, ...]) -> Iterable[str]:
    """A star in an answer is a wildcard to Moodle unless a backslash stands before it."""
    for answer in answers:
        words = to_answer(answer.text).replace("*", r"\*")
        yield (
            f'<answer fraction="{_credit(kept, answer.credit)}" format="plain_text"><text>{xml(words)}</text>'
            f"{element('feedback', *_html(kept, answer.feedback))}</answer>\n"
        )


def _number(kept: Kept, answer: NumericAnswer) -> str:
    value, tolerance, own = centred(answer)
    if not own:
        kept.lose("answers.exact", f"Moodle's tolerance is the same on both sides; {value} stands for {answer.exact}")
    return (
        f'<answer fraction="{_credit(kept, answer.credit)}" format="plain_text"{_said(answer, value)}>'
        f"<text>{xml(value)}</text>{element('feedback', *_html(kept, answer.feedback))}"
        f"<tolerance>{tolerance}</tolerance></answer>\n"
    )


def _said(answer: NumericAnswer, value: str) -> str:
    """What Moodle's form cannot say: a bare range, a value that is not in its middle, one answer's own unit."""
    unit = f' data-unit="{escape(answer.unit)}"' if answer.unit else ""
    if answer.exact == value or answer.low == answer.high:
        return unit
    return (
        f' data-low="{escape(answer.low)}" data-high="{escape(answer.high)}" data-exact="{escape(answer.exact)}"{unit}'
    )


def _units(kept: Kept, item: NumericItem) -> str:
    """Units that may be typed behind the number; they are not graded."""
    names = dict.fromkeys(answer.unit for answer in item.answers if answer.unit)
    if not names:
        return ""
    if len({answer.unit for answer in item.answers}) > 1:
        kept.lose("answers.unit", "Moodle takes the units of a question with each of its answers")
    units = "".join(f"<unit><multiplier>1</multiplier><unit_name>{xml(name)}</unit_name></unit>" for name in names)
    settings = "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>"
    return f"<units>{units}</units>{settings}<unitsleft>0</unitsleft>\n"


def _cloze(kept: Kept, item: ClozeItem) -> str:
    each = (item.points or len(item.gaps)) / max(1, len(item.gaps))
    weight = int(each) if each == int(each) and each >= 1 else 1
    if item.points is not None and weight != each:
        kept.lose("points", f"Moodle counts whole points for each gap; here {len(item.gaps)} in all")
    stem = cloze_text(item, kept.texts, weight)
    if reason := "its gaps do not each stand once in the text" if stem is None else unfit(item, (), partial=False):
        kept.losses.append(left_out(item, reason))
        return ""
    numbers = [number for gap in item.gaps for number in gap.numbers if number.low != number.high]
    if any(number.exact != centred(number)[0] for number in numbers):
        kept.lose("gaps.answers.exact", "Moodle names a range by its middle")
    if any(len({number.unit for number in gap.numbers}) > 1 for gap in item.gaps):
        kept.lose("gaps.answers.unit", "one unit stands beside a gap")
    if "gaps.choices.fixed" in filled(item):
        kept.lose("gaps.choices.fixed", "the choices of a gap keep their order")
    return _whole(kept, "cloze", "", (*_BY_RESULT, *_ALWAYS), stem)


# Matching and ordering


def _pairs(kept: Kept, item: MatchItem) -> str:
    """Moodle ends the whole import at a row whose right side is empty, and says that all went well."""
    try:
        shown, losses = with_menu(item)
    except Unclear as unclear:
        kept.losses.append(left_out(item, str(unclear)))
        return ""
    kept.losses.extend(losses)
    rows = [(pair.left, pair.right) for pair in shown.pairs] + [("", other) for other in shown.distractors]
    return _matching(kept, rows, shuffle=True)


def _matching(kept: Kept, rows: list[tuple[str, str]], shuffle: bool) -> str:
    texts = kept.texts
    body = [f"<shuffleanswers>{'true' if shuffle else 'false'}</shuffleanswers>\n{_combined(kept)}"]
    for left, right in rows:
        body.append(
            f'<subquestion format="html"><text>{escape(texts.inline(left), quote=False)}</text>{texts.files(left)}'
            f"<answer><text>{xml(words(right))}</text></answer></subquestion>\n"
        )
    return _whole(kept, "matching", "".join(body), ("pairs.feedback", *_ALWAYS))


def _ordering(kept: Kept, item: OrderItem) -> str:
    if not kept.native_ordering:
        for field in ("type", "entries"):
            kept.lose(field, "as matching of entries to positions; ordering=native keeps it (Moodle 4.4)")
        return _matching(kept, [(entry, str(n)) for n, entry in enumerate(item.entries, 1)], shuffle=True)
    texts = kept.texts
    body = _ORDERING + _combined(kept)
    for n, entry in enumerate(item.entries, 1):
        body += _answer(kept, str(n), texts.inline(entry), texts.files(entry), "")
    return _whole(kept, "ordering", body, _ALWAYS)


_ORDERING = (
    "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    "<gradingtype>ABSOLUTE_POSITION</gradingtype><showgrading>SHOW</showgrading>"
    "<numberingstyle>none</numberingstyle>\n"
)
