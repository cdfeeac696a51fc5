"""What drawings say of the words before them: a fill behind a line is a highlight, a rule under a word underlines it.

a yellow rectangle hugging a line     Style.HIGHLIGHT and its colour on the words
a wide pale box around lines          the line's `tint`: a verdict box, a code listing
a rule at the foot of a word          Style.UNDERLINE; through its middle, Style.STRIKE
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.media.assemble import Line
from extract.media.geometry import Box, Drawing, Shape, Word, overlap
from quizmill.block import Style

LOW = 0.15  # of the font's size: how far under a word's ink its own rule may be drawn


def decorate(lines: Iterable[Line], shapes: Sequence[Shape], page: Box) -> Iterator[Line]:
    """The same lines with the styles and tints that the page's drawings give them."""
    fills = [s for s in shapes if _is_fill(s) and s.filled and s.tint not in ("", "white")]
    rules = sorted((s for s in shapes if s.drawing is Drawing.RULE), key=lambda s: s.box[1])
    tops = [rule.box[1] for rule in rules]
    for line in lines:
        height = line.box[3] - line.box[1]
        near = rules[bisect_left(tops, line.box[1]) : bisect_left(tops, line.box[3] + 0.35 * height)]
        near = [] if line.ruled else [rule for rule in near if _under(rule.box, line)]
        behind = [s for s in fills if _behind(s.box, line.box)]
        if near or behind:
            line = _styled(line, behind, near)
        yield line


def _is_fill(shape: Shape) -> bool:
    """An area, or something small that may be the stroke of a highlighter over a short word."""
    return shape.drawing is Drawing.FILL or (
        shape.drawing is Drawing.SMALL and not shape.curved and shape.tint not in ("grey", "black")
    )


def _under(rule: Box, line: Line) -> bool:
    """True for a rule no longer than the words: those of tables and separators reach further."""
    slack = 0.2 * line.size
    return rule[0] > line.box[0] - slack and rule[2] < line.box[2] + slack


def _behind(fill: Box, line: Box) -> bool:
    return (
        overlap(fill[1], fill[3], line[1], line[3]) > 0.5 * (line[3] - line[1])
        and overlap(fill[0], fill[2], line[0], line[2]) > 0
    )


def _styled(line: Line, behind: Sequence[Shape], rules: Sequence[Shape]) -> Line:
    hugging = [shape for shape in behind if _hugs(shape, line)]
    area = next((shape.tint for shape in reversed(behind) if shape not in hugging), "")
    words = tuple(_word(word, hugging, rules) for word in line.words)
    if words == line.words and not area:
        return line
    cells = line.cells
    if cells:
        flat = iter(words)
        cells = tuple(tuple(next(flat) for _ in cell) for cell in cells)
    return replace(line, words=words, cells=cells, tint=area)


def _hugs(shape: Shape, line: Line) -> bool:
    """A highlighter's stroke: no higher than the line, no wider than its words, and of a colour; shading in grey stands
    behind typewriter print as well, and is no stroke there."""
    fill, size = shape.box, line.size
    code = any(word.look.style & Style.CODE for word in line.words)
    return (
        not (shape.tint == "grey" and (code or fill[3] - fill[1] > 1.6 * size))
        and not shape.pale
        and fill[3] - fill[1] < 2.3 * size
        and fill[0] > line.box[0] - 1.5 * size
        and (fill[2] < line.box[2] + 2.0 * size or _fills_option(shape, line))
    )


_ROWS = frozenset(("green", "yellow"))  # other colours show what was chosen, too
_LABEL = re.compile(r"[(\[]?[A-Ha-h][.)\]]")


def _fills_option(shape: Shape, line: Line) -> bool:
    """True for a colour behind the whole row or cell of a lettered choice, whose words end before it does."""
    return shape.tint in _ROWS and line.mark is None and bool(line.words) and bool(_LABEL.match(line.words[0].text))


def _word(word: Word, fills: Sequence[Shape], rules: Sequence[Shape]) -> Word:
    style, tint = word.look.style, word.look.tint
    for fill in fills:
        if fill.drawing is Drawing.SMALL and not is_word(word.text):
            continue  # a badge
        if _covers(fill.box, word.box) and overlap(fill.box[1], fill.box[3], word.box[1], word.box[3]) > 0:
            style |= Style.HIGHLIGHT
            tint = fill.tint
    for rule in rules:
        if not _covers(rule.box, word.box):
            continue
        depth = (rule.box[1] - word.box[1]) / max(1.0, word.box[3] - word.box[1])
        if depth >= 0.72 and rule.box[1] - word.box[3] < LOW * word.look.size:
            style |= Style.UNDERLINE
        elif 0.38 <= depth <= 0.62:
            style |= Style.STRIKE
    if style == word.look.style and tint == word.look.tint:
        return word
    return replace(word, look=replace(word.look, style=style, tint=tint))


def is_word(text: str) -> bool:
    """More than the letter of a label."""
    return len(text) > 1 or text.isdecimal()


def _covers(drawn: Box, word: Box) -> bool:
    return overlap(drawn[0], drawn[2], word[0], word[2]) > 0.7 * (word[2] - word[0])
