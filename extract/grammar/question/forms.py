"""Printed and pictured forms: controls that are drawn, fields that somebody filled in, points beside the question.

    1. What is the makespan?          2 / 2 points          a number may stand alone: one picture, one question
    [ 11 ]                                                  a field on a grey ground, holding what was typed
    Correct                                                 judged right, so what was typed is an answer

Carriers that see shapes (PDF, pictures) give drawn controls a mark without a glyph and fields a grey ground.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import Rank
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words import page as words_page
from extract.grammar.words.label_words import Role
from extract.grammar.words.opinions import asks_opinion
from quizmill.block import Kind, Shape, System

_TASK = re.compile(
    r"\b(?:prove|show) that\b|(?:^|[.;]\s+)(?:determine|find all|prove|compute|evaluate)\s", re.IGNORECASE
)
FIELD = 60  # characters that a typed answer has at most
_EVEN, _STEM = 3, 10  # questions of an even sheet, characters of a stem in it
_CHOICES = 3  # of a question that nothing judges
SENTENCE = 60  # characters that a task has at least which does not ask


def is_drawn(line: Line) -> bool:
    """True for a line with a drawn checkbox or radio button."""
    return line.mark is not None and not line.mark.glyph and line.mark.shape in (Shape.BOX, Shape.RADIO)


def is_form(one: Found) -> bool:
    """True for a question whose options all have drawn controls: nobody draws radio buttons but for a question."""
    return len(one.options) > 1 and one.rank is Rank.BOX and all(is_drawn(option.head) for option in one.options)


def shows_questions(doc: Doc, good: Sequence[Found]) -> bool:
    """Drawn controls with a verdict, points, or a quiz's title; a survey has controls, too, but none of these."""
    if doc.written:
        return False  # nothing is drawn in a text
    forms = [one for one in good if is_form(one) or is_filled(one)]
    told = [one for one in forms if _is_told(one) or _is_counted(doc, one)]
    return len(forms) * 5 >= len(good) * 4 and bool(told or doc.quiz) and not doc.faq


def is_drawn_question(doc: Doc, one: Found) -> bool:
    """A form or field that is drawn, and judged or worth points: a screenshot may hold one question and no more."""
    return not doc.written and (is_form(one) or is_filled(one)) and (_is_told(one) or _is_counted(doc, one))


def _is_counted(doc: Doc, one: Found) -> bool:
    """True for a form on a page that says which of a quiz's questions it shows; one that asks for opinions does not."""
    if doc.form or doc.faq or len(one.options) < _CHOICES or not cues.asks_openly(one.words()):
        return False
    counted = any(words_page.counts_questions(line.whole()) for line in doc.lines if len(line.text) < FIELD)
    return counted and not asks_opinion(one.words(), [option.head.text for option in one.options])


def _is_told(one: Found) -> bool:
    """True where it was scored or judged, right or wrong, or is numbered above a field for its answer."""
    judged = one.question_verdict is not None or any(option.verdict for option in one.options)
    return bool(one.claims) or one.points is not None or one.answered or judged or bool(one.fillable and one.number)


def is_filled(one: Found) -> bool:
    """True for a question with a typed answer that was judged, or with a field for one."""
    return not one.options and ((bool(one.answers) and one.answered) or one.fillable)


def follows_key(doc: Doc, good: Sequence[Found]) -> bool:
    """A key at the document's end that speaks of nearly every one of these lettered questions by number, or of every
    one of a quiz's questions without options."""
    opened = [one for one in good if not one.options and one.number and int(one.number) in doc.keyed]
    if doc.quiz and len(opened) == len(good) >= 2:
        return True
    if len(opened) == len(good) >= 3 and all(cues.is_question(one.words()) for one in opened):
        return True
    numbered = [one for one in good if one.number and int(one.number) in doc.keyed]
    lettered = sum(one.rank is Rank.LETTER for one in numbered)
    if len(numbered) == len(good) >= (2 if doc.quiz else 3) and lettered >= 2:
        return True
    promised = [one for one in good if one.rank is Rank.LETTER and one.number and int(one.number) in doc.keyed]
    return len(promised) >= 5 and len(promised) * 5 >= len(good) * 4


def is_exam(doc: Doc, good: Sequence[Found]) -> bool:
    """A paper that calls itself a quiz, or asks, and whose questions nearly all have lettered options, as many each."""
    lettered = [one for one in good if one.rank is Rank.LETTER and 2 <= len(one.options) <= 6]
    sizes = Counter(len(one.options) for one in lettered)
    alike = sum(count for _, count in sizes.most_common(2 if doc.quiz else 1))
    asking = sum(cues.is_question(one.words()) for one in lettered)
    named = doc.quiz or (alike >= 8 and asking * 2 >= len(good))
    whole = not doc.written and len(sizes) == 1 and alike == len(good)  # one printed sheet, all of it questions
    return named and not doc.faq and alike >= (3 if whole else 5) and alike * 5 >= len(good) * 4


def is_even_sheet(doc: Doc, good: Sequence[Found]) -> bool:
    """Stems counted from one, each of several words, below each as many short lettered options: three where all stand
    in one line or there are four of them, else five. Clauses of a contract differ in number and are long. Where nearly
    every stem breaks off before its choices ("Blood is filtered in the"), their numbers may differ."""
    sizes = {len(one.options) for one in good}
    if doc.faq or not 2 <= min(sizes) <= max(sizes) <= 6 or len(good) < _EVEN or not _are_counted(good):
        return False
    cut_off = sum(bool(_BREAKS_OFF.search(one.words())) for one in good) * 5 >= len(good) * 4
    if not cut_off and (len(sizes) > 1 or min(sizes) == 2):
        return False
    texts = [option.head.text for one in good for option in one.options]
    stems = [one.words().strip() for one in good]
    short = all(0 < len(text) <= FIELD and not text.endswith((";", ",")) for text in texts)
    worded = all(len(stem) >= _STEM and not stem.endswith((".", ";")) for stem in stems)
    together = all(len({option.head.block for option in one.options}) == 1 for one in good)
    return short and worded and (together or cut_off or len(good) >= (_EVEN if min(sizes) > 3 else _EVEN + 2))


_BREAKS_OFF = re.compile(  # words that no sentence ends with
    r"\b(?:the|a|an|is|are|was|were|of|by|in|at|to|from|into|because|called|that|has|have|der|die|das|dem|den|ein|eine|einen|ist"
    r"|sind|wird|im|am|von|vom|zu|zum|zur|weil|heißt|le|la|les|un|une|est|sont|de|du|des|par|dans|car|el|los|las|una|es|son"
    r"|en|por|porque|il|lo|gli|è|sono|nel|nella|da|di|o|os|as|um|uma|são|foi|no|na|em|pelo|pela|het|een|zijn|wordt|van|door"
    r"|это|в|на|из|от|является|называется)\s*(?:[:…]|\.{3})?\s*\Z",
    re.IGNORECASE,
)


def _are_counted(good: Sequence[Found]) -> bool:
    lettered = all(one.rank is Rank.LETTER for one in good)
    return lettered and [one.number for one in good] == [str(number) for number in range(1, len(good) + 1)]


def counts_on(good: Sequence[Found]) -> bool:
    """Five or more questions whose own numbers count up one by one, hardly any left out."""
    numbers = [int(one.number) for one in good if one.number]
    steps = sum(0 < b - a <= 2 for a, b in pairwise(numbers))
    return len(numbers) >= 5 and len(numbers) * 10 >= len(good) * 9 and steps * 10 >= (len(numbers) - 1) * 9


def asks_for_points(doc: Doc, one: Found) -> bool:
    """An open question: numbered, asked or told at length, worth points, in a quiz. A rubric's lines are short."""
    if not doc.quiz or doc.faq or not one.number:
        return False
    words = one.words()
    return is_task(one) or (one.points is not None and (cues.is_question(words) or len(words) >= SENTENCE))


def is_task(one: Found) -> bool:
    """A problem of mathematics: something to prove, determine or find."""
    return bool(_TASK.search(one.words()))


def all_pointed(doc: Doc, good: Sequence[Found]) -> bool:
    """A quiz whose numbered questions all have points of their own or set a task, whether or not options are shown; a
    paper without a title that gives points to every one, most of which ask."""
    pointed = [one for one in good if one.number and (one.points is not None or is_task(one))]
    most = len(pointed) >= 3 and len(pointed) * 5 >= len(good) * 4
    return not doc.faq and most and (doc.quiz or _is_marked(good))


def _is_marked(good: Sequence[Found]) -> bool:
    asking = sum(cues.asks_openly(one.words()) for one in good)
    return all(one.points is not None for one in good) and asking * 3 >= len(good) * 2


_CIRCLED = re.compile(r"\A\W{0,3}\([A-Z] ?/ ?F\)")


def is_truth_sheet(good: Sequence[Found]) -> bool:
    """Numbered statements that all offer the letters of true and false."""
    return len(good) >= 3 and all(one.number and _CIRCLED.match(one.words()) for one in good)


def lone_number(lines: Sequence[Line]) -> int | None:
    """Where a page's only question begins: one number at the left, drawn controls or a verdict after it."""
    numbered = [
        index
        for index, line in enumerate(lines)
        if line.enum is not None and line.enum.system is System.DECIMAL and line.kind is not Kind.ROW and not line.mark
    ]
    if len(numbered) != 1:
        return None
    (at,) = numbered
    after = lines[at + 1 :]
    judged = any(line.block.tint and line.roles & {Role.RIGHT, Role.WRONG} for line in after)
    if sum(map(is_drawn, after)) < 2 and not judged:
        return None
    return at if not any(is_drawn(line) for line in lines[:at]) else None


def take_field(found: Found) -> None:
    """Takes what was typed into a field off the stem; judged right, it is an answer."""
    fields = [index for index, line in enumerate(found.stem) if index and _is_field(line)]
    if len(fields) != 1 or fields[0] != len(found.stem) - 1:
        return
    typed = found.stem.pop()
    found.fillable = True
    if _judged(found) is Role.RIGHT:
        found.answers = [prose.fragment([typed])]
        found.answered = True
        found.type = "short"


def _is_field(line: Line) -> bool:
    plain = line.kind is Kind.TEXT and line.mark is None and not line.roles
    return plain and line.block.tint == "grey" and len(line.text) < FIELD and not cues.is_question(line.text)


def _judged(found: Found) -> Role | None:
    """The verdict that follows in a coloured box, unless points say otherwise."""
    if found.got is not None and found.points is not None and found.got < found.points:
        return None
    stem = {line.at for line in found.stem}
    for line in found.lines:
        if line.at not in stem and line.block.tint and line.roles & {Role.RIGHT, Role.WRONG, Role.PARTIAL}:
            return next(iter(line.roles & {Role.RIGHT, Role.WRONG, Role.PARTIAL}))
    return None
