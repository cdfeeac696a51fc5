"""Packages of learning content: which members hold questions, in what order, and where their pictures lie.

    imsmanifest.xml   names the resources: items, tests, pictures, keywords
    test.xml          puts items in sections and gives their weight
    items/q1.xml      a question; `images/a.png` in it is looked for beside it

Every XML member is looked at, named in the manifest or not: real packages forget some. What a test points to comes in
its order, the rest in the manifest's, then the archive's. A package inside a package is opened too, two deep.
"""

from __future__ import annotations

from dataclasses import replace

from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.xml import Node
from extract.sites import _blackboard_pool, _olx
from extract.sites._moodle import moodle
from extract.sites._package_members import Package
from extract.sites._package_order import ROOTS, Place, places_of, read_manifest
from extract.sites._part import merged
from extract.sites._qti2 import qti2
from extract.sites._qti2.item import About
from extract.sites._qti12 import qti12
from extract.sites._xml_kinds import kind_of_root
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity

_NESTED = (".zip", ".imscc")
_MAX_NESTING = 2


def read_package(archive: Archive, reader: str, prefix: str = "", depth: int = 0) -> Extraction:
    """Every question of a package."""
    package, before = Package(archive, prefix), tuple(archive.findings)
    sources = package.sources()
    parsed = {name: root for name, data in sources.items() if (root := _root_of_order(package, name, data)) is not None}
    for name, root in parsed.items():
        if root.tag == "manifest":
            read_manifest(package, name, root)
    places = places_of(package, parsed)
    named = {name: place for place, name in enumerate(package.described)}
    others = sorted((name for name in sources if name not in places), key=lambda name: named.get(name, len(named)))
    order = [*(name for name in places if name in sources), *others]
    parts = [_read(package, name, sources.pop(name), parsed.get(name), places.get(name)) for name in order]
    parts += _nested(package, reader, depth)
    found = merged([part for part in parts if part], reader)
    faults = [fault for several in package.faults.values() for fault in several]
    findings = [*found.findings, *before, *faults, *package.findings]
    if not found.drafts and not findings and not depth:
        message = "No member of the package holds questions in a format that is read."
        findings.append(Finding("format-unsupported", Severity.WARNING, message))
    facts = tuple(dict.fromkeys((*package.facts, *found.facts)))
    media = {medium.name: medium for medium in (*found.media, *package.media.values())}
    said = tuple(dict.fromkeys((*findings, *archive.findings)))
    return replace(found, findings=said, facts=facts, media=tuple(media.values()))


def _root_of_order(package: Package, name: str, data: bytes) -> Node | None:
    """The member, parsed, where it tells of others."""
    return package.root(name, data) if package.roots[name] in ROOTS else None


def _read(package: Package, name: str, data: bytes, root: Node | None, place: Place | None) -> Extraction | None:
    root = package.root(name, data) if root is None else root
    if root is None:
        return None
    part = package.part(name, root)
    match kind_of_root(root):
        case "qti12":
            return qti12.read_part(part)
        case "qti2" | "qti3":
            return qti2.read_part(part, _about(root, package.described.get(name, About()), place))
        case "pool":
            return _blackboard_pool.read_part(part)
        case "moodle":
            return moodle.read_part(part)
        case "olx":
            return _olx.read_part(part)
        case "examview" | "qml" | "wpproquiz" | "hotpotatoes" | "other":
            if root.tag == "quiz" and (named := root.findtext("title")):
                package.facts.append(("title", named.strip()))
            return None


def _about(root: Node, said: About, place: Place | None) -> About:
    """What the package says of an item; its own title goes before the manifest's."""
    section, points = (place.section, place.points) if place else (said.section, said.points)
    title = "" if root.get("title", "").strip() else said.title
    return About(section, points, said.tags, title, said.difficulty, said.objectives)


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
