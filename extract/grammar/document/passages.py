"""A text that several questions share: it goes before the stem of each of them.

    Questions 4-6 refer to the following passage.      ## Case study: the bakery
    Honey bees dance to tell ...                       Anna's bakery opens at five ...
    4. What does the dance show?                       7. When does the bakery open?

The lines are taken out before the questions are read, and given back with their range. A heading's text serves the
questions up to the next heading; a sentence that names numbers serves those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words.label_words import Role
from quizmill.block import Kind, System
from quizmill.cues import Cue
from quizmill.draft import Fragment

_Q = (
    r"(?:questions?|items?|problems?|numbers?|q(?:s|\.)?|nos?\.?|fragen|aufgaben|preguntas|questões|domande|вопрос\w*"
    r"|pytania|câu|soru\w*)"
)
_TO = r"(?:-|–|—|~|to|through|and|bis|und|a|à|e|y|al|до|по|и|do|ile|đến)"
_RANGE = re.compile(rf"(?:\b{_Q}\s*)?\b(?P<a>\d{{1,3}})\s*{_TO}\s*(?P<b>\d{{1,3}})\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_REFERS = Cue(
    r"\brefers?\b|\bbased on\b|\brelate|\busing the\b|\buse the\b|read the"
    r"|for the (?:following|next) (?:question|passage)"
    r"|following (?:passage|text|information|case|scenario|table|data|graph|diagram)|\bpassage\b"
    r"|beziehen sich|lesen sie"
    r"|se refieren|lea el|texto|a seguir|se baseiam|leggi|\btesto\b|se rapportent|lisez|прочитайте|текст|przeczytaj"
    r"|\btekst|aşağıdaki|\bmetn|阅读|材料|根据|文章|次の文|다음 글|đoạn văn",
    re.IGNORECASE,
)
_NAMED = Cue(
    r"\A\W*(?:case study|case|scenario|passage|reading passage|stimulus|vignette|shared stem|common stem|fallstudie"
    r"|fallbeispiel|szenario|étude de cas|caso pr[áa]ctico|estudo de caso|caso clínico|caso di studio|кейс|ситуация"
    r"|案例|材料|阅读材料|事例|사례|지문|tình huống)\b\W*(?:\d{1,2}|[A-HIVX]{1,3})?\s*(?:[:.–—-].*)?\Z",
    re.IGNORECASE,
)
_FEWEST = 40  # characters of a passage
_LONGEST = 60  # lines


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of a shared text, and the numbers it serves: None where it serves all up to `until`."""

    lines: tuple[Line, ...]
    numbers: range | None
    until: int

    @property
    def at(self) -> int:
        return self.lines[0].at

    def serves(self, one: Found) -> bool:
        start = one.taken[0].at if one.taken else -1
        if start < self.at or start >= self.until:
            return False
        return self.numbers is None or (one.number.isdecimal() and int(one.number) in self.numbers)


def take(doc: Doc) -> list[Passage]:
    """The shared texts of a document; their lines are used up."""
    if not doc.on("passages") or not (_REFERS.may(doc.words) or _NAMED.may(doc.words)):
        return []
    found = [one for at in range(len(doc.lines)) if (one := _passage(doc, at)) is not None]
    for one in found:
        doc.used.update(line.at for line in one.lines)
    return found


def _passage(doc: Doc, at: int) -> Passage | None:
    head = doc.lines[at]
    if head.kind not in (Kind.TEXT, Kind.HEADING, Kind.QUOTE) or head.mark is not None or head.at in doc.used:
        return None
    numbered = len(head.text) < 400 and _DIGIT.search(head.text) and _REFERS.search(head.text)
    ranged = _RANGE.search(head.text) if numbered else None
    if ranged is None and not (_NAMED.match(head.text) and len(head.text) < 90):
        return None
    end = at + 1
    while end < len(doc.lines) and not _asks(doc.lines[end]) and end - at < _LONGEST:
        end += 1
    if end >= len(doc.lines) or (doc.lines[end].kind is Kind.HEADING and not _numbered(doc.lines[end])):
        return None
    lines = tuple(doc.lines[at:end])
    if sum(len(line.text) for line in lines[1:]) < _FEWEST and len(head.text) < 2 * _FEWEST:
        return None
    if ranged is not None:
        first, last = int(ranged["a"]), int(ranged["b"])
        return Passage(lines, range(first, last + 1), len(doc.lines)) if 0 < last - first < 40 else None
    return Passage(lines, None, _next_part(doc.lines, end, head))


def _asks(line: Line) -> bool:
    """A question begins here: a number, a label, an option."""
    enumerated = line.enum is not None and (bool(line.enum.word) or line.enum.system is not System.OTHER)
    return enumerated or line.mark is not None or Role.QUESTION in line.roles or line.kind is Kind.HEADING


def _numbered(line: Line) -> bool:
    return line.enum is not None or Role.QUESTION in line.roles


def _next_part(lines: Sequence[Line], start: int, head: Line) -> int:
    for line in lines[start:]:
        named = _NAMED.match(line.text) and line.kind is head.kind and line.enum is None
        higher = (
            line.kind is Kind.HEADING and head.kind is Kind.HEADING and line.level <= head.level and not _numbered(line)
        )
        if (
            named
            or higher
            or (head.kind is not Kind.HEADING and line.kind in (Kind.HEADING, Kind.RULE) and not _numbered(line))
        ):
            return line.at
    return len(lines)


def give(passages: Sequence[Passage], found: Sequence[Found]) -> None:
    """Each text before the stems of its questions."""
    for passage in passages:
        served = [one for one in found if passage.serves(one)]
        named = passage.numbers is None
        words = prose.text(
            passage.lines[1:] if named or _RANGE.search(passage.lines[0].text) else passage.lines, whole=True
        )
        where = prose.spans(passage.lines)
        for one in served:
            stem = one.words()
            one.front = Fragment(f"{words}\n\n{stem}", (*where, *prose.spans(one.stem)))
            one.taken = [*passage.lines, *one.taken]
