"""Which branches of QTI 2.x rules give points: for what cannot be tried, such as typed answers and rows.

<responseIf><stringMatch>...York</stringMatch><setOutcomeValue identifier="SCORE">...1</setOutcomeValue></responseIf>
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from extract.media.xml import Node
from extract.sites._qti2.declared import is_score, typed
from extract.sites._qti2.scoring import Processing


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


@dataclass(frozen=True, slots=True)
class Case:
    """An `if` on one response alone: the values it names, what they are worth, and the feedback it shows."""

    condition: Node
    response: str
    tested: frozenset[str]
    worth: float
    shown: tuple[str, ...]


def cases(processing: Processing, feedback: Container[str]) -> Iterator[Case]:
    """Every branch whose condition speaks of one response only; `feedback` are the names there are."""
    for rule in processing.nodes:
        for node in rule.iter("responseIf", "responseElseIf"):
            children = [child for child in node if isinstance(child.tag, str)]
            named = {variable.get("identifier", "") for variable in children[0].iter("variable")} if children else set()
            if len(named) != 1:
                continue
            sets = [child for child in children[1:] if child.tag == "setOutcomeValue"]
            shown = [
                f"{child.get('identifier')}|{(v.text or '').strip()}" for child in sets for v in child.iter("baseValue")
            ]
            yield Case(
                children[0],
                named.pop(),
                frozenset(" ".join((value.text or "").split()) for value in children[0].iter("baseValue")),
                max(map(_worth, sets), default=0.0),
                tuple(name for name in shown if name in feedback),
            )


def _worth(rule: Node) -> float:
    """What a rule gives: a number that it holds, or a variable's, as it was declared (`MAXSCORE`)."""
    name = rule.get("identifier", "")
    held = [(node.text or "").strip() for node in rule.iter("baseValue")]
    if is_score(name):
        held += [] if held else [_declared(node) for node in rule.iter("variable")]
        values = [typed(text, "float") for text in held]
        return max((value for value in values if isinstance(value, float)), default=0.0)
    return 1.0 if any(text.lower() == "correct" for text in held) else 0.0


def _declared(variable: Node) -> str:
    """The value that a variable begins with."""
    item = next(variable.iterancestors("assessmentItem"), None)
    named = item.iterchildren("outcomeDeclaration", "templateDeclaration") if item is not None else ()
    found = [node for node in named if node.get("identifier") == variable.get("identifier")]
    return (found[0].findtext("defaultValue/value") or "").strip() if found else ""
