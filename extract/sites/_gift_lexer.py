"""Cutting GIFT text into questions, and a question's text into words and answer blocks.

Backslash escapes are turned into characters of a private range first, so that what is left of `~ = # { } :` is
syntax; `plain` turns them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.sites._lines import Line, lines_of

_ESCAPED = "~=#{}:\\"
_BASE = 0xE100
_HIDE = {char: chr(_BASE + index) for index, char in enumerate(_ESCAPED)}
_SHOW = {ord(hidden): char for char, hidden in _HIDE.items()} | {_BASE + len(_ESCAPED): "\n"}
_TITLED = re.compile(r"\s*::.+::")
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")


def hide(text: str) -> str:
    """Escaped characters out of the way of the syntax. `\\n` is a line end."""
    return _ESCAPE.sub(lambda m: chr(_BASE + len(_ESCAPED)) if m[1] == "n" else _HIDE[m[1]], text)


def plain(text: str) -> str:
    """The words, with their escaped characters back."""
    return text.translate(_SHOW)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one question, comments taken off; `notes` are the words of its comments."""

    lines: tuple[Line, ...]
    notes: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def chunks(text: str) -> Iterator[Chunk]:
    """Questions are set apart by blank lines; a blank line inside braces does not end one where the brace closes.

    A title after a closed answer block begins a question too, where the author forgot the blank line; so does a
    comment there. A fence around it all, as chats write it, is no text.
    """
    lines: list[Line] = []
    notes: list[Line] = []
    source = [Line(line.number, hide(line.text)) for line in lines_of(text)]
    closes = _next_brace(source)
    balance = 0  # braces opened and not closed in `lines`
    for line, closed_later in zip(source, closes, strict=True):
        if not lines:
            balance = 0
        if lines and not balance and _begins(line.text, lines):
            yield from _taken(lines, notes)
        balance += _balance(line.text)
        if line.text.lstrip().startswith("//"):
            notes.append(line)
        elif line.text.lstrip().startswith("```"):
            yield from _taken(lines, notes)
            yield Chunk((line,), ())
        elif line.text.lstrip().startswith("$CATEGORY:"):
            yield from _taken(lines, notes)
            yield Chunk((line,), tuple(notes))
            notes.clear()
        elif line.text.strip():
            lines.append(line)
        elif lines and not (closed_later and _open("\n".join(line.text for line in lines))):
            yield from _taken(lines, notes)
        elif lines:
            lines.append(line)
    yield from _taken(lines, notes)


def _taken(lines: list[Line], notes: list[Line]) -> Iterator[Chunk]:
    if lines:
        while not lines[-1].text.strip():
            lines.pop()
        yield Chunk(tuple(lines), tuple(notes))
        lines.clear()
        notes.clear()


def _begins(line: str, above: list[Line]) -> bool:
    """A title ends a question that has an answer block, also with words behind it; a comment, one that ends with it."""
    if _TITLED.match(line):
        return any("}" in other.text for other in above)
    return line.lstrip().startswith("//") and above[-1].text.rstrip().endswith("}")


def _balance(line: str) -> int:
    return 0 if line.lstrip().startswith("//") else line.count("{") - line.count("}")


def _open(text: str) -> bool:
    return text.rfind("{") > text.rfind("}")


def _next_brace(lines: list[Line]) -> list[bool]:
    """For each line: is the next brace after it a closing one?"""
    answers: list[bool] = []
    closing = False
    for line in reversed(lines):
        answers.append(closing)
        braces = [char for char in line.text if char in "{}"]
        if braces and not line.text.lstrip().startswith("//"):
            closing = braces[0] == "}"
    return answers[::-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer: `=`, `~` or "" where it has no sign, its weight in percent, its words and its feedback."""

    sign: str
    weight: float | None
    text: str
    feedback: str


_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")


def entries(body: str) -> list[Entry]:
    """The answers of a block in their order."""
    found = []
    for piece in re.split(r"(?=[=~])", body):
        sign, rest = (piece[0], piece[1:]) if piece[:1] in ("=", "~") else ("", piece)
        if not sign and not rest.strip():
            continue
        weight = _WEIGHT.match(rest)
        words, _, feedback = rest[weight.end() if weight else 0 :].partition("#")
        found.append(Entry(sign, float(weight[1]) if weight else None, words.strip(), feedback.strip()))
    return found
