"""Questions of a Moodle XML document as drafts.

    <question type="multichoice"><name><text>Q</text></name><questiontext format="html"><text>...</text></questiontext>
      <answer fraction="100"><text>4</text><feedback><text>Right.</text></feedback></answer> ... </question>

Fractions tell the key: in a single-answer question the highest, in one with several answers every positive one.
Rules: docs.moodle.org, "Moodle XML format"; Moodle's importer where that page is silent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

from extract.media.fragment import escape
from extract.media.xml import Node
from extract.sites._extras import literal
from extract.sites._moodle.calculated import read_calculated
from extract.sites._moodle.cloze import read_cloze
from extract.sites._moodle.plugins import (
    read_expression,
    read_matrix,
    read_number,
    read_responses,
    read_words,
)
from extract.sites._moodle.question import Question, text_in
from extract.sites._moodle.rows import read_gapfill, read_pattern, read_program, read_rows
from extract.sites._part import Part, number, words
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Extraction,
    Fragment,
)
from quizmill.finding import Severity
from quizmill.item import Evidence

_CONTEXTS = ("$course$", "$system$", "$module$", "$cat1$", "$category$", "top")


def _fraction(answer: Node) -> float:
    return number(answer.get("fraction")) or 0.0


def _is_true(question: Question, tag: str) -> bool:
    return question.said(tag).strip().lower() in ("1", "true")


def _multichoice(question: Question) -> Draft:
    single = _is_true(question, "single")
    fractions = [_fraction(answer) for answer in question.answers]
    top = max(fractions, default=0.0)
    # The best answer of a single choice is right only where it is worth all the marks.
    right = tuple(i for i, part in enumerate(fractions) if part > 0 and (not single or part == top >= 99.99))
    credits = _credits(fractions, single)
    choices = tuple(
        [
            DraftChoice(
                _answer_text(question, answer),
                feedback=question.fragment(answer.find("feedback")),
                fixed=answer.get("data-fixed") == "true",
                credit=credit,
            )
            for answer, credit in zip(question.answers, credits, strict=True)
        ]
    )
    claims = (Claim(Evidence.MARKUP, choices=right, spans=(question.span,)),) if right else ()
    return question.draft(type="single" if single else "multiple", choices=choices, claims=claims)


def _credits(fractions: list[float], single: bool) -> list[float | None]:
    """Credit where it says more than right or wrong: not where all right answers make the whole in equal shares, and
    each wrong one takes as much.
    """
    if single:
        return [part if part not in (0, 100) else None for part in fractions]
    right = [part for part in fractions if part > 0]
    share = 100 / max(len(right), 1)
    plain = all(abs(abs(part) - share) < 0.01 for part in fractions)
    return [None] * len(fractions) if plain or not right else list(fractions)


def _answer_text(question: Question, answer: Node) -> Fragment:
    """A choice's words; they take the question's format where they name none."""
    if answer.get("format") is not None or question.stem is None:
        return question.fragment(answer)
    text = text_in(answer) or ""
    shown = text.strip() if question.stem.get("format") == "markdown" else question.convert(text, answer)
    return question.part.fragment(shown, answer, question.path)


def _truefalse(question: Question) -> Draft:
    choices = []
    right = []
    for place, answer in enumerate(question.answers):
        text = words(answer.find("text"))
        shown = text.capitalize() if text.lower() in ("true", "false") else text
        fragment = question.part.fragment(escape(shown), answer, question.path)
        choices.append(DraftChoice(fragment, feedback=question.fragment(answer.find("feedback"))))
        if _fraction(answer) > 0:
            right.append(place)
    claims = (Claim(Evidence.MARKUP, choices=tuple(right), spans=(question.span,)),) if right else ()
    return question.draft(type="true_false", choices=tuple(choices), claims=claims)


def _unit(question: Question) -> str:
    """The unit of a numeric question that has just one."""
    names = [words(node.find("unit_name")) for node in question.node.iterfind("units/unit")]
    return names[0] if len(names) == 1 else ""


def _typed(question: Question, numeric: bool) -> Draft:
    """Words or numbers. `*` stands for anything else: what is said of it is said to all who were wrong."""
    draft = question.draft()
    answers = []
    told = list(draft.feedback)
    unit = _unit(question)
    for answer in question.answers:
        text = html.unescape(answer.findtext("text") or (answer.text or "")).strip()
        feedback = question.fragment(answer.find("feedback"))
        if text == "*" and _fraction(answer) <= 0:
            told += [DraftFeedback(feedback, "incorrect")] if feedback else []
            continue
        tolerance = (answer.findtext("tolerance") or "").strip() if numeric else ""
        text = text if numeric else literal(text)
        place = question.part.span(answer, question.path)
        draft_answer = DraftAnswer(Fragment(text, (place,)), _fraction(answer), feedback, numeric, tolerance)
        answers.append(_numeric(draft_answer, answer, unit) if numeric else draft_answer)
    draft = replace(draft, answers=tuple(answers), feedback=tuple(told))
    return replace(draft, type="numeric" if numeric else "short", case_sensitive=_is_true(question, "usecase"))


def _numeric(draft: DraftAnswer, answer: Node, unit: str) -> DraftAnswer:
    """A number with its unit, and with its ends where quizmill wrote them beside Moodle's value and tolerance."""
    draft = replace(draft, unit=answer.get("data-unit", unit))
    if answer.get("data-low") is None:
        return draft
    low = Fragment(answer.get("data-low", ""), draft.text.spans)
    return replace(draft, text=low, upper=answer.get("data-high", ""), exact=answer.get("data-exact", ""), tolerance="")


def _matching(question: Question) -> Draft:
    pairs = []
    rest = []
    for row in question.all("subquestion"):
        right = row.find("answer")
        answer = question.fragment(right)
        left = question.fragment(row)
        if left:
            pairs.append(DraftPair(left, answer))
        elif answer:
            rest.append(answer)
    return question.draft(type="matching", pairs=tuple(pairs), distractors=tuple(rest))


def _essay(question: Question) -> Draft:
    return question.draft(type="essay")


def _cloze(question: Question) -> Draft | None:
    holder = question.stem
    if holder is None:
        return None
    cloze = read_cloze(text_in(holder) or "", lambda words: question.convert(words, holder), question.span)
    if cloze is None:
        question.doubt("The text of embedded answers holds none that can be read.", "parse-error")
        return None
    stem = question.part.fragment(cloze.text, holder, question.path)
    draft = question.draft()
    told = (*draft.feedback, *cloze.told)
    return replace(draft, type="cloze", stem=stem, gaps=cloze.gaps, case_sensitive=cloze.cased, feedback=told)


def _dragged(question: Question) -> Draft:
    """`[[2]]` is a gap whose right word is the second; words of the same group may be put there."""
    draft = question.draft()
    boxes = question.all("dragbox") or question.all("selectoption")
    groups = [(box.findtext("group") or "1").strip() for box in boxes]
    named = [int(place) for place in re.findall(r"\[\[(\d+)\]\]", draft.stem.text)]
    gaps = []
    for name, place in enumerate(named, 1):
        if not 0 < place <= len(boxes):
            continue
        own = [i for i, group in enumerate(groups) if group == groups[place - 1]]
        choices = tuple(DraftChoice(question.fragment(boxes[i])) for i in own)
        claim = Claim(Evidence.MARKUP, choices=(own.index(place - 1),), spans=(question.span,))
        gaps.append(DraftGap(str(name), choices=choices, claims=(claim,)))
    names = iter(range(1, len(named) + 1))
    stem = re.sub(r"\[\[\d+\]\]", lambda m: f"{{{{gap:{next(names)}}}}}", draft.stem.text)
    return replace(draft, type="cloze", stem=replace(draft.stem, text=stem), gaps=tuple(gaps))


def _ordering(question: Question) -> Draft:
    answers = sorted(question.answers, key=_fraction)
    return question.draft(type="ordering", order=tuple(question.fragment(answer) for answer in answers))


_BUILDERS: dict[str, Callable[[Question], Draft | None]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": lambda question: _typed(question, numeric=False),
    "pmatch": read_pattern,
    "numerical": lambda question: _typed(question, numeric=True),
    "calculated": lambda question: read_calculated(question, _multichoice),
    "calculatedsimple": lambda question: read_calculated(question, _multichoice),
    "calculatedmulti": lambda question: read_calculated(question, _multichoice),
    "matching": _matching,
    "ddmatch": _matching,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _dragged,
    "gapselect": _dragged,
    "ordering": _ordering,
    "kprime": read_rows,
    "mtf": read_rows,
    "gapfill": read_gapfill,
    "essayautograde": _essay,
    "coderunner": read_program,
    "matrix": read_matrix,
    "wordselect": read_words,
    "varnumeric": read_number,
    "varnumericset": read_number,
    "regexp": read_expression,
    "oumultiresponse": read_responses,
}


def _category(node: Node) -> tuple[str, ...]:
    path = (node.findtext("category/text") or "").replace("//", "\0")
    parts = [html.unescape(part.replace("\0", "/")).strip() for part in path.split("/")]
    return tuple(part for part in parts if part and part not in _CONTEXTS)


def read_part(part: Part) -> Extraction:
    """Every question of a Moodle XML document, in order, under its category."""
    drafts: list[Draft] = []
    section: tuple[str, ...] = ()
    part.store.part = part.name
    nodes = [part.root] if part.root.tag == "question" else part.root.findall("question")
    for place, node in enumerate(nodes, 1):
        kind = node.get("type", "")
        if kind == "category":
            section = _category(node)
            continue
        question = Question(part, node, f"question[{place}]", section)
        builder = _BUILDERS.get(kind)
        if builder is None:
            asks = kind != "description"
            message = f"A question of type {kind!r} is not read." if asks else "A text without a question."
            question.doubt(message, weight=Severity.WARNING if asks else Severity.INFO)
        elif draft := builder(question):
            drafts.append(draft)
    if not nodes:
        part.doubt("format-unsupported", "The document holds no questions.", part.root, weight=Severity.INFO)
    return Extraction(tuple(drafts), findings=tuple(part.findings))
