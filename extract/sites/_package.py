"""Packages of learning content: which members hold questions, in what order, and where their pictures lie.

    imsmanifest.xml   names the resources: items, tests, pictures, keywords
    test.xml          puts items in sections and gives their weight
    items/q1.xml      a question; `images/a.png` in it is looked for beside it

Every XML member is looked at, named in the manifest or not: real packages forget some. What a test points to comes in
its order, the rest in the manifest's, then the archive's. A package inside a package is opened too, two deep.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.xml import Node, parse, root_name
from extract.sites import _blackboard_pool, _moodle, _qti2, _qti12
from extract.sites._part import Part, merged, number, words
from extract.sites._qti2_item import About
from extract.sites._store import Store
from extract.sites._xml_kinds import POOL_ROOTS, QTI2_ROOTS, QTI12_ROOTS, kind_of_root
from quizmill.draft import Extraction
from quizmill.extras import path_parts
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Span

_XML = (".xml", ".qti", ".dat")
_NESTED = (".zip", ".imscc")
_HYPHENED = frozenset(("qti-assessment-item", "qti-assessment-test", "qti-assessment-section"))
_ROOTS = QTI12_ROOTS | QTI2_ROOTS | _HYPHENED | POOL_ROOTS | {"quiz", "manifest"}
_AIM = "educational objective"  # as LOM calls that purpose
_MAX_NESTING = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a test puts an item: the titles above it, and its weight."""

    section: tuple[str, ...]
    points: float | None


@dataclass
class Package:
    """An archive being read; `prefix` names it where it lies in another one."""

    archive: Archive
    prefix: str = ""
    media: dict[str, Media] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    described: dict[str, About] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folded = {name.lower(): name for name in reversed(self.archive.names)}
        self.based: dict[str, list[str]] = {}
        for name in self.archive.names:
            self.based.setdefault(posixpath.basename(name).lower(), []).append(name)

    def find(self, path: str) -> tuple[str, bytes] | None:
        """A file by the path a text uses: as it stands, in other capitals, in the folders that platforms have."""
        for name in (path, f"web_resources/{path}", f"media/{path}"):
            member = self.folded.get(name.lower(), "")
            if member and (data := self.archive.read(member)) is not None:
                return member, data
        member = self.stored(posixpath.basename(path))
        stored = self.archive.read(member) if member else None
        return (member, stored) if stored is not None else None

    def stored(self, base: str) -> str:
        """A file by its name alone where only one has it; Blackboard's by the number in its name."""
        if xid := re.search(r"xid-\d+_\d+", base):
            return next((name for name in self.archive.names if xid[0] in name), "")
        same = self.based.get(base.lower(), [])
        return same[0] if len(same) == 1 else ""

    def part(self, name: str, root: Node) -> Part:
        store = Store(self.find, media=self.media, findings=self.findings, base=posixpath.dirname(name))
        return Part(root, store, self.named(name))

    def named(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def doubt(self, code: str, message: str, name: str, weight: Severity = Severity.WARNING) -> None:
        self.findings.append(Finding(code, weight, message, Span(part=self.named(name))))

    def roots(self) -> Iterator[tuple[str, Node]]:
        """The members that may hold questions, parsed, in the archive's order."""
        for name in self.archive.names:
            plain = posixpath.basename(name)
            if not (plain.lower().endswith(_XML) or "." not in plain) or self.copied(name):
                continue
            data = self.archive.read(name)
            if data is None or root_name(data) not in _ROOTS:
                self.unreadable(name, data)
                continue
            root, findings = parse(data, self.named(name))
            self.findings += findings
            if root is not None:
                yield name, root

    def unreadable(self, name: str, data: bytes | None) -> None:
        declared = name in self.described or "qti" in name.lower()
        if data is not None and declared and not root_name(data):
            self.doubt("parse-error", "The member holds no XML.", name)

    def copied(self, name: str) -> bool:
        """Canvas writes each quiz twice: in Common Cartridge's profile, and whole beside it."""
        folder = posixpath.dirname(name)
        return (
            posixpath.basename(name) == "assessment_qti.xml" and f"non_cc_assessments/{folder}.xml.qti" in self.archive
        )


def read_package(archive: Archive, reader: str, prefix: str = "", depth: int = 0) -> Extraction:
    """Every question of a package."""
    package = Package(archive, prefix)
    package.findings += archive.findings
    parsed = dict(package.roots())
    for name, root in parsed.items():
        if root.tag == "manifest":
            _manifest(package, name, root)
    places = _places(package, parsed)
    named = {name: place for place, name in enumerate(package.described)}
    others = sorted((name for name in parsed if name not in places), key=lambda name: named.get(name, len(named)))
    order = [*(name for name in places if name in parsed), *others]
    parts = [_read(package, name, parsed[name], places.get(name)) for name in order]
    parts += _nested(package, reader, depth)
    found = merged([part for part in parts if part], reader)
    _missing(package, found, depth)
    findings = tuple(dict.fromkeys((*found.findings, *package.findings, *archive.findings)))
    facts = tuple(dict.fromkeys((*package.facts, *found.facts)))
    media = {medium.name: medium for medium in (*found.media, *package.media.values())}
    return replace(found, findings=findings, facts=facts, media=tuple(media.values()))


def _missing(package: Package, found: Extraction, depth: int) -> None:
    if not found.drafts and not found.findings and not package.findings and not depth:
        message = "No member of the package holds questions in a format that is read."
        package.findings.append(Finding("format-unsupported", Severity.WARNING, message))


def _read(package: Package, name: str, root: Node, place: Place | None) -> Extraction | None:
    part = package.part(name, root)
    match kind_of_root(root):
        case "qti12":
            return _qti12.read_part(part)
        case "qti2" | "qti3":
            return _qti2.read_part(part, _about(root, package.described.get(name, About()), place))
        case "pool":
            return _blackboard_pool.read_part(part)
        case "moodle":
            return _moodle.read_part(part)
        case "examview" | "other":
            if root.tag == "quiz" and (named := root.findtext("title")):
                package.facts.append(("title", named.strip()))
            return None


def _about(root: Node, said: About, place: Place | None) -> About:
    """What the package says of an item; its own title goes before the manifest's."""
    section, points = (place.section, place.points) if place else (said.section, said.points)
    title = "" if root.get("title", "").strip() else said.title
    return About(section, points, said.tags, title, said.difficulty, said.objectives)


# --- manifest and tests ------------------------------------------------------------------------------------------


def _manifest(package: Package, name: str, root: Node) -> None:
    """Titles and keywords of the resources, the package's own title, and files that are named but not there."""
    folder = posixpath.dirname(name)
    if own := _title(root.find("metadata")):
        package.facts.append(("title", own))
    for resource in root.iter("resource"):
        href = resource.get("href") or _first_file(resource)
        if not href:
            continue
        member = posixpath.normpath(posixpath.join(folder, resource.get("base", ""), unquote(href)))
        metadata = resource.find("metadata")
        package.described[member] = _described(metadata)
        kind = resource.get("type", "").lower()
        if member not in package.archive and href not in package.archive and re.search(r"qti|assessment", kind):
            package.doubt("format-unsupported", f"The manifest names {href}, which is not in the package.", name)


def _first_file(resource: Node) -> str:
    file = resource.find("file")
    return file.get("href", "") if file is not None else resource.get("file", "")


def _title(metadata: Node | None) -> str:
    """The LOM title below a metadata element."""
    if metadata is None:
        return ""
    holder = next((node for node in metadata.iter("general")), None)
    return words(holder.find("title")) if holder is not None else ""


def _keywords(metadata: Node | None) -> tuple[str, ...]:
    found = [words(node) for node in metadata.iter("keyword")] if metadata is not None else []
    return tuple(dict.fromkeys(word for word in found if word))


def _described(metadata: Node | None) -> About:
    """What a resource's metadata says of it, in LOM."""
    if metadata is None:
        return About()
    levels = {
        words(node.find("source")) == "LOMv1.0": words(node.find("value")) for node in metadata.iter("difficulty")
    }
    aims = (node for node in metadata.iter("classification") if words(node.find("purpose/value")) == _AIM)
    return About(
        tags=_keywords(metadata),
        title=_title(metadata),
        difficulty=levels.get(False) or levels.get(True, ""),  # the maker's own word goes before LOM's
        objectives=tuple(filter(None, (words(node.find("description")) for node in aims))),
    )


def _places(package: Package, parsed: dict[str, Node]) -> dict[str, Place]:
    """Where tests put their items, in the order of the tests."""
    places: dict[str, Place] = {}
    for name, root in parsed.items():
        if root.tag == "assessmentTest":
            title = root.get("title", "").strip()
            if title:
                package.facts.append(("title", title))
            _sections(package, parsed, name, root, (title,) if title else (), places, 0)
    return places


def _sections(
    package: Package,
    parsed: dict[str, Node],
    name: str,
    node: Node,
    section: tuple[str, ...],
    places: dict[str, Place],
    depth: int,
) -> None:
    for child in node:
        tag = str(child.tag)
        if tag == "assessmentItemRef":
            member = _beside(name, child.get("href", ""))
            weight = child.find("weight")
            points = number(weight.get("value")) if weight is not None else None
            places.setdefault(member, Place(section, points))
            if member not in package.archive:
                package.doubt("format-unsupported", f"The test names {member}, which is not in the package.", name)
        elif tag == "assessmentSectionRef" and depth < 20:
            other = _beside(name, child.get("href", ""))
            if other in parsed and parsed[other].tag == "assessmentSection":
                _sections(package, parsed, other, parsed[other], section, places, depth + 20)
        elif tag in ("testPart", "assessmentSection") and depth < 20:
            title = child.get("title", "").strip() if tag == "assessmentSection" else ""
            own = child.getroottree().getroot().get("toolName") == "quizmill"
            below = (*section, *path_parts(title)) if own and title not in section else _below(section, title)
            _sections(package, parsed, name, child, below, places, depth + 1)


def _below(section: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The path one title further down; a title may be a path itself (`Course / Week 1`)."""
    if not title or title.lower() in _plain(section):
        return section
    parts = path_parts(title)
    return parts if len(parts) > 1 and parts[: len(section)] == section else (*section, title)


def _plain(section: tuple[str, ...]) -> set[str]:
    """Titles that say nothing new: those above, and what software calls every section."""
    return {*(title.lower() for title in section), "section", "section 1", "main", "untitled"}


def _beside(name: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(href)))


def _nested(package: Package, reader: str, depth: int) -> list[Extraction]:
    """Packages inside the package."""
    found = []
    for name in package.archive.names:
        if not name.lower().endswith(_NESTED):
            continue
        if depth >= _MAX_NESTING:
            package.doubt("nested-too-deep", "The package lies too deep in other packages; it was not opened.", name)
            continue
        data = package.archive.read(name)
        try:
            inner = open_zip(data or b"", package.archive.limits)
        except DAMAGED:
            package.doubt("parse-error", "The inner package cannot be opened.", name)
            continue
        inner.taken = package.archive.taken
        found.append(read_package(inner, reader, f"{package.named(name)}!/", depth + 1))
        package.archive.taken = inner.taken
    return found
