"""Headings of keys: what says that the lines below are answers.

Answers      Lösungen Teil B      Answers to Unit 3      For tutors: answers      解答と解説      Answers & explanations
"""

from __future__ import annotations

import re

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering
from quizmill.block import Kind, Style
from quizmill.cues import Cue

_KEY_WORDS = Cue(
    r"\banswers?\b|\bans\b|\bsolutions?\b|\bkeys?\b|lösung|antworten|corrig[ée]|réponses|respuestas|soluciones|solucionario"
    r"|\bclaves?\b|gabarito|respostas|risposte|soluzioni|odpowiedzi|\bklucz|cevap|yanıtlar|ответы|ключ|відповіді"
    r"|antwoorden|facit|fasit|řešení|odpovědi|megoldás|răspunsuri|απαντήσεις|jawaban|đáp án|정답|답안|答案|解答|正解"
    r"|الإجابات|الأجوبة|תשובות|उत्तर|เฉลย",
    re.IGNORECASE,
)


def speaks_of_answers(doc: Doc, line: Line) -> bool:
    """A short line of its own that speaks of answers: "Answers to chapter 3", "Lösungen Teil B"."""
    apart = bool(line.gap) or line.kind is Kind.HEADING or _is_title(doc, line)  # the first of a page has no gap
    return apart and names_answers(line)


def names_answers(line: Line) -> bool:
    """The same where nothing parts it from the line above."""
    named = len(line.text) <= 60 and line.kind in (Kind.HEADING, Kind.TEXT, Kind.SUMMARY)
    return named and bool(_KEY_WORDS.search(line.text)) and not line.text.rstrip().endswith(("?", "？"))


def is_composed(doc: Doc, head: Line) -> bool:
    """True for a heading that names a key in several words, or reasons above lines that begin with what is right."""
    return _is_title(doc, head) and (_names_keys(head.text) or _names_reasons(doc, head))


_BESIDE = re.compile(
    r"\s*[/&+・与及和와과]\s*|\s+(?:and|with|und|mit|et|avec|y|con|e|i|z|и|с|та|och|og|en|ve|및)\s+|と"
)
_APART = re.compile(r"\s*[:：–—]\s*|\s+-\s+")
_TO = re.compile(r"(?:answers?|solutions?|keys?|answer keys?)\s+(?:to|for)\b.{3,50}\Z", re.IGNORECASE)


def _names_keys(text: str) -> bool:
    """True for a heading that says "answers" and of what ("Answers to Unit 3", "For tutors: answers"), or "answers"
    beside why they are right."""
    parts = [roles_of(part) for part in _BESIDE.split(text.rstrip(":")) if part]
    explained = len(parts) > 1 and all(roles & {Role.KEYS, Role.EXPLANATION, Role.SOLUTION} for roles in parts)
    *before, last = _APART.split(text.rstrip(":"))
    return bool(explained or _TO.match(text) or (before and Role.KEYS in roles_of(last)))


def _is_title(doc: Doc, line: Line) -> bool:
    """A heading, or a short bold line after a gap or first on its page."""
    short = line.kind is Kind.TEXT and len(line.text) <= 60 and bool(covering(line.runs) & Style.BOLD)
    apart = bool(line.gap) or (line.at > 0 and doc.lines[line.at - 1].span.page != line.span.page)
    return line.kind is Kind.HEADING or (short and apart)


def _names_reasons(doc: Doc, head: Line) -> bool:
    """True for "Explanations" above lines that begin with what is right: "1. The correct answer is E. It ..."."""
    if not roles_of(head.text) & {Role.EXPLANATION, Role.SOLUTION}:
        return False
    below = doc.lines[head.at + 1 : head.at + 4]
    return bool(below) and below[0].enum is not None and Role.ANSWER in below[0].roles and bool(below[0].value)
