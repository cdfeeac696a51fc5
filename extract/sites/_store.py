"""Pictures and sounds that a document names: found beside it or in its package, and renamed by their content.

images/a%20b.png  ->  media:5f1d...c2.png
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, unquote_to_bytes

from extract.media.fragment import Context, Hook
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Source, Span

Find = Callable[[str], tuple[str, bytes] | None]
"""Gives the name and bytes that a cleaned reference leads to."""

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.+-]+)*),", re.A)
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg", "image/webp": "webp",
             "audio/mpeg": "mp3", "audio/ogg": "ogg", "video/mp4": "mp4"}  # fmt: skip
_MAGIC = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"<svg", "svg"), (b"RIFF", "webp"))


def _suffix(name: str, data: bytes) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,5})$", name)
    if found:
        return found[1].lower()
    return next((suffix for magic, suffix in _MAGIC if data.startswith(magic)), "bin")


@dataclass
class Store:
    """Answers references with `media:` names and keeps what it gave out. `base` is the folder they start from."""

    find: Find
    media: dict[str, Media] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    own: dict[str, bytes] = field(default_factory=dict)
    within: list[str] = field(default_factory=list)  # the included files that are being read
    base: str = ""
    part: str | None = None

    def keep(self, name: str, data: bytes) -> str:
        """Stores bytes under their content's name and gives the reference to it."""
        own = f"media:{hashlib.sha256(data).hexdigest()}.{_suffix(name, data)}"
        self.media.setdefault(own, Media(own.removeprefix("media:"), data))
        return own

    def image(self, reference: str) -> str:
        """The `media:` name of a reference; a web address, or what is not there, stays as it was, with a finding."""
        address = reference.strip()
        if address.startswith("media:") or not address:
            return address
        if embedded := _DATA.match(address):
            return self.embedded(address, embedded)
        if re.match(r"(?:[a-z][\w+.-]*:)?//|[a-z][\w+.-]+:", address, re.I):
            self.doubt("media-refused", f"The picture lies on the web and was not read: {address[:200]}")
            return address
        for path in self.paths(address):
            found = (path, self.own[path]) if path in self.own else self.find(path)
            if found:
                return self.keep(*found)
        self.doubt("media-missing", f"The picture is named but not there: {address[:200]}")
        return address

    def beside(self, reference: str) -> bytes | None:
        """The bytes of a file that a document includes: a shared passage, a stimulus."""
        found = next((found for path in self.paths(reference) if (found := self.find(path))), None)
        if found is None:
            self.doubt("format-unsupported", f"The text {reference[:200]} is included but not there.")
        return found[1] if found else None

    def embedded(self, address: str, head: re.Match[str]) -> str:
        body = address[head.end() :]
        try:
            data = base64.b64decode(body, validate=False) if "base64" in head[2] else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            self.doubt("media-missing", "An embedded picture cannot be decoded.")
            return ""
        return self.keep(f"x.{_SUFFIXES.get(head[1] or '', 'bin')}", data)

    def paths(self, address: str) -> list[str]:
        """Where a reference may lead, the likeliest first: beside the part, then from the package's root."""
        plain = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/")
        raw = address.replace("\\", "/")
        plain = re.sub(r"^(?:\$[\w-]+\$|@@PLUGINFILE@@|@X@[\w.]{1,60}@X@)/*", "", plain)
        joined = [posixpath.normpath(posixpath.join(self.base, path)) for path in (plain, raw)]
        return [*joined, posixpath.normpath(plain.lstrip("/"))]

    def doubt(self, code: str, message: str) -> None:
        place = Span(part=self.part) if self.part else None
        self.findings.append(Finding(code, Severity.WARNING, message, place))

    def context(self, hook: Hook | None = None) -> Context:
        """How this document's rich texts are read."""
        return Context(self.image, hook) if hook else self._unhooked

    @cached_property
    def _unhooked(self) -> Context:
        return Context(self.image)


def store_beside(source: Source) -> Store:
    """Files that lie beside a lone document."""

    def find(path: str) -> tuple[str, bytes] | None:
        asset = source.assets(path)
        return (asset.name, asset.data) if asset else None

    return Store(find)
