"""Moodle XML: Moodle's own format for its question bank.

<quiz><question type="truefalse"><name><text>Sky</text></name>
  <questiontext format="html"><text><![CDATA[<p>The sky is blue.</p>]]></text></questiontext>
  <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>
"""

from __future__ import annotations

from extract.media.xml import Node
from extract.sites._moodle.moodle import read_part
from extract.sites._part import Part, merged
from extract.sites._store import store_beside
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """A quiz whose children are questions of a type; Canvas's `quiz` has none."""
    return kind_of(page) == "moodle"


def read(page: Page) -> Extraction:
    """Every question of the file."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    return merged((read_part(part), part.kept()), "moodle-xml")


EXTRACTOR = Extractor("moodle-xml", frozenset({Carrier.XML}), identify, read)
