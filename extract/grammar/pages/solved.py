"""Boxes of solutions that stand apart from their exercises: each names its exercise by a link, or follows it.

<div class="exercise admonition" id="mean"> <p class="admonition-title">Exercise 1</p> Find the mean. </div>
<div class="solution admonition"> <p class="admonition-title">Solution to <a href="#mean">Exercise 1</a></p> ...
"""

from __future__ import annotations

from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_SOLVES = frozenset({"solution", "solutions"})
_LINKS = 12  # elements of a box in which its exercise may be named


def solutions(html: HtmlPage) -> dict[int, Node]:
    """The box that solves an exercise, by the number of the exercise's own element."""
    found: dict[int, Node] = {}
    for box in html.tree.with_class(*_SOLVES):
        if box.tag in ("div", "section", "aside", "article", "details") and (solved := _solved(html, box)) is not None:
            found.setdefault(solved.index, box)
    return found


def _solved(html: HtmlPage, box: Node) -> Node | None:
    for node in html.tree.elements("a", within=box):
        if node.index > box.index + _LINKS:
            break
        if (target := html.tree.by_id.get(node.get("href").removeprefix("#"))) is not None:
            return target
    around = box.parent.children if box.parent is not None else []
    before = [child for child in around if child.tag and child.end <= box.index]
    return before[-1] if before else None


def below_title(lines: list[Line]) -> list[Line]:
    """A solution's lines without the one that says that it is one."""
    head = lines[0].text.strip() if lines else ""
    said = " ".join(head.split()[:1]).strip(" :")
    titled = len(head) < 80 and bool(roles_of(said) & {Role.SOLUTION, Role.ANSWER})
    return lines[1:] if titled and len(lines) > 1 else lines
