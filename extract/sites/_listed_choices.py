"""Choices that stand in the words of a card or cell, a labelled line each, and the answer that names one of them.

    Which bone is longest?          B) ulna        "B", "B) ulna" and "ulna" name the second; "ulna, not femur" none
    A) femur
    B) ulna

Lines that are counted (`1. femur`) may be a list of anything: there the answer has to say the choice's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizmill.draft import Claim, Draft, DraftChoice, DraftFeedback, Fragment
from quizmill.item import Evidence
from quizmill.source import Span

_BREAK = re.compile(r"\\?\n\s*")
_LINE = re.compile(r"(?:[-*•]\s+)?\(?([A-Ja-j]|\d{1,2})(?:\\?[.)]|:)\s*(?=\S)")
_INLINE = re.compile(r"(?:^|(?<=[\s,;]))\(?([A-J])[.):]\s*(?=\S)")
_ANSWER = re.compile(r"\s*(?:(?:the )?(?:correct|right) )?answers?(?: is| are)?\s*[:=–-]\s*", re.I)
_PARTED = re.compile(r"\s*[,;&/+]\s*|\s+and\s+|\s+")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """The words above the choices, and the choices with their labels."""

    stem: str
    labels: tuple[str, ...]
    texts: tuple[str, ...]

    def named(self, answer: str) -> tuple[int, ...]:
        """The choices that an answer names by letters, or the one by its words, or by both; none for any other."""
        answer = _ANSWER.sub("", answer)
        words = [_folded(text) for text in self.texts]
        said = words.index(_folded(answer)) if words.count(_folded(answer)) == 1 else None
        tokens = [token for token in _PARTED.split(answer.strip("*_ .")) if token]
        letters = [token.strip("().*:\\").upper() for token in tokens]
        if letters and all(letter in self.labels and letter.isalpha() for letter in letters):
            places = tuple(sorted({self.labels.index(letter) for letter in letters}))
            return places if said is None or places == (said,) else ()
        if said is not None:
            return (said,)
        mark = _LINE.match(answer)
        own = self.labels.index(mark[1].upper()) if mark and mark[1].upper() in self.labels else None
        return (own,) if mark and own is not None and words[own] == _folded(answer[mark.end() :]) else ()

    def choices(self, spans: tuple[Span, ...]) -> tuple[DraftChoice, ...]:
        return tuple(
            DraftChoice(Fragment(text, spans), label="" if label.isdecimal() else label)
            for text, label in zip(self.texts, self.labels, strict=True)
        )


def from_card(draft: Draft, back: str) -> Draft | None:
    """A card whose front ends with choices and whose back begins with the right ones; None for any other card."""
    listed = below(draft.stem.text)
    first, _, rest = back.partition("\n")
    places = listed.named(first.rstrip("\\ ")) if listed else ()
    if not listed or not places:
        return None
    spans = draft.stem.spans
    told = (DraftFeedback(Fragment(rest.strip(), spans)),) if rest.strip() else ()
    return replace(
        draft,
        type=None,
        stem=replace(draft.stem, text=listed.stem),
        choices=listed.choices(spans),
        claims=(Claim(Evidence.STATED, places, spans=spans),),
        answers=(),
        feedback=(*draft.feedback, *told),
    )


def _folded(text: str) -> str:
    return re.sub(r"[*_`\\]", "", " ".join(text.split())).strip(" .;,").casefold()


def below(text: str) -> Listed | None:
    """The run of labelled lines that a text ends with, from A or 1 on; None where it has none, or no words above."""
    lines = [line.strip() for line in _BREAK.split(text) if line.strip()]
    marks = [_LINE.match(line) for line in lines]
    start = len(lines)
    while start and marks[start - 1]:
        start -= 1
    run = [mark for mark in marks[start:] if mark]
    if not _in_order([mark[1].upper() for mark in run]) or not start:
        return None
    texts = tuple(mark.string[mark.end() :].strip() for mark in run)
    cut = text.rfind(lines[start])
    return Listed(text[:cut].strip("\\\n "), tuple(mark[1].upper() for mark in run), texts)


def inside(cell: str) -> list[str]:
    """The choices of a cell that names them in a row: `A) talc B) diamond C) gypsum`; none for any other cell."""
    marks = list(_INLINE.finditer(cell))
    if not marks or marks[0].start() or not _in_order([mark[1] for mark in marks]):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(cell)]
    return [cell[mark.end() : end].strip(" ,;\n") for mark, end in zip(marks, ends, strict=True)]


def _in_order(labels: Sequence[str]) -> bool:
    """A B C, or 1 2 3."""
    first = "1" if labels and labels[0].isdecimal() else "A"
    wanted = [str(n + 1) if first == "1" else chr(ord("A") + n) for n in range(len(labels))]
    return len(labels) >= _FEWEST and list(labels) == wanted
