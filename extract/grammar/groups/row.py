"""The parts of an option's row: its label's, those of its cell, and those that are asides.

<div class=row> <label><input type=radio> Orange</label> <p class=feedback>It is a fruit.</p> </div>
    "Orange" is in the control's label, "It is a fruit." an aside by its name
"""

from __future__ import annotations

from collections.abc import Callable

from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.letters import is_letter
from extract.grammar.groups.telling import is_remark, telling
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

REACH = 400  # nodes of a row in which remarks are looked for
Picked = list[tuple[Line, list[Part]]]


def parts_between(page: HtmlPage, start: int, end: int) -> Picked:
    """The lines that stand between two nodes, each with its parts there."""
    found = page.index.between(start, end)
    first = max(found.start - 1, 0)
    out: Picked = []
    for line in page.lines[first : found.stop]:
        inside = start <= line.first and line.last < end
        parts = line.parts if inside else [part for part in line.parts if start <= part.at < end]
        if parts:
            out.append((line, parts))
    return out


def labels_before(page: HtmlPage, group: Group) -> list[Picked] | None:
    """Words that stand before their controls (`True (o)  False (o)`): only where none stand after the last one."""
    flat = all(option.row is option.control and option.control.tag == "input" for option in group.options)
    last = group.options[-1]
    if not flat or last.control.parent is None:
        return None
    after = parts_between(page, last.control.index + 1, last.control.parent.end)
    if any(part.text.strip() for line, parts in after[:1] for part in parts):
        return None
    found: list[Picked] = []
    low = last.control.parent.index
    for option in group.options:
        words = [
            (line, parts)
            for line, parts in parts_between(page, low, option.control.index)
            if any(p.text.strip() for p in parts)
        ]
        if not words:
            return None
        found.append(words[-1:])
        low = option.control.index
    return found


def asides(page: HtmlPage, option: Option, picked: Picked) -> list[tuple[int, int]]:
    """Node ranges in the row that are by name remarks, or hidden while the row is not."""
    out: list[tuple[int, int]] = []
    base = option.control if option.row is None else option.row
    end = option.start
    for node in page.once(telling).apart.between(option.start, min(option.end, option.start + REACH)):
        if node.index < end or node is base or node is option.control:
            continue
        if (node.hidden and not base.hidden) or is_remark(node):
            out.append((node.index, node.end))
            end = node.end
    if not out:
        return out
    every = [part for _, parts in picked for part in parts]
    return out if any(_is_words(page, option, part) and not within(part.at, out) for part in every) else []


def _is_words(page: HtmlPage, option: Option, part: Part) -> bool:
    """Whether a part is a picture or words, and no sign nor the option's letter."""
    if part.what == "icon" or not part.text.strip():
        return part.what == "image"
    return part.what == "image" or not is_letter(page.tree.nodes[part.at], option, part.text)


def within(at: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a node is in one of these ranges."""
    return any(start <= at < end for start, end in ranges)


def label_test(page: HtmlPage, option: Option) -> Callable[[int], bool] | None:
    """Whether a node belongs to the control's shown label; None where it has none."""
    control = option.control
    label = _label_around(control, option.start)
    if label is None and control.id:
        near = page.tree.labels(control.id, option.start - 40, option.end + 40)
        label = next((node for node in near if not node.spoken), None)
    if (
        label is None
        or label.spoken
        or not (page.tree.words(label) or any(page.tree.elements("img", "math", "script", within=label)))
    ):
        return None
    if not (option.start <= label.index < option.end):
        option.start, option.end = min(option.start, label.index), max(option.end, label.end)
    start, end = label.index, label.end
    return lambda at: start <= at < end


def _label_around(control: Node, start: int) -> Node | None:
    """The label that a control stands in, where that begins in its row."""
    node = control.parent
    while node is not None and node.index >= start:
        if node.tag == "label":
            return node
        node = node.parent
    return None


def cells_first(option: Option, picked: Picked) -> Picked:
    """In a table row the control's own cell comes first; where it holds no words, the next one that does."""
    if option.row is None or option.row.tag != "tr":
        return picked
    cell = _cell(option.control, option.row)
    if cell is None:
        return picked
    own = [(line, parts) for line, parts in picked if cell.index <= line.first < cell.end]
    rest = [pair for pair in picked if pair not in own]
    return own + rest


def in_other_cell(page: HtmlPage, option: Option, line: Line, first: Line) -> bool:
    """Whether a line stands in another cell of the option's table row than its first one."""
    if option.row is None or option.row.tag != "tr":
        return False
    return _cell(page.tree.nodes[line.first], option.row) is not _cell(page.tree.nodes[first.first], option.row)


def _cell(node: Node, row: Node) -> Node | None:
    """The cell of this row that a node stands in; tables inside the cell do not count."""
    return next((around for around in node.ancestors() if around.parent is row), None)
