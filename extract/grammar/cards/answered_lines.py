"""Short questions whose answer stands behind them or on the next line, in list after list, as for a pub quiz.

    1. Which river flows through Baghdad? = Tigris         1. Which river flows through Baghdad?
    2. Which is the smallest state? **Vatican City**          Tigris
    3. Who painted "Guernica"? – Picasso                   2. Which is the smallest state?

Words behind a question may be anything: points, a year, where it was asked. Taken is only a form that nearly all the
questions of a quiz share, with answers that are short, differ from each other and instruct nobody. Two columns, a tab
between them, need no title.
Answers in brackets are read by `answers_behind`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extract.arbiter import Dialect
from extract.grammar.cards.answers_behind import ASIDE
from extract.grammar.cards.card import card
from extract.grammar.cards.prose_answers import INSTRUCTS
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering, cut, markdown, plain, strip, without
from quizmill.block import Kind, Run, Style, System
from quizmill.draft import Fragment

_FEWEST, _MANY = 3, 5  # questions of a list that calls itself a quiz, and of one that does not
_LONGEST, _BRIEF = 80, 40  # characters of an answer, and of one in a list without a title
_ASKED = re.compile(r"[?？؟][\"'”’»*_]{0,3}(?=\s|[(\[（【–—=:|-]|\Z)")
_SIGN = re.compile(r" *(?P<sign>[\t–—:;=|/]|-{1,2}|\.{3,}|…+|_{2,})\s*(?P<a>[^\s?>].*)\Z")
_LABEL = re.compile(r"\s*(?P<word>[^\W\d_][^\W\d_.:]{0,20})\s?[.:]\s+(?P<a>\S.*)\Z")
_NO_LETTERS = re.compile(r"[\W\d_]+")  # and what is none: "1 punkt", "3 punkte" are points in any language
_BARE_WORDS = re.compile(r"\s+(?:[\w\"'“‘«„$€£]|[-−]\d).{0,40}\Z")
_ELSEWHERE = re.compile(
    r"\b(?:p|pp|page|chapter|section|unit|see|seite|kapitel|cf)\b\.?|\w+\W+(?:19|20)\d\d\b", re.IGNORECASE
)
_YOU = re.compile(r"\b(?:you|your|i|my|we|our|ihr|ihre|vous|votre|usted|su|você|seu|вы|ваш\w*)\b")
_LOOKS = Style.BOLD | Style.ITALIC | Style.UNDERLINE | Style.HIGHLIGHT | Style.COLOR | Style.HIDDEN | Style.CODE


@dataclass(frozen=True, slots=True)
class _Pair:
    form: str
    lines: tuple[Line, ...]
    stem: tuple[Run, ...]
    answer: tuple[Run, ...]

    @property
    def said(self) -> str:
        return plain(self.answer).strip()


def _claim(doc: Doc) -> list[Found]:
    if doc.faq or doc.form or doc.learner or doc.interview:
        return []
    asking = [at for at, line in enumerate(doc.lines) if _asks(line)]
    if len(asking) < _FEWEST:
        return []
    forms: dict[str, list[_Pair]] = defaultdict(list)
    for at in asking:
        pair = _behind(doc.lines, at) or (None if doc.cards else _below(doc.lines, at))
        if pair is not None and _is_answer(pair):
            forms[pair.form].append(pair)
    pairs = max(forms.values(), key=len, default=[])
    return [_found(pair) for pair in pairs] if _is_list(doc, pairs, len(asking)) else []


def _asks(line: Line) -> bool:
    typed = line.kind in (Kind.TEXT, Kind.ITEM, Kind.HEADING) and line.mark is None and not line.hidden
    counted = line.enum is None or line.enum.system is System.DECIMAL
    if not (typed and counted):
        return False
    numbered = line.enum is not None and cues.asks_openly(line.text[: _ends(line)].rstrip())
    return numbered or _ASKED.search(line.text) is not None


def _is_list(doc: Doc, pairs: Sequence[_Pair], asking: int) -> bool:
    """Nearly all the questions have it so, and the answers differ."""
    if len(pairs) * 5 < asking * 4 or len(pairs) < _FEWEST:
        return False
    if len({_NO_LETTERS.sub("", pair.said.casefold()) or pair.said for pair in pairs}) * 3 < len(pairs) * 2:
        return False
    if doc.quiz or doc.answers or doc.cards:
        return True
    apart = not pairs[0].form.startswith(("bare", "below"))
    brief = all(len(pair.said) <= _BRIEF and not pair.said.endswith((".", "!")) for pair in pairs)
    counted = all(pair.lines[0].enum for pair in pairs) or _is_column(doc, pairs)
    return len(pairs) >= _MANY and apart and brief and counted


def _is_column(doc: Doc, pairs: Sequence[_Pair]) -> bool:
    """A tab before every answer, nothing else in the document, and no question that asks after its reader."""
    tabbed = pairs[0].form == "sign \t" and len(pairs) == len(doc.lines)
    worded = sum(any(map(str.isalpha, pair.said)) for pair in pairs) * 2 >= len(pairs)
    return tabbed and worded and not any(_YOU.search(plain(pair.stem).casefold()) for pair in pairs)


def _behind(lines: Sequence[Line], at: int) -> _Pair | None:
    """The answer on the question's own line."""
    line = lines[at]
    asked = _ends(line)
    tail = line.text[asked:]
    if not any(char.isalnum() for char in tail) or not _closes(lines, at + 1):
        return None
    form, start, end = _form(line, asked, tail)
    answer = strip(cut(line.runs, asked + start, asked + end))
    return _Pair(form, (line,), strip(cut(line.runs, 0, asked)), answer) if form else None


def _closes(lines: Sequence[Line], at: int) -> bool:
    """Nothing more belongs to the question above: another one follows, or a part, or the end."""
    return at >= len(lines) or _asks(lines[at]) or lines[at].kind in (Kind.HEADING, Kind.RULE)


def _ends(line: Line) -> int:
    """Where the question ends: behind its last question mark; an order, where another look begins, else at its end."""
    asked = max((found.end() for found in _ASKED.finditer(line.text)), default=0)
    if asked or len(line.runs) < 2:
        return asked or len(line.text)
    last = len(line.text) - len(line.runs[-1].text)
    looks = covering(strip(line.runs[:-1])) & _LOOKS, line.runs[-1].style & _LOOKS
    return last if looks[0] != looks[1] and line.text[:last].rstrip().endswith((".", ":")) else len(line.text)


def _form(line: Line, asked: int, tail: str) -> tuple[str, int, int]:
    """What sets the answer off, and where in the tail it stands."""
    if (found := _LABEL.match(tail)) and _is_label(found["word"]):
        return "label", found.start("a"), found.end("a")
    if found := _SIGN.match(tail):
        return f"sign {found['sign'][0]}", found.start("a"), found.end("a")
    before, behind = (covering(strip(part)) & _LOOKS for part in (cut(line.runs, 0, asked), cut(line.runs, asked)))
    if before ^ behind:
        return f"look {before} {behind}", 0, len(tail)
    bare = _BARE_WORDS.match(tail) if line.enum is not None else None
    return ("bare" if bare else ""), 0, len(tail)


def _is_label(word: str) -> bool:
    return word.casefold() == "a" or bool(roles_of(word) & {Role.ANSWER, Role.SOLUTION})


def _below(lines: Sequence[Line], at: int) -> _Pair | None:
    """The answer alone on the line below, where another question or part follows."""
    line = lines[at]
    tail = line.text[_ends(line) :].strip()
    if at + 1 >= len(lines) or (tail and cues.points(tail) is None):
        return None
    answer = lines[at + 1]
    bare = answer.kind in (Kind.TEXT, Kind.ITEM, Kind.QUOTE) and not (answer.enum or answer.mark or answer.roles)
    if not _closes(lines, at + 2) or not bare or answer.box != line.box or line.roles - {Role.QUESTION}:
        return None
    look = covering(answer.runs) & _LOOKS
    return _Pair(f"below {answer.kind} {look}", (line, answer), line.runs, answer.runs)


def _is_answer(pair: _Pair) -> bool:
    """Short words that neither ask, instruct, rate nor say where the question comes from."""
    said = pair.said
    if not 0 < len(said) <= _LONGEST or not any(char.isalnum() for char in said):
        return False
    spoken = cues.points(said) is not None or cues.selects_many(said) or cues.difficulty(said)
    if spoken or cues.asks_openly(said) or INSTRUCTS.match(said) or ASIDE.match(said) or _ELSEWHERE.search(said):
        return False
    return not cues.is_furniture(said) and not roles_of(said) - {Role.RIGHT, Role.WRONG}


def _found(pair: _Pair) -> Found:
    first, last = pair.lines[0], pair.lines[-1]
    look = covering(pair.answer) & _LOOKS & ~Style.CODE  # it sets the answer off, and is no part of it
    answer = Fragment(markdown(without(pair.answer, look)), (last.span,))
    asked = markdown(pair.stem)
    one = card(pair.lines, Fragment(cues.off_points(asked), (first.span,)), answer, "short")
    one.points = cues.points_in(asked)
    one.number = str(first.enum.value) if first.enum is not None else ""
    return one


DIALECT = Dialect("answered lines", _claim)
