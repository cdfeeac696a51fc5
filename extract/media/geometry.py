"""What stands where on a page: the parts that PDFs and pictures are both taken apart into, in one coordinate system.

Boxes are (x0, y0, x1, y1) from the top left corner, in points (PDF) or pixels (pictures); y grows downwards.

    Word    "What"                    a box and a look
    Chunk   "What is a monad?"        words of one baseline with no wide gap between them
    Shape   a small circle, a fill    a box, what kind of drawing it is, its colour
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from quizmill.block import Mark, Style

Box = tuple[float, float, float, float]


def union(boxes: list[Box]) -> Box:
    """The smallest box around some (at least one)."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(feet))


def overlap(low: float, high: float, other_low: float, other_high: float) -> float:
    """Length of the common part of two intervals, 0 where they are apart."""
    return max(0.0, min(high, other_high) - max(low, other_low))


def same_row(a: Box, b: Box, share: float = 0.5) -> bool:
    """True where the lower of both boxes lies beside the other for more than `share` of its height."""
    _, top, _, foot = a
    _, other_top, _, other_foot = b
    if top >= other_foot or other_top >= foot:  # asked of every pair of a page: most lie apart
        return False
    common = (foot if foot < other_foot else other_foot) - (top if top > other_top else other_top)
    return common > share * max(0.1, min(foot - top, other_foot - other_top))


def inside(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    """True where the middle of `inner` lies in `outer`."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - slack <= x <= outer[2] + slack and outer[1] - slack <= y <= outer[3] + slack


@dataclass(frozen=True, slots=True)
class Look:
    """How a word looks. `size` is the height of its font; `tint` a colour word ("" for black)."""

    style: Style = Style.NONE
    tint: str = ""
    size: float = 10.0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place. `score` is how sure a recogniser is of it (1 for a text layer)."""

    text: str
    box: Box
    look: Look = Look()
    score: float = 1.0
    turned: bool = False  # written at an angle: a watermark or a margin note
    glued: bool = False  # stands at the word before it without a space: an exponent, a bold half


def written(words: Sequence[Word]) -> str:
    """Words as a person would type them."""
    if not any(word.glued for word in words[1:]):
        return " ".join([word.text for word in words])
    return "".join(word.text if word.glued or not index else " " + word.text for index, word in enumerate(words))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a ruled table: its cells' words, its place, the chunks taken into it, the control in it."""

    cells: tuple[tuple[Word, ...], ...]
    box: Box
    chunks: tuple[Chunk, ...]
    mark: Mark | None = None
    open: bool = False  # no rule closes it: a page break may have cut it
    xs: tuple[float, ...] = ()  # its columns' edges, set where its cells hold whole questions
    titles: tuple[tuple[Word, ...], ...] = ()  # what the table's heading row says of them


@dataclass(frozen=True)
class Chunk:
    """Words of one baseline without a wide gap. `mark` is the control drawn at its left, if any.

    A chunk of `rows` is a whole ruled table, one of `source` a picture, one of `inner` a box with what stands in it:
    they have a place but no words of their own.
    """

    words: tuple[Word, ...]
    box: Box
    mark: Mark | None = None
    mark_box: Box | None = None
    rows: tuple[TableRow, ...] = ()
    source: str = ""
    inner: tuple[Chunk, ...] = ()

    @cached_property
    def text(self) -> str:
        return written(self.words)

    @cached_property
    def size(self) -> float:
        return max([word.look.size for word in self.words], default=10.0)


class Drawing(StrEnum):
    """What a drawn thing is, by its measures alone."""

    FILL = "fill"  # an area behind words
    RULE = "rule"  # a thin horizontal line
    POST = "post"  # a thin vertical line
    SMALL = "small"  # of the size of a control or an icon
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn. `filled` and `curved` are hints for controls; `tint` is the fill's colour word, `pale` where
    the colour only shades an area, as no highlighter does."""

    drawing: Drawing
    box: Box
    tint: str = ""
    filled: bool = False
    curved: bool = False
    pale: bool = False


@dataclass(frozen=True)
class Line:
    """One line of one column. `cells` are set where the row is a table's; `aside` marks a badge at the right end."""

    words: tuple[Word, ...]
    box: Box
    column: Box
    page: int
    mark: Mark | None = None
    cells: tuple[tuple[Word, ...], ...] = ()
    aside: bool = False
    left: float = 0.0  # of its control, where it has one, or of the first option of its row
    tint: str = ""
    boxes: tuple[int, ...] = ()
    ruled: bool = False  # its cells come from drawn lines
    open: bool = False  # a row that no rule closes
    source: str = ""  # of a picture

    @cached_property
    def text(self) -> str:
        return written(self.words)

    @cached_property
    def size(self) -> float:
        return max([word.look.size for word in self.words], default=10.0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page taken apart: its number (from 1), size, chunks in reading order of their stream, and its drawings."""

    number: int
    width: float
    height: float
    chunks: tuple[Chunk, ...]
    shapes: tuple[Shape, ...] = ()
    doubts: tuple[Box, ...] = ()  # formulas that could not be read as they stand
    mirrored: bool = False  # its boxes are as a mirror shows them: it is read from the right
    fallen: bool = False  # it is written from top to bottom, and its boxes are those of the page turned to the left
    orphans: tuple[tuple[Box, Mark], ...] = ()  # controls at the page's foot whose text is on the next page
