"""QTI 2.x and 3 documents: lone items as drafts."""

from __future__ import annotations

from extract.sites._part import Part
from extract.sites._qti2.item import About, Item
from extract.sites._qti2.kinds import read_item
from quizmill.draft import Extraction
from quizmill.finding import Severity

_NOTHING = About()


def read_part(part: Part, about: About = _NOTHING) -> Extraction:
    """An item's drafts. A test or section holds no questions itself: it points to items, which lie in a package."""
    root = part.root
    part.store.part = part.name
    if root.tag != "assessmentItem":
        if part.name is not None:
            return Extraction(findings=tuple(part.findings))
        refs = len(list(root.iter("assessmentItemRef")))
        message = f"A test of {refs} items that lie in other files: read its package to have them."
        part.doubt("format-unsupported", message, root, weight=Severity.INFO)
        return Extraction(findings=tuple(part.findings))
    drafts = read_item(Item(part, root, "assessmentItem", about))
    return Extraction(tuple(drafts), findings=tuple(part.findings))
