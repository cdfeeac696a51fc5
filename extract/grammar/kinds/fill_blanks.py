"""Sentences with blanks, under a heading that asks to fill them in.

    Part III: Fill in the blanks
    * A ________ makes honey.                 a gap without an answer
    * Bees live in a __hive__.                in a paper of solutions, what stands on the line is the answer

Without such a heading three or more of them, numbered from one, are read as well, and without a key.

A filled blank is an answer only where the document calls itself one of answers and shows nobody's attempt; else it
may be what a learner wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arbiter import Dialect
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.blanks import RULED
from extract.grammar.question.found import Found
from quizmill.block import Kind, System
from quizmill.cues import Cue
from quizmill.draft import DraftAnswer, DraftGap, Fragment

_ORDER = Cue(
    r"\bfill[ -]?(?:in)?[ -]?(?:the )?(?:blanks?|gaps?)\b|\blückentext|\bfüllen? .{0,20}lücken|\btextes? à trous"
    r"|\bcomplét(?:er|ez) les (?:phrases|blancs|trous)|\b(?:complet[ae]r?|rellen[ae]r?) (?:los|las|os|as) "
    r"(?:espacios|huecos|frases|lacunas|espaços)|\bcompleta(?:re)? le frasi|заполните пропуски|điền (?:vào )?chỗ trống"
    r"|填空|穴埋め|빈칸",
    re.IGNORECASE,
)
_U = r"(?:\\?_)"
_FILLED = rf"(?<![^\s(])\*{{0,3}}{_U}{{1,80}}(?=\*{{0,3}}[^\W_])(?P<said>[^_\\\n]{{1,60}}?)(?:{_U}{{1,80}}(?!\w)|\Z)"
_BLANK = re.compile(f"{_FILLED}|{RULED}")
_BANK = re.compile(
    r"\W*(?:word (?:bank|box|list)|use (?:the|these) (?:following )?words|wörter|wortkasten|banque de mots"
    r"|banco de palabras|banco de palavras|parole|слова)\b",
    re.IGNORECASE,
)
_RULED = re.compile(RULED)
_FEWEST = 3
_HEAD = 100  # characters of a heading that orders
_LEAST = 8  # characters of words around a blank


@dataclass(slots=True)
class _Sentence:
    line: Line
    stem: str
    gaps: tuple[DraftGap, ...]


def _claim(doc: Doc) -> list[Found]:
    if not _ORDER.may(doc.words):
        return _unheaded(doc)
    solved = doc.answers and not doc.learner
    orders = [at for at, line in enumerate(doc.lines) if _orders(line)]
    return [
        found
        for at in orders
        for found in _under([one for one in doc.lines[at + 1 :] if one.at not in doc.used], solved)
    ]


def _unheaded(doc: Doc) -> list[Found]:
    """Sentences with blanks that are numbered from one, three or more right after one another: an exercise, unless it
    asks for facts of its reader. What stands in brackets behind them may be a word to use: no key."""
    if doc.form or doc.faq or not doc.written:
        return []
    found: list[Found] = []
    group: list[Line] = []
    for line in [*doc.lines, None]:
        if line is not None and _is_next(line, group):
            group.append(line)
            continue
        if len(group) >= _FEWEST and (line is None or not (line.roles or line.mark or line.enum) or line.gap):
            found += [_found(one) for one in _sentences(group, False)]
        group = []
    return found


def _is_next(line: Line, group: Sequence[Line]) -> bool:
    """The next number, and a sentence with a blank that no label stands before."""
    enum = line.enum
    counts = enum is not None and enum.system is System.DECIMAL and not enum.word and enum.value == len(group) + 1
    if not counts or line.roles or line.mark or line.gap > 1 or "/" in line.text:
        return False
    blank = _RULED.search(line.text)
    return (
        blank is not None
        and line.text[: blank.start()].rstrip()[-1:] not in (":", "：")
        and len(line.text) > _LEAST * 2
    )


def _orders(line: Line) -> bool:
    return line.kind in (Kind.TEXT, Kind.HEADING) and len(line.text) <= _HEAD and bool(_ORDER.search(line.text))


def _under(lines: Sequence[Line], solved: bool) -> list[Found]:
    """The sentences right under a heading; options or labels after them are for the general grammar."""
    while lines and _BANK.match(lines[0].text):
        lines = lines[1:]
    sentences = list(_sentences(lines, solved))
    after = lines[len(sentences)] if len(sentences) < len(lines) else None
    if len(sentences) < 2 or (after is not None and (after.roles or after.mark or (after.enum and not _orders(after)))):
        return []
    return [_found(sentence) for sentence in sentences]


def _sentences(lines: Sequence[Line], solved: bool) -> Iterator[_Sentence]:
    for line in lines:
        found = _sentence(line, solved)
        if found is None:
            return
        yield found


def _sentence(line: Line, solved: bool) -> _Sentence | None:
    """The line as a sentence with gaps, if it is one."""
    if line.kind not in (Kind.TEXT, Kind.ITEM) or line.roles or line.mark:
        return None
    text, gaps, end = "", [], 0
    written = _as_typed(line)
    for number, blank in enumerate(_BLANK.finditer(written), 1):
        said = (blank["said"] or "").strip(" *")
        answers = (DraftAnswer(Fragment(said, (line.span,))),) if said and solved else ()
        gaps.append(DraftGap(str(number), answers))
        text += f"{written[end : blank.start()]}{{{{gap:{number}}}}}"
        end = blank.end()
    words = text[: text.rfind("{{")] + written[end:]
    return _Sentence(line, text + written[end:], tuple(gaps)) if gaps and len(words) >= _LEAST else None


def _as_typed(line: Line) -> str:
    """The words with their underscores: `____hive____` is a filled blank here, and no bold word."""
    raw = line.block.raw.strip()
    if "___" not in raw or line.pieces:
        return line.markdown()
    typed = raw.removeprefix(line.enum.raw) if line.enum is not None else raw.lstrip("-*+• ")
    return typed.strip()


def _found(sentence: _Sentence) -> Found:
    line = sentence.line
    one = Found([line], taken=[line], front=Fragment(sentence.stem, (line.span,)), type="cloze", gaps=sentence.gaps)
    one.number = str(line.enum.value) if line.enum else ""
    one.answered = any(gap.answers for gap in sentence.gaps)
    return one


DIALECT = Dialect("fill blanks", _claim)
