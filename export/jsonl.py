"""JSON Lines: one item a line in quizmill's public JSON, for programs that read a bank as a stream.

    {"id": "q7k", "type": "single", "stem": "...", ...}
    {"id": "q7m", "type": "short", "stem": "...", ...}
    {"type": "media", "name": "<sha256>.png", "base64": "..."}        the pictures, after the items; media=leave: none

Each item line is valid against `#/$defs/Item` of the schema.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import BinaryIO

from export._fields import media_names
from export._options import chosen
from export.json_ import pictures
from quizmill.codec import encode_item
from quizmill.item import TYPES, Item
from quizmill.package import Exporter, Loss, Package, Support

_BATCH = 1000
_OPTIONS = {"media": ("embed", "leave")}


def written(package: Package, out: BinaryIO) -> Iterator[tuple[Item, bytes]]:
    """Each item with its line; the lines are written a thousand at a time."""
    held: list[bytes] = []
    for item in package.items:
        line = encode_item(item)
        held.append(line)
        if len(held) == _BATCH:
            out.write(b"\n".join((*held, b"")))
            held.clear()
        yield item, line
    out.write(b"\n".join((*held, b"")) if held else b"")


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Items as they come, then the pictures they show."""
    embed = chosen(package, _OPTIONS)["media"] == "embed"
    losses: list[Loss] = []
    shown: dict[str, str] = {}
    for item, line in written(package, out):
        if b"media:" not in line:
            continue
        names = media_names(item)
        if embed:
            shown.update((name, item.id) for name in names if name not in shown)
        elif names:
            reason = "pictures are named, their bytes are not in the file (media=leave)"
            losses.append(Loss(item.id, "media", reason))
    for name, data in pictures(shown, package.media, losses):
        record = {"type": "media", "name": name, "base64": b64encode(data).decode()}
        out.write(json.dumps(record).encode() + b"\n")
    return tuple(losses)


EXPORTER = Exporter(
    name="jsonl",
    suffix=".jsonl",
    summary="JSON Lines, one item a line",
    render=render,
    support={kind: Support("full", "pictures follow as lines of type media") for kind in TYPES},
    keyless=frozenset(TYPES),
    options={"media": "embed (pictures follow as lines of type media) or leave (they are only named)"},
)
