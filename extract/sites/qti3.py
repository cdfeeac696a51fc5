"""QTI 3.0: one XML file an item, its names in hyphens.

    <qti-assessment-item identifier="q1" title="Capitals" ...><qti-response-declaration ...>
      <qti-item-body><qti-choice-interaction response-identifier="RESPONSE">...</qti-choice-interaction></qti-item-body>

The XML carrier reads these names in the spelling of QTI 2, so that `_qti2_*` read both.
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
    """An item, test or section of QTI 3."""
    return kind_of(page) == "qti3"


def read(page: Page) -> Extraction:
    """The item's questions."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "qti3")


EXTRACTOR = Extractor("qti3", frozenset({Carrier.XML}), identify, read)
