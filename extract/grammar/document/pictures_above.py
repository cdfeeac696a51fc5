"""A picture that stands right above a question, apart from what comes before, is the question's.

    ![a ship](ship.png)
    1. Which ship is this?          stem: "Which ship is this?" and the picture

Where it stands as near to the lines above as to the question, it is nobody's, and is reported as unclaimed.
"""

from __future__ import annotations

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind


def give(doc: Doc, found: list[Found]) -> None:
    """Adds each such picture to the stem of the question below it."""
    taken = {line.at for one in found for line in one.taken}
    for one in found:
        at = one.taken[0].at if one.taken and one.stem else 0
        if at and _is_its_own(doc.lines, at) and at - 1 not in taken:
            picture = doc.lines[at - 1]
            one.stem.append(picture)
            one.taken.insert(0, picture)


def _is_its_own(lines: list[Line], at: int) -> bool:
    picture = lines[at - 1]
    if picture.kind is not Kind.IMAGE or not picture.block.src or lines[at].gap:
        return False
    return at == 1 or picture.gap > 0 or lines[at - 2].kind in (Kind.HEADING, Kind.RULE)
