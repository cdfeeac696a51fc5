"""What counts on a page: labels that follow each other across a row, numbers that run down one column and go on in the
next. They tell a row of options from a row of columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.media.geometry import Chunk
from quizmill.block import Style

EDGE = 5.0  # points that numbers of one edge may stand apart
OPENER = re.compile(r"^[(\[]?(?:([A-Za-z])|([ivx]{1,4})|(\d{1,3}))[.)\]:,]")


def successive(left: str, right: str) -> bool:
    """True where `right` goes on counting from `left`: "A. x" and "B. y", "(i) x" and "(ii) y"."""
    a, b = OPENER.match(left), OPENER.match(right)
    if not a or not b:
        return False
    if a[1] and b[1]:
        return 0 < ord(b[1]) - ord(a[1]) <= 3
    return bool((a[2] and b[2]) or (a[3] and b[3] and int(b[3]) - int(a[3]) == 1))


_NUMBERED = re.compile(
    r"^(?:q(?:uestion)?\.?\s*)?(\d{1,3})(?:[.):]|\s*[-–—]?\s*(?:[(\[]\w[)\]]|[A-H])$)", re.IGNORECASE
)  # "12. What is", "12 (c)" of a key


def counts_on(left: Sequence[Chunk], right: Sequence[Chunk]) -> bool:
    """True where numbers at one edge count down the left side and go on at an edge of the right side."""
    before, after = _counted(left), _counted(right)
    if not before or not after:
        return False
    last, first = max(edge for edge, _ in before), min(edge for edge, _ in after)
    starts = {numbers[0] for edge, numbers in after if edge == first}
    return any(numbers[-1] + 1 in starts for edge, numbers in before if edge == last)


def _counted(items: Sequence[Chunk]) -> list[tuple[float, list[int]]]:
    """(left edge, numbers) of every edge at which at least two numbers stand that count one by one."""
    counted = []
    for edge, found_here in _edges(items):
        for numbers in _runs([number for _, number in sorted(found_here)]):
            if len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers)):
                counted.append((edge, numbers))
    return counted


def _edges(items: Sequence[Chunk]) -> list[tuple[float, list[tuple[float, int]]]]:
    """(left edge, (height, number) of all that stand there); on a scan no two stand at just the same edge."""
    found: list[tuple[float, list[tuple[float, int]]]] = []
    for item in sorted(items, key=lambda item: item.box[0]):
        told = _NUMBERED.match(item.text)
        bold = item.words and item.words[0].look.style & Style.BOLD
        number = told[1] if told else item.words[0].text if bold else ""
        if not re.fullmatch(r"\d{1,3}", number):
            continue
        if not found or item.box[0] - found[-1][0] > EDGE:
            found.append((item.box[0], []))
        found[-1][1].append((item.box[1], int(number)))
    return found


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers down a page, cut where a key or a section begins to count anew."""
    found: list[list[int]] = []
    for number in numbers:
        if not found or number < found[-1][-1]:
            found.append([])
        found[-1].append(number)
    return found


def follows(item: Chunk, column: Sequence[Chunk]) -> bool:
    """True where the label right above, at the same edge, is the one before: the count runs down, not across."""
    above = [
        other
        for other in column
        if other.box[3] <= item.box[1] + 2 and abs(other.box[0] - item.box[0]) < 4 and OPENER.match(other.text)
    ]
    last = max(above, key=lambda other: other.box[1], default=None)
    return last is not None and successive(last.text, item.text)
