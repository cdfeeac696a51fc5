"""Files that a document points to: only those in its own folder or below are ever read.

    images/a.png          read where it lies beside the document
    ../../etc/passwd      refused: it leaves the folder, as do absolute paths and links that point outside
    https://...           refused: nothing is ever fetched

A refused reference is answered like a missing one, and remembered in `refused` for a finding; `used` are the files that
were given out.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from quizmill.source import Asset

LARGEST = 50 << 20  # bytes; a larger file is no picture of a quiz
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


class Beside:
    """The resolver of one document: call it with a reference as written, it answers with the file or None."""

    def __init__(self, document: Path) -> None:
        self._folder = document.parent.resolve()
        self.refused: dict[str, str] = {}
        self.used: set[Path] = set()

    def __call__(self, reference: str) -> Asset | None:
        reason = refusal(reference)
        if reason:
            self.refused[reference] = reason
            return None
        try:
            return self._read(reference)
        except (OSError, ValueError):  # not there, unreadable, or no possible name: NUL, too long, a lone surrogate
            return None

    def _read(self, reference: str) -> Asset | None:
        path = (self._folder / reference.replace("\\", "/")).resolve()
        if not path.is_relative_to(self._folder):
            self.refused[reference] = "a link leads out of the document's folder"
        elif not path.is_file():
            return None
        elif path.stat().st_size > LARGEST:
            self.refused[reference] = f"the file is larger than {LARGEST >> 20} MB"
        else:
            self.used.add(path)
            return Asset(path.relative_to(self._folder).as_posix(), path.read_bytes())
        return None


def refusal(reference: str) -> str:
    """Why a reference may not be followed, in words; empty where it names a place in the document's folder."""
    if _SCHEME.match(reference):
        return "it is an address, and nothing is fetched"
    path = PurePosixPath(reference.replace("\\", "/"))
    if path.is_absolute() or PureWindowsPath(reference).drive or reference.startswith("~"):
        return "its path is absolute"
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return "its path leaves the document's folder"
    return ""
