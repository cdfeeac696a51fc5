"""The lines that the grammar works on, and the document that they make.

"b) **green**"     a Line: its plain words "green", the enumerator "b)" in the form "a)", the runs with their styles
"Answer: B"        its role ANSWER, and the value "B" behind the label

`document_lines` makes them of blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import markdown, plain
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style
from quizmill.cues import UNKNOWN, Words
from quizmill.source import Span

NO_ROLES: frozenset[Role] = frozenset()


@dataclass(slots=True, eq=False)
class Line:
    """One line as the grammar sees it. `text` are its plain words, `value` what follows its label."""

    at: int
    block: Block
    kind: Kind
    runs: tuple[Run, ...]
    text: str
    enum: Enumerator | None
    form: str
    mark: Mark | None
    roles: frozenset[Role]
    value: tuple[Run, ...]
    gap: float
    label: str = ""  # the folded words of its label
    pieces: bool = False  # cut out of a longer line
    written: tuple[tuple[Run, ...], str] | None = None  # its Markdown, once asked for
    span: Span = field(init=False)  # the block's own: every mechanism asks for them
    level: int = field(init=False)
    indent: float = field(init=False)
    box: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        block = self.block
        self.span, self.level, self.indent, self.box = block.span, block.level, block.indent, block.box

    @property
    def bullet(self) -> bool:
        return self.kind is Kind.ITEM and self.enum is None

    @property
    def hidden(self) -> bool:
        if not self.runs or self.runs[0].style is Style.NONE:  # nearly every line
            return False
        return all(run.style & Style.HIDDEN for run in self.runs)

    def markdown(self) -> str:
        """The line's words as Markdown, without bullet, mark and enumerator."""
        if self.written is None or self.written[0] is not self.runs:
            self.written = (self.runs, self._markdown())
        return self.written[1]

    def _markdown(self) -> str:
        if self.kind is Kind.CODE:
            return code(self.block)
        if self.kind is Kind.IMAGE:
            return f"![{self.text}]({self.block.src})"
        if self.kind is Kind.ROW:
            return "| " + " | ".join(markdown(cell) for cell in self.block.cells) + " |"
        return markdown(self.runs)

    def whole(self) -> str:
        """The same with bullet and enumerator, as a line of running text."""
        text = self.markdown()
        if self.enum is not None:
            text = f"{self.enum.raw} {text}"
        if self.bullet:
            text = "- " + text
        if self.mark is not None and self.mark.shape in (Shape.BOX, Shape.RADIO):
            text = f"{self.mark.glyph} {text}"
        return text


def code(block: Block) -> str:
    body = plain(block.runs)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", body)), default=0))
    return f"{fence}{block.lang}\n{body}\n{fence}"


@dataclass(slots=True)
class Doc:
    """The lines, and what the document as a whole says of itself."""

    lines: list[Line]
    heads: str = ""  # its title, headings and facts in one string
    learner: bool = False  # it shows one learner's attempt: a ticked box is no key
    quiz: bool = False
    faq: bool = False
    form: bool = False  # it asks for facts of its reader
    cards: bool = False
    answers: bool = False
    interview: bool = False
    authored: bool = False  # several questions show ticked boxes, and nothing speaks of a learner: the author ticked
    written: bool = True  # text or Markdown: nothing is drawn
    off: frozenset[str] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()
    keyed: frozenset[int] = frozenset()  # numbers of questions that a key block speaks of
    key_times: Counter[int] = field(default_factory=Counter)  # and how often: parts may each count from one
    boxes: Counter[str] = field(default_factory=Counter)  # what is written on boxes that open, and how often
    below: bool | None = None  # verdicts on lines of their own stand below their options
    adorned: bool | None = None  # its ticks and crosses only repeat "True" and "False"
    looks: frozenset[int] = frozenset()  # bare lines that stand out among others below their question
    used: set[int] = field(default_factory=set)
    words: Words = UNKNOWN  # of all its lines

    def on(self, mechanism: str) -> bool:
        return mechanism not in self.off

    def free(self, lines: Iterable[Line]) -> bool:
        return not any(line.at in self.used for line in lines)
