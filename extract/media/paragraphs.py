"""Lines become paragraphs: what wraps is joined again (typeset makes blocks of them).

A line goes on in the next one where it was full (the next word would not have fitted), or hangs under its own text;
never where the next one opens anew, changes its look as a whole, or stands apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.grammar.lines import enumerators
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.media.assemble import SIGNS, Line
from extract.media.geometry import Word
from extract.media.openers import PLAIN, Habits, Opener, opener
from extract.media.typeset import Paper, block, is_code
from quizmill.block import Block, Enumerator, Style, System

SHORT = 12  # of the font's size: the last word of a shorter line tells nothing about what would have fitted
SAID = 24  # characters of a verdict that stands alone
_VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))
MANY = 12  # lines: so many show by themselves where their column ends
_OUT_OF = re.compile(r"\d\s*(?:/|of|out of|von|sur|de|su|sobre|di|из|z)$", re.IGNORECASE)
_WORDED = re.compile(r"([^\W\d_]{3,20})\s\d{1,3}[.:)]\s")
_ENDED = re.compile(r"[.?!:;…。？！：]['\"”’)\]]*$")


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    start: Opener
    text_left: float
    gap: float
    leading: float = 0.0
    edge: float = 0.0
    code: bool = False

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(slots=True)
class Builder:
    """Joins a stream of lines into blocks; `edge(line)` is the right edge that full lines of its column reach."""

    paper: Paper
    open: _Paragraph | None = None
    late: list[Line] = field(default_factory=list)
    habits: Habits = PLAIN
    lefts: dict[tuple[int, int], float] = field(default_factory=dict)
    rights: dict[tuple[int, int], float] = field(default_factory=dict)
    leadings: dict[tuple[int, int], float] = field(default_factory=dict)
    number: int = 0  # of the last question, where a document counts in thousands

    def feed(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The blocks that these lines of one page finish."""
        edges = self._edges(lines)
        before: Line | None = None
        for line in lines:
            edge = edges[_place(line)]
            if line.aside:
                self.late.append(line)
                continue
            start = self._opener(line)
            if start.enumerator is not None and start.enumerator.value >= _THOUSANDS:
                self.number = start.enumerator.value
            if self.open is not None and self._goes_on(self.open, line, start, edge):
                self.open.leading = line.box[1] - self.open.last.box[1]
                self.open.lines.append(line)
                self.open.edge = edge
            else:
                yield from self.close()
                self.open = _Paragraph([line], start, _text_left(line, start), _gap(before, line), edge=edge)
                self.open.code = is_code(line) and not start
            before = line

    def close(self) -> Iterator[Block]:
        """The block that was still open, and the badges that stood beside it."""
        if self.open is not None:
            yield self._block(self.open.lines, self.open.start, self.open.gap)
            self.open = None
        for line in self.late:
            yield self._block([line], self._opener(line), 0.0)
        self.late = []

    def _edges(self, lines: Sequence[Line]) -> dict[tuple[int, int], float]:
        """By column, the right edge that longer lines reach: on this page, or on one before where lines are few."""
        ends: dict[tuple[int, int], list[float]] = {}
        for line in lines:
            place = _place(line)
            self.lefts[place] = min(self.lefts.get(place, line.box[0]), line.box[0])
            if not line.aside and not line.cells:
                ends.setdefault(place, []).append(line.box[2])
        for place, found in ends.items():
            right = sorted(found)[max(0, int(0.93 * len(found)) - 1)]
            known = self.rights.get(place, 0.0)
            self.rights[place] = right if len(found) >= MANY else max(known, right)
            steps = [b.box[1] - a.box[1] for a, b in pairwise(lines) if _place(a) == _place(b) == place]
            if len(steps) >= MANY:  # double-spaced print has a wide gap between all its lines
                self.leadings[place] = min(1.15 * sorted(steps)[len(steps) // 4], 2.6 * self.paper.size)
        return {_place(line): self.rights.get(_place(line), line.column[2]) for line in lines}

    def _block(self, lines: Sequence[Line], start: Opener, gap: float) -> Block:
        """The block, its indent in letters of the body's size from the left edge of its column."""
        first = lines[0]
        left = (first.left or first.box[0]) - self.lefts.get(_place(first), 0.0)
        return block(lines, start, gap, self.paper, max(0.0, round(2 * left / self.paper.size, 1)))

    def _opener(self, line: Line) -> Opener:
        if not line.words or line.cells:
            return Opener()
        found = opener(line.text, self.habits)
        if not found and (read := enumerators.counted(line.text, self.number)) is not None:
            return Opener(read.length, len(line.text), enumerator=read.enumerator, form=read.form)
        if line.mark and found.enumerator is not None and found.start >= len(line.text):
            return Opener(end=len(line.text))  # "[4]" beside a control is an option's text
        required = _required(line, found)
        return required if required is not None else found or _numbered(line) or found

    def _goes_on(self, paragraph: _Paragraph, line: Line, start: Opener, edge: float) -> bool:
        last = paragraph.last
        if line.cells and last.cells:
            return _row_goes_on(last, line)
        if paragraph.code and is_code(line) and not line.mark and line.page == last.page:
            return line.box[1] - last.box[3] < 2.2 * line.size
        if start or line.mark or line.cells or last.cells or line.source or last.source:
            return False
        if line.tint != last.tint or (last.words and last.words[-1].text in SIGNS):
            return False  # in or out of a box; a sign has judged the whole
        if abs(line.size - last.size) > 0.15 * last.size or _differs(last, line) or _is_labelled(line.text):
            return False
        if _ENDED.search(last.text) and _is_aside(line.text):
            return False
        moved = line.page != last.page or line.column != last.column
        if (
            not moved
            and _OUT_OF.search(last.text)
            and line.text[:1].isdigit()
            and line.box[1] - last.box[3] < line.size
        ):
            return True  # "Mark 1.00 out of", and below it "1.00"
        if not moved and _NUMBERED_LAST.search(last.text) and _LETTER_FIRST.match(line.text) and _is_near(last, line):
            return True  # "1) a  2) c  3)", and below it "b  4) d"
        first = line.words[0]
        full = last.box[2] + first.box[2] - first.box[0] + 0.3 * line.size > paragraph.edge
        full = full and last.box[2] - self.lefts.get(_place(last), 0.0) > SHORT * line.size
        if paragraph.start.enumerator and len(paragraph.lines) == 1 and paragraph.start.start >= len(last.text):
            near = abs(line.box[0] - last.box[0]) < 3 * line.size or 0 < last.left < last.box[0] - line.size
            return moved or (line.box[1] - last.box[3] < 0.8 * line.size and near)
        if moved:
            return full and not _ENDED.search(last.text) and line.text[:1].islower()
        gap = line.box[1] - last.box[3]
        if gap > max(1.1 * line.size, self.leadings.get(_place(line), 0.0) - line.size) or line.box[1] < last.box[1]:
            return False
        if paragraph.leading and line.box[1] - last.box[1] > 1.3 * paragraph.leading:
            return False
        if not _is_aligned(paragraph, line):
            return False
        hangs = abs(line.box[0] - paragraph.text_left) < 0.5 * line.size and paragraph.text_left > last.box[0] + 3
        return full or (line.text[:1].islower() and not _ENDED.search(last.text) and (hangs or gap < 0.45 * line.size))


_THOUSANDS = 1000
_NUMBERED_LAST = re.compile(r"\S\s+\(?\d{1,3}[.):]\Z")
_LETTER_FIRST = re.compile(r"[A-Ha-h](?:[\s,;.]|\Z)")


def _is_near(last: Line, line: Line) -> bool:
    return 0 <= line.box[1] - last.box[3] < 1.1 * line.size


def _numbered(line: Line) -> Opener | None:
    """A number or an option's capital without a dot that stands out: bold before words that are not, or far off."""
    if len(line.words) < 2 or line.aside:
        return None
    first, second = line.words[:2]
    bold = bool(first.look.style & Style.BOLD) and not second.look.style & Style.BOLD
    if bold and first.text in "ABCDEFGH" and len(first.text) == 1:
        letter = Enumerator(first.text, ord(first.text) - 64, System.UPPER)
        return Opener(2, len(line.text), enumerator=letter, form="A")
    if not first.text.isdecimal() or len(first.text) > 2 or second.glued or not second.text[:1].isalpha():
        return None
    if not bold and second.box[0] - first.box[2] < 0.9 * first.look.size:
        return None
    enumerator = Enumerator(first.text + ".", int(first.text), System.DECIMAL)  # set off as a dot would
    return Opener(len(first.text) + 1, len(line.text), enumerator=enumerator, form="1")


def _required(line: Line, found: Opener) -> Opener | None:
    """The red star that forms put behind a question to be answered is no tick; behind a lettered option it may be."""
    last = line.words[-1]
    lettered = found.enumerator is not None and found.enumerator.system is not System.DECIMAL
    if last.text != "*" or last.look.tint != "red" or line.mark or lettered or len(line.words) < 3:
        return None
    if line.words[-2].look.tint == "red":
        return None
    return replace(found, mark=None, end=len(line.text.rstrip("*").rstrip()))


def _is_aligned(paragraph: _Paragraph, line: Line) -> bool:
    """True where a line begins where its paragraph's lines do: under the first, its text, its control, or the last."""
    first, slack = paragraph.lines[0], 0.8 * line.size
    places = [paragraph.text_left, paragraph.last.box[0], first.box[0]]
    if first.mark:
        places.append(first.left)
    if not paragraph.start and len(paragraph.lines) == 1 and 0 < first.box[0] - line.box[0] < 4 * line.size:
        return True  # a first line set in
    if abs(first.box[0] + first.box[2] - line.box[0] - line.box[2]) < slack:
        return True  # both set on one middle
    return any(abs(line.box[0] - place) < slack for place in places)


def _is_labelled(text: str) -> bool:
    """True for "Answer: B" and a bare "Correct": a line that says what it is begins anew."""
    if text[:1].isupper() and len(text) < SAID and roles_of(text) & _VERDICTS:
        return True
    numbered = _WORDED.match(text)
    if numbered is not None and roles_of(numbered[1]):
        return True  # "Solution 3."
    label, colon, _ = text[:40].replace("：", ":").partition(":")
    return bool(colon) and bool(roles_of(label))


def _is_aside(text: str) -> bool:
    """True for "Answer choices" and "Show answer", which may stand below any sentence."""
    return len(text) < SAID and (Role.OPTIONS in roles_of(text) or cues.is_furniture(text))


def _row_goes_on(last: Line, line: Line) -> bool:
    """A table's row that a page break cut: no rule closes either part, and only one of them holds the control."""
    if line.page == last.page or len(line.cells) != len(last.cells) or not (line.open and last.open):
        return False
    return line.mark is None or not last.cells[0]


def _place(line: Line) -> tuple[int, int]:
    """A column, the same on every page."""
    return round(line.column[0] / 20), round(line.column[2] / 20)


def _differs(last: Line, line: Line) -> bool:
    """True where weight, highlight or colour changes with the line as a whole."""
    inks = [{word.look.tint for word in one.words if _weighs(word)} for one in (last, line)]
    if len(inks[0]) == len(inks[1]) == 1 and inks[0] != inks[1]:
        return True
    watched = Style.BOLD | Style.HIGHLIGHT
    before = {style & watched for style in _styles(last)}
    after = {style & watched for style in _styles(line)}
    return len(before) == 1 and len(after) == 1 and before != after


def _styles(line: Line) -> set[Style]:
    """Those of a line's words; signs alone weigh nothing."""
    looks = {id(word.look): word for word in line.words if word.text[:1].isalnum() or _weighs(word)}
    return {word.look.style for word in looks.values()}


def _weighs(word: Word) -> bool:
    return any(map(str.isalnum, word.text))


def _text_left(line: Line, start: Opener) -> float:
    """Where the line's text begins once its opener is taken off."""
    seen = 0
    for word in line.words:
        if seen >= start.start:
            return word.box[0]
        seen += len(word.text) + 1
    return line.box[0]


def _gap(before: Line | None, line: Line) -> float:
    """Blank lines that would fit between: print has none where the leading alone parts two lines."""
    if before is None or before.page != line.page or before.column != line.column:
        return 0.0
    far = 5.0 if len(line.cells) == len(before.cells) > 3 else 2.5
    if before.ruled and line.ruled and line.box[1] - before.box[3] < far * line.size:
        return 0.0  # rows of one table
    return float(max(0, int((line.box[1] - before.box[3]) / max(1.0, line.size) + 0.2)))
