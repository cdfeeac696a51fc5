"""Common Cartridge and Canvas course exports (`.imscc`): a course as a package, its quizzes in QTI 1.2.

    imsmanifest.xml, i4f.../assessment_qti.xml, i4f.../assessment_meta.xml, non_cc_assessments/i4f....xml.qti

Canvas writes each quiz twice, once in the cartridge's narrow profile and once whole: the whole one is read. Question
banks lie in `non_cc_assessments` too. Pages, discussions and files are no questions and are left alone.
"""

from __future__ import annotations

from extract.media.archive import Archive
from extract.sites._package import read_package
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """A cartridge by its file name."""
    return isinstance(page.tree, Archive) and page.source.suffix == ".imscc"


def read(page: Page) -> Extraction:
    """Every question of the cartridge."""
    assert isinstance(page.tree, Archive)
    return read_package(page.tree, "common-cartridge")


EXTRACTOR = Extractor("common-cartridge", frozenset({Carrier.ARCHIVE}), identify, read)
