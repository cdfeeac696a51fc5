"""Groups of controls: which radios, tick boxes and clickable options on a page belong together, and each one's row.

    <div><input type=radio name=q1> A</div>
    <div><input type=radio name=q1> B</div>        one group of two options, each with its row
    <h3>2. ...</h3>
    <div><input type=radio name=q1> ...            a new group: a question stands between, whatever the name says

A row is the largest element that holds one control only; where controls stand side by side in one element, it is what
lies between a control and the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.grammar.groups.elements import clickable_groups, held
from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.lines import opens_question, quiet
from extract.grammar.groups.tables import lettered_tables
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_LIMITS = frozenset({"form", "body", "html", "fieldset", "table", "tbody", "ul", "ol", "main", "dl"})


def find_groups(page: HtmlPage) -> list[Group]:
    """All groups of two or more options, in document order."""
    ticks = _ticks(page)
    counts = [tick.index for tick in ticks]
    rows = {tick.index: _row(page, tick, counts) for tick in ticks}
    groups = [group for group in _joined(page, ticks, rows) if len(group.options) > 1]
    for group in groups:
        _level_rows(group)
        if all(option.control.attrs.get("data-type") == "radio" for option in group.options):
            group.kind = "radio"  # tick boxes of which a script lets one be ticked
    groups += clickable_groups(page, groups, counts)
    groups += lettered_tables(page, groups)
    return sorted(groups, key=lambda group: group.start)


def _ticks(page: HtmlPage) -> list[Node]:
    """Radios and tick boxes that stand in a line, native or by role."""
    nodes = page.tree.nodes
    found: list[Node] = []
    for line in page.lines:
        for at in line.controls():
            if nodes[at].attrs.get("type", "").lower() in ("radio", "checkbox"):
                found.append(nodes[at])
    native = {node.index for node in found}
    for node in page.tree.marked("role"):
        if node.attrs["role"] in ("radio", "checkbox", "menuitemradio") and node.tag != "input":
            span = range(node.index, node.end)
            if not any(at in native for at in span[:40]):
                found.append(node)
    return sorted(found, key=lambda node: node.index)


def kind_of(tick: Node) -> str:
    if tick.tag == "input":
        return tick.attrs.get("type", "").lower()
    return "checkbox" if tick.attrs.get("role") == "checkbox" else "radio"


def _row(page: HtmlPage, tick: Node, counts: list[int]) -> Node:
    row = tick
    while row.parent is not None and (row.parent.tag not in _LIMITS or _is_one_entry(row.parent)):
        if held(row.parent, counts) != 1:
            break
        row = row.parent
    if row.parent is not None and row.parent.tag == "tbody" and row.tag == "tr":
        return row
    return row


def _is_one_entry(node: Node) -> bool:
    """A list of one entry: exported pages make a list of each choice."""
    return node.tag in ("ul", "ol") and sum(child.tag != "" for child in node.children[:3]) == 1


def _joined(page: HtmlPage, ticks: Sequence[Node], rows: dict[int, Node]) -> list[Group]:
    groups: list[Group] = []
    before: Node | None = None
    for tick in ticks:
        option = _option(tick, rows[tick.index])
        if before is not None and groups and _together(page, before, tick, rows):
            groups[-1].options.append(option)
        else:
            groups.append(Group(kind_of(tick), [option], tick.attrs.get("name", "")))
        before = tick
    for group in groups:
        _flat_ends(page, group)
    return groups


def _option(tick: Node, row: Node) -> Option:
    chosen = "checked" in tick.attrs or tick.attrs.get("aria-checked") == "true"
    return Option(tick, row.index, row.end, row, selected=chosen)


def _together(page: HtmlPage, before: Node, tick: Node, rows: dict[int, Node]) -> bool:
    if kind_of(before) != kind_of(tick):
        return False
    first, second = rows[before.index], rows[tick.index]
    between = [line for line in page.lines_in(first.end, second.index) if not line.button]
    if first is before and not _own_text(page, before):  # side by side: the line after a control is its label
        between = between[1:]
    own, other = before.attrs.get("name", ""), tick.attrs.get("name", "")
    if own and own == other:
        return not any(opens_question(line) for line in between)
    if own and other and kind_of(tick) == "radio" and _form(before) is _form(tick) and not _numbered_alike(own, other):
        return False
    if first.parent is not second.parent or any(not quiet(line) for line in between):
        return False
    return first.tag == second.tag


def _own_text(page: HtmlPage, tick: Node) -> bool:
    line = page.lines[page.index.at(tick.index)]
    return any(part.at > tick.index and part.text.strip() for part in line.parts)


def _form(node: Node) -> Node | None:
    return next((around for around in node.ancestors() if around.tag == "form"), None)


def _numbered_alike(own: str, other: str) -> bool:
    """`choice0` and `choice1`, `q1a` and `q1b`: one group's boxes, told apart by their last sign."""
    return own[:-1] == other[:-1] and own[-1] != other[-1]


def _flat_ends(page: HtmlPage, group: Group) -> None:
    """Where controls stand side by side, an option goes on to the next control."""
    options = group.options
    for place, option in enumerate(options):
        if option.row is not option.control or option.control.tag != "input":
            continue
        parent = option.control.parent
        limit = parent.end if parent is not None else option.end
        if place + 1 < len(options) and options[place + 1].row is options[place + 1].control:
            option.end = min(options[place + 1].start, limit)
        else:
            option.end = _last_end(page, option, limit)


def _last_end(page: HtmlPage, option: Option, limit: int) -> int:
    """The last option of a flat run ends with its line, or with the next one where its own line holds no words."""
    here = page.index.at(option.control.index)
    line = page.lines[here]
    if any(part.text.strip() or part.what == "image" for part in line.parts if part.at > option.control.index):
        return min(line.last + 1, limit)
    if here + 1 < len(page.lines) and page.lines[here + 1].first < limit and not opens_question(page.lines[here + 1]):
        return min(page.lines[here + 1].last + 1, limit)
    return option.end


def _level_rows(group: Group) -> None:
    """Rows of one group lie equally deep: a row that took in more is cut back to the others' depth."""
    depths = Counter(option.row.depth for option in group.options if option.row is not None)
    common, votes = depths.most_common(1)[0]
    if votes == len(group.options):
        return
    for option in group.options:
        row = option.row
        if row is None or row.depth >= common or row is option.control:
            continue
        for node in option.control.ancestors():
            if node.depth == common:
                option.row, option.start, option.end = node, node.index, node.end
                break
