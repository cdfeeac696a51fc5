"""Answers in braces behind their question, each with a sign that judges it.

    Which floats? {~iron #It sinks. =cork ~stone}       "=" right, "~" wrong, "#" what is said of it
    A ship is {=built ~sown} in a yard.                 a gap in the sentence
    Who built it? {=Ann =Anna}                          typed answers: all right
    Pair them. {=hive -> bee =web -> spider}            pairs
    Cork floats. {T}    How many? {#3:1}    Discuss. {} truth, a number with its tolerance, an open answer

`::Title::` and `[format]` before the words, `//` comments, `~%50%` shares and backslash escapes are understood. Braces
without signs mean nothing; a letter, one sign or nothing in them does only where other blocks are sure: code, formulas,
attributes and anchors have braces, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind, System
from quizmill.draft import Claim, DraftPair, Fragment, When
from quizmill.item import Evidence

_ESCAPE = re.compile(r"\\([~=#{}:\\])")
_VERBATIM = re.compile(r"`[^`\n]*`|\$[^$\n]*\$")  # code and formulas: their signs are none
_HIDDEN = 0xE200  # private characters that stand for escaped ones
_SIGNS = "~=#{}:\\"
_HIDE = {ord(sign): _HIDDEN + i for i, sign in enumerate(_SIGNS)}
_SHOWN = {_HIDDEN + i: sign for i, sign in enumerate(_SIGNS)}
_HEAD = re.compile(r"\s*(?:::(?P<title>[^:]{1,200}?)::)?\s*(?:\[(?:html|markdown|plain|moodle)\])?\s*")
_BLOCK = re.compile(r"(?P<before>[^{}]*)\{(?P<body>[^{}]*)\}(?P<after>[^{}]*)\Z")
_TRUTH = re.compile(r"\s*(?P<w>T|F|TRUE|FALSE)\s*(?P<told>#[^{}]*)?\Z", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<n>[-+]?\d+(?:\.\d+)?)\s*(?::\s*(?P<t>\d+(?:\.\d+)?))?\Z")
_ENTRY = re.compile(r"(?P<sign>[=~])\s*(?:%(?P<share>-?\d{1,3}(?:\.\d+)?)%)?(?P<text>[^=~#]*)(?:#(?P<told>[^=~]*))?")
_GAP = "_____"
_LONGEST = 60  # lines of one question
_ALL = 99.0  # per cent: shares of the right answers add up to no less


@dataclass(frozen=True, slots=True)
class _Entry:
    right: bool
    share: float | None
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A paragraph that ends in a block: its lines, words and what the braces hold."""

    lines: tuple[Line, ...]
    title: str
    stem: str
    body: str
    entries: tuple[_Entry, ...]

    @property
    def sure(self) -> bool:
        """A block that is no attribute, formula or anchor: signs of both kinds, several answers, a truth in words."""
        judged = len(self.entries) > 1 and any(entry.right or entry.share for entry in self.entries)
        truth = _TRUTH.match(self.body)
        number = self.body.startswith("#") and ":" in self.body and _NUMBER.match(self.body.strip("# ="))
        return judged or (truth is not None and len(truth["w"]) > 1) or bool(number)


def _claim(doc: Doc) -> list[Found]:
    if not any("{" in line.block.raw for line in doc.lines):
        return []
    written = [one for lines in _paragraphs(doc.lines) if (one := _written(lines)) is not None]
    sure = any(one.sure for one in written)
    return [found for one in written if sure and (found := _found(one)) is not None]


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines with no gap between them, or with one inside braces that are still open."""
    held: list[Line] = []
    depth = 0
    for line in lines:
        raw = _hidden(line.block.raw)
        if held and ((line.gap and depth <= 0) or len(held) > _LONGEST or line.kind is Kind.CODE):
            yield tuple(held)
            held, depth = [], 0
        if line.kind is not Kind.CODE and not raw.lstrip().startswith("//"):
            held.append(line)
            depth += raw.count("{") - raw.count("}")
    if held:
        yield tuple(held)


def _written(lines: tuple[Line, ...]) -> _Written | None:
    raws = dict.fromkeys((line.block.span, line.block.raw) for line in lines)  # pieces of a line have all of it
    text = "\n".join(raw for _, raw in raws)
    found = _BLOCK.match(_hidden(text)) if _begins(lines[0]) else None
    if found is None or not (head := _HEAD.match(found["before"])):
        return None
    before, after, body = found["before"][head.end() :], found["after"], found["body"]
    gap = _GAP + after if any(char.isalnum() for char in after) else ""
    stem = _plain(before.rstrip() + " " + gap.strip() if gap else before)
    if len(stem.split()) < 2 and stem[:1].isascii():
        return None
    signed = body.partition("####")[0].strip()
    entries = tuple(_entries(signed.removeprefix("#").lstrip()))
    if signed.startswith("#") and not entries:
        entries = tuple(_entries("=" + signed[1:]))
    if not (entries or not body.strip() or _TRUTH.match(body)):
        return None
    return _Written(lines, _plain(head["title"] or ""), stem, body, entries)


def _begins(line: Line) -> bool:
    """A question's first line: no option's, no entry of a list, no label's."""
    numbered = line.enum is not None and line.enum.system is System.DECIMAL
    written = line.kind in (Kind.TEXT, Kind.ITEM) and not line.bullet
    return written and line.mark is None and not line.roles and (line.enum is None or numbered)


def _hidden(text: str) -> str:
    """The text with private characters for escaped signs and those in code."""
    text = _ESCAPE.sub(lambda sign: chr(_HIDDEN + _SIGNS.index(sign[1])), text)
    return _VERBATIM.sub(lambda code: code[0].translate(_HIDE), text)


def _entries(body: str) -> Iterator[_Entry]:
    """The signed entries, if nothing stands before the first."""
    if not body.startswith(("=", "~")):
        return
    for found in _ENTRY.finditer(body):
        share = float(found["share"]) if found["share"] else None
        yield _Entry(found["sign"] == "=", share, _plain(found["text"]), _plain(found["told"] or ""))


def _plain(text: str) -> str:
    return text.translate(_SHOWN).strip()


def _found(written: _Written) -> Found | None:
    where = prose.spans(written.lines)
    one = card(written.lines, Fragment(written.stem, where), Fragment(""), "essay")
    one.title = written.title
    told = _plain(written.body.partition("####")[2])
    if told:
        one.feedback.append(("general", Fragment(told, where)))
    if written.entries and written.body.lstrip().startswith("#"):
        return one if _number(one, written.entries) else None
    if written.entries:
        return one if _signed(one, written.entries) else None
    if truth := _TRUTH.match(written.body):
        right = 0 if truth["w"][0] in "tT" else 1
        one.type, one.columns = "true_false", [("", Fragment(word, where)) for word in ("True", "False")]
        one.claims.append(Claim(Evidence.MARKUP, choices=(right,), spans=where))
        missed, hit = [*(_plain(part) for part in (truth["told"] or "").split("#")[1:3]), "", ""][:2]
        one.column_feedback = [Fragment(hit if at == right else missed, where) for at in (0, 1)]
    return one


def _number(one: Found, entries: Sequence[_Entry]) -> bool:
    """One number with full marks, and what is said of it and of those near it."""
    full = [entry for entry in entries if entry.share in (None, 100.0)]
    number = _NUMBER.match(full[0].text) if len(full) == 1 else None
    if number is None:
        return False
    tolerance = f" +- {number['t']}" if number["t"] and float(number["t"]) else ""
    one.answers, one.type, one.answered = [Fragment(number["n"] + tolerance, one.front.spans)], "numeric", True
    _remarks(one, entries)
    return True


def _remarks(one: Found, entries: Sequence[_Entry]) -> None:
    """What is said of typed answers."""
    for entry in entries:
        if entry.told:
            when: When = "correct" if entry.share in (None, 100.0) else "partial"
            one.feedback.append((when, Fragment(entry.told, one.front.spans)))


def _signed(one: Found, entries: Sequence[_Entry]) -> bool:
    """Choices, pairs or typed answers; False where they cannot be read for sure."""
    where = one.front.spans
    if any(not entry.text for entry in entries):
        return False
    if any(not entry.right for entry in entries):
        return _choices(one, entries)
    if all("->" in entry.text for entry in entries):
        sides = [entry.text.partition("->") for entry in entries]
        one.pairs = [DraftPair(Fragment(a.strip(), where), Fragment(b.strip(), where)) for a, _, b in sides]
        one.type, one.answered = "matching", True
        return all(pair.left and pair.right for pair in one.pairs)
    full = [entry for entry in entries if entry.share in (None, 100.0)]
    one.answers, one.type = [Fragment(entry.text, where) for entry in full], "short"
    one.answered = bool(full)
    _remarks(one, entries)
    return bool(full)


def _choices(one: Found, entries: Sequence[_Entry]) -> bool:
    where = one.front.spans
    right = tuple(i for i, entry in enumerate(entries) if entry.right)
    if not right:
        right = tuple(i for i, entry in enumerate(entries) if (entry.share or 0) > 0)
        if sum(entries[i].share or 0 for i in right) < _ALL:
            right = ()
    one.columns = [("", Fragment(entry.text, where)) for entry in entries]
    one.column_feedback = [Fragment(entry.told, where) if entry.told else Fragment("") for entry in entries]
    one.type = "multiple" if len(right) > 1 else None
    if right and len(right) <= len(entries):
        one.claims.append(Claim(Evidence.MARKUP, choices=right, spans=where))
    return len(entries) > 1


DIALECT = Dialect("answer blocks", _claim)
