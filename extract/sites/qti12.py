"""QTI 1.2 and 1.2.1: one XML file of items, as Canvas, D2L, Respondus, Common Cartridge and many others write it.

    <questestinterop><assessment title="Quiz"><item ident="q1"> ... </item></assessment></questestinterop>

Schema validity is not asked for. The helper modules `_qti12_*` read items; `_judge` runs their scoring to find the key.
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._part import Part, merged
from extract.sites._qti12 import ROOTS, read_part
from extract.sites._store import store_beside
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """The root, or for lone items and assessments what QTI 1.2 has below it."""
    root = page.tree
    if not isinstance(root, Node) or root.tag not in ROOTS:
        return False
    return root.tag == "questestinterop" or root.find(".//presentation") is not None


def read(page: Page) -> Extraction:
    """Every item of the file."""
    assert isinstance(page.tree, Node)
    store = store_beside(page.source)
    extraction = read_part(Part(page.tree, store))
    kept = Extraction(media=tuple(store.media.values()), findings=tuple(store.findings))
    return merged((extraction, kept), "qti12")


EXTRACTOR = Extractor("qti12", frozenset({Carrier.XML}), identify, read)
