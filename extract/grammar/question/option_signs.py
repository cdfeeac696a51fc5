"""A sign before the words of the right choice, in question after question: `B. *Hamburg`.

    A. Cologne        A. *Mainz
    B. *Hamburg       B. Halle          exactly one a question (or some, where several are right), and not always
    C. Munich         C. Dresden        the same one

One such sign may be a footnote. Where anything else tells a key the sign is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found
from extract.grammar.words.rich import cut, plain, strip
from quizmill.draft import Claim
from quizmill.item import Evidence

_SIGN = re.compile(r"(?P<sign>[*✱★→➔➤►▶]|->|=>)\s?(?=[^\W_])")
_FEWEST = 2


def are_single(told: Sequence[Sequence[int]]) -> bool:
    """Whether each question has just one of its choices told, and not always at the same place."""
    return all(len(own) == 1 for own in told) and len({own[0] for own in told}) > 1


def take(found: Sequence[Found]) -> None:
    """Claims what such signs tell, and takes them off the choices."""
    lists = [one for one in found if len(one.options) > 1 and not one.malformed]
    if len(lists) < _FEWEST or any(one.claims for one in lists):
        return
    for sign in sorted({sign for one in lists for option in one.options if (sign := _sign(option.head))}):
        told = [tuple(at for at, option in enumerate(one.options) if _sign(option.head) == sign) for one in lists]
        pairs = [(one, own) for one, own in zip(lists, told, strict=True) if own]
        if len(pairs) < _FEWEST or len(pairs) * 5 < len(lists) * 4 or len({own for _, own in pairs}) < _FEWEST:
            continue
        mostly_one = sum(len(own) == 1 for _, own in pairs) * 2 > len(pairs)
        if mostly_one and all(len(own) < len(one.options) for one, own in pairs):
            for one, own in pairs:
                _claim(one, own)
            return


def _sign(line: Line) -> str:
    sign = _SIGN.match(line.text) if line.mark is None else None
    return sign["sign"] if sign is not None else ""


def _claim(one: Found, own: tuple[int, ...]) -> None:
    lines = [one.options[at].head for at in own]
    one.claims.append(Claim(Evidence.MARKED_CORRECT, choices=own, spans=prose.spans(lines)))
    for at, line in zip(own, lines, strict=True):
        sign = _SIGN.match(line.text)
        runs = strip(cut(line.runs, sign.end() if sign else 0))
        one.options[at].head = replace(line, runs=runs, text=plain(runs), written=None)
