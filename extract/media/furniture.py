"""Running heads and feet, page numbers, watermarks, and lines that tell who a learner is: left out of the stream.

Repetition tells furniture: the same words at the same height of several pages, in the page's top or bottom part (a
watermark may stand anywhere). A first look at some pages learns it; then every page is read against that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Chunk, Leaf, same_row
from quizmill.block import Style
from quizmill.cues import Cue

EDGE = 0.15  # of the page's height, at the top and at the bottom
_NUMBER = re.compile(
    r"^[-–—|\s]*(?:(?:page|seite|pagina|página|strana|strona|sida|side|trang|стр\.?|p\.?|pg\.?)\s*)?"
    r"\d{1,4}(?:\s*(?:/|of|von|de|di|sur|van|из|\|)\s*\d{1,4})?[-–—|\s]*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^\W*\d{1,4}\b|\b\d{1,4}\W*$")
_URL = re.compile(r"^(?:https?://|www\.|file:/)\S+$", re.IGNORECASE)
_EMAIL = re.compile(r"^\W*[\w.+-]+@[\w-]+\.[\w.]{2,}\W*$")
_FIELDS = (
    r"name|e-?mail(?: address)?|phone(?: number)?|mobile|roll\s*(?:no|number)|matric\w*(?: no| number)?|signature"
    r"|student\s*(?:id|no|number)|id\s*(?:no|number)?|reg(?:istration)?\.?\s*(?:no|number)|nom(?: et prénom)?"
    r"|prénom|nombre(?: y apellidos)?|apellidos|vorname|nachname|matrikelnummer|nome|cognome|naam|họ và tên|họ tên"
    r"|mssv|фио|имя|姓名|学号|氏名|이름|학번"
)
_PERSON = re.compile(
    rf"^(?:(?:student|learner|candidate|your|full|first|last)\s*(?:'s\s*)?)?(?:{_FIELDS})"
    r"\s*[:：.…_](?:[\s_.…]*$|\s*\S+(?:\s+\S+){0,3}[\s_.…]*$)",
    re.IGNORECASE,
)
_UNFILLED = re.compile(  # "Total Marks: ____/ 50": a sheet's own fields, to be filled in by hand
    r"^(?:total\s+)?(?:date|marks?|score|points?|grade|class|section|period|time|datum|punkte|note|klasse|fecha|puntos"
    r"|nota|curso|classe|data|punti|voto)\s*[:：]\s*[_.…\s]{3,}(?:/\s*\d{1,4})?[_.…\s]*$",
    re.IGNORECASE,
)
_HONOUR = Cue(
    r"\b(?:honou?r (?:code|pledge)|understand that submitting (?:work|another)"
    r"|submit(?:ting)? work that isn.t my own)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What repeats: (words, height in steps of 4 points) of edge lines, and words of watermarks: at one place of nearly
    every page, or at several of some."""

    places: frozenset[tuple[str, int]] = frozenset()
    marks: frozenset[tuple[str, int, int]] = frozenset()

    def holds(self, chunk: Chunk, leaf: Leaf) -> bool:
        """True where this chunk is furniture of its page."""
        if not chunk.words:
            return False
        if chunk.words[0].turned:
            return True
        if _watermark(chunk) in self.marks:
            return True
        text = chunk.text
        if _UNFILLED.match(text):
            return True
        if not _at_edge(chunk, leaf):
            return False
        if _NUMBER.match(text) and _outermost(chunk, leaf) and not _leads(chunk, leaf):
            return True
        if _answers(text):
            return False
        words, step = _signature(text), round(chunk.box[1] / 4)
        return bool(_URL.match(text)) or any((words, near) in self.places for near in (step - 1, step, step + 1))


def _answers(text: str) -> bool:
    """True for "Answer: B", which many slides say at the same place."""
    label, colon, said = text.partition(":")
    return bool(colon and said.strip()) and bool(roles_of(label) & {Role.ANSWER, Role.KEYS})


def is_head(chunk: Chunk, leaf: Leaf) -> bool:
    """True for words at the top of a page that say something: no page number, date or address."""
    text = chunk.text
    wordy = sum(char.isalpha() for char in text) > 0.6 * len(text)
    turned = any(word.turned for word in chunk.words)
    return chunk.box[3] < leaf.height / 2 and wordy and not turned and "@" not in text and not _URL.match(text)


def learn(leaves: Sequence[Leaf]) -> Furniture:
    """What stands at the same place of at least a third (and two) of these pages, and not more often amid them."""
    places: Counter[tuple[str, int]] = Counter()
    marks: Counter[tuple[str, int, int]] = Counter()
    strewn: Counter[tuple[str, int, int]] = Counter()
    amid: Counter[str] = Counter()
    for leaf in leaves:
        amid.update(_signature(c.text) for c in leaf.chunks if not _at_edge(c, leaf))
        places.update({(_signature(c.text), round(c.box[1] / 4)) for c in leaf.chunks if _at_edge(c, leaf)})
        pale = [_watermark(c) for c in leaf.chunks]
        marks.update({mark for mark, c in zip(pale, leaf.chunks, strict=True) if not _at_edge(c, leaf)} - {("", 0, 0)})
        often_here = Counter(mark[0] for mark in pale if mark[0])
        strewn.update({mark for mark in pale if often_here[mark[0]] > 1 and len(mark[0]) > 4})
    often = max(2, len(leaves) / 3)
    return Furniture(
        frozenset(
            place for place, count in places.items() if often <= count >= amid[place[0]] and _may_repeat(place[0])
        ),
        frozenset(mark for mark, count in marks.items() if count >= max(3, 0.6 * len(leaves)))
        | frozenset(mark for mark, count in strewn.items() if count >= often),
    )


def _at_edge(chunk: Chunk, leaf: Leaf) -> bool:
    return chunk.box[3] < EDGE * leaf.height or chunk.box[1] > (1 - EDGE) * leaf.height


def _outermost(chunk: Chunk, leaf: Leaf) -> bool:
    """No other words stand further out, towards the page's nearer edge."""
    if chunk.box[1] > leaf.height / 2:
        return not any(
            other.box[1] > chunk.box[3] for other in leaf.chunks if other.words and not other.words[0].turned
        )
    return not any(other.box[3] < chunk.box[1] for other in leaf.chunks if other.words and not other.words[0].turned)


def _leads(chunk: Chunk, leaf: Leaf) -> bool:
    """True for a bold number right before words of its line: a question's, not the page's."""
    if not (chunk.text.isdecimal() and len(chunk.text) < 3 and chunk.words[0].look.style & Style.BOLD):
        return False
    return any(
        0 < other.box[0] - chunk.box[2] < 4 * chunk.size and same_row(chunk.box, other.box) for other in leaf.chunks
    )


def _signature(text: str) -> str:
    """The words without a page number at their start or end; a question's number stays."""
    bare = _ENDS.sub("", text.casefold()).strip()
    return text.casefold() if Role.QUESTION in roles_of(bare) else bare


def _may_repeat(words: str) -> bool:
    return len(words) > 1 and Role.QUESTION not in roles_of(words)


def _watermark(chunk: Chunk) -> tuple[str, int, int]:
    """A chunk as a watermark: pale, at the same place of every page."""
    if not any(word.look.tint == "grey" for word in chunk.words):
        return ("", 0, 0)
    return (chunk.text, round(chunk.box[0] / 4), round(chunk.box[1] / 4))


ROWS = 10  # numbers in a margin: fewer may count questions


def in_margin(leaf: Leaf) -> frozenset[int]:
    """The places in the leaf's chunks of numbers that count its lines in the margin: one by one or in fives, at even
    steps, smaller or paler than the words at their right."""
    numbers = [(i, c) for i, c in enumerate(leaf.chunks) if c.text.isdecimal() and len(c.text) < 4]
    edges: dict[int, list[tuple[int, Chunk]]] = {}
    for index, chunk in numbers:
        edges.setdefault(round(chunk.box[2] / 3), []).append((index, chunk))
    for edge, found in edges.items():
        own = sorted(found + edges.get(edge + 1, []), key=lambda pair: pair[1].box[1])
        if len(own) >= ROWS and _counts_lines([chunk for _, chunk in own]) and _is_outside(own, leaf):
            return frozenset(index for index, _ in own)
    return frozenset()


def _counts_lines(chunks: Sequence[Chunk]) -> bool:
    steps = {int(b.text) - int(a.text) for a, b in pairwise(chunks)}
    heights = sorted(b.box[1] - a.box[1] for a, b in pairwise(chunks))
    return len(steps) == 1 and steps <= {1, 5} and heights[-1] - heights[0] < 0.35 * heights[len(heights) // 2]


def _is_outside(own: Sequence[tuple[int, Chunk]], leaf: Leaf) -> bool:
    """True where all words stand at one side of the numbers and look another way."""
    mine = {index for index, _ in own}
    words = [chunk for index, chunk in enumerate(leaf.chunks) if chunk.words and index not in mine]
    left, right = min(c.box[0] for _, c in own), max(c.box[2] for _, c in own)
    apart = all(c.box[0] > right for c in words) or all(c.box[2] < left for c in words)
    looks = {c.words[0].look for _, c in own}
    return apart and bool(words) and not looks & {c.words[0].look for c in words}


_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}|\+?\d[\d ()/-]{7,}\d")
_WHOSE = Cue(
    r"\b(?:respondent|candidate|learner|student|submitted by|(?:signed|logged) in as|recorded (?:on|when|with)"
    r"|mobile|phone|teilnehmer(?:in)?|étudiante?|estudiante|alumno|aluno|studente|студент)\b",
    re.IGNORECASE,
)


def is_personal(text: str) -> bool:
    """True for a line that only tells who filled the page in: a name field, an e-mail address, an honour pledge."""
    if _EMAIL.match(text) or _PERSON.match(text):
        return True
    if len(text) < 160 and _WHOSE.search(text) and _ADDRESS.search(text) and "?" not in text:
        return True
    return len(text) < 400 and bool(_HONOUR.search(text))
