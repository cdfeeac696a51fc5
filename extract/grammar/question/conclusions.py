"""The key as the conclusion of a worked solution, where no label states it.

    The side is 5, so the diagonal is 10. The answer is $\\boxed{\\textbf{(B) } 10}$.
    男员工72人，女员工48人。故选B。
    ... which leaves two. Therefore, the correct option is (D).

Only a sentence that concludes counts, all of them must name the same letters, and any other word of a key wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found, option_texts
from extract.grammar.words.rich import plain
from quizmill.block import Kind
from quizmill.cues import Cue, Words
from quizmill.draft import Claim
from quizmill.item import Evidence
from quizmill.source import Span

_WRITTEN_OTHERWISE = (Kind.CODE, Kind.ROW, Kind.IMAGE, Kind.RULE)  # with words that are not in their runs
_CONCLUDES = Cue(
    r"\\boxed\s*\{\s*(?:\\(?:textbf|text|mathrm|mathbf|textrm)\s*\{)?\s*\(?(?P<boxed>[A-H])\s*\)?\s*\}"
    r"|(?:\A|[.!?;\n]\s|,\s+(?:so|thus|hence|therefore)\s)\W{0,3}"
    r"(?:so|thus|hence|therefore|consequently)?,?\s{0,2}(?:the |our )?"
    r"(?:correct |right |best )?(?:answer|option|choice) is(?: therefore| thus)?:?\s+(?:option |choice )?"
    r"[*_(]{0,3}(?P<said>[A-H])(?:\)|(?=[*_]{0,2}\s*(?:[.!]|\Z|\n)))"
    r"|(?:故|所以|因此|综上|故本题|本题)[^。；;\n]{0,6}?(?:应?选|答案[是为选])\s*[:：]?\s*(?P<cjk>[A-H]{1,5})(?![A-Za-z])"
    r"|(?:\A|[.!?;\n]\s)\W{0,3}(?:option |choice |answer )?\(?(?-i:(?P<first>[A-H]))\)? is (?:the )?(?:correct|right)"
    r"(?: answer| option| choice| one)?(?=[.,;:!]|\s+(?:because|as|since|here)\b|\s*\Z)",
    re.IGNORECASE,
)


def may(lines: Sequence[Line]) -> bool:
    """False where no line holds any of the words that a conclusion needs."""
    if any(line.kind in _WRITTEN_OTHERWISE for line in lines):
        return True
    return _CONCLUDES.may(Words.of(plain(line.runs) for line in lines))


def take(found: Found, texts: Sequence[str], where: tuple[Span, ...]) -> None:
    """Claims what the reasons conclude."""
    letters = [
        (match["boxed"] or match["said"] or match["cjk"] or match["first"]).upper()
        for text in texts
        for match in _CONCLUDES.finditer(text)
    ]
    if len(set(letters)) != 1:
        return
    labels = {label.upper() for label in option_texts(found)[1]}
    if set(letters[0]) <= labels:
        found.claims.append(Claim(Evidence.STATED, labels=tuple(letters[0]), spans=where))
