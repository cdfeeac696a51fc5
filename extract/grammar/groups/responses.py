"""Class words that judge a choice and who chose it apart.

<li class="correct-choice correct-response">      a right choice, chosen
<li class="correct-choice incorrect-response">    a right choice, wrongly left out
<li class="incorrect-response">                   a wrong choice, chosen
"""

from __future__ import annotations

from functools import lru_cache

from extract.grammar.groups.group import Group
from extract.grammar.words.class_names import judge, judged_words, words_in

_RESPONSE = frozenset("response responses selected selection user student given chosen your submitted".split())


@lru_cache(maxsize=2048)
def _apart(names: str) -> bool | None:
    """What a class attribute that says both right and wrong says of the choice; None where it does not say both."""
    if judged_words(names) != {True, False}:
        return None
    said = {judge(word) for word in names.split() if _RESPONSE.isdisjoint(words_in(word))} - {None}
    return said.pop() if len(said) == 1 else None


def apart_from_response(group: Group) -> tuple[bool | None, ...] | None:
    """What the classes of the rows say where one of them judges the choice and who chose it apart; then any other mark
    may judge either. None where none does.
    """
    own = [option.row.make.own if option.row is not None else "" for option in group.options]
    if not any(_apart(names) is not None for names in own):
        return None
    judged = ((names, judged_words(names)) for names in own)
    return tuple(_apart(names) if len(said) == 2 else next(iter(said), None) for names, said in judged)
