"""What the values of a group's controls tell: points, or words that judge.

value="10" beside value="0" (3 times)      the first        value="correct" beside value="a", "b"     the first
value="0", "1", "2"                        nothing: only numbers of the options
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.words.class_names import judge, verdict
from extract.grammar.words.truth import truth_of

_NUMBER = re.compile(r"-?\d{1,4}(?:\.\d+)?")


def values_of(group: Group, flags: bool) -> tuple[bool | None, ...]:
    """Values that tell: `10` among noughts, `correct` among others; never a value that only repeats its label."""
    values = [option.control.attrs.get("value", "").strip() for option in group.options]
    silent: tuple[bool | None, ...] = (None,) * len(values)
    if group.kind == "element" or len(set(values)) < 2:
        return silent
    words = [option.words.strip().casefold() for option in group.options]
    if any(value.casefold() == word for value, word in zip(values, words, strict=True)):
        return silent
    if all(map(_NUMBER.fullmatch, values)):
        return _scores([float(value) for value in values], flags)
    if any(map(is_yes_or_no, words)):
        return silent
    if set(values) <= {"", "answer", "correct"} and "" in values:
        return tuple(value != "" for value in values)
    told = tuple(judge(value) for value in values)
    if True in told and not (len(values) == 2 and None in told):
        return told
    rare, often = _odd_one(values)
    if rare is not None and (
        judge(values[rare]) is True or values[rare] in ("answer", "ok", "yes") or judge(often) is False
    ):
        return tuple(i == rare for i in range(len(values)))
    return silent


def is_yes_or_no(word: str) -> bool:
    return truth_of(word) is not None or verdict(word) is not None


def _scores(values: Sequence[float], flags: bool) -> tuple[bool | None, ...]:
    """Points: one value above nought among noughts. `0, 1` and `0, 1, 2` are only numbers of the options, unless the
    page's other questions show that 0 and 1 are `flags`.
    """
    above = [value for value in values if value > 0]
    noughts = sum(1 for value in values if value <= 0)
    if not above or not noughts or len(set(above)) > 1:
        return (None,) * len(values)
    if len(values) == 2 and above[0] == 1 and not flags:
        return (None,) * len(values)
    return tuple(value > 0 for value in values)


def _odd_one(values: Sequence[str]) -> tuple[int | None, str]:
    """The position of the one value that is unlike all others, which are alike."""
    counts = Counter(values)
    if len(counts) != 2 or len(values) < 3:
        return None, ""
    (often, _), (rare, times) = counts.most_common()
    return (list(values).index(rare), often) if times == 1 else (None, "")
