"""Which branches of QTI 2.x rules give points: for what cannot be tried, such as typed answers and rows.

<responseIf><stringMatch>...York</stringMatch><setOutcomeValue identifier="SCORE">...1</setOutcomeValue></responseIf>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.media.xml import Node
from extract.sites._qti2_declared import is_score, typed
from extract.sites._qti2_scoring import Processing


@dataclass(frozen=True, slots=True)
class Branch:
    """An `if` of the rules that gives points: its condition, how many, and what it shows."""

    condition: Node
    worth: float


def branches(processing: Processing) -> Iterator[Branch]:
    """Every branch that raises a score, nested ones too."""
    for rule in processing.nodes:
        for node in rule.iter("responseIf", "responseElseIf"):
            children = [child for child in node if isinstance(child.tag, str)]
            worths = [_worth(child) for child in children[1:] if child.tag == "setOutcomeValue"]
            if children and any(worth > 0 for worth in worths):
                yield Branch(children[0], max(worths))


def _worth(rule: Node) -> float:
    name = rule.get("identifier", "")
    values = [typed((node.text or "").strip(), "float") for node in rule.iter("baseValue")]
    if is_score(name):
        return max((value for value in values if isinstance(value, float)), default=0.0)
    return 1.0 if any((node.text or "").strip().lower() == "correct" for node in rule.iter("baseValue")) else 0.0
