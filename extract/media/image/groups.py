"""Frames of a picture that look like the cards of one question: of one width, under or beside each other.

[ Vitamin A ]
[ Vitamin C ]        found as one group, also where the border of one is dashed and so is no frame:
[ Vitamin D ]        what is as large as they are and stands in the gap between two of them
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.grammar.words import cues, page
from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Box, Chunk, inside, overlap, same_row
from extract.media.image.badges import verdict
from extract.media.image.frames import Frame, holds
from extract.media.image.told import VERDICTS, roles

ROWS = 4  # lines that an option's card has at most
MOST = 12  # options of one question
BORDER = 3.5  # of 12 units that a line is high: cells of a table are this near to each other
_LABELS = frozenset(
    (Role.QUESTION, Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.SCORE, Role.POINTS, Role.PARTIAL, Role.REVEAL)
)
ASKING = frozenset("?:…_？：؟;")  # what a stem ends with
_ASKS = frozenset("?？؟")
_OPENER = re.compile(r"(?:[^\W\d_]{1,9}[ .]{0,2})?\d{1,3}[.):]\s")
Group = list[tuple[Frame, list[Chunk]]]


def find(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Group]:
    """Runs of like frames, each with a few lines in it and some space between, and nothing else there."""
    alone = [frame for frame in frames if not any(holds(frame.box, other.box) for other in frames)]
    held = _held(chunks, [*alone, *_missing(alone, chunks), *_corners(alone)])
    held.sort(key=lambda one: (one[0].box[1], one[0].box[0]))
    found: list[Group] = []
    for one in held:
        for group in found:
            if _alike(group[-1][0].box, one[0].box) and not _parted(group[-1][0].box, one[0].box, chunks):
                group.append(one)
                break
        else:
            found.append([one])
    found = [_without_listing(_without_verdicts(group)) for group in found]
    found = [group for group in found if len(group) > 1 and not _is_table(group)]
    cards = [group for group in found if not _is_panel(group, chunks)]
    return cards if len(cards) == len(found) or _is_quiz(chunks) else []  # rows of a dashboard below its figures


def _is_quiz(chunks: Sequence[Chunk]) -> bool:
    """True where something speaks of questions, or judges."""
    return any(
        page.names_quiz(chunk.text) or roles(chunk) & (VERDICTS | {Role.QUESTION}) or _OPENER.match(chunk.text)
        for chunk in chunks
    )


def _is_panel(group: Group, chunks: Sequence[Chunk]) -> bool:
    """Three or more tiles in one row under words that ask nothing: figures of a dashboard, steps, plans."""
    first = group[0][0].box
    if len(group) < 3 or not all(same_row(first, frame.box, 0.6) for frame, _ in group):
        return False
    above = [chunk for chunk in chunks if chunk.words and chunk.box[3] < first[1] + 2]
    nearest = max(above, key=lambda chunk: chunk.box[3], default=None)
    tints = {frame.tint for frame, _ in group}
    if {"green", "red"} <= tints and any(roles(chunk) & VERDICTS for chunk in chunks if not _within(chunk, group)):
        return False  # one judged right, one wrong, and a word that says so
    return nearest is None or nearest.text.rstrip()[-1:] not in ASKING


def _within(chunk: Chunk, group: Group) -> bool:
    return any(inside(chunk.box, frame.box) for frame, _ in group)


def _held(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> Group:
    held = [(frame, [c for c in chunks if c.words and inside(c.box, frame.box)]) for frame in frames]
    return [one for one in held if 0 < len(one[1]) <= ROWS + 1 and not _is_aside(one)]


def _missing(frames: Sequence[Frame], chunks: Sequence[Chunk]) -> list[Frame]:
    """Cards in the gaps of a column: where one more of just their size and distance has room between two, and what
    stands there has a control or is judged. A question that stands between two lists of options has neither.
    """
    found: list[Frame] = []
    for column in _columns(frames):
        gaps = [b[1] - a[3] for a, b in pairwise(column)]
        near = [gap for gap in gaps if 0 < gap < 0.9 * (column[0][3] - column[0][1])]
        if not near:
            continue
        for (left, _, right, top), below in pairwise(column):
            height, usual = median([box[3] - box[1] for box in column]), median(near)
            if abs((below[1] - top) - (height + 2 * usual)) < 0.2 * height:
                found.append(Frame((left, top + usual, right, below[1] - usual), "white", ""))
    return [frame for frame in found if any(inside(c.box, frame.box) and (c.mark or verdict(c.text)) for c in chunks)]


def _corners(frames: Sequence[Frame]) -> list[Frame]:
    """The one card that a grid of two columns or more lacks, as a dashed border leaves it."""
    found: list[Frame] = []
    sizes: dict[tuple[int, int], list[Box]] = {}
    for left, top, right, foot in (frame.box for frame in frames):
        sizes.setdefault((round((right - left) / 3), round((foot - top) / 3)), []).append((left, top, right, foot))
    for boxes in sizes.values():
        xs, ys = {round(box[0]): box[0] for box in boxes}, {round(box[1]): box[1] for box in boxes}
        places = {(round(box[0]), round(box[1])) for box in boxes}
        empty = [(xs[x], ys[y]) for x in xs for y in ys if (x, y) not in places]
        if len(boxes) > 2 and min(len(xs), len(ys)) > 1 and len(empty) == 1:
            (x, y), (left, top, right, foot) = empty[0], boxes[0]
            found.append(Frame((x, y, x + right - left, y + foot - top), "white", ""))
    return found


def _columns(frames: Sequence[Frame]) -> list[list[Box]]:
    """Boxes of one left and right edge, from the top, where there are three at least."""
    found: dict[tuple[int, int], list[Box]] = {}
    for frame in frames:
        key = (round(frame.box[0] / 3), round(frame.box[2] / 3))
        found.setdefault(key, []).append(frame.box)
    return [sorted(boxes, key=lambda box: box[1]) for boxes in found.values() if len(boxes) > 2]


def _is_aside(card: tuple[Frame, list[Chunk]]) -> bool:
    """A button, a box that explains, a box of several controls: no option."""
    _, held = card
    words = " ".join(chunk.text for chunk in held)
    asks = len(held) > 1 and any(chunk.text.rstrip()[-1:] in _ASKS for chunk in held)  # a question in a box of its own
    labelled = asks or any(roles(chunk) & _LABELS or _explains(chunk.text) for chunk in held)
    return labelled or cues.is_furniture(words) or sum(chunk.mark is not None for chunk in held) > 1


def _explains(text: str) -> bool:
    """True for "The correct answer is: Barometer" and "Explanation: It comes first"."""
    label, colon, value = text[:80].replace("：", ":").partition(":")
    return bool(colon and value.strip()) and bool(roles_of(label) & (_LABELS | {Role.ANSWER}))


def _alike(a: Box, b: Box) -> bool:
    """Two cards of one width, under or beside each other, a little apart."""
    width, height = a[2] - a[0], min(a[3] - a[1], b[3] - b[1])
    if abs(width - (b[2] - b[0])) > 0.02 * width + 3:
        return False
    below = abs(a[0] - b[0]) < 4 and 0 < b[1] - a[3] < 0.9 * height
    beside = same_row(a, b, 0.8) and 0 < b[0] - a[2] < 0.5 * width
    diagonal = 0 < b[1] - a[3] < 1.5 * height and 0 < a[0] - b[2] < 0.5 * width
    return below or beside or diagonal


def _parted(a: Box, b: Box, chunks: Sequence[Chunk]) -> bool:
    """True where words stand between two cards."""
    between = (min(a[0], b[0]), min(a[3], b[3]), max(a[2], b[2]), max(a[1], b[1]))
    return any(
        chunk.words
        and between[1] < (chunk.box[1] + chunk.box[3]) / 2 < between[3]
        and overlap(chunk.box[0], chunk.box[2], between[0], between[2]) > 0
        for chunk in chunks
    )


def _is_table(group: Group) -> bool:
    """Cells share their borders; cards stand a little apart."""
    boxes = [frame.box for frame, _ in group]
    return len(boxes) > MOST or any(_touch(a, b) for a in boxes for b in boxes if a is not b)


def _touch(a: Box, b: Box) -> bool:
    below = abs(b[1] - a[3]) < BORDER and overlap(a[0], a[2], b[0], b[2]) > 0
    return below or (abs(b[0] - a[2]) < BORDER and overlap(a[1], a[3], b[1], b[3]) > 0)


def _without_verdicts(group: Group) -> Group:
    """A coloured box that judges, under a field or a single card, is no second option: it begins with its verdict."""
    judging = [one for one in group if _is_shaded(one[0]) and verdict(_first(one[1]).text)]
    return [one for one in group if one not in judging] if len(group) - len(judging) < 2 else group


def _without_listing(group: Group) -> Group:
    """A box of several lines above cards of one line each, further from them than they are from each other, belongs
    to what is asked: a listing.
    """
    boxes = [frame.box for frame, _ in group]
    if len(group) < 4 or any(a[3] > b[1] for a, b in pairwise(boxes)):
        return group
    lines = [len({round(chunk.box[1]) for chunk in held}) for _, held in group]
    gaps = [b[1] - a[3] for a, b in pairwise(boxes)]
    apart = gaps[0] > 1.3 * median(gaps[1:]) and boxes[0][3] - boxes[0][1] > 1.5 * median([b[3] - b[1] for b in boxes])
    return group[1:] if apart and lines[0] > 2 and max(lines[1:]) < 3 else group


def _is_shaded(frame: Frame) -> bool:
    return frame.tint not in ("white", "grey", "")


def _first(held: Sequence[Chunk]) -> Chunk:
    return min(held, key=lambda chunk: (round(chunk.box[1]), chunk.box[0]))
