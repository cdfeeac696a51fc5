"""One builder for each interaction of QTI 2.x and 3.

An item with several block interactions is several questions with one text above them, unless they are the rows of a
matching question, or blanks that the text names (`[color]`), as items migrated from Canvas or Blackboard have it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._calculated import REFUSED, SAID, drawn
from extract.sites._qti2.body import BLOCK, INLINE, UNREAD
from extract.sites._qti2.choices import feedback_by_name, read_choice, stem_of
from extract.sites._qti2.gaps import named_blanks, read_blanks, read_gap_match, read_inline, read_text
from extract.sites._qti2.item import Item
from extract.sites._qti2.pairs import is_rows, read_associate, read_match, read_order, read_rows
from quizmill.draft import Draft, DraftAnswer
from quizmill.finding import Severity


def read_item(item: Item) -> list[Draft]:
    """The item's drafts, mostly one; none, and a finding, where it asks nothing that the bank can hold."""
    interactions = item.body.interactions
    if not interactions:
        item.doubt("A text without a question.", weight=Severity.INFO)
        return []
    if item.fields.get("question_type", "").startswith("calculated"):
        return _calculated(item)
    unread = [node for node in interactions if node.tag in UNREAD]
    for node in unread:
        item.doubt(f"A {node.tag} is answered on a picture or by a program: the bank has no such kind.")
    read = [node for node in interactions if node.tag not in UNREAD]
    if not read:
        return []
    if item.body.variables:
        item.doubt("The item's numbers are drawn anew for each learner; it is kept with their names.")
    return _drafts(item, read)


def _calculated(item: Item) -> list[Draft]:
    """As items migrated from Canvas and Blackboard keep it."""
    found = drawn(item.node, item.body.stem)
    if found is None:
        item.doubt(REFUSED)
        return []
    item.doubt(SAID.format(found.sets))
    answer = DraftAnswer(item.fragment(found.answer, item.node), numeric=True, tolerance=found.tolerance)
    return [replace(item.draft(found.stem), type="numeric", answers=(answer,), feedback=feedback_by_name(item))]


def _drafts(item: Item, nodes: list[Node]) -> list[Draft]:
    named = named_blanks(item, nodes)
    if all(node.tag in INLINE for node in nodes):
        return [read_inline(item, nodes)]
    if named:
        return [read_blanks(item, nodes, named)]
    if len(nodes) > 1 and all(node.tag == "choiceInteraction" for node in nodes) and is_rows(item, nodes):
        return [read_rows(item, nodes)]
    blocks = [node for node in nodes if node.tag in BLOCK]
    drafts = [_BUILDERS[str(node.tag)](item, node) for node in blocks]
    if len(blocks) == 1 and len(nodes) == 1:
        return drafts
    inline = [node for node in nodes if node.tag in INLINE]
    if inline:
        drafts.append(read_inline(item, inline))
    return [_told_apart(draft, place) for place, draft in enumerate(drafts, 1)]


def _told_apart(draft: Draft, place: int) -> Draft:
    """One of several questions of an item: feedback and points are the whole item's."""
    return replace(draft, points=None, number=str(place))


def _slider(item: Item, node: Node) -> Draft:
    return replace(read_text(item, node), type="numeric")


def _upload(item: Item, node: Node) -> Draft:
    return replace(item.draft(stem_of(item, node)), type="essay", feedback=feedback_by_name(item))


_BUILDERS: dict[str, Callable[[Item, Node], Draft]] = {
    "choiceInteraction": read_choice,
    "hottextInteraction": read_choice,
    "orderInteraction": read_order,
    "associateInteraction": read_associate,
    "matchInteraction": read_match,
    "gapMatchInteraction": read_gap_match,
    "extendedTextInteraction": read_text,
    "sliderInteraction": _slider,
    "uploadInteraction": _upload,
    "drawingInteraction": _upload,
}
