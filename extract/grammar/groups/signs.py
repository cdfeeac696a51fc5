"""Signs and looks in the words of a choice that only tell the key: read as such, and taken off.

<li>Cologne</li> <li>*Hamburg</li>         a star at one choice of every question, and not always the same
<li>Cologne</li> <li>Hamburg ✓</li>        a tick that was read as a mark is no word of the choice
<li>Cologne</li> <li><b>Hamburg</b></li>   nor is the look of the whole choice that tells it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.groups.group import Group
from extract.grammar.question.option_signs import are_single
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_STAR = re.compile(r"\A\\\*\s?(?=[^\s*])|(?<=[^\s*\\])\s?\\\*\Z")  # as Markdown writes a star
_TICKS, _CROSSES = "✓✔✅☑√", "✗✘❌✖"
_LOOK = re.compile(
    r"\A(?:\*\*\*(?P<a>[^*]+)\*\*\*|\*\*(?P<b>[^*]+)\*\*|\*(?P<c>[^*]+)\*|<u>(?P<d>[^<]+)</u>|<mark>(?P<e>[^<]+)</mark>"
    r"|==(?P<f>[^=]+)==)\Z"
)


def starred(groups: Sequence[Group]) -> dict[int, Claim]:
    """The choices told by a star, by the group's number; the stars are taken off."""
    hits = [[at for at, option in enumerate(group.options) if _STAR.search(option.text.text)] for group in groups]
    if not are_single(hits):
        return {}
    for group, (at,) in zip(groups, hits, strict=True):
        option = group.options[at]
        option.text = replace(option.text, text=_STAR.sub("", option.text.text, count=1))
    return {number: Claim(Evidence.MARKED_CORRECT, choices=(at,)) for number, (at,) in enumerate(hits)}


def unmarked(text: Fragment, right: bool) -> Fragment:
    """A choice's words without the sign that judged it, and without its look if it is `right`."""
    words = text.text
    signs = _TICKS if right else _CROSSES
    if words[:1] in signs and words[1:2] in (" ", "\ufe0f"):
        words = words[1:].lstrip("\ufe0f ")
    if words[-1:] in signs and words[-2:-1] == " ":
        words = words[:-1].rstrip()
    if right and (found := _LOOK.match(words)):
        words = next(group for group in found.groups() if group)
    return replace(text, text=words) if words and words != text.text else text
