"""Zip files whose bytes depend on their content alone: fixed times and modes, members in the order they are written.

with Archive(out) as archive:
    archive.write("imsmanifest.xml", "<manifest/>")      text is UTF-8, deflated at level 1
    archive.store("media/a.png", data)                   pictures and sounds are already small
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import IO, BinaryIO, Self

_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16


def _write(member: IO[bytes], text: str) -> None:
    member.write(text.encode())


class Archive:
    """A zip being written to a seekable stream. A name can be written only once."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.names: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def write(self, name: str, text: str) -> None:
        """A text member."""
        self._add(name, text.encode(), zipfile.ZIP_DEFLATED)

    def store(self, name: str, data: bytes) -> None:
        """A member that is not worth deflating."""
        self._add(name, data, zipfile.ZIP_STORED)

    @contextmanager
    def stream(self, name: str) -> Iterator[Callable[[str], None]]:
        """A text member that is written piece by piece; no other member can be written meanwhile."""
        with self._zip.open(self._member(name), "w", force_zip64=True) as member:
            yield partial(_write, member)

    def _add(self, name: str, data: bytes, method: int) -> None:
        self._zip.writestr(self._member(name), data, method, 1)

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name in self.names:
            raise ValueError(f"{name} is in the archive already")
        self.names.add(name)
        info = zipfile.ZipInfo(name, _TIME)
        info.external_attr = _MODE
        info.create_system = 3
        info.compress_type = zipfile.ZIP_DEFLATED
        return info
