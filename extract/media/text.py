"""Plain text: the same line scanner as Markdown's, since pasted pages mix both.

    1. Which one floats?
    a) cork
    b) iron
    Answer: a

It also reads what has no known ending, where the bytes are text at all.
"""

from __future__ import annotations

from pathlib import PurePath

from extract.media.markdown.medium import is_page, read_as
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source

SUFFIXES = frozenset((".txt", ".text", ".log", ".asc", ".lst", ".gift", ".aiken", ".rnw", ".rtex", ".pg"))
_HEAD = 4096  # bytes that tell text from binary
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"{", b"[", b"<")


def read(source: Source) -> Page:
    """The page of a text file."""
    return read_as(source, Carrier.TEXT)


def identify(source: Source) -> bool:
    """Text by its name, or by its bytes where the name has no ending."""
    head = source.data[:_HEAD]
    if is_page(head):
        return False
    if source.suffix in SUFFIXES:
        return not head.startswith(_BINARY[:7])
    bare = not source.suffix or not PurePath(source.path).suffix[1:].isalnum() or source.suffix[1:].isdigit()
    return bare and bool(head.strip()) and b"\0" not in head and not head.lstrip().startswith(_BINARY)


MEDIUM = Medium("text", identify, read)
