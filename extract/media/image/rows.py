"""Rows of a list in a picture that hairlines part, where icons at their ends tell that they are options.

    A covalent bond
    -----------------------------
    An ionic bond               ✗        frames as cards have: each row from line to line
    -----------------------------
    A hydrogen bond             ✓
    -----------------------------

Lists and tables are parted by lines, too: without an icon at a row's right end nothing is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.media.geometry import Box, Chunk, Drawing, Shape, inside, same_row
from extract.media.image.frames import Frame
from extract.media.image.signs import Sign

ALIKE = 0.25  # of a row's height: rows of one list differ by no more
APART = 2.0  # of 12 units that a line is high: rows end before the line, or they were a table's cells
MOST = 8.0  # heights of a line that a row has at most


def find(shapes: Sequence[Shape], chunks: Sequence[Chunk], signs: Sequence[Sign]) -> list[Frame]:
    """The rows that hold words, of every list in which an icon judges; all in one unit of length."""
    found: list[Frame] = []
    posts = [shape.box for shape in shapes if shape.drawing is Drawing.POST]
    posts = [post for post in posts if not any(inside(post, sign.box) for sign in signs)]
    for rules in _lists([shape.box for shape in shapes if shape.drawing is Drawing.RULE]):
        if any(rules[0][1] - 2 < (post[1] + post[3]) / 2 < rules[-1][3] + 2 for post in posts):
            continue  # a table
        rows = [row for row in _rows(rules) if any(_is_held(chunk, row) for chunk in chunks)]
        if len(rows) > 1 and _is_judged(rows, chunks, signs):
            found += [Frame(row, "white", "") for row in rows]
    return found


def _is_judged(rows: Sequence[Box], chunks: Sequence[Chunk], signs: Sequence[Sign]) -> bool:
    """True where icons tell some rows from others: a list of features has a tick in each, a table has several a row."""
    held = [[sign for sign in signs if inside(sign.box, row)] for row in rows]
    told = {own[0].right if own else None for own in held}
    single = all(len(own) < 2 and all(_ends(s, row, chunks) for s in own) for own, row in zip(held, rows, strict=True))
    return single and len(told) > 1


def _lists(rules: Sequence[Box]) -> list[list[Box]]:
    """Lines of one left and right end, from the top, at like distances."""
    columns: list[list[Box]] = []
    for rule in sorted(rules, key=lambda box: box[1]):
        own = next((c for c in columns if abs(c[-1][0] - rule[0]) < 3 and abs(c[-1][2] - rule[2]) < 3), None)
        if own is None:
            columns.append([rule])
        elif rule[1] - own[-1][1] > 4:
            own.append(rule)
    found: list[list[Box]] = []
    for column in columns:
        run = [column[0]]
        for above, rule in pairwise(column):
            step = rule[1] - above[1]
            if len(run) > 1 and abs(step - (run[-1][1] - run[-2][1])) > ALIKE * step:
                found.append(run)
                run = [above] if step < run[-1][1] - run[-2][1] else []
            run.append(rule)
        found.append(run)
    return [run for run in found if len(run) > 1]


def _rows(rules: Sequence[Box]) -> list[Box]:
    """From line to line, and as much above the first one: a list often has no line over it."""
    step = rules[1][1] - rules[0][1]
    tops = [rules[0][1] - step, *(rule[1] for rule in rules[:-1])]
    return [(rule[0], top + APART, rule[2], rule[1] - APART) for top, rule in zip(tops, rules, strict=True)]


def _is_held(chunk: Chunk, row: Box) -> bool:
    return bool(chunk.words) and inside(chunk.box, row) and (row[3] - row[1]) < MOST * (chunk.box[3] - chunk.box[1])


def _ends(sign: Sign, row: Box, chunks: Sequence[Chunk]) -> bool:
    """True for an icon behind all words of its row, at its right end."""
    if not inside(sign.box, row) or sign.box[0] < row[0] + 0.6 * (row[2] - row[0]):
        return False
    return not any(_is_held(c, row) and same_row(c.box, sign.box, 0.3) and c.box[0] > sign.box[2] for c in chunks)
