"""A sentence with a blank and, in brackets behind it, the words that may fill it.

She ____ to school. (go / **goes** / going)          the bold one is right, where every sentence has just one
1. They ____ been here. (has / have)                 none is told
2. Spiders have six legs.   True / **False**         a statement and both truths, one of which stands out
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words.rich import covering, cut, markdown, strip
from extract.grammar.words.truth import offers_truth
from quizmill.block import Kind, Style, System
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_ENDS = re.compile(r"\s*[(\[](?P<in>[^()\[\]]{3,200})[)\]]\s*\.?\s*\Z")
_BLANK = re.compile(r"(?:\\?_){2,}|\.{4,}|…{2,}")
_BLANK_LAST = re.compile(r"(?:(?:\\?_){2,}|\.{4,}|…{2,})\s*\Z")
_MARKED = re.compile(r"(?P<s>\*\*|__|==|~~)(?P<w>.+?)(?P=s)\Z|\\?\*(?P<star>[^*\s].*)\Z|(?P<tick>.+?)\s*[✓✔✅]\Z")
_FEWEST = 2


def _claim(doc: Doc) -> list[Found]:
    found = [(one, right) for line in doc.lines if (made := _sentence(line)) is not None for one, right in [made]]
    if len(found) < _FEWEST:
        return _judged(doc) or _within(doc)
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


_TRUTHS = re.compile(r"\s(?P<a>[^\W\d_]{1,14})\s?[/|]\s?(?P<b>[^\W\d_]{1,14})\W{0,2}\Z")
_LOOKS = (Style.BOLD, Style.UNDERLINE, Style.HIGHLIGHT, Style.COLOR)


def _judged(doc: Doc) -> list[Found]:
    """Statements that end in both truths, one of each pair in a look that tells it: in all of them, and not the same
    one everywhere, as a form would print it."""
    hits = [(line, hit) for line in doc.lines if (hit := _truths(line)) is not None]
    for look in _LOOKS if len(hits) >= _SENTENCES else ():
        told = [_told(line, hit, look) for line, hit in hits]
        if None not in told and len(set(told)) == 2:
            return [_statement(line, hit, at or 0) for (line, hit), at in zip(hits, told, strict=True)]
    return []


def _truths(line: Line) -> re.Match[str] | None:
    hit = _TRUTHS.search(line.text) if line.kind in (Kind.TEXT, Kind.ITEM) and not line.roles else None
    if hit is None or hit.start() < 6 or line.mark is not None:
        return None
    return hit if offers_truth([hit["a"], hit["b"]]) or {hit["a"], hit["b"]} == {"T", "F"} else None


def _told(line: Line, hit: re.Match[str], look: Style) -> int | None:
    """Which of both words has this look, None where it does not part them."""
    first, second = (bool(covering(cut(line.runs, *hit.span(word))) & look) for word in "ab")
    return None if first is second else int(second)


def _statement(line: Line, hit: re.Match[str], right: int) -> Found:
    where = (line.span,)
    one = Found(
        [line], stem=[line], taken=[line], front=Fragment(markdown(strip(cut(line.runs, 0, hit.start()))), where)
    )
    one.columns = [("", Fragment(hit[word], where)) for word in "ab"]
    one.claims = [Claim(Evidence.EMPHASIS, choices=(right,), spans=where)]
    one.number = str(line.enum.value) if line.enum is not None and line.enum.system is System.DECIMAL else ""
    one.type = "true_false"
    return one


_W = r"[^\W\d_][\w'’ ]{0,29}"
_WITHIN = re.compile(rf"(?<=\w\s)\*{{0,2}}\((?P<in>{_W}(?:\s?/\s?{_W}){{1,3}})\)\*{{0,2}}(?=[\s.,!?])")
_SENTENCES = 3


def _within(doc: Doc) -> list[Found]:
    """`She (go / goes) to school.`: numbered sentences from one on, each with one bracket of words in its midst."""
    hits: list[tuple[Line, re.Match[str]]] = []
    for line in doc.lines:
        if (
            line.enum is None
            or line.enum.system is not System.DECIMAL
            or line.enum.value != len(hits) + 1
            or line.roles
        ):
            continue
        found = list(_WITHIN.finditer(line.text))
        if len(found) == 1 and line.mark is None and any(len(word.strip()) > 1 for word in found[0]["in"].split("/")):
            hits.append((line, found[0]))
    if len(hits) < _SENTENCES:
        return []
    told = _marked(hits)
    if not (told or doc.quiz or all(line.enum and line.enum.value in doc.keyed for line, _ in hits)):
        return []
    made = [_gapped(line, hit) for line, hit in hits]
    for one, right in zip(made, told, strict=False):
        one.claims = [Claim(Evidence.EMPHASIS, choices=(right,), spans=(one.lines[0].span,))]
    return made


def _marked(hits: Sequence[tuple[Line, re.Match[str]]]) -> list[int]:
    """Which word of each bracket has a look of its own; none where one of them has no such word, or several, or where
    it is the same place in all."""
    for look in _LOOKS:
        told = [
            [at for at, (first, last) in enumerate(_places(hit)) if covering(cut(line.runs, first, last)) & look]
            for line, hit in hits
        ]
        if all(len(one) == 1 for one in told) and len({one[0] for one in told}) > 1:
            return [one[0] for one in told]
    return []


def _places(hit: re.Match[str]) -> list[tuple[int, int]]:
    """Where the words of a bracket stand in their line."""
    start = hit.start("in")
    return [(start + word.start(), start + word.end()) for word in re.finditer(r"[^/\s][^/]*[^/\s]|[^/\s]", hit["in"])]


def _gapped(line: Line, hit: re.Match[str]) -> Found:
    where = (line.span,)
    before, behind = markdown(cut(line.runs, 0, hit.start())), markdown(cut(line.runs, hit.end()))
    drawn = _BLANK_LAST.search(before) is not None or _BLANK.match(behind.lstrip()) is not None
    front = Fragment(before.rstrip() + behind if drawn else f"{before}\\_\\_\\_\\_{behind}", where)
    one = Found([line], stem=[line], taken=[line], front=front)
    one.columns = [("", Fragment(word.strip(), where)) for word in hit["in"].split("/")]
    one.number = str(line.enum.value) if line.enum is not None else ""
    return one


def _bare(word: str, mark: re.Match[str] | None) -> str:
    return (mark["w"] or mark["star"] or mark["tick"]).strip() if mark is not None else word


DIALECT = Dialect("inline choices", _claim)
