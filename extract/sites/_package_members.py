"""An archive of questions being read: its members by the names that texts use, parsed one by one, and its doubts."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from extract.media.archive import Archive
from extract.media.xml import Node, parse, root_name
from extract.sites._part import Part
from extract.sites._qti2.item import About
from extract.sites._store import Store
from extract.sites._xml_kinds import POOL_ROOTS, QTI2_ROOTS, QTI12_ROOTS
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Span

_XML = (".xml", ".qti", ".dat")
_HYPHENED = frozenset(("qti-assessment-item", "qti-assessment-test", "qti-assessment-section"))
_ROOTS = QTI12_ROOTS | QTI2_ROOTS | _HYPHENED | POOL_ROOTS | {"quiz", "manifest", "problem"}


@dataclass
class Package:
    """An archive being read; `prefix` names it where it lies in another one."""

    archive: Archive
    prefix: str = ""
    media: dict[str, Media] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    described: dict[str, About] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)  # the names of its XML members' first elements
    faults: dict[str, tuple[Finding, ...]] = field(default_factory=dict)  # of members as XML, in the archive's order

    def __post_init__(self) -> None:
        self.folded = {name.lower(): name for name in reversed(self.archive.names)}
        self.based: dict[str, list[str]] = {}
        for name in self.archive.names:
            self.based.setdefault(name.rpartition("/")[2].lower(), []).append(name)

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

    def sources(self) -> dict[str, bytes]:
        """The members that may hold questions, in the archive's order."""
        found: dict[str, bytes] = {}
        for name in self.archive.names:
            plain = name.rpartition("/")[2]
            if not (plain.lower().endswith(_XML) or "." not in plain) or self.copied(name, plain):
                continue
            data = self.archive.read(name)
            self.faults[name] = ()
            if data is None or (root := root_name(data)) not in _ROOTS:
                self.unreadable(name, data)
            else:
                found[name], self.roots[name] = data, root
        return found

    def root(self, name: str, data: bytes) -> Node | None:
        """A member, parsed; nothing keeps its tree, for those of a large package fill the memory."""
        root, self.faults[name] = parse(data, self.named(name))
        return root

    def unreadable(self, name: str, data: bytes | None) -> None:
        declared = name in self.described or "qti" in name.lower()
        if data is not None and declared and not root_name(data):
            place = Span(part=self.named(name))
            self.faults[name] = (Finding("parse-error", Severity.WARNING, "The member holds no XML.", place),)

    def copied(self, name: str, plain: str) -> bool:
        """Canvas writes each quiz twice: in Common Cartridge's profile, and whole beside it."""
        whole = f"non_cc_assessments/{posixpath.dirname(name)}.xml.qti"
        return plain == "assessment_qti.xml" and whole in self.archive
