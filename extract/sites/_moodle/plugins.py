"""Question types of Moodle's plugins that are near to its own.

matrix            rows and columns, weights-of-row/weight-of-col: each row goes with the column that weighs
wordselect        The gull [flies].     the words in brackets are to be marked
varnumericset     a number with its margin of error
regexp            the first answer in plain words, others as patterns
oumultiresponse   each right choice has a fraction of its own, of 100
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from extract.media.fragment import escape
from extract.media.xml import Node
from extract.sites._marked_words import choices_of, in_order
from extract.sites._moodle.question import Question, text_in
from extract.sites._part import number, words
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftPair, Fragment
from quizmill.item import Evidence

_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
_ESCAPED = re.compile(r"\\([^\w\s])")


def read_matrix(question: Question) -> Draft:
    """Statements, each with the one column that is right for it."""
    columns = [_headed(question, node) for node in question.all("col")]
    weights = [list(map(_weighs, row.iterchildren("weight-of-col"))) for row in question.all("weights-of-row")]
    pairs = []
    for place, node in enumerate(question.all("row")):
        own = weights[place] if place < len(weights) else []
        right = [column for column, weighs in zip(columns, own, strict=False) if weighs]
        if len(right) > 1:
            question.doubt("A row goes with several columns, which the bank has not.", "key-ambiguous")
        told = question.fragment(node.find("feedback"))
        pairs.append(DraftPair(_headed(question, node), right[0] if len(right) == 1 else EMPTY, told))
    used = {pair.right.text for pair in pairs}
    rest = tuple(column for column in columns if column and column.text not in used)
    return question.draft(type="matching", pairs=tuple(pairs), distractors=rest)


def _weighs(node: Node) -> bool:
    return (number(words(node)) or 0.0) > 0


def _headed(question: Question, node: Node) -> Fragment:
    """A row's or column's words: its short text, and what describes it."""
    short = question.part.fragment(escape(words(node.find("shorttext"))), node, question.path)
    more = question.fragment(node.find("description"))
    if not more.text or more.text == short.text:
        return short
    return Fragment("\n\n".join(filter(None, (short.text, more.text))), more.spans)


def read_number(question: Question) -> Draft | None:
    """A number with its margin; one that is drawn or worked out is not read."""
    if question.all("var") or "[[" in (text_in(question.stem) or "" if question.stem is not None else ""):
        question.doubt("The numbers of the question are drawn anew for each learner; it is not read.")
        return None
    answers = []
    told = []
    for answer in question.answers:
        text = " ".join((answer.findtext("text") or "").split())
        said = question.fragment(answer.find("feedback"))
        credit = number(answer.get("fraction")) or 0.0
        if number(text) is None:
            told += [DraftFeedback(said, "incorrect")] if text == "*" and credit <= 0 and said else []
            continue
        margin = words(answer.find("error")) or words(answer.find("tolerance"))
        place = question.part.fragment(text, answer, question.path)
        answers.append(DraftAnswer(place, credit, said, numeric=True, tolerance=margin if number(margin) else ""))
    draft = question.draft(type="numeric", answers=tuple(answers))
    return replace(draft, feedback=(*draft.feedback, *told))


def read_expression(question: Question) -> Draft:
    """The answers that are words; a pattern stands for no certain ones, and is said."""
    answers: list[DraftAnswer] = []
    for answer in question.answers:
        pattern = html.unescape(answer.findtext("text") or "").strip()
        plain = _ESCAPED.sub(r"\1", pattern)
        if answers and _SPECIAL.search(_ESCAPED.sub("", pattern)):
            question.doubt(f"The pattern {pattern[:80]!r} stands for no certain words.")
            continue
        place = question.part.fragment(escape(plain), answer, question.path)
        told = question.fragment(answer.find("feedback"))
        answers.append(DraftAnswer(place, number(answer.get("fraction")) or 0.0, told))
    cased = question.said("usecase").strip() in ("1", "true")
    return question.draft(type="short", answers=tuple(answers), case_sensitive=cased)


def read_words(question: Question) -> Draft | None:
    """Each word of the text is a choice; those in brackets are right."""
    signs = question.said("delimitchars").strip() or "[]"
    draft = question.draft(type="multiple")
    opening, closing = (rf"\\?{re.escape(sign)}" for sign in (signs[:1], signs[-1:]))
    marked = re.compile(rf"{opening}{{1,2}}([^\[\]\n]{{1,200}}?){closing}{{1,2}}")
    text = marked.sub(lambda found: found[1], draft.stem.text)
    right = [found[1].strip().removesuffix("\\") for found in marked.finditer(draft.stem.text)]
    offered = choices_of(right, marked.sub(" ", draft.stem.text))
    if offered is None:
        question.doubt("Words to be marked in a text that cannot be given as choices.")
        return None
    offered = in_order(offered, text)
    spans = draft.stem.spans
    above = question.fragment(question.first("introduction")).text
    stem = Fragment("\n\n".join(filter(None, (above, text))), spans)
    choices = tuple(DraftChoice(Fragment(word, spans), fixed=True) for word in offered)
    places = tuple(at for at, word in enumerate(offered) if word in right)
    claim = Claim(Evidence.MARKUP, places, spans=(question.span,))
    return replace(draft, stem=stem, choices=choices, claims=(claim,))


def read_responses(question: Question) -> Draft:
    """Several right choices, each worth the whole by its fraction: each is one of them."""
    choices = tuple(
        DraftChoice(question.fragment(answer), feedback=question.fragment(answer.find("feedback")))
        for answer in question.answers
    )
    right = tuple(at for at, answer in enumerate(question.answers) if (number(answer.get("fraction")) or 0.0) > 0)
    claims = (Claim(Evidence.MARKUP, right, spans=(question.span,)),) if right else ()
    return question.draft(type="multiple", choices=choices, claims=claims)
