"""Moodle backups (`.mbz`, a packed tar or a zip): the question bank that a course's or quiz's backup holds.

    moodle_backup.xml  questions.xml  files.xml  files/ab/ab12...

Courses, grades and users are left alone. A backup without questions says so.
"""

from __future__ import annotations

from dataclasses import replace

from extract.media.archive import Archive
from extract.media.xml import member
from extract.sites._moodle.backup import Backup, files_of
from extract.sites._moodle.moodle import read_part
from extract.sites._part import Part, merged
from extract.sites._store import Store
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_QUESTIONS, _FILES, _MARK = "questions.xml", "files.xml", "moodle_backup.xml"


def identify(page: Page) -> bool:
    """Moodle's own description of a backup."""
    return isinstance(page.tree, Archive) and _MARK in page.tree and page.source.suffix != ".imscc"


def read(page: Page) -> Extraction:
    """Every question of the backup's bank, in its last version."""
    archive = page.tree
    assert isinstance(archive, Archive)
    root, findings = member(archive, _QUESTIONS)
    if root is None:
        message = "The backup holds no questions: they are in a backup made with the question bank."
        nothing = Finding("format-unsupported", Severity.INFO, message)
        return Extraction(findings=(*findings, nothing), reader="moodle-backup")
    listed, doubts = member(archive, _FILES)

    def find(path: str) -> tuple[str, bytes] | None:
        content, _, name = path.partition("/")
        data = archive.read(f"files/{content[:2]}/{content}") if content.isalnum() and name else None
        return (name, data) if data is not None else None

    store = Store(find)
    part = Part(Backup(root, files_of(listed) if listed is not None else _no_file).quiz(), store, _QUESTIONS)
    found = merged((read_part(part), part.kept()), "moodle-backup")
    return replace(found, findings=tuple(dict.fromkeys((*found.findings, *findings, *doubts, *archive.findings))))


def _no_file(area: str, item: str, name: str) -> str:
    del area, item, name
    return ""


EXTRACTOR = Extractor("moodle-backup", frozenset({Carrier.ARCHIVE}), identify, read)
