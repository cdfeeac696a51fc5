"""Lines between options: which may stand inside a group, and which begin a question."""

from __future__ import annotations

from collections.abc import Iterable

from extract.grammar.groups.telling import is_remark
from extract.grammar.lines import enumerators
from extract.media.html.lines import Line
from extract.media.html.tree import Node
from quizmill.block import Kind


def quiet(line: Line) -> bool:
    """A line that may stand inside a group without beginning anything: hidden, or by its name a remark."""
    return line.hidden or line.kind is Kind.RULE or any(map(is_remark, around(line)))


def around(line: Line) -> Iterable[Node]:
    """The line's container and the two elements around it."""
    node: Node | None = line.container
    for _ in range(3):
        if node is None:
            return
        yield node
        node = node.parent


def opens_question(line: Line) -> bool:
    """Whether a line looks like the start of a question: a heading, a number, a question mark at its end."""
    if quiet(line) or line.button:
        return False
    text = line.text
    if line.kind is Kind.HEADING or text.rstrip().endswith(("?", "\uff1f", "\u061f", "\u037e")):
        return True
    if line.kind is Kind.ROW and line.parts:  # a number in a cell of its own
        text = "".join(part.text for part in line.parts if part.cell == line.parts[0].cell).strip() + " x"
    found = enumerators.read(text)
    return found is not None and (found.enumerator.word != "" or found.enumerator.system.value == "decimal")
