"""PDF with a text layer: words with boxes and looks become lines in reading order, lines become blocks.

    %PDF-1.7 ... BT /F1 11 Tf (1. What is a monad?) Tj ET

One page after another: words (pdf_words), drawings (pdf_shapes), controls (pdf_controls), columns and rows (layout),
lines (assemble), looks from drawings (decorate), blocks (paragraphs). A page is closed before the next is opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media import assemble, furniture, layout, pdf_controls, pdf_forms, pdf_shapes, pdf_words, tables
from extract.media.assemble import Line
from extract.media.decorate import decorate
from extract.media.geometry import Drawing, Leaf
from extract.media.openers import Habits, habits_of
from extract.media.paragraphs import Builder, Paper
from quizmill.block import Block
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

PAGES = 5_000  # more are not read; the finding says so
SAMPLE = 16  # pages looked at for what repeats


def identify(source: Source) -> bool:
    return b"%PDF-" in source.data[:1024]


@dataclass(slots=True)
class _Reading:
    """What is gathered while the pages go by."""

    findings: list[Finding] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    personal: int = 0
    repaired: int = 0


def read(source: Source) -> Page:
    """The whole document as one stream of blocks; spans give page (from 1) and box in points from its top left."""
    document = _open(source)
    try:
        reading = _Reading()
        blocks = tuple(_blocks(document, reading))
        return Page(source, Carrier.PDF, blocks, facts=_facts(document), findings=tuple(_findings(document, reading)))
    finally:
        document.close()


def _open(source: Source) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SourceError(f"{source.path} is protected by a password; remove it and try again.") from error
        raise SourceError(f"{source.path} is no PDF that can be opened: {error}.") from error
    if len(document) == 0:
        document.close()
        raise SourceError(f"{source.path} has no pages.")
    return document


def _facts(document: pdfium.PdfDocument) -> tuple[tuple[str, str], ...]:
    names = (("Title", "title"), ("Author", "author"), ("CreationDate", "date"))
    told = document.get_metadata_dict()
    return (*((ours, told[theirs]) for theirs, ours in names if told.get(theirs)), ("pages", str(len(document))))


def _blocks(document: pdfium.PdfDocument, reading: _Reading) -> Iterator[Block]:
    count = min(len(document), PAGES)
    sample = {index: _leaf(document, index) for index in range(0, count, -(-count // SAMPLE))}
    known = list(sample.values())
    repeated, builder = furniture.learn(known), Builder(_paper(known), habits=_habits(known))
    lonely = _lonely_marks(known)
    aside: list[Line] = []
    for index in range(count):
        leaf = sample.pop(index) if index in sample else _leaf(document, index)
        if lonely:
            leaf = replace(leaf, chunks=tuple(replace(chunk, mark=None) for chunk in leaf.chunks))
        if not leaf.chunks and any(shape.drawing is Drawing.PICTURE for shape in leaf.shapes):
            reading.scanned.append(leaf.number)
        lines = list(_lines(leaf, repeated, reading))
        sidebar = [line for line in lines if _is_sidebar(line, leaf)]
        aside += sidebar
        yield from builder.feed([line for line in lines if line not in sidebar] if sidebar else lines)
    yield from builder.close()
    yield from builder.feed(aside)
    yield from builder.close()


def _lonely_marks(sample: Sequence[Leaf]) -> bool:
    """True where drawn boxes stand one by one before paragraphs and none is ever ticked: the bullets of a list."""
    marked = [[chunk.mark for chunk in leaf.chunks] for leaf in sample]
    found = [mark for marks in marked for mark in marks if mark]
    pairs = sum(bool(a and b) for marks in marked for a, b in pairwise(marks))
    return len(found) > 2 and not any(mark.on for mark in found) and pairs < 0.1 * len(found)


def _leaf(document: pdfium.PdfDocument, index: int) -> Leaf:
    """One page taken apart; broken pages are empty."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Leaf(index + 1, 0, 0, ())
    try:
        turn, size = pdf_words.turn_of(page), page.get_size()
        textpage = page.get_textpage()
        try:
            chunks = layout.chunks(pdf_words.words(textpage, turn))
        finally:
            textpage.close()
        shapes = tuple(pdf_shapes.shapes(page, turn, size))
        found = pdf_forms.controls(document, page, turn) + pdf_controls.controls(page, shapes, chunks)
        return Leaf(index + 1, size[0], size[1], tuple(pdf_controls.attach(chunks, found)), shapes)
    finally:
        page.close()


def _habits(sample: Sequence[Leaf]) -> Habits:
    return habits_of([(chunk.text, chunk.box[0]) for leaf in sample for chunk in leaf.chunks])


def _paper(sample: Sequence[Leaf]) -> Paper:
    """The size that most characters have, and their ink where nearly all have one that is not black."""
    sizes: Counter[float] = Counter()
    tints: Counter[str] = Counter()
    for leaf in sample:
        for chunk in leaf.chunks:
            for word in chunk.words:
                sizes[round(word.look.size * 2) / 2] += len(word.text)
                tints[word.look.tint] += len(word.text)
    if not sizes:
        return Paper()
    tint, count = tints.most_common(1)[0]
    return Paper(sizes.most_common(1)[0][0], tint if count > 0.8 * tints.total() else "")


def _lines(leaf: Leaf, repeated: furniture.Furniture, reading: _Reading) -> Iterator[Line]:
    """The page's lines in reading order, without furniture."""
    kept = []
    for chunk in leaf.chunks:
        if furniture.is_personal(chunk.text):
            reading.personal += 1
        elif not repeated.holds(chunk, leaf):
            kept.append(chunk)
    whole = (0.0, 0.0, leaf.width, leaf.height)
    found = assemble.lines(layout.read(tables.lift(kept, leaf.shapes), whole), leaf.number)
    return decorate(found, leaf.shapes, whole)


def _is_sidebar(line: Line, leaf: Leaf) -> bool:
    return line.column[2] - line.column[0] < layout.SIDEBAR * leaf.width and line.column[0] < 1


def _findings(document: pdfium.PdfDocument, reading: _Reading) -> Iterator[Finding]:
    yield from reading.findings
    if len(document) > PAGES:
        yield Finding(
            "partial-read",
            Severity.WARNING,
            f"Only the first {PAGES} of {len(document)} pages were read.",
            Span(page=PAGES),
        )
    if reading.scanned:
        pages = ", ".join(map(str, reading.scanned[:20]))
        yield Finding(
            "needs-ocr",
            Severity.WARNING,
            f"Pictures without a text layer: page {pages}.",
            Span(page=reading.scanned[0]),
        )
    if reading.personal:
        yield Finding(
            "personal-data-dropped",
            Severity.INFO,
            f"{reading.personal} lines that tell who a learner is were left out.",
        )


MEDIUM = Medium("pdf", identify, read)
