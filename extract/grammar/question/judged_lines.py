"""Options that are only lines, judged by lines of their own, as practice tests are copied from a review page.

Question 2:
Incorrect                    how the learner did: no part of the question
Which one floats?
Iron
(Incorrect)                  said of the line above; words without brackets ("Correct answer") may stand above or
Cork                         below their option, and the document must show which: one right under the stem stands
(Correct)                    above, one right before the explanation below
Explanation
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import ENDING, Option, OptionRun, Rank
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, fold, roles_of
from extract.grammar.words.rich import plain
from quizmill.block import Kind

_RIGHT = frozenset(("correct answer", "correct selection", "your answer is correct", "your selection is correct"))
_WRONG = frozenset(("your answer is incorrect", "your selection is incorrect"))
_STATUS = frozenset(("skipped", "incorrect", "correct", "unanswered", "not answered", "attempted"))
_SIGNS = {sign: role for signs, role in (("✓✔✅☑", Role.RIGHT), ("✗✘❌✖×", Role.WRONG)) for sign in signs}
_JUDGING = (Role.RIGHT, Role.WRONG, Role.PARTIAL)
_LONGEST = 300
_WRAPPED = 60


@lru_cache(maxsize=4096)
def verdict(text: str) -> Role | None:
    """What a line that only judges says of the option beside it."""
    if len(text) > 40 or any(char.isdigit() for char in text):
        return None  # "Correct answer: 3" names an option; folded words have no numbers
    if text[:1] in "([" and text[-1:] in ")]":
        return next(iter(roles_of(text) & {Role.RIGHT, Role.WRONG}), None)
    words = fold(text)
    return Role.RIGHT if words in _RIGHT else Role.WRONG if words in _WRONG else None


def is_status(line: Line) -> bool:
    """True for a line under the opener that tells how the learner did."""
    return line.kind is Kind.TEXT and line.enum is None and fold(line.text) in _STATUS


def opens_with_status(line: Line) -> bool:
    """The same on the opener's own line: `Question 3: Skipped`, `Question 3 [1/1]`, `Question 3 ✅`."""
    numbered = line.enum is not None and bool(line.enum.word)
    words = plain(line.value) or line.text
    told = fold(words) in _STATUS or opener_verdict(words) is not None or cues.earned(words) is not None
    return (numbered or Role.QUESTION in line.roles) and told


def opener_verdict(words: str) -> Role | None:
    """How an opener's words judge the learner: by a sign, or a word and nothing more."""
    sign = words.strip(" -–—:.()[]\ufe0f")
    if sign in _SIGNS:
        return _SIGNS[sign]
    return next((role for role in _JUDGING if role in roles_of(words)), None)


def below(lines: Sequence[Line]) -> bool | None:
    """Whether this document's verdicts stand below their options; None where it does not show."""
    judging = [i for i, line in enumerate(lines) if _judges(line)]
    if not judging:
        return None
    if all(lines[i].text[:1] in "([" for i in judging):
        return True
    under = any(i + 1 < len(lines) and Role.EXPLANATION in lines[i + 1].roles for i in judging)
    over = any(i and cues.is_question(lines[i - 1].text) for i in judging)
    return under if under != over else None


def _judges(line: Line) -> bool:
    return line.kind is Kind.TEXT and line.mark is None and line.enum is None and verdict(line.text) is not None


def judged_run(
    body: Sequence[Line], base: tuple[int, ...], under: bool | None, stemmed: bool
) -> tuple[OptionRun, list[int]] | None:
    """The run of judged lines and the positions of the right ones, or None where nothing is sure.

    `stemmed` tells that the opener already holds words."""
    if under is None:
        return None
    end = next((i for i, line in enumerate(body) if line.roles & ENDING and not _judges(line)), len(body))
    own = [i for i in range(end) if not _judges(body[i])]
    asks = max((n for n, i in enumerate(own) if _ends_stem(body[i])), default=-1)
    if asks < 0 and not stemmed:
        return None
    heads = own[asks + 1 :]
    if len(heads) < 2 or not all(_may_be(body[i], base) for i in heads) or wraps([body[i] for i in heads]):
        return None
    right: list[int] = []
    for i in range(end):
        if not _judges(body[i]):
            continue
        at = i - 1 if under else i + 1
        if at not in heads:
            return None
        if verdict(body[i].text) is Role.RIGHT:
            right.append(heads.index(at))
    if not right or len(right) == len(heads):
        return None
    return OptionRun(Rank.BULLET, heads[0], end, [Option(body[i]) for i in heads]), right


def _ends_stem(line: Line) -> bool:
    return cues.is_question(line.text) or cues.selects_many(line.text)


def _may_be(line: Line, base: tuple[int, ...]) -> bool:
    return (
        line.kind in (Kind.TEXT, Kind.ITEM)
        and line.enum is None
        and line.mark is None
        and line.box == base
        and len(line.text) <= _LONGEST
        and not line.roles & ENDING
    )


def wraps(heads: Sequence[Line]) -> bool:
    """Lines that go on in the next one: which of them make one option does not show."""
    return any(
        len(one.text) > _WRAPPED and one.text[-1:] not in ".!?;" and not two.gap and two.text[:1].islower()
        for one, two in pairwise(heads)
    )
