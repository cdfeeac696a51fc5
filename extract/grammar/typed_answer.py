"""An accepted answer as a form prints it: bold, with the type of field before it.

***(Type: Numeric) 9***   ->   9, a number
"""

from __future__ import annotations

import re
from dataclasses import replace

from quizmill.draft import DraftAnswer, Fragment

_TYPED = re.compile(
    r"\A\*{0,3}[(\[]\s*type\s*:\s*(?P<type>numeric|number|integer|string|text)\s*[)\]]\s*(?P<said>[^\n]+?)\*{0,3}\s*\Z",
    re.IGNORECASE,
)


def read(answer: Fragment) -> DraftAnswer:
    """The answer without the name of its field's type; a numeric field's answer is a number."""
    found = _TYPED.match(answer.text)
    if found is None:
        return DraftAnswer(answer)
    numeric = found["type"].lower() not in ("string", "text")
    return DraftAnswer(replace(answer, text=found["said"].strip()), numeric=numeric)
