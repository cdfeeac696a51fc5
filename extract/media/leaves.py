"""Pages taken apart become one stream of blocks: what PDFs, scans and pictures have in common.

    leaves  ->  without furniture  ->  tables lifted  ->  columns, rows, lines  ->  paragraphs  ->  blocks

Some leaves are looked at first, to learn what repeats on every page and what is usual in the document; then all go
by one after another, so that memory does not grow with the number of pages. Sidebars come after all else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.grammar.words.label_words import Role, roles_of
from extract.media import assemble, bare_tables, boxes, furniture, layout, listings, tables
from extract.media.assemble import Line
from extract.media.decorate import decorate
from extract.media.geometry import Box, Chunk, Leaf, union
from extract.media.openers import Habits, habits_of, opener
from extract.media.paragraphs import Builder
from extract.media.pdf.controls import adopt
from extract.media.typeset import Paper
from quizmill.block import Block, Mark, Style
from quizmill.finding import Finding, Severity

HEADS = 6
_BUTTONS = frozenset("Xx×✕✖☰≡«»‹›")
TYPED = 60  # words that tell that a document is written on a typewriter
LABEL = 16  # characters that the label of a plot's axis or legend has


@dataclass(slots=True)
class Tally:
    """What was left out or repaired on the way."""

    personal: int = 0
    table: tables.Grid | None = None  # the one that the last page left open at its foot
    running: dict[str, None] = field(default_factory=dict)  # running heads, once each, in order

    def facts(self, titled: bool) -> Iterator[tuple[str, str]]:
        """Running heads say what a document is."""
        for index, head in enumerate(self.running):
            yield ("subtitle" if index or titled else "title"), head

    def findings(self) -> Iterator[Finding]:
        if self.personal:
            lines = "1 line that tells" if self.personal == 1 else f"{self.personal} lines that tell"
            yield Finding("personal-data-dropped", Severity.INFO, f"{lines} who a learner is: left out.")


def blocks(leaves: Iterable[Leaf], known: Sequence[Leaf], tally: Tally) -> Iterator[Block]:
    """The blocks of all `leaves` in reading order; `known` are those looked at first."""
    typed = _is_typed(known)
    repeated, builder = furniture.learn(known), Builder(_paper(known), habits=_habits(known))
    lonely = _lonely_marks(known)
    aside: list[Line] = []
    lost: Sequence[tuple[Box, Mark]] = ()
    for leaf in leaves:
        if typed:
            leaf = replace(leaf, chunks=tuple(map(_proportional, leaf.chunks)))
        if lonely:
            leaf = replace(leaf, chunks=tuple(replace(chunk, mark=None) for chunk in leaf.chunks))
        if lost:
            leaf = replace(leaf, chunks=tuple(adopt(leaf.chunks, lost)))
        lost = leaf.orphans
        lines = list(_lines(leaf, repeated, tally))
        sidebar = _sidebar(lines, leaf)
        if any(map(_numbers, sidebar)):
            lines, sidebar = _interleaved([line for line in lines if line not in sidebar], sidebar), []
        aside += [line for line in sidebar if not _is_button(line)]
        yield from builder.feed([line for line in lines if line not in sidebar] if sidebar else lines)
    yield from builder.close()
    yield from builder.feed(aside)
    yield from builder.close()


def _lonely_marks(sample: Sequence[Leaf]) -> bool:
    """True where drawn boxes stand one by one and all are empty, or all are full: bullets, or the signs of a plot."""
    marked = [[chunk.mark for chunk in leaf.chunks] for leaf in sample]
    found = [mark for marks in marked for mark in marks if mark]
    pairs = sum(bool(a and b) for marks in marked for a, b in pairwise(marks))
    bullets = len(found) > 2 and not any(mark.on for mark in found) and pairs < 0.1 * len(found)
    labels = [chunk.text for leaf in sample for chunk in leaf.chunks if chunk.mark]
    signs = not pairs and all(mark.on for mark in found) and all(len(text) < LABEL for text in labels)
    return bullets or (bool(found) and signs)


def _is_typed(sample: Sequence[Leaf]) -> bool:
    """True where nearly all words are typewriter print: no code, but how this document is written."""
    words = [word for leaf in sample for chunk in leaf.chunks for word in chunk.words]
    return len(words) > TYPED and sum(bool(word.look.style & Style.CODE) for word in words) > 0.9 * len(words)


def _proportional(chunk: Chunk) -> Chunk:
    looks = {word.look: replace(word.look, style=word.look.style & ~Style.CODE) for word in chunk.words}
    return replace(chunk, words=tuple(replace(word, look=looks[word.look]) for word in chunk.words))


def _habits(sample: Sequence[Leaf]) -> Habits:
    return habits_of([(chunk.text, chunk.box[0]) for leaf in sample for chunk in leaf.chunks])


def _paper(sample: Sequence[Leaf]) -> Paper:
    """The size that most characters have, and their ink where nearly all have one that is not black."""
    sizes: Counter[float] = Counter()
    tints: Counter[str] = Counter()
    for leaf in sample:
        letters: dict[int, int] = {}
        looks = {}
        for chunk in leaf.chunks:
            for word in chunk.words:
                letters[id(word.look)] = letters.get(id(word.look), 0) + len(word.text)
                looks[id(word.look)] = word.look
        for key, look in looks.items():
            sizes[round(look.size * 2) / 2] += letters[key]
            tints[look.tint] += letters[key]
    if not sizes:
        return Paper()
    tint, count = tints.most_common(1)[0]
    return Paper(sizes.most_common(1)[0][0], tint if count > 0.8 * tints.total() else "")


def _lines(leaf: Leaf, repeated: furniture.Furniture, tally: Tally) -> Iterator[Line]:
    """The page's lines in reading order, without furniture."""
    kept = []
    margin = furniture.in_margin(leaf)
    edges = tally.table.xs[:-1] if tally.table is not None and tally.table.bare else ()
    table, titles = bare_tables.inside(leaf.chunks, leaf.height, edges)
    for index, chunk in enumerate(leaf.chunks):
        if (index in margin and id(chunk) not in table) or id(chunk) in titles:
            continue
        if furniture.is_personal(chunk.text):
            tally.personal += 1
        elif id(chunk) in table or not repeated.holds(chunk, leaf):
            kept.append(chunk)
        elif furniture.is_head(chunk, leaf) and len(tally.running) < HEADS:
            tally.running.setdefault(chunk.text)
    whole = (0.0, 0.0, leaf.width, leaf.height)
    lifted, tally.table = tables.lift(kept, leaf.shapes, tally.table)
    lifted = boxes.lift(lifted, leaf.shapes, whole)
    found = listings.unnumbered(list(assemble.lines(assemble.read(lifted, whole), leaf.number)))
    return listings.boxed(listings.recognised(list(decorate(found, leaf.shapes, whole))))


def _numbers(line: Line) -> bool:
    """True for a line that only says which question stands beside it: "Question 3"."""
    start = opener(line.text).enumerator if line.words else None
    return start is not None and Role.QUESTION in roles_of(start.word) and len(line.text) < LABEL


def _interleaved(lines: Sequence[Line], sidebar: Sequence[Line]) -> list[Line]:
    """Small boxes at the questions' sides, each before what stands beside it."""
    found, rest = [], list(lines)
    for line in sidebar:
        if _numbers(line):
            above = [one for one in rest if one.box[3] < line.box[1] + 0.5 * line.size]
            found += above
            rest = rest[len(above) :] if rest[: len(above)] == above else [one for one in rest if one not in above]
        found.append(line)
    return [*found, *rest]


def _is_button(line: Line) -> bool:
    """A sidebar's own sign to close or open it."""
    return line.text.strip() in _BUTTONS


def _sidebar(lines: Sequence[Line], leaf: Leaf) -> list[Line]:
    """The lines of a narrow column at the page's left edge beside a wide one: the first of three columns is none."""
    found = [line for line in lines if line.column[0] < 1 and line.column[2] < layout.SIDEBAR * leaf.width]
    edge = max((line.column[2] for line in found), default=0.0)
    beside: dict[Box, list[Box]] = {}
    for line in lines:
        if line.column[0] > edge - 1:
            beside.setdefault(line.column, []).append(line.box)
    if 2 * sum(bool(opener(line.text)) for line in found if line.words) > len(found):
        return []  # questions and their options: a column like the others
    widths = [union(boxes_) for boxes_ in (*beside.values(), [line.box for line in found]) if boxes_]
    return found if found and max(box[2] - box[0] for box in widths) > 1.4 * (widths[-1][2] - widths[-1][0]) else []
