"""A choice said once more below the others, letter and words: the page's way to tell the answer.

    A. Lucas    B. Spielberg    C. Scott
    B. Spielberg                                 the key, where all questions of the page end so

One question that ends so tells nothing, and a letter with other words is a choice of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.groups.stated import plain
from extract.grammar.question.around import Around
from extract.grammar.question.stated import folded
from extract.media.html.lines import Line
from extract.media.html.medium import span_of
from quizmill.draft import Claim
from quizmill.item import Evidence

_FEWEST = 2
_LETTER = re.compile(r"\A[(\[]?([^\W_]{1,2})[)\].:]+")


def repeated_choices(read: Sequence[tuple[Group, Around]]) -> None:
    """Makes such lines claims."""
    found = [(around, _said_again(group, around)) for group, around in read]
    if len(found) < _FEWEST or any(place is None for _, place in found):
        return
    for around, place in found:
        assert place is not None
        (line,) = _worded(around)
        around.loose.clear()
        around.claims.append(Claim(Evidence.STATED, choices=(place,), spans=(span_of(line),)))


def _said_again(group: Group, around: Around) -> int | None:
    """The choice that the first loose line repeats, its letter before its words."""
    lines = _worded(around)
    if len(lines) != 1 or around.claims or around.feedback:
        return None
    said = _LETTER.sub(r"\1", folded(plain(lines[0].parts)))
    shown = [_LETTER.sub(r"\1", folded(f"{option.label.strip('.):')}. {option.words}")) for option in group.options]
    lettered = all(option.label for option in group.options)
    return shown.index(said) if lettered and shown.count(said) == 1 else None


def _worded(around: Around) -> list[Line]:
    return [line for line in around.loose if any(char.isalnum() for char in line.text)]
