"""Code with numbered lines, as editors and notebooks show it: the numbers are taken off, the words are code.

    1  a = 10            a = 10
    2  b = 0.2 * a   ->  b = 0.2 * a
    3  print(b)          print(b)

Numbers without a dot that count on line by line, before lines that look like code: a list of items has dots or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.media.assemble import Line
from extract.media.geometry import written
from quizmill.block import Style

_CODE = re.compile(r"[=;{}#]|\w\(|\)\s*:?$|^(?:import|from|def|for|if|return|print|class|let|var|const|SELECT)\b")
_STATEMENT = re.compile(r"(?:[\w.\[\]]{1,60}\s?=\s?)?[\w.]{1,60}\([^?]*\);?\Z")  # a call, what it gives perhaps kept


def unnumbered(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of numbered listings without their numbers and marked as code."""
    found = list(lines)
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _goes_on(found[end - 1], found[end]):
            end += 1
        if end - start > 1 and _is_listing(found[start:end]):
            found[start:end] = [_bare(line) for line in found[start:end]]
        start = end
    return found


def boxed(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, a listing of one line in a box of its own without its number, which would begin a question."""
    for line in lines:
        alone = line.tint and _number(line) == 1 and _STATEMENT.match(written(line.words[1:]))
        yield _bare(line) if alone else line


def recognised(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a listing in a box of a picture marked as code: engines tell no typewriter print."""
    found = list(lines)
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and found[end].tint and found[end].tint == found[start].tint:
            end += 1
        part = found[start:end]
        if (
            len(part) > 1
            and all(map(_is_recognised, part))
            and sum(bool(_CODE.search(one.text)) for one in part) * 4 > 3 * len(part)
        ):
            found[start:end] = [_code(line) for line in part]
        start = end
    return found


def _is_recognised(line: Line) -> bool:
    return bool(line.tint and line.words) and line.mark is None and any(word.score < 1 for word in line.words)


def _code(line: Line) -> Line:
    words = tuple(replace(word, look=replace(word.look, style=word.look.style | Style.CODE)) for word in line.words)
    return replace(line, words=words, cells=())


def _number(line: Line) -> int:
    """The bare number that a line begins with, -1 where there is none."""
    first = line.words[0].text if line.words else ""
    return int(first) if first.isdecimal() and len(first) < 4 and line.mark is None else -1


def _goes_on(last: Line, line: Line) -> bool:
    number = _number(last)
    return number >= 0 and _number(line) == number + 1 and abs(line.box[0] - last.box[0]) < line.size


def _is_listing(lines: Sequence[Line]) -> bool:
    rests = [written(line.words[1:]) for line in lines if len(line.words) > 1]
    named = [rest for rest in rests if any(map(str.isalpha, rest))]  # "(2)" answers a question, and is no code
    return len(rests) > 1 and 2 * sum(bool(_CODE.search(rest)) for rest in named) >= len(rests)


def _bare(line: Line) -> Line:
    rest = _code(replace(line, words=line.words[1:]))
    if not rest.words:
        return line
    box = (rest.words[0].box[0], line.box[1], line.box[2], line.box[3])
    return replace(rest, box=box, left=box[0])
