"""Matching questions in running text: two columns side by side or one after the other, or pairs with an arrow.

    Match each organ with its task.          Column A          Column B        Match:
    A. heart        1. breathes              1. heart          a. breathes     heart -> pumps
    B. lung         2. pumps                 2. lung           b. pumps        lung -> breathes
    Answer: A-2, B-1                         Answer: 1-b, 2-a

The words must ask for it. Without a key that names every left side the pairs stay open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.arbiter import Dialect
from extract.grammar.lines import enumerators, prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.question.tail import read_tail
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import markdown, plain
from quizmill.block import Kind, System
from quizmill.cues import Cue
from quizmill.draft import DraftPair, Fragment

_ASKS = Cue(
    r"\bmatch(?:ing|es)?\b|\bpair (?:each|the|up)\b|\bordnen? .{0,80}\bzu\b|zuordn|\bverbinden? |\bassociez|\breliez"
    r"|faites correspondre|\b(?:relacion[ae]|empareja|une con|asocia|associe|ligue|correlacione)\b|\babbina|\bcollega\b"
    r"|\bverbind de|\bkoppel|соотнесит|соответстви|\bpołącz|\bdopasuj|\bpřiřaď|\bspojte|párosít|eşleştir|connect each"
    r"|配对|連線|连线|匹配|结びつけ|対応させ|짝지|연결하|صل بين|طابق|मिलान|सुमेलित|nối cột"
    r"|ghép (?:cột|nối|đôi)|pasangkan|jodohkan",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"(?:please\s+)?(?:match|pair|connect)\b", re.IGNORECASE)
_COLUMNS = re.compile(
    r"\s*(?:[-*•]\s+)?(?P<left>\S.*?)(?:\s{2,}|\t+|\s+\|\s+)(?P<right>[(\[]?(?:[A-Za-z]|\d{1,2})[.)\]]\s*\S.*)\Z"
)
_ARROW = re.compile(r"(?P<left>\S.{0,200}?)\s*(?:->|→|⟶|=>|⇒|↔|<->|—>|–>)\s*(?P<right>\S.{0,200})\Z")
_PAIR = re.compile(
    r"[(\[]?(?P<a>[A-Za-z]|\d{1,2}|[ivx]{1,4})[)\].]?\s?(?:->|=>|[-–—→:=])\s?[(\[]?(?P<b>[A-Za-z]|\d{1,2}|[ivx]{1,4})[)\]]?(?=[\s,;|/.]|\Z)"
)
_HEAD = re.compile(
    r"\s*(?:column|list|spalte|colonne|columna|coluna|colonna|set|столбец|列|列表)\s*[-–]?\s*(?:A|B|1|2|I|II)\b.{0,40}\Z",
    re.I,
)
_FAR = 40  # lines a matching question may take
_FEWEST = 2
_WIDE = 8  # columns


@dataclass(slots=True)
class _Sides:
    """The two columns: label and words of each entry."""

    left: list[tuple[str, str]] = field(default_factory=list)
    right: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paired: bool = False  # each left side stands with its own right side


def _claim(doc: Doc) -> list[Found]:
    found: list[Found] = []
    if not _ASKS.may(doc.words):
        return found
    for at, line in enumerate(doc.lines):
        if line.kind in (Kind.TEXT, Kind.ITEM, Kind.HEADING) and len(line.text) < 400 and _ASKS.search(line.text):
            one = _matching(doc, at)
            if one is None:
                continue
            if found and any(own is line for own in found[-1].stem[1:]):
                found.pop()  # the title above only named it
            found.append(one)
    return found


def own_lines(doc: Doc) -> frozenset[int]:
    """The lines of matching questions that tell their pairs: `1-b, 2-a` there is no key of the document's questions."""
    return frozenset(line.at for one in _claim(doc) if one.answered for line in one.taken)


def _matching(doc: Doc, at: int) -> Found | None:
    head = doc.lines[at]
    stem, rest = _more_stem(head, doc.lines[at + 1 : at + 1 + _FAR])
    sides = _side_by_side(rest) or _table(rest) or _arrows(rest) or _one_after_other(rest)
    if sides is None or len(sides.left) < _FEWEST:
        return None
    one = Found([*stem, *sides.lines], stem=list(stem), taken=[*stem, *sides.lines], type="matching")
    one.number = str(head.enum.value) if head.enum is not None and head.enum.system is System.DECIMAL else ""
    one.labelled = True
    after = list(_tail(doc, sides.lines[-1].at + 1))
    key = next((line for line in after if Role.ANSWER in line.roles or Role.SOLUTION in line.roles), None)
    _pair(one, sides, _said(after, key))
    if key is not None:
        taken = [line for line in after if line is key or (_PAIR.match(line.text) and not line.roles)]
        one.taken += taken
        read_tail(doc, one, [line for line in after if line not in taken])
    one.answered = one.answered or any(pair.right for pair in one.pairs)
    stated = one.answered and (key is not None or _ORDERS.match(head.text))
    return one if stated or doc.quiz or _is_keyed(doc, one) else None


def _is_keyed(doc: Doc, one: Found) -> bool:
    """The document's key has an entry for each left side."""
    lefts = one.sides[0]
    return bool(lefts) and all(label.isdecimal() and int(label) in doc.keyed for label in lefts)


def _more_stem(head: Line, rest: Sequence[Line]) -> tuple[list[Line], Sequence[Line]]:
    """The lines that go on asking before the columns begin."""
    stem = [head]
    while (
        rest
        and rest[0].kind is Kind.TEXT
        and not rest[0].enum
        and not rest[0].gap
        and not _COLUMNS.match(_raw(rest[0]))
    ):
        if _ARROW.match(rest[0].text) or _HEAD.match(rest[0].text) or rest[0].roles:
            break
        stem.append(rest[0])
        rest = rest[1:]
    return stem, rest


def _raw(line: Line) -> str:
    return line.block.raw.strip()


_ROOM = re.compile(r"(?:_{2,}|[(\[]\s*_*\s*[)\]])\s*(?=\(?[0-9A-Za-z])")  # for the letter, before a left side


def _label(text: str) -> tuple[str, str]:
    room = _ROOM.match(text)
    text = text[room.end() :] if room else text
    found = enumerators.read(text)
    if found is None or found.enumerator.word:
        return "", text.strip()
    return enumerators.bare(found.enumerator.raw).casefold(), text[found.length :].strip()


def _side_by_side(lines: Sequence[Line]) -> _Sides | None:
    """Both entries on one line, a wide gap between them."""
    sides = _Sides()
    for line in lines:
        found = _COLUMNS.match(_raw(line)) if line.kind in (Kind.TEXT, Kind.ITEM) and not line.roles else None
        if (
            found is None
            and not sides.left
            and re.match(r"\s*\S.{0,40}?(?:\s{2,}|\t)\S.{0,40}\Z", _raw(line))
            and not line.enum
        ):
            sides.lines.append(line)  # the columns' heads
            continue
        if found is None and (more := _more(sides, line)) is not None:
            sides.right.append(more)
            sides.lines.append(line)
            continue
        if found is None:
            break
        sides.left.append(_label(found["left"]))
        sides.right.append(_label(found["right"]))
        sides.lines.append(line)
    labelled = all(label for label, _ in (*sides.left, *sides.right))
    return sides if len(sides.left) >= _FEWEST and labelled and _apart(sides) else None


def _more(sides: _Sides, line: Line) -> tuple[str, str] | None:
    """A further right side alone on its line, as far right as they stand: more of these than of the others."""
    enum = line.enum
    if not sides.right or enum is None or enum.word or line.roles or enum.value != len(sides.right) + 1:
        return None
    label = enumerators.bare(enum.raw).casefold()
    return (label, line.markdown()) if label.isalpha() and line.indent > sides.lines[-1].indent + _WIDE else None


def _apart(sides: _Sides) -> bool:
    """The two sides are labelled in systems of their own: numbers and letters, or different letters."""
    return not {label for label, _ in sides.left} & {label for label, _ in sides.right}


def _table(lines: Sequence[Line]) -> _Sides | None:
    """A table of two columns, numbers in one and letters in the other."""
    rows = []
    for line in lines:
        if line.kind is not Kind.ROW or len(line.block.cells) not in (2, 4):
            break
        rows.append(line)
    sides = _Sides(lines=rows)
    first = [_label(markdown(cell))[0] for cell in rows[0].block.cells] if rows else []
    for line in rows if len(first) == 2 and all(first) else rows[1:]:  # without a head
        cells = [markdown(cell) for cell in line.block.cells]
        if len(cells) == 4:
            cells = [f"{cells[0].strip('.)')}) {cells[1]}", f"{cells[2].strip('.)')}) {cells[3]}"]
        sides.left.append(_label(cells[0]))
        sides.right.append(_label(cells[1]))
    labelled = sides.left and all(label for label, _ in (*sides.left, *sides.right))
    return sides if labelled and _apart(sides) else None


def _arrows(lines: Sequence[Line]) -> _Sides | None:
    """`heart -> pumps`: each pair as it belongs together."""
    sides = _Sides(paired=True)
    if lines and Role.ANSWER in lines[0].roles and not plain(lines[0].value).strip():
        sides.lines.append(lines[0])  # the pairs are the answer
        lines = lines[1:]
    for line in lines:
        found = _ARROW.match(line.markdown()) if line.kind in (Kind.TEXT, Kind.ITEM) and not line.roles else None
        if found is None:
            break
        sides.left.append(("", found["left"].strip().removeprefix("=").lstrip()))
        sides.right.append(("", found["right"].strip()))
        sides.lines.append(line)
    bare = all(len(text) > 2 for _, text in (*sides.left, *sides.right))  # `A -> 2` is a key, no pair
    if all(text[0] in "=~" for _, text in sides.left):
        return None  # a sign of another notation, which was not read
    return sides if len(sides.left) >= _FEWEST and bare else None


def _one_after_other(lines: Sequence[Line]) -> _Sides | None:
    """A list with numbers, then one with letters (or the other way round)."""
    sides = _Sides()
    for line in lines:
        label = line.enum.raw if line.enum is not None and not line.enum.word else ""
        if not label and (_HEAD.match(line.text) or (line.kind is Kind.HEADING and sides.left and not sides.right)):
            sides.lines.append(line)
            continue
        if not label or line.kind not in (Kind.TEXT, Kind.ITEM) or line.enum is None or line.mark is not None:
            break
        side = (
            sides.right if sides.right or (sides.left and line.enum.system is not _system(sides, lines)) else sides.left
        )
        if side is sides.right and line.enum.system is _system(sides, lines):
            break
        if line.enum.value != len(side) + 1:
            break
        side.append((enumerators.bare(label).casefold(), line.markdown()))
        sides.lines.append(line)
    return sides if len(sides.left) >= _FEWEST and len(sides.right) >= len(sides.left) else None


def _system(sides: _Sides, lines: Sequence[Line]) -> System | None:
    first = next((line for line in lines if line.enum is not None), None)
    return first.enum.system if first is not None and first.enum is not None and sides.left else None


def _tail(doc: Doc, start: int) -> Iterator[Line]:
    """The labelled lines right behind the columns, with what follows each label."""
    told = False
    for line in doc.lines[start:]:
        numbered = line.enum is not None and line.enum.system is System.DECIMAL and not line.roles
        if line.at in doc.used or line.kind in (Kind.HEADING, Kind.RULE) or (numbered and not _pairs_on(line)):
            return
        if not line.roles and not told:
            return
        told = True
        yield line


def _pairs_on(line: Line) -> str:
    """The pairs that a line names; a list's number before them is none of theirs."""
    return next((said for said in (line.whole(), line.text) if _PAIR.match(said)), "")


def _said(after: Sequence[Line], key: Line | None) -> str:
    """The words of the key, also those on the lines below its label."""
    if key is None:
        return ""
    at = list(after).index(key)
    more = [said for line in after[at + 1 :] if not line.roles and (said := _pairs_on(line))]
    return " ".join([plain(key.value), *more])


def _pair(one: Found, sides: _Sides, said: str) -> None:
    where = prose.spans(sides.lines)
    rights = dict(sides.right)
    lefts = {label for label, _ in sides.left}
    named: dict[str, str] = {}
    for found in _PAIR.finditer(said):
        a, b = found["a"].casefold(), found["b"].casefold()
        if a not in lefts and b in lefts:
            a, b = b, a
        if a in lefts and b in rights and a not in named:
            named[a] = b
        else:
            named = {}
            break
    if sides.paired:
        pairs = [(left, right) for (_, left), (_, right) in zip(sides.left, sides.right, strict=True)]
    elif len(named) == len(sides.left):
        pairs = [(text, rights[named[label]]) for label, text in sides.left]
    else:
        pairs = [(text, "") for _, text in sides.left]
    used = {right for _, right in pairs}
    one.pairs = [DraftPair(Fragment(left, where), Fragment(right, where)) for left, right in pairs]
    if not sides.paired:
        one.sides = tuple(label for label, _ in sides.left), tuple(sides.right)
    one.distractors = [Fragment(text, where) for _, text in sides.right if text not in used]


DIALECT = Dialect("pairings", _claim)
