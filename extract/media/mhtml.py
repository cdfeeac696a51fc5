"""MHTML: a web page saved as one file, with its pictures (RFC 2557).

    From: <Saved by Blink>
    Content-Type: multipart/related; boundary="----B"
    ------B
    Content-Type: text/html
    Content-Location: https://example.org/quiz.html
    Content-Transfer-Encoding: quoted-printable

The first HTML part is the page; pictures are found by their `Content-Location`, `cid:` or file name. The parts are read
as the `_files` folder of a saved page is: nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from extract.media.encoding import decode
from extract.media.html.medium import declared, read_html
from quizmill.errors import SourceError
from quizmill.page import Page
from quizmill.registry import Medium
from quizmill.source import Asset, Source

_SUFFIXES = frozenset({".mhtml", ".mht"})
_HEAD = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.I)


def _identify(source: Source) -> bool:
    if source.suffix in _SUFFIXES:
        return True
    head = source.data[:4096]
    return head[:5].lower() in (b"from:", b"mime-") and _HEAD.search(head) is not None


def _read(source: Source) -> Page:
    message = message_from_bytes(source.data, policy=policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise SourceError(f"{source.path} is a web archive without a page in it.")
    data = _bytes(page)
    text, findings = decode(data, page.get_content_charset() or declared(data))
    found = read_html(replace(source, assets=_assets(parts, source.assets)), text, findings)
    location = (page.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    facts = (("url", location),) if location.startswith("http") else ()
    return replace(found, source=source, facts=tuple(dict.fromkeys((*found.facts, *facts))))


def _bytes(part: Message | EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _assets(parts: list[Message], beside: Callable[[str], Asset | None]) -> Callable[[str], Asset | None]:
    """Answers a reference with the part that has it as its address, content id or file name."""
    by_name: dict[str, Message] = {}
    for part in parts:
        if part.get_content_maintype() not in ("image", "audio", "video"):
            continue
        location = (part.get("Content-Location") or "").strip()
        identity = (part.get("Content-ID") or "").strip().strip("<>")
        for name in (location, f"cid:{identity}" if identity else "", location.rpartition("/")[2]):
            if name:
                by_name.setdefault(name, part)

    def find(reference: str) -> Asset | None:
        part = by_name.get(reference) or by_name.get(reference.removeprefix("./"))
        if part is None:
            return beside(reference)
        ending = part.get_content_subtype().partition("+")[0]
        stem = reference.rpartition("/")[2].partition("?")[0].rpartition(".")[0] or "picture"
        return Asset(f"{stem}.{'jpg' if ending == 'jpeg' else ending}", _bytes(part))

    return find


MEDIUM = Medium("mhtml", _identify, _read)
