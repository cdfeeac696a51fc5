"""The pictures of a page: data addresses and the files beside it become media, web addresses stay references.

    <img srcset="a.png 1x, a@2x.png 2x" src="a.png" alt="a map">    the largest that lies beside the document
    <img src="data:image/png;base64,iVBOR...">                      media:<sha256>.png
    <img src="https://example.org/a.png">                           stays, with a `media-refused` finding

Nothing is ever fetched. A name is `media:<sha256>.<ext>`, as rich text writes it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote, unquote_to_bytes

from extract.media.html.tree import Node
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Source, Span

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w-]+=[\w.-]+)*)(;base64)?,", re.I)
_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]+:", re.I)
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "mpeg": "mp3"}
_KNOWN = frozenset("png jpg jpeg gif svg webp bmp avif ico tif tiff mp3 ogg wav mp4 webm".split())
_TINY = 90  # bytes: a pixel that waits for its picture


class Pictures:
    """Answers for a page's picture addresses, and collects what it found on the way."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[str, str] = {}
        self.media: dict[str, Media] = {}
        self.findings: list[Finding] = []

    def name(self, reference: str, node: Node | None = None) -> str:
        """What rich text writes for an address: a `media:` name, or the address itself."""
        known = self._names.get(reference)
        if known is None:
            known = self._names[reference] = self._find(reference, node)
        return known

    def of_image(self, node: Node) -> str:
        """The best address of an `img`: its largest candidate that lies beside the document, else its `src`."""
        own = node.get("src") or node.get("data-src") or node.get("data-original")
        if not any(name in node.attrs for name in ("srcset", "data-srcset", "data-src")):
            return own
        for candidate in [*_candidates(node.get("srcset") or node.get("data-srcset")), own, node.get("data-src")]:
            if candidate and self._lies_here(candidate):
                return candidate
        return own

    def _lies_here(self, reference: str) -> bool:
        if reference[:5].lower() == "data:":
            found = _data(reference)
            return found is not None and len(found[1]) > _TINY
        return not _WEB.match(reference) and self._source.assets(unquote(reference)) is not None

    def _find(self, reference: str, node: Node | None) -> str:
        span = Span(node=node.path) if node is not None else None
        alt = node.get("alt") if node is not None else ""
        if reference[:5].lower() == "data:":
            found = _data(reference)
            if found is None:
                self._say("media-missing", "A picture's data address cannot be read.", span)
                return ""
            return self._keep(*found, alt)
        web = _WEB.match(reference) is not None
        if web and (asset := self._source.assets(reference)) is not None:  # saved beside the page under its address
            return self._keep(asset.name.rpartition(".")[2].lower(), asset.data, alt)
        if web:
            self._say("media-refused", f"The picture {reference[:120]} lies on the web and was not fetched.", span)
            return reference
        path = unquote(reference.split("?")[0].split("#")[0])
        asset = self._source.assets(path) or self._source.assets(reference)
        if asset is None:
            self._say("media-missing", f"The picture {path[:120]} does not lie beside the document.", span)
            return reference
        ending = asset.name.rpartition(".")[2].lower()
        return self._keep(ending if ending in _KNOWN else "bin", asset.data, alt)

    def _keep(self, ending: str, data: bytes, alt: str) -> str:
        name = f"media:{hashlib.sha256(data).hexdigest()}.{ending}"
        self.media.setdefault(name, Media(name.removeprefix("media:"), data, alt))
        return name

    def _say(self, code: str, message: str, span: Span | None) -> None:
        self.findings.append(
            Finding(code, Severity.WARNING if code == "media-missing" else Severity.INFO, message, span)
        )


def _data(reference: str) -> tuple[str, bytes] | None:
    """The ending and bytes of a data address."""
    head = _DATA.match(reference)
    if head is None:
        return None
    body = reference[head.end() :]
    try:
        data = base64.b64decode(re.sub(r"\s+", "", unquote(body))) if head[3] else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
    ending = (head[1] or "text/plain").partition("/")[2].lower()
    return _ENDINGS.get(ending, ending), data


def _candidates(srcset: str) -> list[str]:
    """The addresses of a `srcset`, largest first."""
    found: list[tuple[float, str]] = []
    for part in re.split(r",\s+", srcset.strip()) if srcset else ():
        words = part.split()
        if words:
            size = re.match(r"([\d.]+)[wx]", words[-1]) if len(words) > 1 else None
            found.append((float(size[1]) if size and size[1].count(".") < 2 else 1.0, words[0].strip(",")))
    return [address for _, address in sorted(found, key=lambda pair: -pair[0])]
