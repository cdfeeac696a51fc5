"""Packages: zip and tar files of learning platforms (QTI, Common Cartridge, H5P, Anki, Moodle).

    quiz.zip: imsmanifest.xml, items/q1.xml, images/a.png

The page's `tree` is an `Archive`: its members are read when asked for, under hard limits. A member whose path leaves
the archive, a link, a member that is too large or unpacks to far more than it was packed to is refused, and said.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may be: `members` of them, bytes of one and of all, and how far one may unpack.

    `ratio` holds for members of more than 1 MB: honest text shrinks to a fortieth, a bomb to a thousandth.
    """

    members: int = 200_000
    member_size: int = 512 << 20
    total_size: int = 4 << 30
    ratio: int = 300


LIMITS = Limits()
# What a damaged, cut off, encrypted or odd archive raises.
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    MemoryError,
    OverflowError,
    IndexError,
)


def _refused(message: str, name: str) -> Finding:
    return Finding("format-unsupported", Severity.WARNING, message, Span(part=name or None))


@dataclass
class Archive:
    """The members of an archive by their cleaned path (`a/b.xml`), in the archive's order."""

    sizes: dict[str, int]
    open: Callable[[str, int], bytes]
    limits: Limits = LIMITS
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.sizes)

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes | None:
        """A member's bytes; None, and a finding, where it is not there, damaged or over the limits."""
        if name not in self.sizes:
            return None
        allowed = min(self.limits.member_size, self.limits.total_size - self.taken)
        try:
            data = self.open(name, allowed + 1)
        except DAMAGED as error:
            self.findings.append(_refused(f"The member cannot be unpacked ({error}).", name))
            return None
        if len(data) > allowed:
            self.findings.append(_refused("The member is larger than is read.", name))
            return None
        self.taken += len(data)
        return data


def clean(name: str) -> str | None:
    """The path inside the archive with forward slashes, or None where it leads out of it."""
    path = name.replace("\\", "/")
    if path.startswith("/") or (len(path) > 1 and path[1] == ":") or "\x00" in path:
        return None
    path = posixpath.normpath(path)
    return None if path == ".." or path.startswith("../") else path


def _is_noise(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._") or name.endswith(".DS_Store")


def open_zip(data: bytes, limits: Limits = LIMITS) -> Archive:
    """A zip's members; raises zipfile.BadZipFile where it is none."""
    file = zipfile.ZipFile(io.BytesIO(data))
    infos: dict[str, zipfile.ZipInfo] = {}
    findings: list[Finding] = []
    for info in file.infolist():
        name = clean(info.filename)
        if info.is_dir() or _is_noise(info.filename):
            continue
        if name is None or (info.external_attr >> 16) & 0o170000 == 0o120000:
            findings.append(_refused("The member's path leads out of the archive.", info.filename))
        elif info.file_size > (1 << 20) and info.file_size > limits.ratio * max(info.compress_size, 1):
            findings.append(_refused("The member unpacks to far more than it was packed to.", name))
        elif len(infos) >= limits.members:
            findings.append(_refused(f"The archive has more than {limits.members} members; the rest was left.", ""))
            break
        else:
            infos[name] = info

    def read(name: str, most: int) -> bytes:
        with file.open(infos[name]) as member:
            return member.read(most)

    return Archive({name: info.file_size for name, info in infos.items()}, read, limits, findings)


def open_tar(data: bytes, limits: Limits = LIMITS) -> Archive:
    """A tar's members, packed or plain; its unpacked size is bounded before it is walked."""
    file = tarfile.open(fileobj=io.BytesIO(data), mode="r:*")  # noqa: SIM115 (lives as long as the archive)
    infos: dict[str, tarfile.TarInfo] = {}
    findings: list[Finding] = []
    total = 0
    for info in file:
        total += info.size
        if total > limits.total_size or total > (1 << 20) + limits.ratio * len(data) or len(infos) >= limits.members:
            findings.append(_refused("The archive unpacks to more than is read; the rest was left.", ""))
            break
        name = clean(info.name)
        if not info.isfile() or _is_noise(info.name):
            if info.issym() or info.islnk():
                findings.append(_refused("The member is a link; it was not followed.", info.name))
        elif name is None:
            findings.append(_refused("The member's path leads out of the archive.", info.name))
        else:
            infos[name] = info

    def read(name: str, most: int) -> bytes:
        member = file.extractfile(infos[name])
        return member.read(most) if member else b""

    return Archive({name: info.size for name, info in infos.items()}, read, limits, findings)


def identify(source: Source) -> bool:
    """The magic of zip, gzip or tar; workbooks are zips too, but tables."""
    data = source.data
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06") and source.suffix not in (".xlsx", ".xlsm", ".docx", ".pptx", ".odt"):
        return True
    packed = data[:2] == b"\x1f\x8b" and source.path.lower().endswith((".tgz", ".tar.gz", ".mbz", ".imscc"))
    return packed or data[257:262] == b"ustar" or source.suffix in (".zip", ".imscc", ".apkg", ".colpkg", ".h5p")


def read(source: Source) -> Page:
    """A page whose tree is an `Archive`; an empty one, and a finding, where it cannot be opened."""
    try:
        is_zip = source.data[:2] == b"PK"
        archive = open_zip(source.data) if is_zip else open_tar(source.data)
    except DAMAGED as error:
        message = f"The archive cannot be opened ({error})."
        findings = (Finding("parse-error", Severity.ERROR, message),)
        return Page(source, Carrier.ARCHIVE, tree=Archive({}, lambda name, most: b""), findings=findings)
    return Page(source, Carrier.ARCHIVE, tree=archive, findings=tuple(archive.findings))


MEDIUM = Medium("archive", identify, read)
