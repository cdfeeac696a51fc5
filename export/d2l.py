"""D2L Brightspace's CSV for "Import questions", as its own sample file has it (Sample_Question_Import_UTF8.csv).

    NewQuestion,MC,,,,
    ID,q7k,,,,
    Title,Root of a heap,,,,
    QuestionText,<p>Which node ...</p>,HTML,,,
    Points,1,,,,
    Option,100,the first,HTML,Yes.,HTML
    Option,0,the last,HTML,,
    Hint,Think of the rule.,HTML,,,
    Feedback,<p>General feedback.</p>,HTML,,,

Kinds: WR SA M MC TF MS O. UTF-8 with a byte order mark. Arithmetic and multiple blanks cannot be imported this way, so
a number with a tolerance is refused: one accepted value in place of a range would mark right answers wrong.
Cells stay inert in spreadsheets: HTML cells begin with a letter, a tag or an entity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, assert_never

from export._cells import HAZARD, csv_line, inert, is_hazard
from export._fields import uncarried
from export._files import write_text
from export._fit import left_out, unfit
from export._fractions import written
from export._options import chosen
from export._pictures import described
from export._sections import with_sections
from export._titles import BLANK, GAP, one_line, title_of
from export._truth import is_true, says_true_false
from export._words import literal, right_places
from export.richtext import Target, to_html, to_inline
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
from quizmill.package import Exporter, Loss, Package, Support

Row = tuple[str, ...]
_TARGET = Target()
_KEYLESS = frozenset({"flashcard"})
_WIDTH = 6  # columns
_SECTIONS = ("feedback.correct", "feedback.partial", "feedback.incorrect", "solution", "final_answer", "quick_check")
_TOLD = "told with the general feedback, whatever the result"
_REASONS = {
    "feedback.correct": _TOLD,
    "feedback.partial": _TOLD,
    "feedback.incorrect": _TOLD,
    "pairs.feedback": _TOLD,
    "media": "pictures are not in a CSV file; their descriptions stand in their place",
}
_CARRIED = frozenset(
    "title points hints feedback.general solution final_answer quick_check mistakes objectives choices.feedback "
    "answers.credit gaps.answers.credit model_answer grader_info".split()
)


class _Refused(Exception):
    """D2L's CSV has no form for this item; the reason is a sentence's end."""


def _cell(html: str) -> str:
    return f"&#{ord(html[0])};{html[1:]}" if html[:1] in HAZARD else html


def _block(text: str) -> str:
    return _cell(to_html(described(GAP.sub(BLANK, text)), _TARGET)) if text else ""


def _inline(text: str) -> str:
    return _cell(to_inline(described(text), _TARGET)) if text else ""


def _told(feedback: str) -> Row:
    return (_inline(feedback), "HTML") if feedback else ("", "")


def _credit(item: ChoiceItem, place: int, right: list[int]) -> str:
    credit = item.choices[place].credit
    if place in right:
        return "100"
    return "0" if credit is None else written(max(0.0, credit))


def _choice(item: ChoiceItem) -> tuple[str, list[Row]]:
    right = right_places(item.choices, item.key)
    places = list(enumerate(item.choices))
    if says_true_false(item):
        both = [(str(is_true(c)).upper(), "100" if n in right else "0", *_told(c.feedback)) for n, c in places]
        return "TF", both
    if item.type == "multiple":
        options = [("Option", str(int(n in right)), _inline(c.text), "HTML", *_told(c.feedback)) for n, c in places]
        return "MS", [("Scoring", "RightMinusWrong"), *options]
    weights = [_credit(item, n, right) for n, _ in places]
    return "MC", [("Option", weights[n], _inline(c.text), "HTML", *_told(c.feedback)) for n, c in places]


def _typed(answers: tuple[Answer, ...]) -> tuple[str, list[Row]]:
    given = [(literal(answer.text), answer.credit) for answer in answers if answer.credit > 0]
    if any(is_hazard(text) for text, _ in given):
        raise _Refused("a typed answer begins with a sign that spreadsheets take for a formula")
    return "SA", [("InputBox", "1", "40"), *(("Answer", written(credit), text) for text, credit in given)]


def _numbers(answers: tuple[NumericAnswer, ...]) -> tuple[str, list[Row]]:
    if any(answer.low != answer.high for answer in answers):
        raise _Refused("D2L's CSV has no number with a tolerance")
    return _typed(tuple(Answer(answer.exact or answer.low, answer.credit) for answer in answers))


def _gap(item: ClozeItem) -> tuple[str, list[Row]]:
    if len(item.gaps) != 1:
        raise _Refused("D2L's CSV takes one gap in a question")
    (gap,) = item.gaps
    if gap.numbers:
        return _numbers(gap.numbers)
    if gap.choices:
        return _choice(ChoiceItem(id=item.id, stem="", choices=gap.choices, key=gap.key))
    return _typed(gap.answers)


def _pairs(item: MatchItem) -> list[Row]:
    rights = [_inline(pair.right) for pair in item.pairs]
    if len(set(rights)) < len(rights):
        raise _Refused("two rows share their right side, which D2L's CSV cannot say")
    lefts = [("Choice", str(n), _inline(pair.left), "HTML") for n, pair in enumerate(item.pairs, 1)]
    matches = [("Match", str(n), right, "HTML") for n, right in enumerate(rights, 1)]
    return [("Scoring", "EquallyWeighted"), *lefts, *matches]


def _typed_rows(item: Item) -> tuple[str, list[Row]]:
    """The kind's letters, and the rows that only this kind has."""
    match item:
        case ChoiceItem():
            return _choice(item)
        case TextEntryItem():
            return _typed(item.answers)
        case NumericItem():
            return _numbers(item.answers)
        case ClozeItem():
            return _gap(item)
        case MatchItem():
            return "M", _pairs(item)
        case OrderItem():
            return "O", [("Scoring", "EquallyWeighted"), *(("Item", _inline(e), "HTML", "", "") for e in item.entries)]
        case EssayItem():
            graded = "\n\n".join(part for part in (item.model_answer, item.grader_info) if part)
            return "WR", [("AnswerKey", _block(graded), "HTML")] if graded else []
        case FlashcardItem():
            return "WR", [("AnswerKey", _block(item.back), "HTML")] if item.back else []
        case _:
            assert_never(item)


def _rows(item: Item) -> Iterator[Row]:
    kind, own = _typed_rows(item)
    sections = (*(("pairs.feedback",) if kind == "M" else ()), *_SECTIONS, "mistakes", "objectives")
    general = with_sections(item, sections, lambda text: to_html(described(text), _TARGET) if text else "")
    yield ("NewQuestion", kind)
    yield ("ID", inert(one_line(item.id)))
    yield ("Title", inert(title_of(item)))
    yield ("QuestionText", _block(item.stem), "HTML")
    yield ("Points", f"{item.points:.10g}" if item.points is not None else "1")
    yield from own
    yield from (("Hint", _inline(hint), "HTML") for hint in item.hints[:1])
    if general:
        yield ("Feedback", _cell(general), "HTML")


def _hints_joined(item: Item) -> Item:
    """D2L has one hint a question."""
    return replace(item, hints=("\n\n".join(item.hints),)) if len(item.hints) > 1 else item


def _losses(item: Item) -> Iterator[Loss]:
    yield from uncarried(item, _CARRIED, "D2L's CSV", _REASONS)
    for field, reason in _changed(item):
        yield Loss(item.id, field, reason)


def _changed(item: Item) -> Iterator[tuple[str, str]]:
    """What arrives in another form."""
    if len(item.hints) > 1:
        yield "hints", "D2L has one hint a question: these are joined"
    match item:
        case NumericItem():
            yield from ((field, "as short answer") for field in ("type", "answers"))
        case ClozeItem():
            yield from ((name, "the gap is a blank in the stem; asked below") for name in ("type", "stem", "gaps"))
        case FlashcardItem():
            yield from ((field, "as written response; the back is its answer key") for field in ("type", "back"))
        case EssayItem() if item.grader_info:
            yield from ((name, "both stand in the answer key") for name in ("model_answer", "grader_info"))
        case TextEntryItem() if any(answer.credit <= 0 for answer in item.answers):
            yield "answers", "known wrong answers are left out"
        case _:
            return


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    for item in package.items:
        try:
            if reason := unfit(item, _KEYLESS, pictures="none"):
                raise _Refused(reason)
            rows = list(_rows(_hints_joined(item)))
        except _Refused as refused:
            losses.append(left_out(item, str(refused)))
            continue
        losses.extend(_losses(item))
        yield "".join(csv_line((*row, *("",) * (_WIDTH - len(row)))) for row in (*rows, ()))


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """A block of rows a question, parted by empty records."""
    chosen(package, {})
    losses: list[Loss] = []
    out.write(b"\xef\xbb\xbf")
    write_text(out, _pieces(package, losses))
    return tuple(losses)


_LACKS = "no pictures, tags or sections"
EXPORTER = Exporter(
    name="d2l-csv",
    suffix=".csv",
    summary="D2L Brightspace CSV: questions with feedback, hint and points",
    render=render,
    support={
        "single": Support("approximated", f"with the weight of each choice; {_LACKS}"),
        "multiple": Support("approximated", f"scored right minus wrong; {_LACKS}"),
        "true_false": Support("approximated", f"as multiple choice where the words are not True and False; {_LACKS}"),
        "short": Support("approximated", f"never case sensitive; {_LACKS}"),
        "numeric": Support("approximated", "as short answer; a number with a tolerance is refused"),
        "cloze": Support("approximated", "one gap, as a blank with its answer below; several gaps are refused"),
        "matching": Support("approximated", f"one to one, without texts that belong to none; {_LACKS}"),
        "ordering": Support("approximated", _LACKS),
        "essay": Support("approximated", f"model answer and grading as answer key; {_LACKS}"),
        "flashcard": Support("approximated", "a written response whose answer key is the back"),
    },
    split=500,
    keyless=_KEYLESS,
)
