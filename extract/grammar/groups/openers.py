"""What opens a question among lines that lie between groups: the shape that stands once in every gap.

<h4>1. Which?</h4> <p>Look.</p> (group) <p>Because ...</p> <h4>2. Who?</h4> <p>Look.</p> (group)
    the shape "#" (a number) before the shape "h4."; a line about an answer opens nothing
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.grammar.groups.lines import opens_question, quiet
from extract.grammar.lines import enumerators
from extract.grammar.words.about import EXPLAINS, roles_about
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from quizmill.block import Kind

_STATES = re.compile(  # "The correct answer is B."
    r"(.{3,60}?)\s+(?:is|are|ist|sind|est|sont|es|son|é|são|è|sono)\s+\(?[A-H]\)?(?:(?:,|\s+(?:and|und|et|y|e))\s*[A-H])*(?:[.):]\s.{1,200})?\.?\Z"
)
_LETTER = re.compile(r"\s\(?[A-H]\b")  # stands in all of these
_COLON = re.compile(r"[:\uff1a]")


def opener_of(gaps: Sequence[Sequence[Line]]) -> str:
    """The shape that stands once in (nearly) every gap between groups, the earliest of them; empty if there is none."""
    gaps = [gap for gap in gaps if gap]
    once: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for gap in gaps:
        own: dict[str, list[int]] = {}
        for place, line in enumerate(gap):
            if line.text and not labelled(line):
                for shape in _shapes(line):
                    own.setdefault(shape, []).append(place)
        for shape, found in own.items():
            if len(found) == 1:
                once[shape] += 1
                places[shape] += found[0]
    good = [shape for shape, count in once.items() if count * 5 >= len(gaps) * 4]
    if len(gaps) < 2 or not good:
        return ""
    return min(good, key=lambda shape: (not shape.startswith("#"), places[shape] / once[shape]))


def start_of(lines: Sequence[Line], opener: str) -> int | None:
    """The last line that opens a question, by the page's own opener or else by its look."""
    if opener:
        for place in range(len(lines) - 1, -1, -1):
            if opener in _shapes(lines[place]):
                return place
    for place in range(len(lines) - 1, -1, -1):
        if opens_question(lines[place]):
            return place
    return None


def _shapes(line: Line) -> list[str]:
    """The shapes under which a line may open a question."""
    if quiet(line) or line.kind is Kind.SUMMARY:
        return []
    shapes = [f"{line.container.tag}.{line.container.attrs.get('class', '')}"]
    found = enumerators.read(line.text)
    if found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal"):
        shapes.insert(0, f"#{found.form}{found.enumerator.word.casefold()}")
    return shapes


def labelled(line: Line) -> bool:
    """Whether a line is about an answer: labelled as one, so that it cannot open a question."""
    head = _COLON.split(line.text, maxsplit=1)[0]
    sentence = _STATES.match(line.text) if _LETTER.search(line.text) else None
    if (sentence is not None and Role.ANSWER in roles_of(sentence[1])) or roles_about(line.text) & EXPLAINS:
        return True
    return bool(
        roles_of(head) & {Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION, Role.RIGHT, Role.WRONG, Role.REVEAL}
    )
