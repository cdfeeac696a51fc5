"""A tripwire in Chromium: what hostile pages wrote into questions runs in no target that holds HTML.

Each text of the list goes through every field of an item and into every such target; every piece of HTML in the
package is then loaded as a page, and every event a person could cause is fired at every element.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator

import pytest
from chromium import browser
from lxml import etree
from playwright.sync_api import Page
from strategies import MEDIA
from test_richtext import XSS

from quizmill.item import (
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Evidence,
    Feedback,
    FlashcardItem,
    Gap,
    Item,
    Key,
    MatchItem,
    OrderItem,
    Pair,
)
from quizmill.package import Package
from quizmill.registry import exporters

# Targets whose texts are shown as HTML; the others hold Markdown, plain words or cells.
_FAMILIES = ("qti", "imscc", "moodle", "gift", "anki", "h5p")
TARGETS = (*(name for name in sorted(exporters()) if name.startswith(_FAMILIES)), "paper-html", "selftest")
_WIRE = "<script>window.tripped = []; window.tripwire = () => window.tripped.push('ran')</script>"
_FIRE = """() => {
  if (!window.tripped) return [];
  for (const node of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "mouseenter", "error", "load", "toggle", "focus", "click", "begin"])
      node.dispatchEvent(new Event(name, { bubbles: true }));
    for (const key of ["href", "src", "action", "data", "background", "xlink:href"])
      if (/^\\s*(javascript|vbscript|data:text)/i.test(node.getAttribute(key) || "")) tripped.push(node.outerHTML);
  }
  return window.tripped;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as running:
        page = running.new_page()
        page.route("**/*", lambda route: route.abort())
        yield page


def hostile_items(text: str) -> tuple[Item, ...]:
    """The text in every rich field of every kind of item; titles and tags are plain words in every target."""
    said = Feedback(text, text, text, text)
    choices = (Choice("a1", text, text), Choice("a2", f"not {text}", text))
    key = Key(("a1",), (Evidence.STATED,))
    more = {"feedback": said, "hints": (text,), "solution": (text,), "mistakes": (text,), "title": "A title"}
    gap = Gap("1", choices=choices, key=key)
    return (
        ChoiceItem(id="x1", stem=text, choices=choices, key=key, **more),  # type: ignore[arg-type]
        ClozeItem(id="x2", stem=f"{text}\n\n{{{{gap:1}}}} is it.", gaps=(gap,), **more),  # type: ignore[arg-type]
        MatchItem(id="x3", stem=text, pairs=(Pair(text, text, text), Pair(f"a {text}", f"b {text}")), **more),  # type: ignore[arg-type]
        OrderItem(id="x4", stem=text, entries=(text, f"then {text}"), **more),  # type: ignore[arg-type]
        EssayItem(id="x5", stem=text, model_answer=text, grader_info=text, **more),  # type: ignore[arg-type]
        FlashcardItem(id="x6", stem=text, back=text, **more),  # type: ignore[arg-type]
    )


def fragments(name: str, data: bytes) -> Iterator[str]:
    """Every piece of a file that its reader shows as HTML."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from fragments(member, archive.read(member))
    elif data[:6] == b"SQLite":
        yield from _of_notes(data)
    elif name.endswith((".html", ".htm")):
        yield data.decode()
    elif name.endswith(".json"):
        yield from _of_json(json.loads(data))
    elif data.lstrip()[:1] == b"<":
        yield from _of_xml(etree.fromstring(data))
    elif name.endswith(".gift.txt"):
        yield from (line.partition("->")[0] for line in data.decode().split("\n"))  # right sides are plain words
    elif name.endswith(".txt"):
        yield from data.decode().replace("\n", "\t").split("\t")


def _of_notes(data: bytes) -> Iterator[str]:
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    for (fields,) in database.execute("select flds from notes"):
        yield from str(fields).split("\x1f")
    database.close()


def _of_json(value: object) -> Iterator[str]:
    """The texts of an H5P; what is said by score is plain words by its semantics, and H5P escapes it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from () if key == "overallFeedback" else _of_json(part)
    elif isinstance(value, list):
        for part in value:
            yield from _of_json(part)


def _of_xml(root: etree._Element) -> Iterator[str]:
    """The document as elements, and each text that is HTML by itself: in QTI 1.2 and in Moodle's XML."""
    yield etree.tostring(root, method="html", encoding="unicode")
    for node in root.iter("{*}mattext", "text"):
        parent = node.getparent()
        moodle = node.tag == "text" and parent is not None and parent.get("format") == "html"
        if node.text and (moodle or node.get("texttype") == "text/html"):
            yield node.text


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_runs(page: Page, name: str) -> None:
    exporter = exporters()[name]
    seen: set[str] = set()
    for text in XSS:
        out = io.BytesIO()
        exporter.render(Package("A quiz", hostile_items(text), media=MEDIA.get), out)
        seen.update(fragments(f"file{exporter.suffix}", out.getvalue()))
    seen = {piece for piece in seen if "<" in piece or "&" in piece}
    assert seen, "the target holds no HTML: it does not belong into this test"
    pieces = sorted(seen)
    for start in range(0, len(pieces), 20):
        group = pieces[start : start + 20]
        if not _trips(page, "\n".join(f"<iframe srcdoc='{_quoted(piece)}'></iframe>" for piece in group)):
            continue
        guilty = [piece for piece in group if _trips(page, piece)]
        raise AssertionError(f"{len(guilty)} pieces run: {guilty[:1]}")


def _quoted(html: str) -> str:
    return (_WIRE + html).replace("&", "&amp;").replace("'", "&#39;")


def _trips(page: Page, html: str) -> bool:
    page.set_content(_WIRE + html, wait_until="load")
    return any(frame.evaluate(_FIRE) for frame in page.frames)


def test_the_tripwire_works(page: Page) -> None:
    assert _trips(page, "<script>tripwire()</script>")
    assert _trips(page, f"<iframe srcdoc='{_quoted('<b onmouseover=tripwire()>x</b>')}'></iframe>")
    assert _trips(page, "<a href='javascript:1'>x</a>")
    assert not _trips(page, "<p>tripwire()</p>")
