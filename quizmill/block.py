"""The one block stream: what every carrier (text, Markdown, HTML, PDF, picture) is read into.

A block is about one line as a person sees it: its words with light marks, and what its look says of it.

    3) **What** is a monad?     TEXT  enumerator 3, runs [bold "What", " is a monad?"]
      - [x] a monoid            ITEM  level 1, mark (box, on), runs ["a monoid"]

The enumerator and mark are taken off the runs; `raw` keeps the line as written, so nothing is lost.
A reader never decides here what is a question: it only says what stands there and how it looks.
"""

from __future__ import annotations

from enum import Flag, StrEnum, auto
from functools import cache

from quizmill.record import record
from quizmill.source import Span


class Kind(StrEnum):
    """What the carrier says the block is. A hint: Markdown calls an indented option code."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"  # a bulleted or numbered list entry
    CODE = "code"  # a whole fenced or preformatted block, newlines kept
    ROW = "row"  # one table row, see `cells`
    QUOTE = "quote"
    IMAGE = "image"
    SUMMARY = "summary"  # the visible line of a disclosure box (<summary>, "Show answer")
    RULE = "rule"


class Style(Flag):
    """How a run of text looks or means. MATH runs hold LaTeX without its dollars."""

    NONE = 0
    BOLD = auto()
    ITALIC = auto()
    UNDERLINE = auto()
    STRIKE = auto()
    CODE = auto()
    HIGHLIGHT = auto()  # <mark>, a filled rectangle behind the words
    COLOR = auto()  # a colour that is not the line's usual one
    SUB = auto()
    SUP = auto()
    MATH = auto()
    HIDDEN = auto()  # not shown until asked for: spoiler, white on white, hidden element

    # Readers ask this of every run: the standard library's way makes a new member each time (1.3 us, this 0.2).
    def __and__(self, other: Style) -> Style:  # pyright: ignore[reportIncompatibleMethodOverride]
        return _style(self._value_ & other._value_)

    def __or__(self, other: Style) -> Style:  # pyright: ignore[reportIncompatibleMethodOverride]
        return _style(self._value_ | other._value_)


@cache
def _style(value: int) -> Style:
    return Style(value)


class Shape(StrEnum):
    """What a mark looks like."""

    BOX = "box"  # checkbox, [x]
    RADIO = "radio"  # (o)
    TICK = "tick"  # a bare tick or cross, an asterisk, an arrow: it exists only where it is on
    VERDICT = "verdict"  # an icon that judges the line right or wrong, not one that selects it


class System(StrEnum):
    """The number system of an enumerator."""

    DECIMAL = "decimal"
    LOWER = "lower"  # a b c
    UPPER = "upper"  # A B C
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"
    OTHER = "other"  # another script's letters, circled digits


@record(frozen=True, slots=True)
class Run:
    """Words of one look. `href` is set on links; `tint` names a colour or class where it may contrast."""

    text: str
    style: Style = Style.NONE
    href: str = ""
    tint: str = ""


@record(frozen=True, slots=True)
class Mark:
    """A control or sign at a line. `on` is None where its state could not be told; `sure` is 0..1."""

    shape: Shape
    on: bool | None
    sure: float = 1.0
    glyph: str = ""


@record(frozen=True, slots=True)
class Enumerator:
    """`Question 12:`, `b)`, `IV.`: the written form, its word if any, its system and value (a = 1)."""

    raw: str
    value: int
    system: System
    word: str = ""


@record(frozen=True, slots=True)
class Block:
    """About one line as a person sees it.

    `level` is a heading's rank (1..6) or a list entry's depth (0..). `indent` is the left edge in the carrier's
    own unit (columns, points, pixels). `gap` is the blank space before it, in lines. `box` holds the numbers of
    the disclosure boxes, quotes, cells or sections around it, outermost first: two blocks with the same tuple
    stand in the same box. `raw` is the line as written in text and Markdown, the visible text elsewhere.
    `cells` are a ROW's cells; `src` is an IMAGE's reference and `lang` a CODE block's language.
    """

    kind: Kind
    runs: tuple[Run, ...]
    span: Span
    raw: str = ""
    enumerator: Enumerator | None = None
    mark: Mark | None = None
    level: int = 0
    indent: float = 0
    gap: float = 0
    box: tuple[int, ...] = ()
    cells: tuple[tuple[Run, ...], ...] = ()
    src: str = ""
    lang: str = ""
    tint: str = ""

    @property
    def text(self) -> str:
        """The words alone, without marks, enumerator or styles."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
