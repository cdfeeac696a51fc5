"""Items of every kind, in five sets, each with the traps of what it is for; here is what they share.

cards       Anki, paper and the self-test          bank        tables, texts and exchange formats
qti         every way to be answered and scored    complete    every field filled, each with a word of its own
nasty       traps for every target
"""

from __future__ import annotations

import struct
import zlib

from strategies import MEDIA

from quizmill.item import Choice, Evidence, Key
from quizmill.source import Provenance

PICTURE = sorted(MEDIA)[0]


def key(*choices: str) -> Key:
    """The choices that the document states to be right."""
    return Key(choices, (Evidence.STATED,))


def choices(*texts: str, feedback: tuple[str, ...] = (), fixed: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    """Choices a1, a2 ...; `fixed` counts from one."""
    said = (*feedback, *[""] * len(texts))
    return tuple(Choice(f"a{n}", text, said[n - 1], n in fixed) for n, text in enumerate(texts, 1))


def provenance(ordinal: int, path: str = "notes.md", reader: str = "text/1", url: str = "") -> Provenance:
    return Provenance("d1", path, reader, ordinal, url=url)


def png(width: int, height: int) -> bytes:
    """A picture of two coloured bands."""
    row = b"\x00" + b"\x2a\x6f\x97" * (width // 2) + b"\xe9\xb8\x44" * (width - width // 2)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
