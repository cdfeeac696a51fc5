"""What a package says of its items beside them: the manifest's words on each, and where tests put them.

imsmanifest.xml   <resource href="items/q1.xml"><metadata> ... <keyword> ...
test.xml          <assessmentSection title="Week 1"><assessmentItemRef href="items/q1.xml"><weight value="2"/> ...
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from extract.media.xml import Node
from extract.sites._package_members import Package
from extract.sites._part import number, words
from extract.sites._qti2.item import About
from quizmill.extras import path_parts

ROOTS = frozenset("manifest assessmentTest qti-assessment-test assessmentSection qti-assessment-section".split())
_AIM = "educational objective"  # as LOM calls that purpose


@dataclass(frozen=True, slots=True)
class Place:
    """Where a test puts an item: the titles above it, and its weight."""

    section: tuple[str, ...]
    points: float | None


def read_manifest(package: Package, name: str, root: Node) -> None:
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


def places_of(package: Package, parsed: Mapping[str, Node]) -> dict[str, Place]:
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
    parsed: Mapping[str, Node],
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
