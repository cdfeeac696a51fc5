"""The lines that the grammar works on: blocks with glued things parted, labels read, and what they say of the document.

"1 / 1 point☐ red☒ green **Correct**"   ->   "1 / 1 point", "☐ red", "☒ green", "**Correct**"
"Pick: a) red b) green c) blue"          ->   "Pick:", "a) red", "b) green", "c) blue"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.grammar import enumerators, labels, marks, words_cues
from extract.grammar.rich import cut, markdown, plain, strip
from extract.grammar.side import option_starts
from extract.grammar.words import Role, roles_of
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style, System
from quizmill.cues import UNKNOWN, Words
from quizmill.source import Span

_GLYPH = re.compile("(?<=.)[☐☒☑◯◉🔘⦿⬜🗹](?=.)")
_VOTED = re.compile(r"\s*[(\[]?\b(?:Most Voted|most voted)\Z")
_BARE = re.compile(r"[(\[]?[A-Ha-h1-9][)\].]?(?:\s*,\s*[A-Ha-h1-9])*\.?\Z")
_LETTER_ONLY = re.compile(r"[QAqa]\s*[:.]?\Z")
_STOPS = frozenset("?？.:_!。")
_UNREAD = Style.CODE | Style.MATH
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
        hidden = [run for run in self.runs if run.style is not Style.NONE and run.style & Style.HIDDEN]
        return bool(hidden) and len(hidden) == len(self.runs)

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
    used: set[int] = field(default_factory=set)
    words: Words = UNKNOWN  # of all its lines

    def on(self, mechanism: str) -> bool:
        return mechanism not in self.off

    def free(self, lines: Iterable[Line]) -> bool:
        return not any(line.at in self.used for line in lines)


def _ticked(line: Line) -> bool:
    return line.mark is not None and line.mark.shape is Shape.BOX and bool(line.mark.on)


def document(
    blocks: Sequence[Block], facts: tuple[tuple[str, str], ...], path: str, off: frozenset[str], written: bool = True
) -> Doc:
    """The lines of a page's blocks and what its title and headings promise."""
    lines: list[Line] = []
    for block in blocks:
        for piece in _pieces(block, off):
            lines.append(_line(len(lines), *piece))
    _levelled(lines)
    titles = [value for key, value in facts if key in ("title", "name", "description", "subtitle")]
    heads = [line.text for line in lines if line.kind is Kind.HEADING][:3]
    name = path.rpartition("/")[2].rpartition("__")[2] or path
    early = [
        line.text
        for line in lines[:4]
        if line.kind is Kind.TEXT and len(line.text) < 90 and line.text[-1:] not in ".,;"
    ]
    head = " \n".join((name.replace("_", " ").replace("-", " "), *titles, *heads, *early))
    if not any(
        line.enum is not None and line.enum.raw[:1] in "Qq" and _LETTER_ONLY.match(line.enum.raw) for line in lines
    ):
        for line in lines:  # "A:" answers only where "Q:" asks
            if line.enum is not None and _LETTER_ONLY.match(line.enum.raw):
                line.roles, line.value = NO_ROLES, ()
    words = Words.of(line.text for line in lines)
    return Doc(
        lines,
        heads=head,
        words=words,
        learner=words_cues.LEARNER.may(words)
        and any(
            words_cues.learner_words(line.text) for line in lines if len(line.text) < 160 and line.kind is not Kind.CODE
        ),
        quiz=words_cues.names_quiz(words_cues.off_form(head)),
        faq=words_cues.names_faq(head),
        form=words_cues.names_form(head),
        cards=words_cues.names_cards(head)
        or any(key == "tags" and words_cues.names_cards(value) for key, value in facts),
        answers=words_cues.names_answers(head),
        interview=words_cues.names_interview(head),
        authored=sum(_ticked(line) for line in lines) >= 2 and written,
        written=written,
        boxes=Counter(line.text for line in lines if line.kind is Kind.SUMMARY),
        off=off,
        facts=facts,
    )


_LEVELS = re.compile(r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})[.)]?\s+(?=[^\W\d_]|[¿\"“])")


_TOLD = frozenset((Role.ANSWER, Role.SOLUTION))


def _is_first_letter(line: Line) -> bool:
    enum = line.enum
    lettered = enum is not None and enum.system in (System.LOWER, System.UPPER) and not enum.word
    return lettered and enum is not None and enum.value == 1


def _levelled(lines: Sequence[Line]) -> None:
    """`2.1 What is ...` above lettered options, two or more: questions numbered within their part."""
    found = [
        (line, number)
        for line, after in pairwise(lines)
        if line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
        if (number := _LEVELS.match(line.text)) and (_is_first_letter(after) or after.roles & _TOLD)
    ]
    if len(found) < 2 or len({number["a"] + "." + number["b"] for _, number in found}) < len(found):
        return
    for line, number in found:
        line.enum = Enumerator(number[0].strip(), int(number["b"]), System.DECIMAL)
        line.form = "1.1"
        line.runs = strip(cut(line.runs, number.end()))
        line.text = plain(line.runs)


def _line(
    at: int, block: Block, runs: tuple[Run, ...], enum: Enumerator | None, mark: Mark | None, piece: bool
) -> Line:
    runs = strip(runs)
    text = plain(runs)
    if text.endswith("oted") and (voted := _VOTED.search(text)):  # readers' votes are no key
        runs = cut(runs, 0, voted.start())
        text = plain(runs)
    form = _form(enum) if enum is not None else ""
    label = None
    if enum is not None and enum.word and Role.ANSWER in roles_of(enum.word) and text:
        answer = frozenset((Role.ANSWER,))
        return Line(at, block, block.kind, runs, text, None, "", mark, answer, runs, block.gap, enum.word, piece)
    if enum is not None and not text and enum.raw.endswith(")") and Role.ANSWER in roles_of(enum.word):  # "Ans. (2)"
        named = (Run(f"({enum.value})"),)
        answer = frozenset((Role.ANSWER,))
        return Line(
            at, block, block.kind, named, plain(named), None, "", mark, answer, named, block.gap, enum.word, piece
        )
    if enum is not None and enum.raw in ("R:", "r:", "R.:") and _BARE.match(text):  # respuesta, risposta, răspuns
        answer = frozenset((Role.ANSWER,))
        return Line(at, block, block.kind, runs, text, None, "", mark, answer, runs, block.gap, "r", piece)
    if enum is not None and _LETTER_ONLY.match(enum.raw):
        role = Role.QUESTION if enum.raw[0] in "Qq" else Role.ANSWER
        return Line(
            at,
            block,
            block.kind,
            runs,
            text,
            enum,
            form,
            mark,
            frozenset((role,)),
            runs,
            0 if piece else block.gap,
            enum.raw[0],
            piece,
        )
    if block.kind not in (Kind.CODE, Kind.ROW, Kind.IMAGE):
        label = labels.read(runs)
        if label is None and mark is not None and mark.glyph in text:
            label = labels.read((Run(mark.glyph), *runs))
    if label is not None and enum is not None and label.words == "a":
        label = None  # "2. A – Russia" names an option
    gap = 0 if piece else block.gap
    if enum is not None and enum.word and Role.OPTIONS in roles_of(text) and Role.QUESTION in roles_of(enum.word):
        options = frozenset((Role.OPTIONS,))  # "Question 1 options:"
        return Line(at, block, block.kind, runs, text, None, "", mark, options, (), gap, text, piece)
    if label is not None and enum is None and Role.QUESTION in label.roles and plain(label.value).strip().isdigit():
        enum = Enumerator(text, int(plain(label.value)), System.DECIMAL, label.words)  # "QUESTION NO: 1"
        return Line(at, block, block.kind, (), "", enum, "w1", mark, NO_ROLES, (), gap, label.words, piece)
    roles, value, words = (label.roles, label.value, label.words) if label else (NO_ROLES, (), "")
    return Line(at, block, block.kind, runs, text, enum, form, mark, roles, value, gap, words, piece)


def _form(enum: Enumerator) -> str:
    """The written form of an enumerator without its value: `(a)`, `1.`"""
    found = enumerators.read(enum.raw + " x")
    return found.form if found else "?"


Piece = tuple[Block, tuple[Run, ...], Enumerator | None, Mark | None, bool]


def _pieces(block: Block, off: frozenset[str]) -> list[Piece]:
    enum, mark, runs = block.enumerator, block.mark, block.runs
    if block.kind in (Kind.CODE, Kind.ROW, Kind.IMAGE, Kind.RULE, Kind.SUMMARY):
        return [(block, runs, enum, mark, False)] if runs or block.kind in (Kind.RULE, Kind.IMAGE, Kind.CODE) else []
    if enum is None and mark is None:
        enum, mark, runs = _signs(runs)
    text = plain(runs)
    cuts = [0]
    if "squashed" not in off:
        cuts += [found.start() for found in _GLYPH.finditer(text)]
        cuts += _box_starts(text)
        cuts += option_starts(text, enum, _form(enum) if enum is not None else "")
        cuts += _answer_starts(runs)
        cuts = sorted(set(cuts))
    parts = [cut(runs, start, end) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    pieces: list[Piece] = [(block, parts[0], enum, mark, False)] if plain(parts[0]).strip() or enum or mark else []
    for part in parts[1:]:
        part_enum, part_mark, part_runs = _signs(strip(part))
        pieces.append((block, part_runs, part_enum, part_mark, bool(pieces)))
    if len(parts) > 1 or mark is not None:
        pieces = [piece for found in pieces for piece in _verdict_off(found)]
    return pieces


_BOXED = re.compile(r"(?<=\s)\[[ xX]\](?=\s?[^\W_])")


def _box_starts(text: str) -> list[int]:
    """Boxes side by side behind a question's words: `Ice floats.   [x] true   [ ] false`."""
    found = [box.start() for box in _BOXED.finditer(text)] if text.count("[") > 1 else []
    return found if len(found) > 1 else []


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


def _signs(runs: tuple[Run, ...]) -> tuple[Enumerator | None, Mark | None, tuple[Run, ...]]:
    """Mark and enumerator in either order, for blocks whose carrier did not look for them."""
    text = plain(runs)
    mark, enum = None, None
    if runs and runs[0].style & _UNREAD:
        return None, None, runs
    if found := marks.read(text):
        mark, runs = found.mark, strip(cut(runs, found.start, found.end))
    if numbered := enumerators.read(plain(runs)):
        enum, runs = numbered.enumerator, cut(runs, numbered.length)
        if mark is None and (found := marks.read(plain(runs))):
            mark, runs = found.mark, strip(cut(runs, found.start, found.end))
    return enum, mark, runs


def _verdict_off(piece: Piece) -> list[Piece]:
    """`☒ green **Correct**`: the bold verdict at the end of an option is a line of its own."""
    block, runs, enum, mark, glued = piece
    if len(runs) < 2 or not runs[-1].style & Style.BOLD:
        return [piece]
    label = labels.read(runs[-1:])
    if not label or label.value or not label.roles & {Role.RIGHT, Role.WRONG} or not plain(runs[:-1]).strip():
        return [piece]
    return [(block, strip(runs[:-1]), enum, mark, glued), (block, runs[-1:], None, None, True)]
