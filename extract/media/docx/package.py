"""The package that Office documents lie in: parts, and the relationships that lead from one to the others.

    word/document.xml   word/_rels/document.xml.rels   <Relationship Id="rId4" Target="media/image1.png"/>

ECMA-376 part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath

from extract.media import xml
from extract.media.archive import Archive
from extract.media.docx.styles import attribute


def links(archive: Archive, part: str) -> dict[str, str]:
    """What a part's relationship ids lead to: members of the package, or addresses."""
    folder, _, name = part.rpartition("/")
    root, _ = xml.member(archive, f"{folder}/_rels/{name}.rels")
    if root is None:
        return {}
    found = {}
    for link in root.iter("Relationship"):
        target = attribute(link, "Target")
        inside = attribute(link, "TargetMode") != "External"
        found[attribute(link, "Id")] = _inside(folder, target) if inside else target
    return found


def _inside(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def main_part(archive: Archive) -> str:
    """The document's own part: the package's relationships name it."""
    root, _ = xml.member(archive, "_rels/.rels")
    for link in root.iter("Relationship") if root is not None else ():
        if attribute(link, "Type").endswith("/officeDocument"):
            return attribute(link, "Target").lstrip("/")
    return "word/document.xml"
