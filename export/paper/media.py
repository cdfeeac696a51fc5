"""Pictures of a package for targets that hold them inside: which there are, and what they are.

Inlined(package.media)("<sha256>.png")    "data:image/png;name=<sha256>.png;base64,..."
"""

from __future__ import annotations

import base64
from collections.abc import Callable

TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}


def kind(name: str) -> str:
    """The media type by the name's ending, empty where it is none of ours."""
    return TYPES.get(name.rpartition(".")[2].lower(), "")


class Held:
    """Which pictures have bytes; `missing` collects the names of an item that have none, until they are `taken`."""

    def __init__(self, read: Callable[[str], bytes | None], kinds: frozenset[str] = frozenset(TYPES.values())) -> None:
        self.read = read
        self._kinds = kinds
        self._known: dict[str, bool] = {}
        self.missing: list[str] = []

    def __call__(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = kind(name) in self._kinds and self.read(name) is not None
        if not self._known[name] and name not in self.missing:
            self.missing.append(name)
        return self._known[name]

    def taken(self) -> list[str]:
        names, self.missing = self.missing, []
        return names

    def inlined(self, name: str) -> str:
        """The picture as an address that holds it, and its name."""
        data = self.read(name)
        if data is None or not self(name):
            return ""
        return f"data:{kind(name)};name={name};base64,{base64.b64encode(data).decode()}"
