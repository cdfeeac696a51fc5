"""Words that a page keeps in base64, out of its readers' sight, and its script unpacks with `atob(...)`.

    <div data-a="Q29yaw=="> ... atob(box.dataset.a)         Cork
    {q: "Which floats?", opts: ["Iron", "Cork"], a: "MQ=="} ... atob(q.a)         1

Without such a call the letters are taken for what they are.
"""

from __future__ import annotations

import base64
import binascii
import re

from extract.media.html.medium import HtmlPage

_PACKED = re.compile(r"[0-9A-Za-z+/]{2,300}={0,2}\Z")


def unpacks(script: str) -> bool:
    """Whether a script unpacks base64."""
    return "atob(" in script


def page_unpacks(html: HtmlPage) -> bool:
    return any(unpacks(node.text) for node in html.tree.elements("script"))


def unpacked(text: str) -> str:
    """The words behind some base64; empty where it holds none."""
    text = text.strip()
    if len(text) % 4 or not _PACKED.match(text):
        return ""
    try:
        words = base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return words.strip() if words.isprintable() else ""
