"""The public JSON of items and documents, its version, and its JSON Schema.

    {"id": "q7k...", "type": "single", "stem": "...", "choices": [{"id": "a1", "text": "..."}],
     "key": {"choices": ["a1"], "evidence": ["stated"]}, ...}

The types themselves are the format: a field added to a dataclass is a field of the JSON. Reading accepts
missing fields that have a default and ignores unknown ones, so that older and newer files can be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from quizmill.document import Document
from quizmill.errors import SourceError
from quizmill.finding import Finding
from quizmill.item import CLASSES, Gap, Item, Objective

FORMAT_VERSION = "1.0"
SCHEMA_ID = "https://quizmill.dev/schema/quizmill-1.schema.json"
ITEM_CLASSES: tuple[type[Item], ...] = tuple(dict.fromkeys(CLASSES.values()))


@dataclass(frozen=True, slots=True)
class _Typed:
    type: str


@dataclass(frozen=True, slots=True)
class _Header:
    version: str = FORMAT_VERSION
    items: tuple[msgspec.Raw, ...] = ()


_encoder = msgspec.json.Encoder()
_peek = msgspec.json.Decoder(_Typed)
_gaps = msgspec.json.Decoder(tuple[Gap, ...])
_header = msgspec.json.Decoder(_Header)
_decoders = {cls: msgspec.json.Decoder(cls) for cls in ITEM_CLASSES}


def encode_item(item: Item) -> bytes:
    """One item as compact JSON, fields in the order of their classes."""
    return _encoder.encode(item)


def decode_item(data: bytes | msgspec.Raw) -> Item:
    """The item of a JSON object; SourceError where the object is none."""
    try:
        cls = CLASSES[_peek.decode(data).type]
        return _decoders[cls].decode(data)
    except (msgspec.DecodeError, KeyError) as error:
        raise SourceError(f"This JSON object is no quizmill item: {error}.") from error


def encode_gaps(gaps: tuple[Gap, ...]) -> bytes:
    """The gaps of a cloze as compact JSON, for files that keep them beside its text."""
    return _encoder.encode(gaps)


def decode_gaps(data: bytes) -> tuple[Gap, ...]:
    """The gaps that `encode_gaps` wrote; SourceError on anything else."""
    try:
        return _gaps.decode(data)
    except msgspec.DecodeError as error:
        raise SourceError(f"These are no gaps: {error}.") from error


def decode_items(data: bytes) -> tuple[Item, ...]:
    """The items of a whole JSON document as `quizmill extract` and `quizmill export json` write it."""
    try:
        header = _header.decode(data)
    except msgspec.DecodeError as error:
        raise SourceError(f"This is no quizmill JSON: {error}.") from error
    if header.version.split(".")[0] != FORMAT_VERSION.split(".")[0]:
        raise SourceError(f"This file has format version {header.version}; this quizmill reads {FORMAT_VERSION}.")
    return tuple(decode_item(raw) for raw in header.items)


@dataclass(frozen=True, slots=True)
class _Picture:
    name: str
    alt: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _DocumentView:
    """The JSON of one document: everything but the pictures' bytes."""

    format: str
    version: str
    id: str
    path: str
    sha256: str
    carrier: str
    reader: str
    facts: tuple[tuple[str, str], ...]
    items: tuple[Any, ...]
    objectives: tuple[Objective, ...]
    findings: tuple[Finding, ...]
    media: tuple[_Picture, ...]


def encode_document(document: Document) -> bytes:
    """One document as indented JSON for people and tools, ending in a newline."""
    view = _DocumentView(
        format="quizmill-document",
        version=FORMAT_VERSION,
        media=tuple(_Picture(m.name, m.alt, len(m.data)) for m in document.media),
        **{f.name: getattr(document, f.name) for f in fields(document) if f.name not in ("media", "account")},
    )
    return msgspec.json.format(_encoder.encode(view), indent=1) + b"\n"


def json_schema() -> bytes:
    """The JSON Schema (2020-12) of a document and of a bank, told apart by `format`, and of the lines of JSON Lines.

    `#/$defs/Item` is any item, told apart by `type`; `#/$defs/Line` an item or a picture.
    """
    _, components = msgspec.json.schema_components([_DocumentView], ref_template="#/$defs/{name}")
    item_refs, item_components = msgspec.json.schema_components(ITEM_CLASSES, ref_template="#/$defs/{name}")
    defs: dict[str, Any] = {**components, **item_components, **_BANK_SCHEMA}
    defs["Document"] = defs.pop("_DocumentView")
    defs["Document"]["properties"]["items"]["items"] = {"$ref": "#/$defs/Item"}
    defs["Document"]["properties"]["format"] = {"const": "quizmill-document"}
    defs["Item"] = {"oneOf": list(item_refs)}
    for cls in ITEM_CLASSES:
        defs[cls.__name__].setdefault("required", []).append("type")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "quizmill",
        "version": FORMAT_VERSION,
        "oneOf": [{"$ref": "#/$defs/Document"}, {"$ref": "#/$defs/Bank"}],
        "$defs": defs,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


_BASE64 = {"type": "string", "contentEncoding": "base64"}
_BANK_SCHEMA: dict[str, Any] = {
    "Bank": {
        "title": "Bank",
        "description": "Items with the bytes of their pictures by name, as `quizmill export json` writes them.",
        "type": "object",
        "properties": {
            "format": {"const": "quizmill-bank"},
            "version": {"type": "string"},
            "title": {"type": "string"},
            "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
            "media": {"type": "object", "additionalProperties": _BASE64},
        },
        "required": ["format", "version", "title", "items", "media"],
    },
    "MediaLine": {
        "title": "MediaLine",
        "description": "A picture in JSON Lines, after the items that show it.",
        "type": "object",
        "properties": {"type": {"const": "media"}, "name": {"type": "string"}, "base64": _BASE64},
        "required": ["type", "name", "base64"],
    },
    "Line": {"oneOf": [{"$ref": "#/$defs/Item"}, {"$ref": "#/$defs/MediaLine"}]},
}
