"""Content packages of QTI items of any version, Moodle XML or Blackboard pools: zip files with or without a manifest.

    imsmanifest.xml, test.xml, items/q1.xml, images/a.png

It also claims an archive that nothing else knows, to say what is in it.
"""

from __future__ import annotations

from extract.media.archive import Archive
from extract.sites._package import read_package
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_OTHERS = (
    "h5p.json",
    "collection.anki2",
    "collection.anki21",
    "collection.anki21b",
    ".bb-package-info",
    "moodle_backup.xml",
)


def identify(page: Page) -> bool:
    """Every archive that has no other reader's mark."""
    archive = page.tree
    if not isinstance(archive, Archive) or page.source.suffix == ".imscc":
        return False
    return not any(name in archive for name in _OTHERS)


def read(page: Page) -> Extraction:
    """Every question of the package."""
    assert isinstance(page.tree, Archive)
    return read_package(page.tree, "qti-package")


EXTRACTOR = Extractor("qti-package", frozenset({Carrier.ARCHIVE}), identify, read)
