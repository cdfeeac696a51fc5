"""The scoring of an item, read once for all items that are scored alike.

Most items of a package have the same declarations and rules but for their words. What can be known of rules alone
(branches, the verdict on each choice, whose feedback is whose) is therefore kept by their source.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from functools import cached_property

from extract.media.xml import Node, source_of
from extract.sites._judge import Shown, Verdict
from extract.sites._qti2_branches import Branch, Case, branches, cases
from extract.sites._qti2_scoring import Processing

_PARTS = ("responseDeclaration", "outcomeDeclaration", "templateDeclaration", "responseProcessing")
_MOST = 512

Asked = tuple[str, tuple[str, ...], bool, frozenset[str]]
"""A response, its choices, whether several may be chosen, and the feedback that shows unless it is named."""


@dataclass
class Scoring:
    """An item's processing with what follows from it."""

    processing: Processing
    verdicts: dict[Asked, Verdict] = field(default_factory=dict)
    shown: dict[tuple[Asked, tuple[str, ...]], Shown] = field(default_factory=dict)
    _cases: dict[tuple[str, ...], tuple[Case, ...]] = field(default_factory=dict)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        return tuple(branches(self.processing))

    def cases(self, feedback: tuple[str, ...]) -> tuple[Case, ...]:
        """What is done with the values of one response alone, for an item with this feedback."""
        if feedback not in self._cases:
            self._cases[feedback] = tuple(case for case in cases(self.processing, set(feedback)) if case.tested)
        return self._cases[feedback]


_known: dict[bytes, Scoring] = {}


def scoring_of(item: Node) -> Scoring:
    """The scoring of an item; a copy of its rules, so that no document is kept alive by it."""
    nodes = [node for tag in _PARTS for node in item.iterfind(tag)]
    source = source_of(nodes)
    if source not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        bare = item.makeelement(str(item.tag))
        bare.extend([copy.deepcopy(node) for node in nodes])
        _known[source] = Scoring(Processing.of(bare))
    return _known[source]
