"""The roles of a label that may name its question first.

"Explanation:"  EXPLANATION          "Question 3 explanation:"  EXPLANATION          "Question 3"  QUESTION
"""

from __future__ import annotations

import re

from extract.grammar.words.label_words import Role, roles_of

_OWN_NUMBER = re.compile(r"\A\W?\d{1,3}\W*\s")
_NUMBERED = re.compile(r"\b(?:question|q)\W{0,2}\d{1,3}\W*\s", re.I)
EXPLAINS = frozenset({Role.EXPLANATION, Role.SOLUTION})


def roles_about(text: str) -> frozenset[Role]:
    """The roles of a label, also of one that names the question first: "Question 3 explanation"."""
    own = roles_of(text)
    head, _, rest = text.strip().partition(" ")
    if own or not rest:
        return own
    if Role.QUESTION in roles_of(head):
        return roles_of(_OWN_NUMBER.sub("", rest)) - {Role.QUESTION}
    start = text[:80]
    numbered = _NUMBERED.search(start) if "q" in start or "Q" in start else None
    return roles_of(text[numbered.end() :]) & EXPLAINS if numbered else own
