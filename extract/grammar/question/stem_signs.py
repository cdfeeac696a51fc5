"""Signs that a document draws before every question: they are no words of a stem.

❓ Which wood floats?        ▶ The oldest tool is
A. ash  B. balsa            A. a flint  B. a lathe

Two questions or more, all with the same sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.question.found import Found
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Run

_SIGN = re.compile(r"(?P<sign>[▶►➤➜➡❓❔🔹🔸🔷🔶🔵🟢🟣🟠📌📝👉🎯🧠💭🤔✏✍◆◈❖])\ufe0f?\s*(?=[^\W_]|[\"“«¿'(_])")
_FEWEST = 2


def take(found: Sequence[Found]) -> None:
    """Takes such a sign off each stem."""
    hits = [(one, _SIGN.match(plain(_runs(one)))) for one in found if one.stem and not one.front]
    if len(hits) < _FEWEST or len({hit["sign"] for _, hit in hits if hit}) != 1 or not all(hit for _, hit in hits):
        return
    for one, hit in hits:
        one.stem_first = strip(cut(_runs(one), hit.end())) if hit else one.stem_first


def _runs(one: Found) -> tuple[Run, ...]:
    return one.stem[0].runs if one.stem_first is None else one.stem_first
