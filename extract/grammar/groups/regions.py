"""Which lines before a group are its stem, and which after it still speak of it.

    <div class=q> 1. Which? (group) Answer: B </div>        the group's own element holds stem, options and remarks
    <h4>1. Which?</h4> (group) <p>Because ...</p> <h4>2. ...   side by side: what opens a question repeats on the page

The stem climbs: from the group outwards to the first element that holds words before it. Where questions lie side by
side, the page's own opener (its heading, its number, its class) tells where one ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.grammar.groups.group import Group, Region
from extract.grammar.groups.openers import opener_of
from extract.grammar.groups.own import holds, is_question_box, own_element
from extract.grammar.groups.stem import take_stem
from extract.grammar.groups.trail import lines_after
from extract.grammar.groups.words import is_points
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node, hides
from quizmill.block import Kind


def find_regions(page: HtmlPage, groups: Sequence[Group]) -> list[Region]:
    """One region a group, in order. A line is in one region at most."""
    regions = [Region(group, own_element(page, groups, place)) for place, group in enumerate(groups)]
    for region in regions:
        _unveil(page, region)
    gaps = [_gap(page, groups, place) for place in range(len(groups) + 1)]
    shared = [_shared(regions, gaps[place], place) for place in range(len(groups))]
    opener = opener_of([lines for place, lines in enumerate(shared) if place or len(shared) < 3])
    for place, region in enumerate(regions):
        inner = [line for line in gaps[place] if holds(region.own, line)]
        take_stem(region, inner, shared[place], opener)
    for place, region in enumerate(regions):
        region.after = lines_after(region, gaps[place + 1], regions[place + 1] if place + 1 < len(regions) else None)
    for _, run in groupby(regions, key=lambda region: _around(region, "table")):
        _statements_behind(list(run))
    return regions


def _around(region: Region, tag: str) -> Node | None:
    return next((node for node in region.group.options[0].control.ancestors() if node.tag == tag), None)


def _statements_behind(rows: Sequence[Region]) -> None:
    """Rows of a table whose controls stand before the words they judge: those words are what each row asks."""
    behind = []
    for region in rows:
        row = _around(region, "tr")
        own = [line for line in region.after if row is not None and row.index <= line.first < row.end and line.text]
        alone = row is not None and all(option.end <= row.end for option in region.group.options)
        behind.append(own if alone and not any(row and row.index <= line.first for line in region.stem) else [])
    if len(rows) > 1 and all(behind):
        for region, own in zip(rows, behind, strict=True):
            region.stem, region.after = own, [line for line in region.after if line not in own]


def _unveil(page: HtmlPage, region: Region) -> None:
    """Pages that show one question at a time hide the others as a whole: inside such a box, what the box alone hides
    is as good as shown. (It stays marked in the block stream.)
    """
    control = region.group.options[0].control
    veil = next(
        (node for node in (control, *control.ancestors()) if node.hidden and not (node.parent and node.parent.hidden)),
        None,
    )
    if veil is None or region.own is None:
        return
    for line in page.lines_in(max(veil.index, region.own.index), min(veil.end, region.own.end)):
        between = [node for node in (line.container, *line.container.ancestors()) if node.index > veil.index]
        if line.hidden and not any(map(hides, between)):
            line.hidden = False


def _gap(page: HtmlPage, groups: Sequence[Group], place: int) -> list[Line]:
    start = groups[place - 1].end if place else 0
    end = groups[place].start if place < len(groups) else len(page.tree.nodes)
    found = page.index.between(start, end)
    lines = list(page.lines[found.start : found.stop])
    if place < len(groups):  # words on the line that the first option stands on
        here = page.lines[page.index.at(groups[place].start)]
        if start <= here.first < end <= here.last and (not lines or lines[-1] is not here):
            lines.append(here)
    return [line for line in lines if line.kind is not Kind.RULE]


def _shared(regions: Sequence[Region], gap: Sequence[Line], place: int) -> list[Line]:
    """The lines between two groups that lie in neither's own element."""
    before = regions[place - 1].own if place else None
    return [line for line in gap if not holds(before, line) and not holds(regions[place].own, line)]


def is_graded(region: Region) -> bool:
    """Whether marks or points stand at a question: then it is a test's, and no survey's."""
    return is_question_box(region.own) and any(is_points(line.text) for line in (*region.heads, *region.after))
