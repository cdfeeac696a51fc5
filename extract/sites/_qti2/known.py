"""The scoring of an item with what follows from rules alone: branches, verdicts on choices, whose feedback is whose.

It is read once for all items that are scored alike (see `_kept`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extract.media.xml import Node
from extract.sites._judge import Shown, Verdict
from extract.sites._kept import Kept
from extract.sites._part import number
from extract.sites._qti2.branches import Branch, Case, branches, cases
from extract.sites._qti2.scoring import Processing
from quizmill.extras import NO_POINTS

_PARTS = ("responseDeclaration", "outcomeDeclaration", "templateDeclaration", "responseProcessing")

Asked = tuple[str, tuple[str, ...], bool, frozenset[str]]
"""A response, its choices, whether several may be chosen, and the feedback that shows unless it is named."""


@dataclass
class Scoring:
    """An item's processing with what follows from it."""

    processing: Processing
    outcomes: tuple[Node, ...] = ()
    verdicts: dict[Asked, Verdict] = field(default_factory=dict)
    shown: dict[tuple[Asked, tuple[str, ...]], Shown] = field(default_factory=dict)
    _cases: dict[tuple[str, ...], tuple[Case, ...]] = field(default_factory=dict)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        return tuple(branches(self.processing))

    @cached_property
    def pointless(self) -> bool:
        """True where the points are only what a file must name."""
        return any(outcome.get("interpretation") == NO_POINTS for outcome in self.outcomes)

    @cached_property
    def points(self) -> float | None:
        """The greatest score declared, else what the one rule that gives points gives, no whole in percent."""
        for outcome in self.outcomes:
            if outcome.get("identifier") == "MAXSCORE":
                return number(outcome.findtext("defaultValue/value", "").strip())
            if outcome.get("identifier") == "SCORE" and outcome.get("normalMaximum"):
                return number(outcome.get("normalMaximum"))
        worths = [branch.worth for branch in self.branches]
        return worths[0] if len(worths) == 1 and worths[0] not in (1.0, 100.0) else None

    def cases(self, feedback: tuple[str, ...]) -> tuple[Case, ...]:
        """What is done with the values of one response alone, for an item with this feedback."""
        if feedback not in self._cases:
            self._cases[feedback] = tuple(case for case in cases(self.processing, set(feedback)) if case.tested)
        return self._cases[feedback]


_scorings = Kept(lambda item: Scoring(Processing.of(item), tuple(item.findall("outcomeDeclaration"))))


def scoring_of(item: Node, children: Mapping[str, Sequence[Node]]) -> Scoring:
    """The scoring of an item with these children."""
    return _scorings.of(item, [node for tag in _PARTS for node in children.get(tag, ())])
