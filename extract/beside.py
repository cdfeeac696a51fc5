"""What was left unexplained among or right below a draft's own lines: it may have belonged to it.

1. What floats?          the draft
a) iron
see figure               nobody's: "lines-left-inside"
b) cork
or neither               nobody's: "lines-left-below"
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quizmill.block import Block, Kind
from quizmill.draft import Draft
from quizmill.source import Span

INSIDE, BELOW = "lines-left-inside", "lines-left-below"
WEIGHTS = {INSIDE: 0.4, BELOW: 0.97}  # what the confidence of such a draft is multiplied with


def doubted(blocks: Sequence[Block], drafts: Sequence[Draft], left: frozenset[Span]) -> tuple[Draft, ...]:
    """The drafts, those with unexplained lines beside them with a doubt more. `left` are the blocks' spans that nothing
    claims."""
    if not left:
        return tuple(drafts)
    places = {block.span: place for place, block in enumerate(blocks)}
    open_places = sorted(place for place, block in enumerate(blocks) if block.span in left)
    headings = {place for place in open_places if blocks[place].kind is Kind.HEADING}
    own = [sorted(places[span] for span in draft.spans if span in places) for draft in drafts]
    starts = sorted(lines[0] for lines in own if lines)
    return tuple(
        _doubted(draft, lines, starts, open_places, headings) for draft, lines in zip(drafts, own, strict=True)
    )


def _doubted(draft: Draft, own: Sequence[int], starts: Sequence[int], left: Sequence[int], headings: set[int]) -> Draft:
    if not own:
        return draft
    first = own[0]
    following = starts[bisect_right(starts, first) :][:1]
    last = own[bisect_left(own, following[0]) - 1] if following else own[-1]  # a key may stand at the document's end
    at = bisect_right(left, first)
    if at < len(left) and left[at] < last:
        return _lowered(draft, INSIDE)
    if at < len(left) and left[at] == last + 1 and last + 1 not in headings:
        return _lowered(draft, BELOW)
    return draft


def _lowered(draft: Draft, doubt: str) -> Draft:
    return replace(draft, confidence=draft.confidence * WEIGHTS[doubt], doubts=(*draft.doubts, doubt))
