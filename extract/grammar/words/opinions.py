"""Questions about whoever answers them, and choices of a scale: surveys ask so, and no quiz does.

How satisfied are you with the course?     ( ) very satisfied   ( ) somewhat satisfied   ( ) not at all satisfied
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.words.mentions import Mentions

_SCALE = re.compile(
    r"strongly (?:dis)?agree|\b(?:very|somewhat|extremely|not at all) (?:satisfied|likely|unlikely"
    r"|dissatisfied|important|often|good|bad)"
    r"|^(?:never|rarely|sometimes|often|always|agree|disagree|neutral|not applicable|n/?a|poor|fair|good"
    r"|excellent|don't know|prefer not to (?:say|answer))$"
    r"|stimme|trifft|d'accord|de acuerdo|\u0441\u043e\u0433\u043b\u0430\u0441",
    re.I,
)
_MAY_SCALE = Mentions(  # words that every one of these holds
    *"agree satisf likely important often good bad never rarely sometimes always neutral applicable poor fair".split(),
    *"excellent prefer stimme trifft d'accord acuerdo \u0441\u043e\u0433\u043b\u0430\u0441".split(),
    "don't know",
    pattern=r"(?m)^n/?a$",
)
_PRIVATE = re.compile(
    r"\byour (?:name|age|gender|sex|email|country|city|favou?rite|experience|occupation|opinion|budget"
    r"|preferred|phone)|how (?:did you hear|satisfied|likely|often do you|old are you|would you rate)"
    r"|do you (?:like|prefer|agree|want|have|use|own|live)\b|would you (?:like|recommend|prefer)|are you (?:a"
    r"|an|currently|male|over|interested|happy|satisfied)\b|\bprefer(?:red)? (?:contact|method)|gender\b"
    r"|rate (?:our|your|this|the)",
    re.I,
)


def on_a_scale(choices: Sequence[str]) -> int:
    """How many of the choices are words of a scale."""
    return sum(_SCALE.search(one) is not None for one in choices) if _MAY_SCALE("\n".join(choices).casefold()) else 0


def is_private(stem: str) -> bool:
    """Whether a question is about whoever answers it."""
    return _PRIVATE.search(stem) is not None


def asks_opinion(stem: str, choices: Sequence[str]) -> bool:
    """Whether a question is about whoever answers it, or one of its choices is a word of a scale."""
    return is_private(stem) or on_a_scale(choices) > 0
