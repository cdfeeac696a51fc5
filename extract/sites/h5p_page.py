r"""H5P content embedded in web pages (WordPress, Drupal, Moodle): the same content.json, in the page's script.

    H5PIntegration = {"contents": {"cid-4": {"library": "H5P.MultiChoice 1.16", "jsonContent": "{\"question\": ...}"}}}

Each content is handed, as the package it would be, to whoever reads H5P packages; places name its id in the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Record, Value
from extract.grammar.pages.build import html_of
from extract.grammar.pages.page import read as read_page
from extract.media.archive import Archive
from quizmill import registry
from quizmill.draft import Draft, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_PACKAGE = "h5p"


def _identify(page: Page) -> bool:
    return "H5PIntegration" in page.text and "jsonContent" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    reader = next(one for one in registry.extractors() if one.name == _PACKAGE)
    drafts: list[Draft] = []
    findings = []
    for node in html.tree.elements("script"):
        if "jsonContent" not in node.text:
            continue
        for identity, library, content in _contents(node.text):
            found = reader.read(_package(page, library, content))
            place = Span(node=f"{node.path}#{identity}")
            drafts += [_placed(draft, place) for draft in found.drafts]
            findings += [replace(finding, span=place) for finding in found.findings]
    known = {draft.stem.text for draft in drafts}
    rest = read_page(page)
    others = tuple(draft for draft in rest.drafts if draft.stem.text not in known and not _from_script(draft))
    return replace(rest, drafts=(*drafts, *others), findings=(*findings, *rest.findings))


def _from_script(draft: Draft) -> bool:
    return any("/script[" in (span.node or "") or (span.node or "").startswith("script") for span in draft.spans)


def _contents(script: str) -> Iterator[tuple[str, str, str]]:
    """Each content's id, library and JSON."""
    for found in literals(script):
        yield from _inside("", found.value, 0)


def _inside(name: str, value: Value, depth: int) -> Iterator[tuple[str, str, str]]:
    if not isinstance(value, Record) or depth > 6:
        return
    library, content = value.pairs.get("library"), value.pairs.get("jsonContent")
    if isinstance(library, str) and isinstance(content, str):
        yield name, library, content
        return
    for key, inner in value.pairs.items():
        yield from _inside(key, inner, depth + 1)


def _package(page: Page, library: str, content: str) -> Page:
    """The content as the package that it was uploaded as; its pictures stay on the web."""
    members = {
        "h5p.json": json.dumps({"title": "", "mainLibrary": library.partition(" ")[0]}).encode(),
        "content/content.json": content.encode("utf-8", "replace"),
    }

    def unpack(name: str, limit: int) -> bytes:
        return members[name][:limit]

    archive = Archive({name: len(data) for name, data in members.items()}, unpack)
    return Page(page.source, Carrier.ARCHIVE, tree=archive)


def _placed(draft: Draft, place: Span) -> Draft:
    """A draft whose places are in the page instead of in the package."""
    stem = Fragment(draft.stem.text, (place,))
    return replace(draft, stem=stem, spans=(place,))


EXTRACTOR = Extractor("h5p-page", frozenset({Carrier.HTML}), _identify, _read)
