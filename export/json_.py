"""The whole bank as one JSON document in quizmill's public format; the only text target that loses nothing.

    {"format": "quizmill-bank", "version": "1.0", "title": "Heaps",
     "items": [
      {"id": "q7k", "type": "single", "stem": "...", "choices": [...], "key": {...}, ...}
     ],
     "media": {"<sha256>.png": "<base64>"}}

One item a line, so that two files can be compared line by line. The schema is `docs/schema/quizmill-1.schema.json`
(JSON Schema 2020-12, generated from the types); `quizmill.codec` reads and writes the items.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from typing import BinaryIO

from export._fields import media_names
from export._options import chosen
from quizmill.codec import FORMAT_VERSION, encode_item
from quizmill.item import TYPES
from quizmill.package import Exporter, Loss, Package, Support

NOT_HELD = "the picture {} is not in the bank"


def pictures(
    names: dict[str, str], media: Callable[[str], bytes | None], losses: list[Loss]
) -> list[tuple[str, bytes]]:
    """The bytes of these pictures (name -> an item that shows it), by name; a loss for each that nobody has."""
    found = []
    for name, item in sorted(names.items()):
        data = media(name)
        if data is None:
            losses.append(Loss(item, "media", NOT_HELD.format(name)))
        else:
            found.append((name, data))
    return found


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Items as they come; the pictures they show at the end."""
    chosen(package, {})
    losses: list[Loss] = []
    shown: dict[str, str] = {}
    title = json.dumps(package.title, ensure_ascii=False)
    out.write(f'{{"format": "quizmill-bank", "version": "{FORMAT_VERSION}", "title": {title},\n "items": ['.encode())
    separator = b"\n  "
    for item in package.items:
        data = encode_item(item)
        out.write(separator + data)
        separator = b",\n  "
        if b"media:" in data:
            shown.update((name, item.id) for name in media_names(item) if name not in shown)
    out.write(b'\n ],\n "media": {')
    separator = b"\n  "
    for name, picture in pictures(shown, package.media, losses):
        out.write(separator + f'"{name}": "{b64encode(picture).decode()}"'.encode())
        separator = b",\n  "
    out.write(b"\n }}\n")
    return tuple(losses)


EXPORTER = Exporter(
    name="json",
    suffix=".json",
    summary="quizmill's own JSON, versioned, with a JSON Schema; nothing is lost",
    render=render,
    support={kind: Support("full") for kind in TYPES},
    keyless=frozenset(TYPES),
)
