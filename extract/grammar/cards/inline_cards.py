"""Cards on one line each, as note takers write them for spaced repetition.

    Mortise::A hole cut for a tenon          Mortise >> A hole cut for a tenon          Mortise;;A hole ..
    Tenon ::: The tongue that fits it        (the sign with three characters makes a card for both ways)

Two or more such lines in a document that calls itself cards, or that ask (`What floats?::Cork`); none of them code:
`std::sort` is one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words.rich import covering, cut, markdown, strip
from quizmill.block import Kind, Style
from quizmill.cues import Cue
from quizmill.draft import Fragment

_SIGN = re.compile(r"\s*(?::{2,3}|;;)\s*(?=\S)|\s>>\s|\s→→\s")
_ASKED = Cue(r"\A\w+ [^:]*[?？]\s?::\s?\S")
_ARROW = Cue(r"(?<=[?？؟])\s*(?:->|=>|→|⇒|➜|—>)\s*(?=\S)")
_PROGRAM = re.compile(r"[\w>]::~?\w+[(<:]")


_FEWEST_ARROWS = 3


def _claim(doc: Doc) -> list[Found]:
    lines = doc.lines if doc.cards else _asked(doc)
    found = [one for line in lines if (one := _card(line)) is not None]
    arrows = [one for line in doc.lines if (one := _arrow(line)) is not None] if _ARROW.may(doc.words) else []
    found += arrows if len(arrows) >= _FEWEST_ARROWS else []
    found += _dashed(doc.lines) if doc.cards and not found else []
    found += _vocabulary(doc) if not found else []
    return found if len(found) >= 2 else []


def _asked(doc: Doc) -> list[Line]:
    return [line for line in doc.lines if _ASKED.search(line.text)] if _ASKED.may(doc.words) else []


_DASH = re.compile(r"(?<=\S)\s(?:–|—|-|=|:)\s(?=\S)|(?<=\w):\s(?=\S)")
_LISTED = 4
_SIDE = 80  # characters


_TITLE = re.compile(
    r"\W*(?:(?:my |our |new |key |unit |chapter |lesson |week )?(?:\d{1,2}\W{1,3})?(?:vocab(?:ulary)?|flash ?cards?)"
    r"(?: (?:list|words|terms|\d{1,2}))?"
    r"|vokabeln|vokabelliste|wortschatz|vocabulaire|vocabulario|vocabulário|vocabolario|woordenschat|ordlista|słownictwo"
    r"|словарь урока|лексика|生词|生詞|单词表|單字表|単語|語彙|어휘|단어장|kosakata|từ vựng)\W*\Z",
    re.IGNORECASE,
)


def _vocabulary(doc: Doc) -> list[Found]:
    """The same below a heading "Vocabulary", up to the next heading; bare lines will do, too."""
    made: list[Found] = []
    for at, line in enumerate(doc.lines):
        if _heads(line) and _TITLE.match(line.text.rstrip(":")):
            end = next((i for i, one in enumerate(doc.lines) if i > at and _heads(one)), len(doc.lines))
            made += _dashed(doc.lines[at + 1 : end], bare=True)
    return made


def _heads(line: Line) -> bool:
    bold = line.kind is Kind.TEXT and line.gap and covering(line.runs) & Style.BOLD
    return line.kind in (Kind.HEADING, Kind.RULE) or bool(bold)


def _dashed(lines: Sequence[Line], bare: bool = False) -> list[Found]:
    """`- der Bahnhof – station`: a list of words with their meanings, in a document that calls itself cards."""
    bullets = [line for line in lines if line.bullet or (bare and line.kind is Kind.TEXT)]
    signs = [(line, sign) for line in bullets if line.mark is None and (sign := _DASH.search(line.text)) is not None]
    short = [(line, at) for line, at in signs if at.start() <= _SIDE and len(line.text) - at.end() <= 2 * _SIDE]
    if len(short) < _LISTED or len(short) * 10 < len(bullets) * 9 or len({at[0] for _, at in short}) > 1:
        return []
    made = []
    for line, at in short:
        front, back = strip(cut(line.runs, 0, at.start())), strip(cut(line.runs, at.end()))
        sides = Fragment(markdown(front), (line.span,)), Fragment(markdown(back), (line.span,))
        made.append(card([line], *sides, "flashcard"))
    return made


def _arrow(line: Line) -> Found | None:
    """`Who painted it? -> Rembrandt`: a question, an arrow and the answer."""
    found = _ARROW.search(line.text) if line.kind in (Kind.TEXT, Kind.ITEM) and line.mark is None else None
    if found is None:
        return None
    front, back = strip(cut(line.runs, 0, found.start())), strip(cut(line.runs, found.end()))
    return card([line], Fragment(markdown(front), (line.span,)), Fragment(markdown(back), (line.span,)), "flashcard")


def _card(line: Line) -> Found | None:
    if (
        line.kind not in (Kind.TEXT, Kind.ITEM, Kind.QUOTE)
        or line.roles
        or not any(sign in line.text for sign in ("::", ";;", ">>", "→→"))
    ):
        return None
    found = _SIGN.search(line.text)
    if not found or not found.start() or _SIGN.search(line.text, found.end()):
        return None
    spaced = " " in line.text or found[0].strip() != found[0]
    if not spaced or _PROGRAM.search(line.text):
        return None
    front, back = strip(cut(line.runs, 0, found.start())), strip(cut(line.runs, found.end()))
    return card([line], Fragment(markdown(front), (line.span,)), Fragment(markdown(back), (line.span,)), "flashcard")


DIALECT = Dialect("inline cards", _claim)
