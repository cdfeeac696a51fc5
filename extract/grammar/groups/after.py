"""What stands around a group besides its stem: the stated answer, remarks, hints, marks received, verdicts in order.

Correct answer: B                  a claim of label B
The correct answers are: a, b c    a claim of those two options, however commas fall
Mark 1.00 out of 1.00              full marks: the selected options are right
Solution: 1. wrong 2. right        a list as long as the options: one verdict (and remark) each
Explanation: ...                   feedback
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.groups.group import Group, Region
from extract.grammar.groups.in_order import in_order
from extract.grammar.groups.lines import around
from extract.grammar.groups.stated import answer_only, plain, stated, take_answer
from extract.grammar.groups.was import named_after
from extract.grammar.groups.words import names_explanation
from extract.grammar.lines.classed_answers import says_answer
from extract.grammar.lines.line_labels import label_of, role_by_name
from extract.grammar.question.around import Around
from extract.grammar.words.about import roles_about
from extract.grammar.words.class_names import is_stock_verdict, judge, verdict
from extract.grammar.words.cues import is_furniture
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line, Part, called
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from quizmill.block import Kind
from quizmill.draft import Claim, DraftFeedback, Fragment
from quizmill.item import Evidence

_SCORE = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:/|of|out of|von|sur|de|su|из|av|van|z)\s*(\d{1,4}(?:[.,]\d{1,4})?)", re.I
)
_TOTAL = re.compile(
    r"^\W*(?:worth\s*)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:points?|pts?\.?|marks?|punkte?|puntos?|pontos|punti|балл\w*)\W*$",
    re.I,
)


def read_around(page: HtmlPage, region: Region) -> Around:
    """Everything that the heads and the lines after a group say."""
    found = Around()
    lines = [line for line in region.after if not line.button or line.opens]
    _marks_received(region, found)
    _explained_above(page, region, found)
    lines = in_order(page, region.group, lines, found)
    _labelled(page, region.group, lines, found)
    if region.group.kind != "checkbox":
        found.claims += named_after(region.group.options, lines)
    if region.group.selected:
        _judged(region, found)
    return found


def _explained_above(page: HtmlPage, region: Region, found: Around) -> None:
    """An explanation, by its element's name, that stands between the stem and the choices."""
    said = [line for line in region.heads if names_explanation(line.container.make.own) and not _is_noise(line)]
    if said and region.stem and said[0].first > region.stem[-1].first:
        _store(page, region.group, Role.EXPLANATION, [(line, line.parts) for line in said], found)


def unlabelled_remarks(page: HtmlPage, arounds: Sequence[Around]) -> None:
    """What stands without a label behind the choices of most questions, each time in other words, explains them."""
    with_one = [one for one in arounds if one.loose and len(one.loose) < 8 and not one.feedback]
    texts = {_DIGITS.sub("0", " ".join(line.text for line in one.loose)) for one in with_one}
    if len(with_one) < 2 or len(with_one) * 3 < len(arounds) * 2 or len(texts) < len(with_one):
        return
    if sum(map(len, texts)) < 15 * len(texts) or any(_STATISTICS.search(text) for text in texts):
        return
    for one in with_one:
        text = rich_parts([(line, line.parts) for line in one.loose], page.writing())
        one.feedback.append(DraftFeedback(Fragment(text, tuple(span_of(line) for line in one.loose))))


_DIGITS = re.compile(r"\d+")  # numbers alone are a system's: "Question ID: 63068"
_STATISTICS = re.compile(r"\d\s?%|\bvotes?\b|\d{1,2}:\d\d", re.I)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _marks_received(region: Region, found: Around) -> None:
    group = region.group
    for line in (*region.heads, *region.after):
        if len(line.text) > 80:
            continue
        if total := _TOTAL.match(line.text):
            found.points = _number(total[1])
            continue
        score = _SCORE.search(line.text)
        if score is None or not _about_marks(line):
            continue
        got, most = _number(score[1]), _number(score[2])
        found.points = most
        if group.selected and got == most > 0 and not _judged_wrong(group):
            chosen = tuple(sorted(group.selected))
            found.claims.append(Claim(Evidence.FULL_CREDIT, choices=chosen, spans=(span_of(line),)))


_MARK_WORDS = re.compile(r"mark|point|score|grade|\bpts|punkt|punto|ponto|punti|балл|note|nota|total", re.I)


def _about_marks(line: Line) -> bool:
    """Whether numbers such as `2 / 5` are marks; alone they may as well count the questions."""
    named = " ".join(node.names for node in around(line))
    return _MARK_WORDS.search(line.text + " " + named) is not None and not re.match(
        r"\W*(?:question|frage|pregunta)\b", line.text, re.I
    )


def _judged_wrong(group: Group) -> bool:
    del group
    return False


def _judged(region: Region, found: Around) -> None:
    """The question as a whole judged right, in words or by its element's class: what is selected is right."""
    said: set[bool] = set()
    for line in (*region.heads, *region.after):
        own = None if line.hidden else verdict(line.text)
        names = Role.ANSWER in roles_of(line.text) and " " in line.text.strip()  # "Correct answer": what follows it
        if own is not None and not names:
            said.add(own)
    own_words = region.own.classes if region.own is not None and region.own.tag not in ("body", "form") else ()
    by_class = {value for word in own_words if (value := judge(word)) is not None and value == (word == "correct")}
    if (said | by_class) == {True} and not any("partial" in word for word in own_words):
        found.claims.append(Claim(Evidence.MARKED_CORRECT, choices=tuple(sorted(region.group.selected))))


def _labelled(page: HtmlPage, group: Group, lines: Sequence[Line], found: Around) -> None:
    role: Role | None = None
    under: Role | None = None  # what the elements around the label are called
    pending: list[tuple[Line, list[Part]]] = []

    def flush() -> None:
        if pending:
            _store(page, group, role, list(pending), found)
            pending.clear()

    lines = [_without_buttons(line) for line in lines]
    for place, line in enumerate(lines):
        label, rest = label_of(line)
        if label is Role.EXPLANATION and not rest and _answer_follows(group, line, lines[place + 1 : place + 2]):
            label = Role.ANSWER
        if label is not None:
            flush()
            role, under = label, role_by_name(line)
            if rest:
                pending.append((line, rest))
            continue
        named = role_by_name(line) or (Role.SOLUTION if line.hidden and line.text else None)
        if named is None and role is None and not group.selected and says_answer(called(page.tree, line)):
            named = Role.ANSWER if stated(group.options, plain(line.parts)) is not None else None
        if (line.kind is Kind.HEADING or _HEADED.search(line.container.make.own)) and (
            roles_about(line.text) & _ASIDE_ROLES
        ):
            flush()
            role = Role.TAGS  # "Domain": what stands below it sorts the question
            continue
        if role is None or (named not in (None, role, under) and role in (Role.EXPLANATION, Role.HINT, Role.SOLUTION)):
            flush()
            role = named
        if _is_noise(line):
            continue
        if role is not None:
            pending.append((line, line.parts))
        elif not line.button and line.text:
            found.loose.append(line)
    flush()


def _answer_follows(group: Group, line: Line, after: Sequence[Line]) -> bool:
    """Whether "Correct answer" is the label of what stands below it, and no word on the learner's."""
    if Role.ANSWER not in roles_about(line.text) or not after:
        return False
    return stated(group.options, plain(after[0].parts)) is not None


_HEADED = re.compile(r"(?:^|[\s_-])(?:heading|header|title|label)(?:$|[\s_-])", re.I)  # an element called so
_GOT = r"\d{1,4}(?:[.,]\d{1,2})?(?:\s*(?:/|of|out of|von|sur|de|su|из|z|van)\s*\d{1,4}(?:[.,]\d{1,2})?)?"
_WORTH = r"(?:points?|pts?\.?|marks?|punkte?|puntos?|pontos|punti|балл\w*)"
_OUTCOME = re.compile(
    rf"^\W*(?:(?:you (?:got|scored|earned|received)|score|{_WORTH})\W{{1,3}}{_GOT}\s*{_WORTH}?|{_GOT}\s*{_WORTH})\W*$",
    re.I,
)  # what a learner got for it
_TOOLS = re.compile(r"(?:^|[\s_-])(?:tabs?|toolbar|share|social|actions?|pagination|breadcrumbs?)(?:$|[\s_-])", re.I)


def _is_noise(line: Line) -> bool:
    if is_stock_verdict(line.text) or _TOTAL.match(line.text) is not None or is_furniture(line.text):
        return True
    if any(_TOOLS.search(node.make.own) for node in (line.container, line.container.parent) if node is not None):
        return True
    said = [part.text for part in line.parts if part.text.strip()]
    return len(line.text) < 60 and (
        _OUTCOME.match(" ".join(said)) is not None
        or all(is_stock_verdict(text) or _OUTCOME.match(text) for text in said)
    )


def _without_buttons(line: Line) -> Line:
    """A line without the links in it that only do something on the page: "Show Suggested Answer", a ballot box."""
    kept = [part for part in line.parts if not (_leads_nowhere(part) and _does_something(part.text))]
    if len(kept) == len(line.parts) or not any(part.text.strip() for part in kept):
        return line
    bare = replace(line, parts=kept)
    bare.settle(line.whole)
    return bare


def _leads_nowhere(part: Part) -> bool:
    return part.href.startswith(("#", "javascript:"))


def _does_something(words: str) -> bool:
    return not any(char.isalnum() for char in words) or is_furniture(words)


_ASIDE_ROLES = frozenset({Role.TAGS, Role.DIFFICULTY})


def _store(
    page: HtmlPage, group: Group, role: Role | None, picked: list[tuple[Line, list[Part]]], found: Around
) -> None:
    text = rich_parts(picked, page.writing())
    number = picked[0][0].number
    if picked[0][0].numbering and (entry := re.match(rf"\s*{number}\. ", text)):
        text = text[entry.end() :]  # the number of the list's entry that holds the whole question
    fragment = Fragment(text, tuple(span_of(line) for line, _ in picked))
    if not text.strip():
        return
    match role:
        case Role.ANSWER:
            take_answer(page, group, picked, fragment, found)
        case Role.EXPLANATION:
            found.feedback.append(DraftFeedback(fragment))
        case Role.IF_RIGHT:
            found.feedback.append(DraftFeedback(fragment, "correct"))
        case Role.IF_WRONG:
            found.feedback.append(DraftFeedback(fragment, "incorrect"))
        case Role.HINT:
            found.hints.append(fragment)
        case Role.SOLUTION | Role.REVEAL:
            if not answer_only(page, group, picked, found):
                found.feedback.append(DraftFeedback(fragment))
        case _:
            pass
