"""The lines of one paragraph become one block: openers are taken off, looks become runs, hyphens of line ends go.

    "(b) Paris is", "the capital"   ->   Block(ITEM, enumerator b, [Run("Paris is the capital")], page 3, box)

A long document is its blocks: numbers, letters and marks that are the same are one object, and so are edges, which
stand on a grid of tenths of a point; a page then costs half of what it did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar, cast

from extract.grammar.words import rich
from extract.media.assemble import Line
from extract.media.geometry import Box, Look, Word, union
from extract.media.openers import Opener, opener
from extract.media.pdf.repair import HYPHEN
from quizmill.block import Block, Kind, Run, Style
from quizmill.source import Span

_HYPHENS = HYPHEN + "\u2010"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is usual in a document: the body's font size, its ink, and where each column's lines end."""

    size: float = 10.0
    tint: str = ""


def is_code(line: Line) -> bool:
    """True for a line that is typewriter print throughout."""
    return bool(line.words) and not line.cells and all(word.look.style & Style.CODE for word in line.words)


def block(lines: Sequence[Line], start: Opener, gap: float, paper: Paper, indent: float) -> Block:
    """One block of these lines."""
    first = lines[0]
    span = place([line.box for line in lines if line.page == first.page], first.page)
    indent, gap = _one(indent), _one(gap)
    mark = next((line.mark for line in lines if line.mark), start.mark)
    kind = Kind.ROW if first.cells else Kind.ITEM if start.bullet or mark else Kind.TEXT
    if first.source:
        return Block(Kind.IMAGE, (), span, indent=indent, gap=gap, src=first.source)
    if kind is Kind.TEXT and not first.aside and _is_heading(first, start, paper):
        kind = Kind.HEADING
    if is_code(first) and not start and not mark:
        return Block(Kind.CODE, (Run(_listing(lines)),), span, raw=_listing(lines), indent=indent, gap=gap)
    whole = runs_of(lines, paper)
    if len(lines) > 1 and start.enumerator and start.start >= len(first.text):
        start = opener(rich.plain(whole))
    end = None if len(lines) > 1 or first.cells else start.end
    runs = _trim(rich.cut(whole, start.start, end))
    written = rich.plain(whole).replace(HYPHEN, "")
    return Block(
        kind,
        runs,
        span,
        raw=runs[0].text if len(runs) == 1 and runs[0].text == written else written,
        enumerator=_one(start.enumerator),
        mark=_one(mark),
        level=(1 if first.size > 1.6 * paper.size else 2) if kind is Kind.HEADING else 0,
        indent=indent,
        gap=gap,
        cells=tuple(_cell(cell, paper) for cell in _joined_cells(lines)),
        tint=first.tint,
    )


Shared = TypeVar("Shared")


@lru_cache(maxsize=16_384, typed=True)
def _first(value: object) -> object:
    return value


def _one(value: Shared) -> Shared:
    """The first of all values that equal this one."""
    return cast("Shared", _first(value))


def place(boxes: Sequence[Box], page: int) -> Span:
    """Where some boxes of one page lie."""
    x0, y0, x1, y1 = union(list(boxes))
    return Span.of_box(page, _one(round(x0, 1)), _one(round(y0, 1)), _one(round(x1, 1)), _one(round(y1, 1)))


def _listing(lines: Sequence[Line]) -> str:
    """Code as it is set: indents from the left edges, a blank line where one fits."""
    left = min(line.box[0] for line in lines)
    text, bottom = "", lines[0].box[3]
    for line in lines:
        blank = "\n" if line.box[1] - bottom > 0.9 * line.size else ""
        indent = round((line.box[0] - left) / (0.6 * line.size))
        text += f"{blank}{' ' * indent}{line.text}\n"
        bottom = line.box[3]
    return text.rstrip("\n")


def _joined_cells(lines: Sequence[Line]) -> list[tuple[Word, ...]]:
    return [
        tuple(word for part in parts for word in part) for parts in zip(*(line.cells for line in lines), strict=True)
    ]


def _is_heading(line: Line, start: Opener, paper: Paper) -> bool:
    numbered = start.enumerator is not None and not start.enumerator.word
    return line.size > 1.18 * paper.size and not numbered and 2 < len(line.text) < 120


def _cell(words: Sequence[Word], paper: Paper) -> tuple[Run, ...]:
    return tuple(_merge(_run(word, index, "", paper) for index, word in enumerate(words)))


def runs_of(lines: Sequence[Line], paper: Paper) -> tuple[Run, ...]:
    """The words of some lines as runs of one look, lines joined by a blank or, at a hyphen, by nothing."""
    found: list[tuple[list[str], Style, str]] = []
    ended = ""
    for words in _broken(lines):
        base: Word | None = None
        plain: Look | None = None  # of the word before, where words of it need no further look
        for index, word in enumerate(words):
            if word.look is plain and not word.glued and not ended.endswith(HYPHEN):
                found[-1][0].append(" " + word.text)
                ended, base = word.text, word
                continue
            run = _run(word, index, ended, paper, _raised(word, base))
            style = run.style
            if style & Style.ITALIC and not _is_worded(words, index):
                style &= ~Style.ITALIC
            if style & Style.MATH and run.text[:1] == " ":  # a formula's own run holds no blank
                found.append(([" "], Style.NONE, run.tint))
                run = replace(run, text=run.text[1:])
            if found and found[-1][1:] == (style, run.tint):
                found[-1][0].append(run.text)
            else:
                found.append(([run.text], style, run.tint))
            ended = word.text
            base = word if not word.glued or base is None or word.look.size > 0.9 * base.look.size else base
            plain = None if word.glued or style & Style.ITALIC or word.look.style & Style.ITALIC else word.look
            plain = None if style & Style.MATH else plain
    return tuple(Run("".join(texts), style, tint=tint) for texts, style, tint in found)


def _is_worded(words: Sequence[Word], index: int) -> bool:
    """True where slanted print stands out: variables of a formula are slanted by custom, words are not."""
    near = words[max(0, index - 1) : index + 2]
    return any(word.look.style & Style.ITALIC and sum(map(str.isalpha, word.text)) > 2 for word in near)


def _raised(word: Word, base: Word | None) -> Style:
    """Exponent or index: smaller than the word it hangs on and off that word's foot."""
    if base is None or not word.glued or word.look.size > 0.82 * base.look.size:
        return Style.NONE
    shift = (word.box[3] - base.box[3]) / max(1.0, base.look.size)
    return Style.SUP if shift < -0.2 else Style.SUB if shift > 0.03 else Style.NONE


def _run(word: Word, index: int, ended: str, paper: Paper, raised: Style = Style.NONE) -> Run:
    style = word.look.style | raised
    tint = "" if word.look.tint == paper.tint else word.look.tint or "black"
    if tint and tint != "white":
        style |= Style.COLOR
    space = "" if word.glued or ended.endswith(HYPHEN) or (not index and not ended) else " "
    return Run(space + word.text, style, tint=tint)


def _broken(lines: Sequence[Line]) -> list[tuple[Word, ...]]:
    """Every line's words. A hyphen that a line's end put there joins what it cut; before a capital it stays."""
    whole = [line.words for line in lines]
    flat = [word for words in whole for word in words]
    joined = {id(word): _joint(word, after) for word, after in pairwise(flat) if word.text[-1:] in _HYPHENS}
    if not any(joined.values()):
        return whole
    return [tuple(joined.get(id(word)) or word for word in words) for words in whole]


def _joint(word: Word, after: Word) -> Word | None:
    """The word with a sign that joins it to the next, None where it stays as it is."""
    low = after.text[:1].islower()
    if word.text[-1] == HYPHEN and not low:
        return replace(word, text=word.text[:-1] + "-" + HYPHEN)
    if word.text[-1] == "\u2010" and low and after.box[1] > word.box[3] - 0.5 * word.look.size and len(word.text) > 2:
        return replace(word, text=word.text[:-1] + HYPHEN)
    return None


def _merge(runs: Iterable[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last is not None and (last.style, last.tint) == (run.style, run.tint):
            last = Run(last.text + run.text, last.style, tint=last.tint)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def _trim(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without line-end hyphens and without blanks at both ends."""
    clean = (replace(run, text=run.text.replace(HYPHEN, "")) if HYPHEN in run.text else run for run in runs)
    return rich.strip(tuple(run for run in clean if run.text))
