r"""The data in a script as plain values; what is kept there as a string of JSON is unfolded, packed in base64 or not.

{"itemData": "{\"question\": {...}}"}       {"itemData": {"question": {...}}}
var data = "eyJkIjp7InNsIjp7fX19";          {"d": {"sl": {}}}
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array, Record, Value
from extract.sites._data_rows import Data

_PACKED = re.compile(r"""["'](e[yw][A-Za-z0-9+/]{60,}={0,2})["']""")  # base64 of `{"` or `{` and a line's end
_STARTS = ('"ey', '"ew', "'ey", "'ew")
_DEEPEST = 14


def datas(script: str) -> Iterator[Data]:
    """Every literal of a script, then what is packed in its strings."""
    for found in literals(script):
        yield _unfolded(found.value, 0)
    for packed in _PACKED.findall(script):
        if (data := _json(_unpacked(packed))) is not None:
            yield data


def packed_texts(text: str) -> Iterator[str]:
    """The beginnings of what is packed in a page's strings, to be looked at."""
    if not any(start in text for start in _STARTS):
        return
    for packed in _PACKED.findall(text):
        yield _unpacked(packed[:4000])


def _unpacked(packed: str) -> str:
    try:
        return base64.b64decode(packed[: len(packed) // 4 * 4]).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return ""


def _unfolded(value: Value, depth: int) -> Data:
    if depth > _DEEPEST:
        return None
    match value:
        case Record():
            return {name: _unfolded(inner, depth + 1) for name, inner in value.pairs.items()}
        case Array():
            return [_unfolded(inner, depth + 1) for inner in value.items]
        case str() if value[:2] in ('{"', "[{") and value[-1] in "}]":
            data = _json(value)
            return value if data is None else data
        case str() | int() | float() | None:
            return value
    return None


def _json(text: str) -> Data:
    try:
        data: Data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data
