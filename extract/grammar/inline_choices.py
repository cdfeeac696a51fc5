"""A sentence with a blank and, in brackets behind it, the words that may fill it.

She ____ to school. (go / **goes** / going)          the bold one is right, where every sentence has just one
1. They ____ been here. (has / have)                 none is told
"""

from __future__ import annotations

import re

from extract.arbiter import Dialect
from extract.grammar.found import Found
from extract.grammar.lines import Doc, Line
from quizmill.block import Kind, System
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_ENDS = re.compile(r"\s*[(\[](?P<in>[^()\[\]]{3,200})[)\]]\s*\.?\s*\Z")
_BLANK = re.compile(r"(?:\\?_){2,}|\.{4,}|…{2,}")
_MARKED = re.compile(r"(?P<s>\*\*|__|==|~~)(?P<w>.+?)(?P=s)\Z|\\?\*(?P<star>[^*\s].*)\Z|(?P<tick>.+?)\s*[✓✔✅]\Z")
_FEWEST = 2


def _claim(doc: Doc) -> list[Found]:
    found = [(one, right) for line in doc.lines if (made := _sentence(line)) is not None for one, right in [made]]
    if len(found) < _FEWEST:
        return []
    if all(len(right) == 1 for _, right in found):
        for one, right in found:
            one.claims = [Claim(Evidence.EMPHASIS, choices=right, spans=(one.lines[0].span,))]
    return [one for one, _ in found]


def _sentence(line: Line) -> tuple[Found, tuple[int, ...]] | None:
    if line.kind not in (Kind.TEXT, Kind.ITEM) or line.roles or line.mark is not None:
        return None
    written = line.markdown()
    ends = _ENDS.search(written)
    if ends is None or not _BLANK.search(written[: ends.start()]):
        return None
    words = [word.strip() for word in re.split(r"\s*[/|]\s*", ends["in"])]
    if not 2 <= len(words) <= 6 or not all(words):
        return None
    marked = [_MARKED.match(word) for word in words]
    right = tuple(at for at, mark in enumerate(marked) if mark is not None)
    texts = [_bare(word, mark) for word, mark in zip(words, marked, strict=True)]
    where = (line.span,)
    one = Found([line], stem=[line], taken=[line], front=Fragment(written[: ends.start()].strip(), where))
    one.columns = [("", Fragment(text, where)) for text in texts]
    one.number = str(line.enum.value) if line.enum is not None and line.enum.system is System.DECIMAL else ""
    return one, right


def _bare(word: str, mark: re.Match[str] | None) -> str:
    return (mark["w"] or mark["star"] or mark["tick"]).strip() if mark is not None else word


DIALECT = Dialect("inline choices", _claim)
