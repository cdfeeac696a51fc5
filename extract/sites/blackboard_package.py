"""Blackboard exports: a package whose members are numbered `.dat` files of QTI 1.2 or of Blackboard's own XML.

    .bb-package-info, imsmanifest.xml, res00001.dat, csfiles/home_dir/a__xid-12_1.png

Texts name files by number (`xid-12_1`); settings, rubrics and the like are no questions and are left alone.
"""

from __future__ import annotations

from extract.media.archive import Archive
from extract.sites._package import read_package
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    """Blackboard's property file."""
    return isinstance(page.tree, Archive) and ".bb-package-info" in page.tree and page.source.suffix != ".imscc"


def read(page: Page) -> Extraction:
    """Every question of the export."""
    assert isinstance(page.tree, Archive)
    return read_package(page.tree, "blackboard-package")


EXTRACTOR = Extractor("blackboard-package", frozenset({Carrier.ARCHIVE}), identify, read)
