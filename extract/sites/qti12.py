"""QTI 1.2 and 1.2.1: one XML file of items, as Canvas, D2L, Respondus, Common Cartridge and many others write it.

    <questestinterop><assessment title="Quiz"><item ident="q1"> ... </item></assessment></questestinterop>

Schema validity is not asked for. The helper modules `_qti12_*` read items; `_judge` runs their scoring to find the key.
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._part import Part, merged
from extract.sites._qti12.qti12 import read_part
from extract.sites._store import store_beside
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """QTI 1.2 by its root; lone items and assessments by what they hold."""
    return kind_of(page) == "qti12"


def read(page: Page) -> Extraction:
    """Every item of the file."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "qti12")


EXTRACTOR = Extractor("qti12", frozenset({Carrier.XML}), identify, read)
