"""Questions whose numbers a formula draws: Canvas and Blackboard keep the sets that were drawn, with their answers.

    What is [x] + 1?
    <calculated><answer_tolerance>0.01</answer_tolerance><formulas><formula>x + 1</formula></formulas>
      <var_sets><var_set ident="1"><var name="x">9.84</var><answer>10.84</answer></var_set> ...

The bank holds no formulas. It holds the question with the numbers of the first set, which is one that learners met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.media.xml import Node
from extract.sites._part import number, words

SAID = (
    "The numbers are drawn anew for each learner: it is kept with those of the first of {} sets, without its formula."
)
REFUSED = (
    "A question whose numbers are drawn by a formula; no drawn set fits its words, and the bank holds no formulas."
)
_GLUED = re.compile(r"[\w\]]\\?\[[A-Za-z]\w{0,30}\\?\]|\[[A-Za-z]\w{0,30}\\?\]\.?\w")  # a product, to its author
_NAME = re.compile(r"\\?\[([A-Za-z]\w{0,30})\\?\]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question with its numbers in it; `sets` is of how many sets they are the first."""

    stem: str
    answer: str
    tolerance: str
    sets: int


def drawn(node: Node, stem: str) -> Drawn | None:
    """The question with its first numbers; None where a name in it has none, where two numbers would run into one
    (`[x][y]`), or where the answer is no number.
    """
    found = next(node.iter("calculated"), None)
    sets = list(found.iter("var_set")) if found is not None else []
    if found is None or not sets:
        return None
    values = {var.get("name", ""): words(var) for var in sets[0].iterchildren("var")}
    named = set(_NAME.findall(stem))
    answer = words(sets[0].find("answer"))
    if number(answer) is None or not named or not named <= values.keys() or _GLUED.search(stem):
        return None
    tolerance = found.find("answer_tolerance")
    width = words(tolerance).replace(" ", "")
    share = "%" if tolerance is not None and tolerance.get("type", "").lower().startswith("percent") else ""
    whole = width + share if number(width) else width if re.fullmatch(r"\d+(\.\d+)?%", width) else ""
    return Drawn(_NAME.sub(lambda match: values[match[1]], stem), answer, whole, len(sets))
