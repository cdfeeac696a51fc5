"""Whether a page's choices are questions at all: a key proves it, else the page must look like a test.

Sign-up forms, preferences, rating scales, to-do lists and polls have controls too, and must stay without items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.grammar.groups.group import Group
from extract.grammar.words import opinions
from extract.grammar.words.class_names import numberless
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.page import names_faq, names_rules, off_making
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Tree
from quizmill.block import Kind
from quizmill.page import Page

_QUIZ = re.compile(
    r"quiz|\bexams?\b|\bmidterm|flash.?cards?|interview questions|question bank|review questions|worksheet"
    r"|study guide"
    r"|trivia|\bmcqs?\b|multiple.?choice|assessment|self.?check|practice (?:test|questions|problems)|homework"
    r"|(?:mock|unit|chapter|placement|knowledge|aptitude|final|online|vocabulary|grammar|reading) test\b"
    r"|\btest your(?:self|selves)?\b|\bcheck your (?:knowledge|understanding|answers)\b|\bcheck yourself\b"
    r"|\barbeitsbl[aä]tt|\bverifica di\b"
    r"|\bhoja de (?:trabajo|ejercicios)|\bfiche d.exercices|\bficha de (?:trabalho|exercícios)"
    r"|\btrue (?:or|/) false\b"
    r"|\btests?\s*(?:no\.?|#|:)?\s*\d{1,3}\b"
    r"|questionnaire \u00e0 choix|\bqcm\b|pr\u00fcfung|\u00fcbungsaufgaben|klausur"
    r"|\bегэ\b|\bогэ\b|\bвпр\b|\bолимпиад|(?:результат\w*|пройти|онлайн)[ -]тест"
    r"|quizizz|kahoot|blooket|gimkit|wayground|socrative|quizlet|h5p-(?:multichoice|true-false|question-set)"
    r"|tr\u1eafc nghi\u1ec7m|\u0111\u1ec1 thi\b|\bkuis\b|\bujian\b|\bs\u0131nav|\btoets\b|\besame\b"
    r"|\bkv[i\u00ed]z|\begzamin"
    r"|\u8bd5\u9898|\u8a66\u984c|\u9898\u5e93|\u904e\u53bb\u554f|\uae30\ucd9c|\ubb38\uc81c\uc9d1"
    r"|\u092a\u0930\u0940\u0915\u094d\u0937\u093e"
    r"|\u092a\u094d\u0930\u0936\u094d\u0928\u094b\u0924\u094d\u0924\u0930\u0940|\u0e02\u0e49\u0e2d\u0e2a\u0e2d\u0e1a"
    r"|\bexamen\b|prueba|cuestionario|\bprova\b|simulado|sprawdzian|\u044d\u043a\u0437\u0430\u043c\u0435\u043d"
    r"|\u0432\u0438\u043a\u0442\u043e\u0440\u0438\u043d|\u0442\u0435\u0441\u0442 \u043f\u043e|\u6d4b\u9a8c"
    r"|\u8003\u8bd5"
    r"|\u30af\u30a4\u30ba|\u554f\u984c\u96c6|\ud034\uc988|\uc2dc\ud5d8|\u0627\u062e\u062a\u0628\u0627\u0631"
    r"|\u05de\u05d1\u05d7\u05df",
    re.I,
)
_RIDDLES = re.compile(r"\briddles?\b|\bbrain ?teasers?\b|\brätsel\b|\bdevinettes?\b|\badivinanzas?\b|загадк", re.I)
_SURE = re.compile(r"\bquiz|\bmcqs?\b|multiple.?choice", re.I)  # also under a page's lesser headings
_TEST = re.compile(r"\btests?\b|\bexercises?\b|\u0442\u0435\u0441\u0442|\u30c6\u30b9\u30c8|\bpractice\b", re.I)
_QUIZ_NAME = re.compile(r"(?:^|[\s_-])(?:quiz\w*|mcqs?|exam|exams|trivia|assessment|flashcards?)(?:$|[\s_-])", re.I)
_SURVEY = re.compile(
    r"survey|poll\b|preferenc|feedback form|sign.?up|create (?:an |your |my )?account"
    r"|register|registration|login|checkout|contact|newsletter"
    r"|cookie|consent|umfrage|encuesta|sondage|subscribe|satisfaction|booking|order form|application form|todo"
    r"|to-do|checklist",
    re.I,
)
_CELLS = 12  # of a head
_PERSONAL = frozenset({"email", "password", "tel"})


@dataclass(frozen=True, slots=True)
class Manner:
    """What a page looks like as a whole."""

    quiz: bool
    survey: bool
    rules: bool = False  # terms, minutes, a recipe


@lru_cache(maxsize=4096)
def _is_quiz_name(name: str) -> bool:
    return _QUIZ_NAME.search(name) is not None


def manner_of(page: Page, html: HtmlPage) -> Manner:
    """Whether a page calls itself a quiz, or is a form that asks for persons and opinions."""
    said = [value for name, value in page.facts if name in ("title", "description")]
    heads = [line for line in html.lines if line.kind.value == "heading"]
    said += [line.text for line in heads[:3] if line.level <= 4 and _SURE.search(line.text)]
    said += [line.text for line in heads if line.level <= 2][:6]
    said.append(page.source.path.rpartition("/")[2])
    text = off_making(" ".join(said))
    quiz = (
        _QUIZ.search(text) is not None
        or _RIDDLES.search(text) is not None
        or _is_built_as_quiz(html.tree)
        or (_TEST.search(text) and _ticks(html.tree))
    )
    quiz = quiz or any(map(_is_report_head, html.lines))
    if names_faq(" ".join(value for name, value in page.facts if name == "title")) and not _ticks(html.tree):
        quiz = False  # "Quiz maker FAQ"
    survey = _SURVEY.search(text) is not None or (not quiz and _asks_persons(html.tree))
    return Manner(bool(quiz), survey, not quiz and names_rules(text))


def _is_report_head(line: Line) -> bool:
    """`Question | Your answer | Correct answer`: the head of a table of results."""
    if line.kind is not Kind.ROW or len(line.text) > 120:
        return False
    roles = [roles_of("".join(part.text for part in line.parts if part.cell == n).strip()) for n in range(_CELLS)]
    judged = any({Role.RIGHT, Role.ANSWER} <= role for role in roles)
    return judged and any(Role.QUESTION in role for role in roles)


def _is_built_as_quiz(tree: Tree) -> bool:
    """More than two elements are called so by class or id."""
    count = 0
    for make, nodes in tree.makes.items():
        if _is_quiz_name(make.own):
            count += len(nodes)
        elif "id" in make.names:
            count += sum(_is_quiz_name(numberless(node.id)) for node in nodes)
        if count > 2:
            return True
    return False


def _ticks(tree: Tree) -> bool:
    told = (node.attrs.get("type", node.attrs.get("role")) for node in tree.marked("type", "role"))
    return sum(one in ("radio", "checkbox") for one in told) > 3


def _asks_persons(tree: Tree) -> bool:
    return any(
        node.attrs.get("type") in _PERSONAL or "email" in node.attrs.get("name", "").lower()
        for node in tree.marked("type", "name")
    )


def is_scale(groups: Sequence[Group]) -> frozenset[int]:
    """The groups that rate or agree: the same three or more options at least three times, or words of a scale."""
    every = [tuple([option.words.casefold() for option in group.options]) for group in groups]
    shapes = Counter(every)
    out = set()
    for number, words in enumerate(every):
        scaled = opinions.on_a_scale(words)
        numbers = all(re.fullmatch(r"\d{1,2}|\u2605+|\W*", word) for word in words)
        if scaled * 2 >= len(words) or (shapes[words] >= 3 and len(words) > 2 and numbers):
            out.add(number)
    return frozenset(out)


def is_private(stem: Sequence[Line]) -> bool:
    """Whether a question is about whoever answers it."""
    return opinions.is_private(" ".join(line.text for line in stem))


def may_be_keyless(group: Group, stem: Sequence[Line], manner: Manner, keyed_elsewhere: bool) -> bool:
    """Whether a group without a key is still a question."""
    words = " ".join(line.text for line in stem)
    if not words or is_private(stem) or manner.survey:
        return False
    if group.kind == "element" and not keyed_elsewhere and not manner.quiz:
        return False
    return keyed_elsewhere or manner.quiz
