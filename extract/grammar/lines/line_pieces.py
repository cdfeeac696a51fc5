"""Blocks with glued things parted: what a carrier gives as one line may be several.

"1 / 1 point☐ red☒ green **Correct**"   ->   "1 / 1 point", "☐ red", "☒ green", "**Correct**"
"Pick: a) red b) green c) blue"          ->   "Pick:", "a) red", "b) green", "c) blue"
"What floats? **Answer:** cork"          ->   "What floats?", "**Answer:** cork"
"A iron     B cork     C stone"          ->   "A iron", "B cork", "C stone"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.grammar.lines import enumerators, marks
from extract.grammar.lines.side import option_starts
from extract.grammar.words import labels
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style, System

_GLYPH = re.compile("(?<=.)[☐☒☑◯◉🔘⦿⬜🗹](?=.)")
_BOXED = re.compile(r"(?<=\s)\[[ xX]\](?=\s?[^\W_])")
_STOPS = frozenset("?？.:_!。")
_UNREAD = Style.CODE | Style.MATH
_WHOLE = frozenset((Kind.CODE, Kind.ROW, Kind.IMAGE, Kind.RULE, Kind.SUMMARY))
_WORDLESS = frozenset((Kind.RULE, Kind.IMAGE, Kind.CODE))  # kinds that may have no words


class Piece(NamedTuple):
    """A line of a block: its words without enumerator and mark. `glued`: something stands before it on its line."""

    block: Block
    runs: tuple[Run, ...]
    enum: Enumerator | None
    mark: Mark | None
    glued: bool


def form_of(enum: Enumerator) -> str:
    """The written form of an enumerator without its value: `(a)`, `1.`"""
    found = enumerators.read(enum.raw + " x")
    return found.form if found else "?"


def pieces(block: Block, off: frozenset[str]) -> list[Piece]:
    """The lines that a block holds; `off` names the mechanisms that are not at work."""
    enum, mark, runs = block.enumerator, block.mark, block.runs
    if block.kind in _WHOLE:
        return [Piece(block, runs, enum, mark, False)] if runs or block.kind in _WORDLESS else []
    if enum is None and mark is None:
        enum, mark, runs = _signs(runs, block.kind is Kind.ITEM)
    elif mark is None and _is_counted_apart(block) and (told := marks.read(plain(runs))):
        mark, runs = told.mark, strip(cut(runs, told.start, told.end))
    if enum is None and mark is None and "squashed" not in off and (row := _lettered_row(block, runs)):
        return row
    cuts = [0] if "squashed" in off else _cuts(runs, enum, mark)
    first, *others = [cut(runs, start, end) for start, end in zip(cuts, [*cuts[1:], len(plain(runs))], strict=True)]
    found = [Piece(block, first, enum, mark, False)] if plain(first).strip() or enum or mark else []
    for part in others:
        part_enum, part_mark, part_runs = _signs(strip(part), block.kind is Kind.ITEM)
        found.append(Piece(block, part_runs, part_enum, part_mark, bool(found)))
    found = _ends_own(_unparted(found), block.raw.rstrip()) if others else found
    if others or mark is not None:
        found = [piece for glued in found for piece in _verdict_off(glued)]
    return found


def _ends_own(found: list[Piece], text: str) -> list[Piece]:
    """A sign behind the last of several choices on a line is the last one's, one behind the first is the first's."""
    if len(found) < 2 or found[-1].enum is None:
        return found
    first, last = found[0], found[-1]
    if first.mark is not None and last.mark is None and first.mark.glyph in text[-len(first.mark.glyph) - 2 :]:
        first, last = first._replace(mark=None), last._replace(mark=first.mark)
    told = marks.read(plain(first.runs)) if first.mark is None and first.enum is not None else None
    if told is not None and told.start == 0 and told.end < len(plain(first.runs)):
        first = first._replace(mark=told.mark, runs=strip(cut(first.runs, 0, told.end)))
    return [first, *found[1:-1], last]


_BARE_LETTER = re.compile(r"(?:\A|[ \u00a0]{2,}|\t\s*)(?P<n>[A-H])[ \t\u00a0]{1,3}(?=[^\s\d])")
_FEWEST = 3


def _lettered_row(block: Block, runs: tuple[Run, ...]) -> list[Piece]:
    """`A rains      B will rain      C rained`: letters without a sign, in order from A, wide gaps between them."""
    text = plain(runs)
    if text[:1] != "A" or block.kind is not Kind.TEXT:
        return []
    found = list(_BARE_LETTER.finditer(text))
    if len(found) < _FEWEST or [one["n"] for one in found] != list("ABCDEFGH"[: len(found)]):
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    said = [strip(cut(runs, one.end(), end)) for one, end in zip(found, ends, strict=True)]
    enums = [Enumerator(one["n"], at, System.UPPER) for at, one in enumerate(found, 1)]
    return [Piece(block, words, enum, None, at > 0) for at, (words, enum) in enumerate(zip(said, enums, strict=True))]


def _is_counted_apart(block: Block) -> bool:
    """A list that counts by itself (`<ol>`): no number stands in its words, and nobody looked for signs in them."""
    enum = block.enumerator
    return enum is not None and bool(block.raw) and not block.raw.lstrip(" -*+#>|").startswith(enum.raw)


_PARTING = "|;,/"


def _unparted(found: list[Piece]) -> list[Piece]:
    """`(a) red, (b) white, (c) blue`: a sign behind every choice of a line but the last parts them."""
    own = [at for at, piece in enumerate(found) if piece.enum is not None and piece.enum.system is not System.DECIMAL]
    ends = {plain(found[at].runs).rstrip()[-1:] for at in own[:-1]}
    sign = next(iter(ends), "")
    if len(own) < 3 or len(ends) != 1 or sign not in _PARTING or not sign:
        return found
    return [
        piece._replace(runs=strip(cut(piece.runs, 0, plain(piece.runs).rstrip().rindex(sign))))
        if at in own[:-1]
        else piece
        for at, piece in enumerate(found)
    ]


def _cuts(runs: tuple[Run, ...], enum: Enumerator | None, mark: Mark | None) -> list[int]:
    """Where lines begin in a block's words, the first at 0."""
    text = plain(runs)
    cuts = {0, *(found.start() for found in _GLYPH.finditer(text))}
    cuts.update(_box_starts(text) or _button_starts(text, mark))
    cuts.update(option_starts(text, enum, form_of(enum) if enum is not None else ""))
    cuts.update(_answer_starts(runs))
    cuts.update(_order_start(text))
    return sorted(cuts)


def _box_starts(text: str) -> list[int]:
    """Boxes side by side behind a question's words: `Ice floats.   [x] true   [ ] false`."""
    found = [box.start() for box in _BOXED.finditer(text)] if text.count("[") > 1 else []
    return found if len(found) > 1 else []


_BUTTON = re.compile(r"(?:\A|(?<=\s))\([ xX•●_]?\)(?=\s?[^\W_])")


def _button_starts(text: str, mark: Mark | None) -> list[int]:
    """Buttons side by side on a line of their own: `( ) true   ( ) false`. The first was read as the line's mark."""
    if mark is None or mark.shape is not Shape.RADIO or mark.glyph[:1] != "(":
        return []
    return [button.start() for button in _BUTTON.finditer(text)]


_WIDE = re.compile(r"(?<=[?:.])(?:[ \u00a0]{3,}|\t+)(?=[^\W\d_])")


def _order_start(text: str) -> list[int]:
    """Where "Mark one answer" stands far behind a question on its line."""
    found = [gap.end() for gap in _WIDE.finditer(text)]
    return (
        found[-1:] if found and len(text) - found[-1] < _ORDER and Role.OPTIONS in roles_of(text[found[-1] :]) else []
    )


_ORDER = 40  # characters


def _answer_starts(runs: tuple[Run, ...]) -> list[int]:
    """Where a bold "Answer:" stands behind a question on its line."""
    if len(runs) < 2:
        return []
    at, last = 0, ""  # the last sign before a run
    for index, run in enumerate(runs):
        words = run.text.strip()
        if last in _STOPS and run.style & Style.BOLD and 2 < len(words) < 40:
            after = next((one.text[0] for one in runs[index + 1 :] if one.text), "")
            closed = words.endswith((":", "：")) or after in (":", "：")
            if closed and Role.ANSWER in roles_of(words):
                return [at + len(run.text) - len(run.text.lstrip())]
        at += len(run.text)
        last = words[-1:] or last
    return []


def _signs(runs: tuple[Run, ...], item: bool) -> tuple[Enumerator | None, Mark | None, tuple[Run, ...]]:
    """Mark and enumerator in either order, for blocks whose carrier did not look for them."""
    text = plain(runs)
    mark, enum = None, None
    if runs and runs[0].style & _UNREAD:
        return None, None, runs
    if found := marks.read(text):
        mark, runs = found.mark, strip(cut(runs, found.start, found.end))
    ahead = _adorned(plain(runs)) if mark is None else 0
    if numbered := enumerators.read(plain(runs)[ahead:]):
        rest = cut(runs, ahead + numbered.length)
        if (item or mark is not None) and not plain(rest).strip() and numbered.enumerator.raw[-1:].isdigit():
            return None, mark, runs  # an option that is "G2"
        enum, runs = numbered.enumerator, rest
        if mark is None and (found := marks.read(plain(runs))):
            mark, runs = found.mark, strip(cut(runs, found.start, found.end))
    return enum, mark, runs


_ADORNED = re.compile(r"(?:[▶►➤➜➡→◆♦✦❓❔🔹🔸🔷🔶📌📝👉🎯⭐★]\ufe0f?\s{0,2}){1,2}(?=[^\W_])")


def _adorned(text: str) -> int:
    """How many signs stand before the word and number of a question (`▶ Q1) What`), or before a number that asks."""
    found = _ADORNED.match(text)
    numbered = enumerators.read(text[found.end() :]) if found else None
    if found is None or numbered is None or numbered.enumerator.system is not System.DECIMAL:
        return 0
    asks = bool(numbered.enumerator.word) or found[0][0] in "❓❔"
    return found.end() if asks else 0


def _verdict_off(piece: Piece) -> list[Piece]:
    """`☒ green **Correct**`: the bold verdict at the end of an option is a line of its own."""
    block, runs, enum, mark, glued = piece
    if len(runs) < 2 or not runs[-1].style & Style.BOLD:
        return [piece]
    label = labels.read(runs[-1:])
    if not label or label.value or not label.roles & {Role.RIGHT, Role.WRONG} or not plain(runs[:-1]).strip():
        return [piece]
    return [Piece(block, strip(runs[:-1]), enum, mark, glued), Piece(block, runs[-1:], None, None, True)]
