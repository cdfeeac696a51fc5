"""A key without a word before it: a line under the options that is one of their labels, in question after question.

i. oxygen
ii. carbon dioxide
(ii)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.question.found import Found, option_texts
from quizmill.block import Kind
from quizmill.draft import Claim
from quizmill.item import Evidence

_LABEL = re.compile(r"[(\[]?(?P<l>[A-Za-z]|[ivxIVX]{1,4}|[^\x00-\x7f\W\d_])[)\].]?\Z")
_FEWEST = 2


def take(found: Sequence[Found]) -> None:
    """Claims such labels where nearly every question has one."""
    choices = [one for one in found if one.options and not one.malformed]
    hits = [(one, hit) for one in choices if not one.claims and (hit := _label(one)) is not None]
    if len(hits) < _FEWEST or len(hits) * 5 < len(choices) * 4:
        return
    for one, (line, label) in hits:
        where = prose.spans([line])
        one.claims.append(Claim(Evidence.STATED, labels=(label,), spans=where))
        one.feedback = [(when, text) for when, text in one.feedback if text.spans != where]


def _label(one: Found) -> tuple[Line, str] | None:
    """The first line that no label introduces, where it says one option's label and no more."""
    line = one.implied[0] if one.implied else None
    if line is None or line.kind is Kind.CODE or (len(one.implied) > 1 and not one.implied[1].gap):
        return None
    found = _LABEL.match(line.whole().strip().removeprefix("- "))
    labels = [label.casefold() for label in option_texts(one)[1]]
    said = found["l"].casefold() if found is not None else ""
    return (line, said) if labels.count(said) == 1 else None
