"""The rules of a QTI 1.2 item, read once for all items that are scored alike (see `_kept`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.media.xml import Node
from extract.sites._judge import Shown, Verdict
from extract.sites._kept import Kept
from extract.sites._qti12.scoring import Rule, rules_of

Asked = tuple[str, tuple[str, ...], bool]
"""A response, its choices, and whether several may be chosen."""


@dataclass
class Scoring:
    """An item's rules with what follows from them."""

    rules: tuple[Rule, ...]
    verdicts: dict[Asked, Verdict] = field(default_factory=dict)
    shown: dict[tuple[Asked, tuple[str, ...]], Shown] = field(default_factory=dict)


_scorings = Kept(lambda item: Scoring(rules_of(item)))


def scoring_of(item: Node, processings: Sequence[Node]) -> Scoring:
    """The scoring of an item with these `resprocessing` elements."""
    return _scorings.of(item, processings)
