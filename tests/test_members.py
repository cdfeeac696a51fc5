"""Archives of documents: each member read as if it lay in a folder, its places under its name."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from quizmill.document import Document
from quizmill.item import ChoiceItem, FlashcardItem
from quizmill.pipeline import convert
from quizmill.source import Source

FLOATS = "# Things that float\n\n1. Which floats?\n\n   ![a pond](img/pond.png)\n   a) cork\n   b) iron\n\nAnswer: a\n"
SINKS = "<html><title>Sinks</title><body><p>1. Which sinks?<br>A. wax<br>B. lead</p><p>Answer: B</p></body></html>"


def packed(members: dict[str, str | bytes], name: str = "course.zip") -> Document:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, data in members.items():
            archive.writestr(path, data)
    return convert(Source(name, held.getvalue()))


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(held, "PNG")
    return held.getvalue()


def test_members_are_read_in_a_persons_order_under_their_titles() -> None:
    document = packed({"week10/sinks.html": SINKS, "week2/floats.md": FLOATS, "week2/img/pond.png": picture()})
    assert [(item.stem.partition("\n")[0], item.section[0]) for item in document.items] == [
        ("Which floats?", "Things that float"),
        ("Which sinks?", "Sinks"),
    ]
    keys = [item.key.choices for item in document.items if isinstance(item, ChoiceItem) and item.key]
    assert keys == [("a1",), ("a2",)]
    assert [media.data for media in document.media] == [picture()]


def test_every_place_names_its_member() -> None:
    document = packed({"floats.md": FLOATS.replace("   ![a pond](img/pond.png)\n", ""), "sinks.html": SINKS})
    parts = [{place.span.part for place in item.provenance.fields} for item in document.items]
    assert parts == [{"floats.md"}, {"sinks.html"}]
    assert document.account.unclaimed == document.account.blocks - document.account.claimed - document.account.chrome


def test_what_is_no_document_costs_nothing() -> None:
    document = packed({"floats.md": FLOATS, "font.woff": b"\0\1\2", "cut.pdf": b"%PDF-1.4 cut", "inner.zip": b"PK\3\4"})
    assert len(document.items) == 1


def test_a_books_chapters_are_read() -> None:
    chapter = "<html><body><dl><dt>bow</dt><dd>front</dd></dl><h2>Flashcards</h2></body></html>"
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container/>",
        "OEBPS/c1.xhtml": SINKS,
        "OEBPS/c2.xhtml": chapter,
    }
    document = packed(members, "book.epub")
    assert [type(item) for item in document.items if not isinstance(item, FlashcardItem)] == [ChoiceItem]


def test_an_archive_without_questions_says_so() -> None:
    document = packed({"notes.md": "# Notes\n\nCork floats.\n"})
    assert not document.items
    assert "format-unsupported" in {finding.code for finding in document.findings}
