"""Letters that look alike in print without serifs, and lost spaces, put right where the words leave no doubt.

    "l.e., l've seen it."       ->   "I.e., I've seen it."
    "5)x is a list.(2 Marks)"   ->   "5) x is a list. (2 Marks)"

    "a. rain" / "b.snow"         ->   "a. rain" / "b. snow"      where its neighbours count, too
    "a.106 b.206 c.306"          ->   "a. 106 b. 206 c. 306"
    "B) birdC) fish"             ->   "B) bird C) fish"
    "Key: 1. b 2. a3. c"         ->   "Key: 1. b 2. a 3. c"
    "ANSWERKEY: 1-B"             ->   "ANSWER KEY: 1-B"          a label that the vocabulary knows

A capital I and a small l are the same stroke; an engine mostly says l.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import PHRASES, Role, fold, roles_of
from extract.media.ocr import Recognised

_STROKE = re.compile(r"\bl(?=\.e\.(?:\W|\Z)|['’](?:m|ve|ll|d)\b)")
_NUMBERED = re.compile(r"\A(\s*(?:•\s*)?\(?\d{1,3}(?:\)(?=[^\W\d_])|\.(?=[A-Z][a-z]|[^\W\d_]{3})))")
_LETTERED = re.compile(r"\A(\s*[(\[]?([A-Ha-h])[.)\]])(?=[^\W_]|[-−+$€£¥√(\[{<\"'“‘])")
_LETTER = re.compile(r"\A\s*[(\[]?([A-Ha-h])[.)\]]\s*")
_ENTRY = re.compile(r"(?<!\d)\d{1,3}[.):-] ?[A-Ha-h](?=\d{1,3}[.):-]|\W|\Z)")
_ENTRIES = re.compile(r"(?<=[.):\- ][A-Ha-h])(?=\d{1,3}[.):-] ?[A-Ha-h](?:\W|\d|\Z))")
_POINTS = re.compile(r"(?<=[?.!])(?=[(\[]\d{1,3} ?(?:marks?|points?|pts)\b)", re.IGNORECASE)


def mended(found: Sequence[Recognised]) -> list[Recognised]:
    """The lines of one page, put right. What "Al" was in print (a name, a metal, AI) no look can tell: it stays."""
    counted = {letter for line in found if (letter := _letter(line.text))}
    return [replace(line, text=_labelled(_row(_mend(_lettered(line.text, counted))))) for line in found]


def _letter(text: str) -> str:
    told = _LETTER.match(text)
    return told[1] if told else ""


def _lettered(text: str, counted: set[str]) -> str:
    """A label and its text set apart where the letter before or after it labels another line: "e.g." is none."""
    told = _LETTERED.match(text)
    if told is None or not {chr(ord(told[2]) - 1), chr(ord(told[2]) + 1)} & counted:
        return text
    return text if re.match(r"\w\.\w\.", text) else f"{told[1]} {text[told.end(1) :]}"


def _mend(text: str) -> str:
    if len(_ENTRY.findall(text)) > 1:
        text = _ENTRIES.sub(" ", text)
    return _POINTS.sub(" ", _NUMBERED.sub(r"\1 ", _STROKE.sub("I", text)))


_TOKEN = re.compile(r"([A-Ha-h])([.)])(?=[^\s.)])")
_FIRST = re.compile(r"\A\s*([A-G])([.)])\s")


def _row(text: str) -> str:
    """Options of one line set apart: labels from their texts, and from the text before them."""
    words = text.split()
    told = [_TOKEN.match(word) for word in words]
    letters = "".join(one[1] for one in told if one)
    if len(letters) > 2 and letters.casefold() in "abcdefgh" and letters.casefold()[0] == "a":
        return " ".join(f"{one[0]} {word[one.end() :]}" if one else word for one, word in zip(told, words, strict=True))
    first = _FIRST.match(text)
    if first is None:
        return text
    for letter in range(ord(first[1]) + 1, ord("H") + 1):
        text = re.sub(rf"(?<=[^\W\dA-Z_])(?={chr(letter)}\{first[2]}\s)", " ", text, count=1)
    return text


_LABELS = frozenset((Role.ANSWER, Role.KEYS, Role.EXPLANATION, Role.SOLUTION, Role.SHOULD, Role.HINT))
_GLUED = {phrase.replace(" ", ""): phrase for phrase, told in PHRASES.items() if " " in phrase and told & _LABELS}
_SHORTEST = 8  # letters of a label whose space may be lost


def _labelled(text: str) -> str:
    """A label of several words before a colon, or alone, with the spaces that an engine lost."""
    label, colon, rest = text.partition(":")
    bare = "".join(label.split())
    if not _SHORTEST <= len(bare) <= 40 or roles_of(label):
        return text
    phrase = _GLUED.get(fold(bare))
    if phrase is None or len(phrase) - phrase.count(" ") != len(bare):
        return text
    letters = iter(bare)
    return "".join(" " if char == " " else next(letters) for char in phrase) + colon + rest
