"""Archives that are no package of a learning platform: a zip of pages and notes, a book's chapters (EPUB).

    course.zip: week1/quiz.html, week1/img/a.png, week2/notes.md

Every member is read as if it lay in a folder by itself, pictures beside it included; its places carry its name as
their part, its items stand under its title. Pictures are read for themselves only where nothing else lies there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar, cast
from urllib.parse import unquote

from extract.media.archive import Archive, identify
from quizmill.draft import Draft, DraftObjective, Extraction
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.page import Carrier, Page
from quizmill.source import Asset, Source, Span

Read = Callable[[Source], tuple[Page, Extraction]]
MOST = 2_000  # documents of one archive
_PARTS = re.compile(r"(\d+)")
_BOOK = re.compile(r"(?:^|/)(?:container\.xml|toc\.ncx|nav\.xhtml|.*\.opf|mimetype|.*\.css|.*\.js)$", re.I)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Member:
    """A document of an archive, as read."""

    name: str
    page: Page
    extraction: Extraction


def read_members(page: Page, read: Read) -> tuple[Page, Extraction] | None:
    """The archive's documents as one page; None where none of them holds a question or an objective."""
    assert isinstance(page.tree, Archive)
    found = list(_members(page.tree, read))
    if not any(member.extraction.drafts or member.extraction.objectives for member in found):
        return None
    whole = replace(
        page,
        blocks=tuple(block for member in found for block in _placed(member.page.blocks, member.name)),
        findings=(*page.findings, *_findings(page.tree, found)),
        media=tuple(media for member in found for media in member.page.media),
    )
    return whole, _joined(found)


def _members(archive: Archive, read: Read) -> Iterator[Member]:
    """Every member that a reader knows, in the order a person would list them."""
    pictures: list[Member] = []
    others = False
    for name in sorted(archive.names, key=_natural)[:MOST]:
        data = archive.read(name) if not _BOOK.search(name) else None
        source = Source(name, data or b"", _beside(archive, name))
        if not data or identify(source):  # what an archive inside an archive holds is a package reader's business
            continue
        try:
            page, extraction = read(source)
        except SourceError:
            continue  # no document: a font, a program, a damaged file
        if page.carrier is Carrier.IMAGE:
            pictures.append(Member(name, page, extraction))
        else:
            others = True
            yield Member(name, page, extraction)
    if not others:
        yield from pictures


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """`week10` after `week2`."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _PARTS.split(name))


def _beside(archive: Archive, name: str) -> Callable[[str], Asset | None]:
    """Answers a member's references with other members, never with what lies outside."""
    folder = posixpath.dirname(name)

    def find(reference: str) -> Asset | None:
        inside = posixpath.normpath(posixpath.join(folder, unquote(reference.partition("?")[0].partition("#")[0])))
        data = archive.read(inside) if inside in archive else None
        return Asset(posixpath.basename(inside), data) if data is not None else None

    return find


def _findings(archive: Archive, found: Iterable[Member]) -> Iterator[Finding]:
    for member in found:
        yield from _placed(member.page.findings, member.name)
    if len(archive.names) > MOST:
        message = f"The archive has {len(archive.names)} members; the first {MOST} were read."
        yield Finding("partial-read", Severity.WARNING, message)


def _joined(found: Iterable[Member]) -> Extraction:
    drafts: list[Draft] = []
    objectives: list[DraftObjective] = []
    chrome: list[Span] = []
    findings: list[Finding] = []
    media: dict[str, Media] = {}
    for member in found:
        extraction = _placed(member.extraction, member.name)
        title = _title(member)
        drafts += [replace(draft, section=(title, *draft.section)) for draft in extraction.drafts]
        objectives += [replace(one, section=(title, *one.section)) for one in extraction.objectives]
        chrome += extraction.chrome
        findings += extraction.findings
        media.update((medium.name, medium) for medium in extraction.media)
    return Extraction(
        tuple(drafts), tuple(objectives), tuple(chrome), (), tuple(findings), tuple(media.values()), reader="members"
    )


def _title(member: Member) -> str:
    facts = (*member.page.facts, *member.extraction.facts)
    named = posixpath.splitext(posixpath.basename(member.name))[0]
    return next((value for key, value in facts if key == "title"), named)


def _placed(value: _T, part: str) -> _T:
    """The value with `part` as, or before, the part of every span in it, however deep."""
    if isinstance(value, Span):
        return cast(_T, replace(value, part=f"{part}/{value.part}" if value.part else part))
    if isinstance(value, tuple):
        return cast(_T, tuple(_placed(inner, part) for inner in value))
    if is_dataclass(value) and not isinstance(value, type):
        held = {place.name: getattr(value, place.name) for place in fields(value)}
        return cast(_T, replace(value, **{name: _placed(inner, part) for name, inner in held.items()}))
    return value
