"""The members of a package, read with limits: a damaged or hostile archive is reported, never unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from export.lint._codes import Problem

MANIFEST = "imsmanifest.xml"
_MOST_MEMBERS = 300_000
_LARGEST_MEMBER = 512 * 1024 * 1024
_RATIO = 1000  # of unpacked to packed bytes, above which a large member is taken for a bomb


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


@dataclass(slots=True)
class Package:
    """A package under inspection. `problems` grows as it is looked at."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, file: str, detail: str, node: etree._Element | None = None, item: str = "") -> None:
        line = node.sourceline if node is not None else 0
        self.problems.append(Problem(code, file, detail, line if isinstance(line, int) else 0, item))

    def xml(self, name: str) -> etree._Element | None:
        """A member parsed as XML; None, and a problem, where it cannot be."""
        try:
            return etree.fromstring(self.archive.read(name), _parser())
        except etree.XMLSyntaxError as error:
            self.report("xml-broken", name, f"{error.msg}.")
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            self.report("archive-unreadable", name, f"{error}.")
        return None


def opened(data: bytes) -> tuple[Package | None, list[Problem]]:
    """The package, or None with the reason."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        problems = list(_refusals(archive))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        return None, [Problem("archive-unreadable", "", f"{error}.")]
    if problems:
        return None, problems
    names = frozenset(info.filename for info in archive.infolist() if not info.is_dir())
    return Package(archive, names), []


def _refusals(archive: zipfile.ZipFile) -> Iterator[Problem]:
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        yield Problem("archive-too-large", "", f"It has {len(members)} members.")
    for info in members:
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > _LARGEST_MEMBER or (info.file_size > 10_000_000 and ratio > _RATIO):
            yield Problem("archive-too-large", info.filename, f"It unpacks to {info.file_size} bytes.")
        if info.filename.startswith(("/", "\\")) or ".." in info.filename.replace("\\", "/").split("/"):
            yield Problem("path-unsafe", info.filename, "Its path leaves the package.")


def beside(file: str, reference: str) -> str:
    """The member that a relative reference in a file means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), reference))
