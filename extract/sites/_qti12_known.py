"""The rules of a QTI 1.2 item, read once for all items that are scored alike (see `_qti2_known`)."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from extract.media.xml import Node, source_of
from extract.sites._judge import Shown, Verdict
from extract.sites._qti12_scoring import Rule, rules_of

_MOST = 512

Asked = tuple[str, tuple[str, ...], bool]
"""A response, its choices, and whether several may be chosen."""


@dataclass
class Scoring:
    """An item's rules with what follows from them."""

    rules: tuple[Rule, ...]
    verdicts: dict[Asked, Verdict] = field(default_factory=dict)
    shown: dict[tuple[Asked, tuple[str, ...]], Shown] = field(default_factory=dict)


_known: dict[bytes, Scoring] = {}


def scoring_of(item: Node) -> Scoring:
    """The scoring of an item; a copy of its rules, so that no document is kept alive by it."""
    nodes = item.findall("resprocessing")
    source = source_of(nodes)
    if source not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        bare = item.makeelement(str(item.tag))
        bare.extend([copy.deepcopy(node) for node in nodes])
        _known[source] = Scoring(rules_of(bare))
    return _known[source]
