"""What a result page writes behind an option's words, on the same line and in no element of its own.

<input type=radio> Helsinki (correct answer)       Helsinki, judged right
<input type=radio> Tampere ✗ your answer           Tampere, chosen and judged wrong
<input type=radio> Riga (your answer)              Riga, chosen: no verdict

A sign, a bracket or an arrow sets such words apart; they come off the option.
"""

from __future__ import annotations

import re

from extract.grammar.groups.group import Group, Option
from extract.grammar.words.class_names import is_verdict_badge, verdict
from extract.grammar.words.label_words import Role, roles_of
from quizmill.draft import Fragment

_LONGEST = 60  # characters of such words
_TAG = re.compile(
    r"\s*(?:(?P<sign>[✓✔✅✗✘❌×]\ufe0f?)\s*|[(\[]|\s[-–—]\s|←|<-+|⬅\ufe0f?\s*|👈\s*)+"
    r"(?P<words>[^()\[\]<>✓✔✅✗✘❌×\n]{3,40}?)\s*[)\]]?\s*(?P<end>[✓✔✅✗✘❌×]\ufe0f?)?\s*\Z"
)
_APART = frozenset("✓✔✅✗✘❌×([-–—←<⬅👈")  # one of these sets them apart
_JOINED = re.compile(r"\s*[,;:/]\s*|\s[-–—]\s")
_RIGHT = "✓✔✅"


def take_tags(group: Group) -> None:
    """Takes such words off the options and notes what they say."""
    for option in group.options:
        shown = option.text.text
        if _APART.isdisjoint(shown[-_LONGEST:]):
            continue
        found = _TAG.search(shown, max(0, len(shown) - _LONGEST))
        if found is not None and found.start() > 0 and all(map(_tells, _JOINED.split(found["words"]))):
            _note(option, found)


def _tells(words: str) -> bool:
    if words.strip().casefold() == "right":  # "Hand (right)"
        return False
    return Role.YOURS in roles_of(words) or is_verdict_badge(words)


def _note(option: Option, found: re.Match[str]) -> None:
    parts = _JOINED.split(found["words"])
    sign = found["sign"] or found["end"]
    said = {verdict(part) for part in parts} - {None}
    if any(Role.YOURS in roles_of(part) for part in parts):
        option.selected = True
    elif not said:  # "Correct answer" names the right one, whoever chose it
        said = {True}
    if sign:
        said.add(sign[0] in _RIGHT)
    option.tag = said.pop() if len(said) == 1 else None
    option.text = Fragment(option.text.text[: found.start()].rstrip(), option.text.spans)
    option.words = option.text.text
