"""Right-to-left pages: read as in a mirror, so that "left" is where a line begins, and signs turned back.

.1 ما هي عاصمة فرنسا؟      ->    1. ما هي عاصمة فرنسا؟     the number's dot stands behind it as it is read
أ( باريس                  ->    أ) باريس                  fonts show a bracket by the other one's shape
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.geometry import Box, Chunk, Word, union
from quizmill.block import Block

_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTERS = re.compile(rf"{_LETTER.pattern}{{2,}}")
_RUN = re.compile(rf"[^\w]{{0,2}}{_LETTER.pattern}{{2,}}[^\w]{{0,2}}")
_LATIN = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBER = re.compile(r"([.):\]-]{1,2})(\d{1,3})\Z")
_BRACKETS = str.maketrans("()[]{}", ")(][}{")


def is_rtl(text: str) -> bool:
    """True where most letters are of a script that runs from the right."""
    if text.isascii():
        return False
    return len(_LETTER.findall(text)) > len(_LATIN.findall(text))


def letters(text: str) -> re.Match[str] | None:
    """Where the letters of such a script stand in a word that has at least two of them and nothing else between."""
    return _RUN.fullmatch(text) and _LETTERS.search(text)


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """A line's words with numbers' dots behind them and mirrored brackets turned; other lines as they are."""
    if all(word.text.isascii() for word in words) or not is_rtl(" ".join(word.text for word in words)):
        return tuple(words)
    words = _numbered(words)
    whole = "".join(char for word in words for char in word.text if char in "()[]")
    turned = whole[:1] in (")", "]") or whole[-1:] in ("(", "[")
    return tuple(_word(word, turned) for word in words)


_STOPS = frozenset(("-", ".", ")", "–", ":"))


def _numbered(words: Sequence[Word]) -> Sequence[Word]:
    """A line that begins with a number's stop and then its digits, which stand before it: "- 1" is "1-"."""
    found, at = [], 0
    begins = _is_turned(words)
    while at < len(words):
        if begins and _is_turned(words[at : at + 2]):
            stop, digits = words[at : at + 2]
            found.append(replace(digits, text=digits.text + stop.text, box=union([stop.box, digits.box]), glued=False))
            at += 2
        else:
            found.append(words[at])
            at += 1
    return found


def _is_turned(words: Sequence[Word]) -> bool:
    if len(words) < 2:
        return False
    stop, digits = words[:2]
    return stop.text in _STOPS and digits.glued and digits.text.isdecimal() and digits.box[0] < stop.box[0]


_LAST = re.compile(r"[.)](\d{1,2})|(\d{1,2})[.)]")


def led(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a mirrored page; in Latin or digits the label that stands at their right comes first: "364 .1"."""
    return [_led(chunk) for chunk in chunks]


def _led(chunk: Chunk) -> Chunk:
    words = chunk.words
    if len(words) > 1 and words[-1].box[0] < words[0].box[0] and all(word.text.isdecimal() for word in words):
        return replace(chunk, words=words[::-1])  # a row of numbers, which programs write from the left
    label = _LAST.fullmatch(words[-1].text) if len(words) > 1 and chunk.text.isascii() else None
    if label is None or words[-1].box[0] > words[0].box[0]:
        return chunk
    return replace(chunk, words=(replace(words[-1], text=(label[1] or label[2]) + "."), *words[:-1]))


def _word(word: Word, turned: bool) -> Word:
    text = word.text.translate(_BRACKETS) if turned else word.text
    text = _NUMBER.sub(r"\2\1", text) if _NUMBER.match(text) else text
    return word if text == word.text else replace(word, text=text)


def mirrored(box: Box, width: float) -> Box:
    """The box as a page of this width shows it in a mirror, and back."""
    return (width - box[2], box[1], width - box[0], box[3])


def back(block: Block, width: float) -> Block:
    """A block of a mirrored page where it stands on the page itself."""
    if not block.span.box:
        return block
    x0, y0, x1, y1 = mirrored(block.span.box, width)
    return replace(block, span=replace(block.span, box=(round(x0, 1), y0, round(x1, 1), y1)))
