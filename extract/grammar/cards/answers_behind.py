"""Questions with their answers right behind them on the line, hidden or in brackets.

1. Which nut makes marzipan? >!Almond!<        Which nut ...? ||Almond||        a spoiler: two are enough
1) Which fruit has its seeds outside? (Strawberry)                             brackets: three, at nearly every question

Brackets may hold anything. Points, units, numbers of letters, years and topics ("(History)") are no answers: where one
of them stands in the brackets of a list, none of its brackets is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import markdown, plain
from quizmill.block import Kind, System
from quizmill.cues import Cue
from quizmill.draft import Fragment

_SPOILER = Cue(r"(?<=\S)\s*(?:>!\s*(?P<a>.{1,200}?)\s*!<|\|\|\s*(?P<b>[^|]{1,200}?)\s*\|\|)\s*\Z")
_BRACKETS = re.compile(r"(?P<asked>.*[?？؟])[\"'”’*_]{0,3}\s*[(\[（](?P<a>[^()\[\]（）?？]{1,80})[)\]）]\s*\.?\s*\Z")
_FEWEST, _FEWEST_SPOILERS = 3, 2
_NUMERIC = re.compile(r"\d[\d\s.,:;x×–-]*(?:\s*\w+)?\Z")  # "6", "1994", "2 punkty"
_COUNTS = re.compile(
    r"\b(?:how (?:many|much|old|long|far|tall|high|big)|(?:what|which) (?:year|number|century|decade)|when"
    r"|wie ?viele?|in welchem jahr|wann"
    r"|combien|en quelle année|quand|cuánt[oa]s?|en qué año|quant[oiae]s?|em que ano|in che anno|сколько|в каком году"
    r"|скільки|ile)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\W*(?:in|use|give|select|choose|pick|tick|check|mark|circle|round|hint|clue|e\.?g|i\.?e|see|ref|max|min|up to"
    r"|about|approx|optional"
    r"|required|(?:one|two|three)\s+(?:words?|answers?|options?|of)|select|write|explain|justify|show|list|name|state|describe|answer|answers|not|as|to|for"
    r"|with|from|of|by|on|at|and|or|but|if|easy|medium|hard|difficult|level|section|chapter|page|p|pp|fig|figure|slide|week|unit|lecture"
    r"|asked|bonus|tiebreaker|tie-breaker|z\.?\s?b|siehe|vgl|nur|voir|ver|см)\b"
    r"|.*\b(?:points?|pts?|marks?|letters?|words?|characters?|digits?|minutes?|seconds?|punkte?|puntos?|pontos?|punti|балл\w*)\W*\Z",
    re.IGNORECASE,
)
_TOPICS = frozenset(
    """history science geography sport sports music film films movie movies literature art arts entertainment nature
    food politics math maths mathematics physics chemistry biology technology tv television religion mythology language
    languages games general culture economics geschichte erdkunde musik kunst histoire géographie historia geografía
    ciencia música deportes storia geografia scienza история география наука спорт музыка""".split()
)


def _claim(doc: Doc) -> list[Found]:
    if doc.faq or doc.form:
        return []
    found = [one for line in doc.lines if (one := _hidden(line)) is not None] if _SPOILER.may(doc.words) else []
    return found if len(found) >= _FEWEST_SPOILERS else _bracketed(doc)


def _hidden(line: Line) -> Found | None:
    written = markdown(line.runs).replace("\\|", "|").replace("\\>", ">").replace("\\!", "!").replace("&gt;", ">")
    found = _SPOILER.search(written) if _may_ask(line) else None
    if found is None or not found.start():
        return None
    return _made(line, written[: found.start()], found["a"] or found["b"])


def _may_ask(line: Line) -> bool:
    plainly = line.kind in (Kind.TEXT, Kind.ITEM) and line.mark is None and not line.roles - {Role.QUESTION}
    return plainly and (line.enum is None or line.enum.system is System.DECIMAL)


def _bracketed(doc: Doc) -> list[Found]:
    if not any("(" in line.text or "[" in line.text or "（" in line.text for line in doc.lines):
        return []
    asking = [line for line in doc.lines if line.kind in (Kind.TEXT, Kind.ITEM) and cues.asks_openly(line.text)]
    hits = [(line, hit) for line in asking if _may_ask(line) and (hit := _BRACKETS.match(line.text)) is not None]
    if len(hits) < _FEWEST or len(hits) * 5 < len(asking) * 4 or any(_is_told(doc, line) for line, _ in hits):
        return []
    said = [hit["a"].strip() for _, hit in hits]
    if len({text.casefold() for text in said}) * 10 < len(said) * 7 or not _may_answer(hits):
        return []
    made = [one for line, hit in hits if (one := _made(line, *_cut(line, hit))) is not None]
    for one in made:
        one.doubts.append("the answer is what stands in brackets behind the question")
    return made


def _is_told(doc: Doc, line: Line) -> bool:
    """Something else may answer it: a key that names its number, or lines below that open no question or part."""
    if line.enum is not None and line.enum.value in doc.keyed:
        return True
    below = doc.lines[line.at + 1] if line.at + 1 < len(doc.lines) else None
    if below is None or below.kind in (Kind.HEADING, Kind.RULE):
        return False
    return not (_may_ask(below) and (below.enum or below.gap or cues.asks_openly(below.text)))


def _may_answer(hits: Sequence[tuple[Line, re.Match[str]]]) -> bool:
    topics = 0
    for _, hit in hits:
        said = hit["a"].strip()
        if ASIDE.match(said) or "/" in said or roles_of(said) or cues.points(said) is not None:
            return False
        if _NUMERIC.match(said) and not _COUNTS.search(hit["asked"]):
            return False
        topics += said.casefold() in _TOPICS
    return topics < 2


def _cut(line: Line, hit: re.Match[str]) -> tuple[str, str]:
    """The question as Markdown, and the answer."""
    written = markdown(line.runs)
    opened = max(written.rfind("("), written.rfind("["), written.rfind("（"))
    return written[:opened].rstrip(), hit["a"].strip()


def _made(line: Line, asked: str, said: str) -> Found | None:
    if not plain(line.runs).strip() or not asked.strip() or not said.strip():
        return None
    where = (line.span,)
    one = card([line], Fragment(asked.strip(), where), Fragment(said.strip(), where), "short")
    one.number = str(line.enum.value) if line.enum is not None else ""
    return one


DIALECT = Dialect("answers behind", _claim)
