"""Choices side by side on a line of their own, one sign between them and no letters.

Choose the correct spelling.                 Who was the first emperor?
1. recieve / receive / receeve               Caesar - Augustus - Nero
2. seperate / **separate** / seperete        >!Augustus, in 27 BC!<        or: Answer: Augustus

Left: numbered from one under words that tell to choose, which are the stem of each; a look tells the key where every
line has just one. Right: a line between a question and its answer, which begins with just one part; two or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import stated
from extract.grammar.question.found import Found
from extract.grammar.question.instructions import is_instruction
from extract.grammar.words import cues, page
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind, System
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_SIGNS = (
    re.compile(r"\s+/\s+|(?<=\w)/(?=\w)"),
    re.compile(r"\s+\|\s+"),
    re.compile(r"\s+[–—-]\s+"),
    re.compile(r"\s+[•·]\s+"),
)
_PAIRED = 2  # signs of these that may part no more than two choices
_MOST, _LONGEST = 6, 40  # choices of a line, characters of one
_FEWEST_LINES, _FEWEST_ROWS = 3, 2
_MARKED = re.compile(r"(?P<s>\*\*|__|==|<u>)(?P<w>.+?)(?:\*\*|__|==|</u>)\Z")
_CHOOSE = re.compile(
    r"\b(?:choose|circle|underline|pick|select|mark|tick|cross out|find|which|wähle|unterstreiche|kreise|streiche"
    r"|choisis|choisissez|entoure|souligne|elige|escoge|subraya|rodea|escolhe|escolha|sublinhe|scegli|sottolinea"
    r"|kies|onderstreep|wybierz|podkreśl|выбери(?:те)?|подчеркни(?:те)?)\b",
    re.IGNORECASE,
)


def _claim(doc: Doc) -> list[Found]:
    rows = [one for at in range(len(doc.lines) - 2) if (one := _row(doc.lines[at : at + 4])) is not None]
    found = rows if len(rows) >= _FEWEST_ROWS else []
    for group in _groups(doc.lines):
        found += _chosen(doc, group)
    return found


def parts_of(text: str) -> list[str]:
    """The choices of a line; none where it holds something else."""
    for at, sign in enumerate(_SIGNS):
        parts = [part.strip() for part in sign.split(text)]
        if len(parts) < (2 if at < _PAIRED else 3):
            continue
        fit = len(parts) <= _MOST and len(set(parts)) == len(parts)
        return parts if fit and all(0 < len(part) <= _LONGEST and _worded(part) for part in parts) else []
    return []


def _worded(part: str) -> bool:
    return any(map(str.isalnum, part)) and part[-1] not in ".?!:" and not cues.asks_openly(part)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines next to each other that hold choices alone, counted from one."""
    group: list[Line] = []
    for line in lines:
        counted = line.enum is not None and line.enum.system is System.DECIMAL and not line.enum.word
        next_to = not group or line.at == group[-1].at + 1
        if counted and line.enum is not None and line.enum.value == len(group) + 1 and next_to and _offers(line):
            group.append(line)
            continue
        if len(group) >= _FEWEST_LINES:
            yield group
        group = []
    if len(group) >= _FEWEST_LINES:
        yield group


def _offers(line: Line) -> bool:
    return line.mark is None and not line.roles and bool(parts_of(line.markdown()))


def _chosen(doc: Doc, group: Sequence[Line]) -> list[Found]:
    """Such lines under words that tell to choose."""
    first = group[0].at
    head = next((line for line in reversed(doc.lines[max(0, first - 2) : first]) if _tells(line)), None)
    if head is None:
        return []
    found = [_of(head, line) for line in group]
    told = [[at for at, part in enumerate(parts_of(line.markdown())) if _MARKED.match(part)] for line in group]
    if all(len(right) == 1 for right in told) and not doc.learner:
        for one, right, line in zip(found, told, group, strict=True):
            one.claims = [Claim(Evidence.EMPHASIS, choices=tuple(right), spans=(line.span,))]
    return found


def _tells(line: Line) -> bool:
    short = line.kind in (Kind.TEXT, Kind.HEADING) and len(line.text) < 160 and line.mark is None
    return short and (is_instruction(line.text) or bool(_CHOOSE.search(line.text)))


def _of(head: Line, line: Line) -> Found:
    where = (line.span,)
    sentences = re.split(r"(?<=[.:!?])\s+", head.markdown())
    asked = " ".join(one for one in sentences if not page.names_answers(one)) or head.markdown()
    one = Found([line], stem=[line], taken=[line], front=Fragment(asked, (head.span, line.span)))
    texts = [mark["w"] if (mark := _MARKED.match(part)) else part for part in parts_of(line.markdown())]
    one.columns = [("", Fragment(text, where)) for text in texts]
    one.number = str(line.enum.value) if line.enum is not None else ""
    return one


def _row(lines: Sequence[Line]) -> Found | None:
    """A question, a line of choices and the answer that names one of them."""
    asked, listed, told = lines[0], lines[1], lines[2]
    if not ((Role.ANSWER in told.roles and told.value) or told.kind is Kind.QUOTE):  # most lines, and told soonest
        return None
    texts = parts_of(listed.block.raw.strip()) if listed.kind is Kind.TEXT and not listed.roles else []
    asks = asked.kind in (Kind.TEXT, Kind.ITEM) and asked.mark is None and cues.asks_openly(asked.text)
    if len(texts) < 3 or not asks:
        return None
    if Role.ANSWER in told.roles and told.value:
        said = prose.text([told], told.value)
    elif told.kind is Kind.QUOTE and told.hidden:
        said = plain(told.runs)
    else:
        return None
    named = stated.read(said, texts, [""] * len(texts))
    if named is None or len(named.texts) != 1:
        return None
    taken = [asked, listed, told]
    one = card(taken, Fragment(asked.markdown(), (asked.span,)), Fragment(""), None)
    one.answers = []
    one.columns = [("", Fragment(text, (listed.span,))) for text in texts]
    one.claims = [Claim(Evidence.STATED, texts=named.texts, spans=(told.span,))]
    one.number = str(asked.enum.value) if asked.enum is not None and asked.enum.system is System.DECIMAL else ""
    if named.rest:
        one.feedback.append(("general", Fragment(named.rest, (told.span,))))
    return one


DIALECT = Dialect("choice lines", _claim)
