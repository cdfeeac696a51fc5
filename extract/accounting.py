"""Which places of a source are spoken for: lines in lines, boxes in boxes, nodes under nodes.

Span.of_lines(4) in Covered([Span.of_lines(3, 9)])          ->  True
Span(node="body/div[2]/p[1]") in Covered([Span(node="body/div[2]")])  ->  True
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from quizmill.source import Span

Box = tuple[float, float, float, float]


class Covered:
    """A set of places that answers quickly whether another place lies within it. A part (member, picture) is apart."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._nodes: defaultdict[str | None, set[str]] = defaultdict(set)
        self._boxes: defaultdict[tuple[str | None, int | None], list[Box]] = defaultdict(list)
        lines: defaultdict[str | None, list[tuple[int, int]]] = defaultdict(list)
        self._whole: set[str | None] = set()
        for span in spans:
            if span.lines:
                lines[span.part].append(span.lines)
            elif span.box:
                self._boxes[span.part, span.page].append(span.box)
            elif span.node is not None:
                self._nodes[span.part].add(span.node)
            elif span.page is not None:
                self._boxes[span.part, span.page].append((-1e9, -1e9, 1e9, 1e9))
            else:
                self._whole.add(span.part)
        self._lines = {part: _merged(ranges) for part, ranges in lines.items()}

    def __contains__(self, span: Span) -> bool:
        return (
            (span.node is not None and self._has_node(span))
            or (span.lines is not None and self._has_lines(span))
            or (span.box is not None and self._has_box(span))
            or span.part in self._whole
        )

    def _has_lines(self, span: Span) -> bool:
        ranges = self._lines.get(span.part)
        if not ranges or not span.lines:
            return False
        at = bisect_right(ranges, (span.lines[0], 1 << 60)) - 1
        return at >= 0 and ranges[at][1] >= span.lines[1]

    def _has_box(self, span: Span) -> bool:
        """The middle of the box lies in a covered one: edges of the same line differ by rounding."""
        if not span.box:
            return False
        x, y = (span.box[0] + span.box[2]) / 2, (span.box[1] + span.box[3]) / 2
        boxes = self._boxes.get((span.part, span.page), ())
        return any(x0 - 0.5 <= x <= x1 + 0.5 and y0 - 0.5 <= y <= y1 + 0.5 for x0, y0, x1, y1 in boxes)

    def _has_node(self, span: Span) -> bool:
        nodes, node = self._nodes.get(span.part), span.node
        if node is None or not nodes:
            return False
        while node not in nodes:
            cut = node.rfind("/")
            if cut < 0:
                return "" in nodes
            node = node[:cut]
        return True


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out
