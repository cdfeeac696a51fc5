"""Open questions among keyed ones, answered in the paragraph right below: notes of somebody who took the quiz.

    3. Which activation avoids dying units?      a keyed choice question
       - [ ] ReLU
       - [x] Leaky ReLU
    4. How is the learning rate chosen?          and below it a paragraph that neither asks nor instructs

It takes three keyed or answered questions, and two such paragraphs: one alone may belong to the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.rich import covering
from quizmill.block import Kind, Style

_ENDS_ASKING = re.compile(r"[?？]\W*\Z")
INSTRUCTS = re.compile(
    r"\W*(?:use|consider|note|hint|tip|assume|suppose|choose|select|pick|give|show|recall|remember|see|let|justify|please"
    r"|you|your|round|write|answer|draw|check|read|look|refer|the following|points?|explain|provide|include)\b|\(",
    re.IGNORECASE,
)
_LOOKS = Style.COLOR | Style.ITALIC | Style.BOLD | Style.HIGHLIGHT
_KEYED, _FEWEST = 3, 2
_LINES, _SHORT = 3, 80  # questions with a line below, and characters of that line
_LONGEST = 500  # characters of such an answer


def take(doc: Doc, found: Sequence[Found]) -> None:
    """Takes the paragraphs off the stems as answers."""
    keyed = sum(bool(one.claims) or one.answered for one in found)
    if not doc.quiz or not doc.written or doc.learner or keyed < _KEYED:
        return
    hits = [(one, at) for one in found if (at := _answer_at(one))]
    if len(hits) < _FEWEST or (keyed + len(hits)) * 4 < len(found) * 3:
        return
    for one, at in hits:
        one.answers = [prose.fragment(one.stem[at:])]
        one.stem, one.answered, one.type = one.stem[:at], True, "short"


def take_lines(doc: Doc, found: Sequence[Found]) -> None:
    """In a document of answers: numbered questions, and on the next line of each a few words that answer."""
    if not doc.answers or doc.learner or len(found) < _LINES or any(one.claims for one in found):
        return
    hits = [one for one in found if _is_pair(one)]
    if len(hits) * 5 < len(found) * 4:
        return
    for one in hits:
        one.answers = [prose.fragment(one.stem[1:])]
        one.stem, one.answered, one.type = one.stem[:1], True, "short"


def _is_pair(one: Found) -> bool:
    """A numbered line that asks, and one short line right below it that does not."""
    if one.options or one.answers or one.malformed or not one.number or len(one.stem) != 2:
        return False
    asks, says = one.stem
    near = not says.gap and len(says.text) <= _SHORT
    told = near or (_stands_out(asks, says) and len(says.text) <= _LONGEST)
    return told and cues.asks_openly(asks.text) and _is_prose(says)


def _stands_out(asks: Line, says: Line) -> bool:
    """True for an answer written in a look of its own: in red, in italics."""
    return bool((covering(says.runs) & _LOOKS) & ~covering(asks.runs))


def _answer_at(one: Found) -> int:
    """Where the answer's paragraph begins among the lines of the stem, or 0."""
    if one.options or one.answers or one.malformed or one.columns or one.parts:
        return 0
    asks = max((at for at, line in enumerate(one.stem) if _ENDS_ASKING.search(line.text)), default=-1)
    below = one.stem[asks + 1 :] if asks >= 0 else []
    fits = below and below[0].gap and all(map(_is_prose, below)) and not any(line.gap for line in below[1:])
    short = sum(len(line.text) for line in below) <= _LONGEST
    return asks + 1 if fits and short and not INSTRUCTS.match(below[0].text) else 0


def _is_prose(line: Line) -> bool:
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
    return bare and not cues.asks_openly(line.text) and not line.text.rstrip().endswith(":")
