"""QTI 2.0, 2.1 and 2.2: one XML file an item.

    <assessmentItem identifier="q1" title="Capitals" ...><responseDeclaration ...><correctResponse>...
      <itemBody><choiceInteraction responseIdentifier="RESPONSE">...</choiceInteraction></itemBody>
      <responseProcessing template=".../match_correct"/></assessmentItem>

The helper modules `_qti2_*` read items of 2.x and 3 alike; `_judge` runs their scoring to find the key.
"""

from __future__ import annotations

from extract.media.xml import Node, root_name
from extract.sites._part import Part, merged
from extract.sites._qti2 import ROOTS, read_part
from extract.sites._store import store_beside
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """An item, test or section of QTI 2."""
    root = page.tree
    return isinstance(root, Node) and root.tag in ROOTS and not root_name(page.source.data).startswith("qti-")


def read(page: Page) -> Extraction:
    """The item's questions."""
    assert isinstance(page.tree, Node)
    store = store_beside(page.source)
    extraction = read_part(Part(page.tree, store))
    kept = Extraction(media=tuple(store.media.values()), findings=tuple(store.findings))
    return merged((extraction, kept), "qti2")


EXTRACTOR = Extractor("qti2", frozenset({Carrier.XML}), identify, read)
