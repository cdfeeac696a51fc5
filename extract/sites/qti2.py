"""QTI 2.0, 2.1 and 2.2: one XML file an item.

    <assessmentItem identifier="q1" title="Capitals" ...><responseDeclaration ...><correctResponse>...
      <itemBody><choiceInteraction responseIdentifier="RESPONSE">...</choiceInteraction></itemBody>
      <responseProcessing template=".../match_correct"/></assessmentItem>

The helper modules `_qti2_*` read items of 2.x and 3 alike; `_judge` runs their scoring to find the key.
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._part import Part, merged
from extract.sites._qti2.qti2 import read_part
from extract.sites._store import store_beside
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """An item, test or section of QTI 2."""
    return kind_of(page) == "qti2"


def read(page: Page) -> Extraction:
    """The item's questions."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "qti2")


EXTRACTOR = Extractor("qti2", frozenset({Carrier.XML}), identify, read)
