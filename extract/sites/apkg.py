"""Anki decks: `.apkg` and `.colpkg`, in the old format and the new one.

    collection.anki21b, media, 0, 1, 2 ...

The carrier (`extract.media.anki`) opens the collection; `_anki.notes` turns notes into questions. Review history and
scheduling are the learner's and are left alone.
"""

from __future__ import annotations

from extract.media.anki import CollectionError, read_media, read_notes, unpacked
from extract.media.archive import Archive
from extract.sites._anki.choices import namings
from extract.sites._anki.notes import read_note
from extract.sites._part import merged
from extract.sites._store import Store
from extract.sites._table_cells import Naming
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
_PACKED = b"\x28\xb5\x2f\xfd"


def identify(page: Page) -> bool:
    """A collection of any age."""
    return isinstance(page.tree, Archive) and any(name in page.tree for name in _NAMES)


def _store(archive: Archive) -> Store:
    members = read_media(archive)

    def find(path: str) -> tuple[str, bytes] | None:
        data = archive.read(members.get(path, ""))
        if data is None:
            return None
        try:
            return path, unpacked(data) if data[:4] == _PACKED else data
        except CollectionError:
            return None

    return Store(find)


def read(page: Page) -> Extraction:
    """Every note that asks something."""
    assert isinstance(page.tree, Archive)
    store = _store(page.tree)
    try:
        notes = read_notes(page.tree)
    except CollectionError as error:
        return Extraction(findings=(Finding("parse-error", Severity.ERROR, str(error)), *page.tree.findings))
    drafts: list[Draft] = []
    findings: list[Finding] = []
    named = namings(notes)
    for note in notes:
        draft = read_note(note, store, named.get(note.notetype, Naming()))
        if draft:
            drafts.append(draft)
        else:
            message = f"A note of the type {note.notetype.name!r} asks nothing."
            findings.append(Finding("format-unsupported", Severity.INFO, message, Span(node=f"notes/{note.number}")))
    doubts = tuple(dict.fromkeys((*findings, *store.findings, *page.tree.findings)))
    return merged((Extraction(tuple(drafts), findings=doubts, media=tuple(store.media.values())),), "apkg")


EXTRACTOR = Extractor("apkg", frozenset({Carrier.ARCHIVE}), identify, read)
