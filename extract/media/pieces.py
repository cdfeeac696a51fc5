"""Pieces of one row: which belong together, which are options of their own, which are labels of what follows.

1.    What is a monad?          a number, a wide gap, its text        one piece
a. x        b. y   c. z         the row's own count parts them        three pieces
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.lines import enumerators
from extract.media.geometry import Chunk, Word, union
from extract.media.layout import successive
from quizmill.block import Style

_LABEL = re.compile(
    r"^(?:[(\[]?(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,3})[.)\]:,]{1,2}"
    r"|[(\[（]?[^\W\d_A-Za-z\u00aa-\u024f][.)\]．）、]|[①-⑩ア-オ]|[Qq](?:uestion|\.)?\s*\d{1,3}[.:)]?"
    r"|[^\w\s(\[{\"'“‘«¿¡$<√−+-]{1,2}|o)$"
)
_OTHER = r"[(\[（]?[^\W\d_A-Za-z\u00aa-\u024f][.)\]．）、](?!\d)|[①-⑩]|[ア-オ](?=\s|$)"  # labels of other scripts
OPENS = re.compile(rf"^(?:[(\[]?(?:[A-Ha-h]|[ivx]{{1,4}}|[1-9])[.)\]](?!\d)|[A-H]:(?=\s|$)|{_OTHER})")
_BARE = re.compile(r"[ア-オ]")


def is_label(text: str) -> bool:
    """True for an enumerator, a bullet or a sign that stands alone before its text."""
    return bool(_LABEL.match(text.strip()))


def opens(part: Chunk) -> bool:
    """True for a piece that begins as an option does: with a control or a label."""
    return bool(part.mark) or bool(OPENS.match(part.text))


def merged(parts: list[Chunk]) -> list[Chunk]:
    """A label and the text beside it are one, and so are pieces that no more than a space parts."""
    found: list[Chunk] = []
    for part in parts:
        last = found[-1] if found else None
        gap = part.box[0] - last.box[2] if last is not None else 0.0
        labelled = last is not None and (is_label(last.text) or _is_bare(last, part)) and gap < 7 * part.size
        if last is not None and part.mark is None and (labelled or gap < 1.0 * part.size):
            found[-1] = Chunk(last.words + part.words, union([last.box, part.box]), last.mark, last.mark_box)
        else:
            found.append(part)
    return found


def _is_bare(label: Chunk, part: Chunk) -> bool:
    """A number or capital without a dot, bold before words that are not."""
    if len(label.words) != 1 or label.mark or not part.words or not re.fullmatch(r"\d{1,2}|[A-H]", label.text):
        return False
    return bool(label.words[0].look.style & Style.BOLD) and not part.words[0].look.style & Style.BOLD


def parted(parts: list[Chunk]) -> list[Chunk]:
    """Options that stand close together are parted where the next label of the row's own count begins."""
    text = parts[0].text
    if not (len(parts) > 1 or re.search(r"\s[(\[]?[B-Eb-e2-5][.)\]](?:\s|$)", text) or not text.isascii()):
        return parts
    found: list[Chunk] = []
    rowmates = sum(bool(OPENS.match(part.text)) for part in parts)  # the row is one of options
    for part in parts:
        start = _first(part)
        if start:
            found.append(_piece(part, 0, start))
        for index in range(start + 1, len(part.words)):
            here, opener = part.words[index].text, part.words[start].text
            surely = rowmates >= 2 or _gap(part.words, index)
            if OPENS.match(here) and counts(opener, here) and surely:
                found.append(_piece(part, start, index))
                start = index
        found.append(_piece(part, start, len(part.words)))
    return found


def lettered(parts: Sequence[Chunk]) -> list[Chunk]:
    """A row of options whose labels are bare capitals, "A works   B has worked   C worked": with brackets behind them.
    Two of them have to be bold."""
    first = [part.words[0] if len(part.words) > 1 else None for part in parts]
    letters = "".join(word.text for word in first if word is not None)
    bold = all(word is not None and word.look.style & Style.BOLD for word in first)
    plain = not any(part.words[-1].look.style & Style.BOLD for part in parts if part.words)
    known = letters in "ABCDEFG" if len(parts) > 2 else letters in ("AB", "CD", "EF") and bold and plain
    if len(letters) != len(parts) or len(parts) < 2 or not known or letters[0] not in "ACDE":
        return list(parts)
    return [
        replace(part, words=(replace(part.words[0], text=part.words[0].text + ")"), *part.words[1:])) for part in parts
    ]


_A = re.compile(r"^[(\[]?[Aa][.)\]]{1,2}$")
_B = re.compile(r"^[(\[]?[Bb][.)\]]{1,2}$")


def _first(part: Chunk) -> int:
    """Where the options begin that stand behind a stem on its own line, 0 where there are none."""
    words = part.words
    first = next((i for i in range(2, len(words) - 2) if _A.match(words[i].text) and _gap(words, i)), 0)
    second = next((i for i in range(first + 2, len(words) - 1) if _B.match(words[i].text) and _gap(words, i)), 0)
    return first if first and second else 0


def _gap(words: Sequence[Word], index: int) -> bool:
    """A gap at least somewhat wider than a space."""
    return words[index].box[0] - words[index - 1].box[2] > 0.45 * words[index].look.size


def counts(left: str, right: str) -> bool:
    """True where a label is the next after another of its own kind."""
    return is_next(left, right) and (successive(left, right) or not left[:2].isascii())


def is_next(left: str, right: str) -> bool:
    """True where a label's letter or number is the next after another's."""
    a, b = re.sub(r"\W", "", left)[:1], re.sub(r"\W", "", right)[:1]
    if not a or not b or a.isascii() != b.isascii():
        return False
    return ord(b) - ord(a) == 1 if a.isascii() else _value(a) + 1 == _value(b)


def _value(letter: str) -> int:
    """The place of a letter of another script in its row of labels, far below zero where it has none."""
    read = enumerators.read(f"{letter} x" if "①" <= letter <= "⑳" else f"{letter}) x")
    return read.enumerator.value if read else -9


def stopped(part: Chunk) -> Chunk:
    """The piece, a bare kana before it written as the label that it is."""
    return replace(part, words=labelled(part.words)) if _BARE.fullmatch(part.words[0].text) else part


def labelled(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words that begin with a bare letter, this one written as a label."""
    return (replace(words[0], text=words[0].text + "."), *words[1:])


def _piece(part: Chunk, start: int, end: int) -> Chunk:
    if start == 0 and end == len(part.words):
        return part
    words = part.words[start:end]
    own = (part.mark, part.mark_box) if start == 0 else (None, None)  # a control stands before the first
    return Chunk(words, union([word.box for word in words]), *own)
