r"""Formulas of a PDF page that stand on several levels: fractions, roots, sums with limits, as LaTeX where it is sure.

      3     1                                  the bar stands on the middle of the line beside it, what lies over and
    ----- + --- ?      \frac{3}{4}, +, ...     under it fits its length: a fraction. A rule at the foot of a line is
      4     8                                  an underline, one over words that go on beside it no bar

What stands on several levels in another way (a matrix, a binomial) keeps its words, and the page says where: a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.media.geometry import Box, Chunk, Drawing, Shape, Word, overlap, union
from quizmill.block import Style

THIN, LONG = 1.4, 160.0  # points: a bar's height and length at most
REACH = 1.3  # of the font's size: the middle of what stands over a bar is no further off
NEAR = 3.0  # of the font's size: so far a bar's line may be beside it
AXIS = 0.3  # of the font's size: the line's middle and the bar differ by no more
_WORDY = re.compile(r"[^\W\d_]{4,}|[^\W\d_]\d")  # words, and letters whose exponent stands on their line
MOST = 2_000  # words of a page that formulas are looked for among
FONTS = (
    "CMEX",
    "CMMI",
    "CMSY",
    "CambriaMath",
    "Cambria-Math",
    "STIX",
    "XITS",
    "LatinModernMath",
    "NewCMMath",
    "LMMath",
)
_BIG = {
    "X": r"\sum",
    "P": r"\sum",
    "Z": r"\int",
    "R": r"\int",
    "Y": r"\prod",
    "Q": r"\prod",
    "∑": r"\sum",
    "∫": r"\int",
}
_ESCAPED = str.maketrans({char: f"\\{char}" for char in "%&#_$"} | {"−": "-", "{": r"\{", "}": r"\}"})


@dataclass(frozen=True, slots=True)
class Read:
    """A page's chunks with its formulas as words, and the places of those that could not be read."""

    chunks: tuple[Chunk, ...]
    shapes: tuple[Shape, ...]  # without the bars of what was read: they underline, strike and rule nothing
    doubts: tuple[Box, ...] = ()


def read(chunks: Sequence[Chunk], shapes: Sequence[Shape]) -> Read:
    """The chunks with fractions, roots and sums in one word each."""
    bars = [shape.box for shape in shapes if _may_be_bar(shape)]
    mathematical = any(word.look.font.startswith(FONTS) for chunk in chunks for word in chunk.words)
    if not bars and not mathematical:
        return Read(tuple(chunks), tuple(shapes))
    words = [word for chunk in chunks for word in chunk.words if not word.turned]
    if len(words) > MOST:
        return Read(tuple(chunks), tuple(shapes))
    seen = [*_fractions(words, bars, mathematical), *_roots(words, bars), *_sums(words)]
    found = [one for one in seen if one.sure]
    doubts = [one.box for one in seen if not one.sure]
    read_ = _replaced(chunks, found) if found else list(chunks)
    used = {one.bar for one in found}
    left = tuple(shape for shape in shapes if shape.box not in used)
    return Read(tuple(read_), left, (*doubts, *(_stacks(read_) if mathematical else ())))


def _may_be_bar(shape: Shape) -> bool:
    x0, y0, x1, y1 = shape.box
    return shape.drawing is Drawing.RULE and y1 - y0 <= THIN and 3 <= x1 - x0 <= LONG


@dataclass(frozen=True, slots=True)
class Formula:
    """The words it is made of, its LaTeX, its place and its bar; `sure` where the LaTeX says no less than the page."""

    words: tuple[Word, ...]
    text: str
    box: Box
    bar: Box | None = None
    sure: bool = True


def _fractions(words: Sequence[Word], bars: Sequence[Box], mathematical: bool) -> Iterator[Formula]:
    taken: set[int] = set()
    for bar in sorted(bars, key=lambda box: box[2] - box[0]):  # inner fractions have shorter bars
        y = (bar[1] + bar[3]) / 2
        near = [w for w in words if abs(_middle(w) - y) < 2 * w.look.size and _fits(w, bar)]
        reach = REACH * max((w.look.size for w in near), default=0.0)
        over = [w for w in near if 0 < y - _middle(w) < reach]
        under = [w for w in near if 0 < _middle(w) - y < reach]
        if not over or not under or taken & {id(word) for word in (*over, *under)}:
            continue
        if not _as_long(over, under, bar) or any(_crosses(word, bar) for word in words):
            continue
        own = {id(word) for word in (*over, *under)}
        beside = [w for w in words if id(w) not in own and _gap(w, bar) < NEAR * w.look.size]
        on_axis = any(abs(_middle(w) - y) < AXIS * w.look.size for w in beside)
        alone = not any(_goes_on(w, part) for w in beside for part in (over, under))
        if (on_axis or (alone and mathematical)) and _centred(over, bar) and _centred(under, bar):
            taken |= own
            parts = (*over, *under)
            text = rf"\frac{{{_tex(over)}}}{{{_tex(under)}}}"
            sure = _is_plain(over) and _is_plain(under)
            yield Formula(parts, text, union([bar, *(word.box for word in parts)]), bar, sure)


def _is_plain(part: Sequence[Word]) -> bool:
    """True for a level of numbers, letters and signs on one line, an exponent or index here and there."""
    size = max(word.look.size for word in part)
    small = [word for word in part if word.look.size < 0.82 * size]
    rest = [word for word in part if word not in small]
    feet = [word.box[3] for word in rest]
    apart = all(abs(a.box[0] - b.box[2]) > 1 and abs(b.box[0] - a.box[2]) > 1 for a in small for b in small if a != b)
    return (
        apart
        and len(part) <= 10
        and max(feet) - min(feet) < 0.3 * size
        and not any(_WORDY.search(word.text) for word in rest)
        and all(len(word.text) < 3 for word in small)
    )


def _fits(word: Word, bar: Box) -> bool:
    return bar[0] - 2 <= word.box[0] and word.box[2] <= bar[2] + 2


def _as_long(over: Sequence[Word], under: Sequence[Word], bar: Box) -> bool:
    """True where the longer level fills the bar and both stand close to it: rules of tables reach further."""
    boxes = [union([word.box for word in part]) for part in (over, under)]
    size = max(word.look.size for word in over)
    close = bar[1] - boxes[0][3] < 0.45 * size and boxes[1][1] - bar[3] < 0.45 * size
    return close and abs(bar[2] - bar[0] - max(box[2] - box[0] for box in boxes)) < 0.45 * size


def _crosses(word: Word, bar: Box) -> bool:
    """True for a word that the rule strikes through or that stands in its place."""
    return overlap(word.box[0], word.box[2], bar[0], bar[2]) > 1 and abs(_middle(word) - bar[1]) < 0.3 * word.look.size


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _gap(word: Word, bar: Box) -> float:
    """The blank between a word and a bar beside it, infinite where the word is over or under it."""
    gap = max(bar[0] - word.box[2], word.box[0] - bar[2])
    return gap if gap > -1.5 else float("inf")


def _goes_on(word: Word, part: Sequence[Word]) -> bool:
    """True for a word on the line of a numerator, close to it: then it is a line of its own, underlined."""
    near = max(part[0].box[0] - word.box[2], word.box[0] - part[-1].box[2]) < 0.8 * word.look.size
    return near and abs(_middle(word) - _middle(part[0])) < AXIS * word.look.size


def _centred(part: Sequence[Word], bar: Box) -> bool:
    box = union([word.box for word in part])
    return abs(box[0] + box[2] - bar[0] - bar[2]) < 3 and len(part) <= 8


def _roots(words: Sequence[Word], bars: Sequence[Box]) -> Iterator[Formula]:
    for sign in words:
        if sign.text != "√":
            continue
        for bar in bars:
            if abs(bar[0] - sign.box[2]) < 2.5 and sign.box[1] - 3 < bar[1] < _middle(sign):
                under = [w for w in words if w is not sign and _fits(w, bar) and bar[1] < _middle(w) < sign.box[3] + 3]
                if under:
                    box = union([sign.box, bar, *(w.box for w in under)])
                    yield Formula((sign, *under), rf"\sqrt{{{_tex(under)}}}", box, bar, _is_plain(under))


def _sums(words: Sequence[Word]) -> Iterator[Formula]:
    """Big operators, whose glyphs TeX's own font gives as capitals, with the limits over and under them."""
    for sign in words:
        if sign.text not in _BIG or not sign.look.font.startswith("CMEX"):
            continue
        size, centre = sign.look.size, (sign.box[0] + sign.box[2]) / 2
        small = [w for w in words if w.look.size < 0.85 * size and abs(w.box[0] + w.box[2] - 2 * centre) < 3.2 * size]
        away = 0.3 * size if _BIG[sign.text] == r"\int" else 0.5 * (sign.box[3] - sign.box[1])
        over = [w for w in small if away < _middle(sign) - _middle(w) < away + 1.5 * size]
        under = [w for w in small if away < _middle(w) - _middle(sign) < away + 1.5 * size]
        text = _BIG[sign.text] + (f"_{{{_tex(under)}}}" if under else "") + (f"^{{{_tex(over)}}}" if over else "")
        yield Formula((sign, *over, *under), text, union([w.box for w in (sign, *over, *under)]))


def _tex(words: Iterable[Word]) -> str:
    """Words of one level as LaTeX, exponents and indices by their size and foot."""
    order = sorted(words, key=lambda word: word.box[0])
    size = max(word.look.size for word in order)
    written, base = "", order[0]
    for word in order:
        text = word.text if word.look.style & Style.MATH else word.text.translate(_ESCAPED)
        if written and word.look.size < 0.82 * size and base is not word:
            sign = "^" if word.box[3] < base.box[3] - 0.15 * size else "_"
            written += f"{sign}{{{text}}}"
            continue
        written += f" {text}" if written and not word.glued else text
        base = word
    return written


def _replaced(chunks: Sequence[Chunk], found: Sequence[Formula]) -> list[Chunk]:
    """The chunks without the words that formulas took, and each formula as a chunk of one word."""
    taken = {id(word) for one in found for word in one.words}
    left: list[Chunk] = []
    for chunk in chunks:
        if not any(id(word) in taken for word in chunk.words):
            left.append(chunk)
            continue
        run: list[Word] = []
        for word in (*chunk.words, None):
            if word is not None and id(word) not in taken:
                run.append(word)
            elif run:
                own = (chunk.mark, chunk.mark_box) if run[0] is chunk.words[0] else (None, None)
                left.append(Chunk(tuple(run), union([one.box for one in run]), *own))
                run = []
    for one in found:
        look = replace(one.words[0].look, style=Style.MATH, size=max(word.look.size for word in one.words))
        left.append(Chunk((Word(one.text, one.box, look),), one.box))
    return left


def _stacks(chunks: Sequence[Chunk]) -> Iterator[Box]:
    """Two short levels whose middle is the middle of a line right beside them."""
    short = [chunk for chunk in chunks if 0 < len(chunk.words) <= 6 and all(len(w.text) <= 4 for w in chunk.words)]
    for upper in short:
        for lower in short:
            gap = lower.box[1] - upper.box[3]
            if not -0.3 * upper.size < gap < 0.7 * upper.size:
                continue
            width = min(upper.box[2] - upper.box[0], lower.box[2] - lower.box[0])
            if overlap(upper.box[0], upper.box[2], lower.box[0], lower.box[2]) < 0.5 * width:
                continue
            both = union([upper.box, lower.box])
            if any(_holds(chunk, both, upper.size) for chunk in chunks if chunk is not upper and chunk is not lower):
                yield both


def _holds(chunk: Chunk, stack: Box, size: float) -> bool:
    """True for a line that the stack stands in."""
    if not chunk.words or not -1 < stack[0] - chunk.box[2] < 2.5 * size:
        return False
    return abs((chunk.box[1] + chunk.box[3]) / 2 - (stack[1] + stack[3]) / 2) < 0.25 * size
