"""A problem of Open edX in a file of its own; those of a course lie in its archive (`_package`).

<problem display_name="Bridges"><choiceresponse> ... </choiceresponse></problem>
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._olx import read_part
from extract.sites._part import Part, merged
from extract.sites._store import store_beside
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """By the root, and a response in it."""
    return kind_of(page) == "olx"


def read(page: Page) -> Extraction:
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "openedx-xml")


EXTRACTOR = Extractor("openedx-xml", frozenset({Carrier.XML}), identify, read)
