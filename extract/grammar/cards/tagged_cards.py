"""Cards of outliners: a bullet with the tag `#card`, its answer in the bullets below it.

- What holds a tenon? #card
    - A mortise.
- The {{cloze tenon}} fits the mortise. #card
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words.rich import cut, markdown, strip
from quizmill.block import Kind
from quizmill.cues import Cue
from quizmill.draft import DraftAnswer, DraftGap, Fragment

_TAG = Cue(
    r"\s*(?:#\[\[(?:card|flashcard|srs)\]\]|\[\[(?:card|flashcard)\]\]|#(?:flash)?cards?|#srs|#spaced)\b(?:\s+#\S+)*\s*\Z",
    re.I,
)
_CLOZE = re.compile(r"\{\{(?:cloze|c\d+::)\s*(?P<said>[^{}]+?)(?:::[^{}]*)?\}\}", re.I)
_PROPERTY = re.compile(r"\A[\w-]+::\s")  # "card-last-score:: 5"


def _claim(doc: Doc) -> list[Found]:
    if not _TAG.may(doc.words):
        return []
    return [one for at, line in enumerate(doc.lines) if (one := _card(doc.lines, at, line)) is not None]


def _card(lines: Sequence[Line], at: int, line: Line) -> Found | None:
    tag = (
        _TAG.search(line.text)
        if (line.kind in (Kind.ITEM, Kind.TEXT) and "#" in line.text) or "[[" in line.text
        else None
    )
    if tag is None or not tag.start():
        return None
    front = Fragment(markdown(strip(cut(line.runs, 0, tag.start()))), (line.span,))
    body = []
    for below in lines[at + 1 :]:
        if below.indent <= line.indent or _TAG.search(below.text):
            break
        body.append(below)
    told = [below for below in body if not _PROPERTY.match(below.text)]
    if _CLOZE.search(front.text):
        return _cloze(line, body, front)
    if not told:
        return None
    one = card([line, *body], front, prose.fragment(told, whole=len(told) > 1), "flashcard")
    one.taken = [line, *body]
    return one


def _cloze(line: Line, body: Sequence[Line], front: Fragment) -> Found:
    gaps: list[DraftGap] = []

    def gap(found: re.Match[str]) -> str:
        gaps.append(DraftGap(str(len(gaps) + 1), (DraftAnswer(Fragment(found["said"], front.spans)),)))
        return f"{{{{gap:{len(gaps)}}}}}"

    stem = _CLOZE.sub(gap, front.text)
    one = card([line, *body], Fragment(stem, front.spans), Fragment(""), "cloze")
    one.gaps, one.answered = tuple(gaps), True
    return one


DIALECT = Dialect("tagged cards", _claim)
