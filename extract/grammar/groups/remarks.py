"""A verdict with its reason inside a choice's own row, under its words and under no name of its own.

    <li>Iron<p><em>Incorrect. It sinks.</em></p></li>     the choice is "Iron", and what is said of it is the rest
    <li>Cork<p><em>Correct. It is full of air.</em></p></li>

Only where all choices but one at most have such a line, and both verdicts occur: one alone may be a choice's own words.

    <div>Iron <b>Explanation</b> <p>It sinks.</p></div>    below a label on a line of its own stands what is said of it
"""

from __future__ import annotations

import re

from extract.grammar.groups.group import Group, Option
from extract.grammar.question.choice_remarks import verdict_word
from extract.grammar.words.label_words import Role, roles_of
from extract.media._words import folded
from quizmill.draft import Fragment

_BREAK = re.compile(r"\s*\n\s*|\s(?=[*_]{1,3}\w)")  # where a remark may begin: on a line or in a look of its own
_SIGN = re.compile(r"[*_>]{0,3}\s*")
_FEWEST = 2


def part_remarks(group: Group) -> None:
    """Parts such lines from the words of a group's options."""
    for option in group.options:
        if not option.remark and (labelled := _labelled(option.text.text)) is not None:
            _part(option, *labelled)
    found = {
        place: told
        for place, option in enumerate(group.options)
        if not option.remark and (told := _parted(option.text.text)) is not None
    }
    said = {verdict for _, _, verdict in found.values()}
    if said != {Role.RIGHT, Role.WRONG} or len(found) < max(_FEWEST, len(group.options) - 1):
        return
    for place, (own, remark, _) in found.items():
        _part(group.options[place], own, remark)


def _part(option: Option, own: str, remark: str) -> None:
    option.remark = Fragment(remark, option.text.spans)
    option.text = Fragment(own, option.text.spans)
    option.words = folded(own)


def _labelled(text: str) -> tuple[str, str] | None:
    """A choice's own words and what stands below the label of an explanation."""
    paragraphs = text.split("\n\n")
    for place, line in enumerate(paragraphs[1:-1], 1):
        if len(line) < 30 and Role.EXPLANATION in roles_of(line.strip("*_#: ")):
            return "\n\n".join(paragraphs[:place]), "\n\n".join(paragraphs[place + 1 :])
    return None


def _parted(text: str) -> tuple[str, str, Role] | None:
    """A choice's own words, what is said of it, and the verdict; None where nothing is said."""
    for found in _BREAK.finditer(text):
        own, rest = text[: found.start()], text[found.end() :]
        sign = _SIGN.match(rest)
        said = rest[sign.end() :] if sign is not None else rest
        verdict = verdict_word(said)
        if own.strip() and verdict is not None and "\n" not in said:
            return own, said.rstrip().rstrip("*_"), verdict
    return None
