"""A Blackboard pool in Blackboard's own XML, as one file (`res00001.dat` of an export).

<POOL><TITLE value="Exam"/><QUESTION_MULTIPLECHOICE id="q1"> ... </QUESTION_MULTIPLECHOICE></POOL>
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._blackboard_pool import read_part
from extract.sites._part import Part, merged
from extract.sites._store import store_beside
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """The root in capitals."""
    return kind_of(page) == "pool"


def read(page: Page) -> Extraction:
    """Every question of the pool."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "blackboard-pool")


EXTRACTOR = Extractor("blackboard-pool", frozenset({Carrier.XML}), identify, read)
