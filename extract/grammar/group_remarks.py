"""A verdict with its reason inside a choice's own row, under its words and under no name of its own.

    <li>Iron<p><em>Incorrect. It sinks.</em></p></li>     the choice is "Iron", and what is said of it is the rest
    <li>Cork<p><em>Correct. It is full of air.</em></p></li>

Only where all choices but one at most have such a line, and both verdicts occur: one alone may be a choice's own words.
"""

from __future__ import annotations

import re

from extract.grammar.choice_remarks import verdict_word
from extract.grammar.group import Group
from extract.grammar.words import Role
from extract.media._words import folded
from quizmill.draft import Fragment

_TOLD = re.compile(r"(?P<own>\S.*?)\s*\n\s*(?P<sign>[*_>]{0,3})\s*(?P<said>[^\n]+)\Z", re.DOTALL)
_FEWEST = 2


def part_remarks(group: Group) -> None:
    """Parts such lines from the words of a group's options."""
    found = {
        place: told
        for place, option in enumerate(group.options)
        if not option.remark and (told := _TOLD.match(option.text.text)) and verdict_word(told["said"])
    }
    said = {verdict_word(told["said"]) for told in found.values()}
    if said != {Role.RIGHT, Role.WRONG} or len(found) < max(_FEWEST, len(group.options) - 1):
        return
    for place, told in found.items():
        option = group.options[place]
        sign = told["sign"]
        remark = told["said"].removesuffix(sign[::-1]) if sign.strip(">") else told["said"]
        option.remark = Fragment(remark, option.text.spans)
        option.text = Fragment(told["own"], option.text.spans)
        option.words = folded(told["own"])
