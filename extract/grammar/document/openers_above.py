"""Where the paragraph above a run of options begins: the question that the options answer.

A picture of the cell is shown below.     <- here
![cell](cell.png)
Which part makes proteins? (2 points)
a) the nucleus                            <- the run
b) the ribosome
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import OptionRun, Rank, find_runs
from extract.grammar.words import cues
from extract.grammar.words import page as words_page
from extract.grammar.words.label_words import Role
from quizmill.block import Kind, System

_ABOVE = 12  # lines of a passage that a question may follow
_HOW_MANY = 32  # characters of a line that tells only how many are right


def above_runs(doc: Doc, lines: Sequence[Line]) -> Iterator[tuple[str, list[int]]]:
    """For each shape of option the positions in `lines` where the paragraphs right above such runs begin."""
    runs = find_runs(lines, lines[0].box if lines else (), doc.off)
    if not runs and not doc.written:
        runs = find_runs(lines, None, doc.off)  # each question in a box of its own
    for name, ranks in (
        ("boxes", {Rank.BOX, Rank.TICK}),
        ("letters", {Rank.LETTER}),
        ("bullets", {Rank.BULLET}),
        ("numbers", {Rank.NUMBER, Rank.ROMAN}),
    ):
        places = _starts_above(lines, runs, ranks)
        starts = _numbered_above(lines, places) or [start for start, _ in places]
        if starts:
            yield f"above {name}", sorted(set(starts))


def _starts_above(lines: Sequence[Line], runs: Sequence[OptionRun], ranks: set[Rank]) -> list[tuple[int, int]]:
    """For each run of such ranks where the paragraph above it begins, and how far up it might reach."""
    places = []
    floor = 0
    for run in runs:
        if run.rank in ranks:
            start = _paragraph(lines, run.start, floor)
            if start is not None:
                places.append((start, floor))
            floor = run.end
    if len(places) == 1:
        places = [(_below_counter(lines, *places[0]), places[0][1])]
    return places


def _below_counter(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where a page's only question begins: right below "Item 4 of 40", where nothing but words stands between."""
    for index in range(start - 1, max(floor, start - _ABOVE) - 1, -1):
        if words_page.counts_questions(lines[index].whole()):
            return index + 1
        if lines[index].kind not in (Kind.TEXT, Kind.CODE, Kind.IMAGE) or lines[index].roles:
            break
    return start


def _numbered_above(lines: Sequence[Line], places: Sequence[tuple[int, int]]) -> list[int]:
    """Where numbered lines stand a little further up in question after question, these begin the questions."""
    moved = []
    hits = 0
    for start, floor in places:
        at = next((i for i in range(start, max(floor, start - 15) - 1, -1) if numbered(lines[i])), None)
        blocked = at is not None and any(lines[i].kind in (Kind.HEADING, Kind.RULE) for i in range(at + 1, start))
        hits += at is not None and not blocked
        moved.append(start if at is None or blocked else at)
    return moved if hits * 3 >= len(places) and hits >= 2 else []


def numbered(line: Line) -> bool:
    """A line counted in figures that is no label of anything but a question."""
    enum = line.enum
    return (
        enum is not None
        and enum.system is System.DECIMAL
        and not line.roles - {Role.QUESTION}
        and line.kind is not Kind.CODE
    )


def _paragraph(lines: Sequence[Line], end: int, floor: int) -> int | None:
    """Where the paragraph right above position `end` begins; code and pictures above it carry it further up."""
    index = end - 1
    while index >= floor and _label_only(lines[index]):
        index -= 1
    start = None
    while index >= floor:
        line = lines[index]
        worded = start is not None and lines[start].kind not in (Kind.CODE, Kind.IMAGE)
        if line.kind in (Kind.RULE, Kind.SUMMARY) or (line.kind is Kind.HEADING and worded):
            break
        if line.roles and Role.QUESTION not in line.roles and line.kind is not Kind.HEADING:
            break
        if line.kind is Kind.TEXT and cues.is_furniture(line.text):
            break
        start = index
        if line.kind is Kind.HEADING or Role.QUESTION in line.roles or numbered(line):
            break
        words = line.kind in (Kind.TEXT, Kind.QUOTE) and not _goes_up(lines, index, floor)
        if words and (line.gap or not _wrapped(lines, index, floor)):
            break
        index -= 1
        if index >= floor and (lines[index].at + 1 != line.at or len(lines[index].box) > len(line.box)):
            break  # what stood between belongs to another question, and so does a box that opens
    return start


def _label_only(line: Line) -> bool:
    """Points, difficulty, "Choose one", a button: between stem and options."""
    return (
        cues.points(line.text) is not None
        or cues.earned(line.text) is not None
        or bool(cues.difficulty(line.text))
        or Role.OPTIONS in line.roles
        or (line.kind is Kind.TEXT and cues.is_furniture(line.text))
    )


def _wrapped(lines: Sequence[Line], index: int, floor: int) -> bool:
    """The line above ran on into this one, or this one does not ask by itself."""
    if index - 1 < floor:
        return False
    above = lines[index - 1].text.rstrip()
    return not above.endswith((".", "!", "?", "。", "？")) or not cues.asks_openly(lines[index].text)


def _goes_up(lines: Sequence[Line], index: int, floor: int) -> bool:
    """A paragraph after code, a table or a picture belongs to the one before it, "Choose two." to its question."""
    if index > floor and len(lines[index].text) < _HOW_MANY and cues.selects_many(lines[index].text):
        return cues.asks_openly(lines[index - 1].text) and not cues.asks_openly(lines[index].text)
    return (
        index - 1 >= floor
        and lines[index - 1].kind in (Kind.CODE, Kind.IMAGE, Kind.ROW)
        and lines[index - 1].box == lines[index].box
    )
