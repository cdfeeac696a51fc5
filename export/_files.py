"""Writing many small pieces to one stream without a system call for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

_PIECE = 1 << 20


def write_text(out: BinaryIO, pieces: Iterable[str]) -> None:
    """UTF-8, in blocks of about a megabyte; a lone surrogate, which no file may hold, becomes a question mark."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _PIECE:
            out.write("".join(held).encode("utf-8", "replace"))
            held, size = [], 0
    out.write("".join(held).encode("utf-8", "replace"))
