"""The manifest: every listed file is there, every file is listed, identifiers are unique, dependencies known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from export.lint._archive import MANIFEST, Package

# Where Canvas looks for a resource's interactionType.
_SPACES = ("imscp_v1p1", "imsqti_v2p1", "imsqti_v2p0", "imsqti_item_v2p1", "imsqti_item_v2p0")
_UNLISTED = (".bb-", "__MACOSX/", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: its type, its main file, and all its files."""

    identifier: str
    type: str
    main: str
    files: frozenset[str]
    interaction: str = ""  # its kind, where it is said in the words that Canvas finds
    folder: str = ""  # Blackboard's: all that lies in it is the resource's


def resources(package: Package) -> tuple[Resource, ...]:
    """The resources of the manifest; problems of the manifest itself are reported."""
    if MANIFEST not in package.names:
        package.report("manifest-missing", MANIFEST, "It is not there.")
        return ()
    root = package.xml(MANIFEST)
    if root is None:
        return ()
    found = tuple(_resource(node) for node in root.iter("{*}resource"))
    counted = Counter(resource.identifier for resource in found)
    for name in (name for name, times in counted.items() if times > 1):
        package.report("resource-duplicate", MANIFEST, f"Resource {name}.")
    _files(package, found)
    for node in root.iter("{*}dependency"):
        if node.get("identifierref") not in counted:
            package.report("dependency-unknown", MANIFEST, f"Dependency {node.get('identifierref')}.", node)
    version = root.findtext("{*}metadata/{*}schemaversion") or ""
    if any("v3p0" in resource.type for resource in found) and version != "3.0.0":
        package.report("schemaversion", MANIFEST, f"It says {version or 'nothing'}.")
    if any(resource.type == "imsqti_test_xmlv2p2" for resource in found):
        package.report("canvas-test-type", MANIFEST, "The test is of QTI 2.2.")
    return found


def _resource(node: etree._Element) -> Resource:
    files = [child.get("href") or "" for child in node.iterfind("{*}file")]
    blackboard = node.get("{http://www.blackboard.com/content-packaging/}file")
    files += [blackboard] if blackboard else []
    main = node.get("href") or (files[0] if files else "")
    folder = (node.get("{http://www.w3.org/XML/1998/namespace}base") or "") if blackboard else ""
    kinds = (node.findtext(f".//{{http://www.imsglobal.org/xsd/{space}}}interactionType") for space in _SPACES)
    kind = next(filter(None, kinds), "")
    return Resource(node.get("identifier") or "", node.get("type") or "", main, frozenset(files), kind, folder)


def _files(package: Package, found: tuple[Resource, ...]) -> None:
    listed = frozenset().union(*(resource.files | {resource.main} for resource in found)) - {""}
    for name in sorted(listed - package.names):
        if not name.startswith(("http:", "https:", "/")):
            package.report("file-missing", MANIFEST, f"{name} is not in the archive.")
    folders = tuple(f"{resource.folder}/" for resource in found if resource.folder)
    for name in sorted(package.names - listed - {MANIFEST}):
        if not name.startswith(folders) and not any(mark in name for mark in _UNLISTED) and not name.endswith(".xsd"):
            package.report("file-unlisted", name, "The manifest does not know it.")
