"""PDF with a text layer: words with boxes and looks become lines in reading order, lines become blocks.

    %PDF-1.7 ... BT /F1 11 Tf (1. What is a monad?) Tj ET

One page after another: words (pdf_words), drawings (pdf_shapes), controls (pdf_controls), columns and rows (layout),
lines (assemble), looks from drawings (decorate), blocks (paragraphs). A page is closed before the next is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media import form_prints, formulas, layout, rtl, torn_letters, vertical
from extract.media import leaves as _stream
from extract.media.geometry import Box, Leaf
from extract.media.leaves import Tally
from extract.media.pdf import controls as pdf_controls
from extract.media.pdf import figures as pdf_figures
from extract.media.pdf import forms, frames, labels, weights
from extract.media.pdf import scans as pdf_scans
from extract.media.pdf import shapes as pdf_shapes
from extract.media.pdf import signs as pdf_signs
from extract.media.pdf import words as pdf_words
from extract.media.pdf.scans import Scans
from quizmill import budget, trail
from quizmill.block import Block
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

PAGES = 5_000  # more are not read; the finding says so
_EMPTY = ("", "untitled", "(untitled)", "title", "unspecified")
MOST_DOUBTS = 200  # findings on formulas of one document
SAMPLE = 16  # pages looked at for what repeats


def identify(source: Source) -> bool:
    return b"%PDF-" in source.data[:1024]


@dataclass(slots=True)
class _Reading:
    """What is gathered while the pages go by."""

    findings: list[Finding] = field(default_factory=list)
    scans: Scans = field(default_factory=Scans)
    figures: list[Media] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    doubts: list[tuple[int, Box]] = field(default_factory=list)  # page and place of formulas that were not read
    stopped: tuple[int, str] | None = None  # after so many pages, and why
    left_out: list[int] = field(default_factory=list)  # pages that ended a reader before


def read(source: Source) -> Page:
    """The whole document as one stream of blocks; spans give page (from 1) and box in points from its top left."""
    document = open_document(source)
    try:
        reading = _Reading()
        blocks = pdf_figures.undecorated(tuple(reading.scans.written_out(_blocks(document, reading))))
        facts = _facts(document)
        titled = any(name == "title" for name, _ in facts)
        facts = (*facts, *reading.tally.facts(titled))
        return Page(
            source,
            Carrier.PDF,
            blocks,
            facts=facts,
            findings=tuple(_findings(document, reading)),
            media=(*reading.scans.media, *reading.figures),
        )
    finally:
        document.close()


def stream(document: pdfium.PdfDocument) -> Iterator[Block]:
    """The document's blocks one after another; memory does not grow with its pages."""
    reading = _Reading()
    yield from reading.scans.written_out(_blocks(document, reading))


def open_document(source: Source) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SourceError(f"{source.path} is protected by a password; remove it and try again.") from error
        why = str(error).rstrip(".")
        raise SourceError(f"{source.path} is no PDF that can be opened: {why}.") from error
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()  # before the first page: only then are its fields' states known
    if len(document) == 0:
        document.close()
        raise SourceError(f"{source.path} has no pages.")
    return document


def _facts(document: pdfium.PdfDocument) -> tuple[tuple[str, str], ...]:
    names = (("Title", "title"), ("CreationDate", "date"))
    told = document.get_metadata_dict()
    known = ((ours, told[theirs]) for theirs, ours in names if told.get(theirs, "").casefold() not in _EMPTY)
    return (*known, ("pages", str(len(document))))


def _blocks(document: pdfium.PdfDocument, reading: _Reading) -> Iterator[Block]:
    count = min(len(document), PAGES)
    sample = {index: _leaf(document, index) for index in range(0, count, -(-count // SAMPLE))}
    sample = dict(zip(sample, pdf_scans.read(document, sample.values(), reading.scans), strict=True))

    known = pdf_figures.logos(list(sample.values()))

    backs: dict[int, Callable[[Block], Block]] = {}  # of the pages that are not read from the left

    def opened() -> Iterator[Leaf]:
        for index in range(count):
            if index and (why := budget.spent(min(1.0, len(reading.scans.pictures) / index))):
                reading.stopped = (index, why)
                return
            yield sample.pop(index) if index in sample else _leaf(document, index)

    def leaves() -> Iterator[Leaf]:
        for leaf in pdf_scans.read(document, opened(), reading.scans):
            trail.at(leaf.number)
            trail.passed(leaf.number, count)
            reading.doubts += [(leaf.number, box) for box in leaf.doubts]
            if leaf.mirrored:
                backs[leaf.number] = partial(rtl.back, width=leaf.width)
            elif leaf.fallen:
                backs[leaf.number] = partial(vertical.back, width=leaf.height)
            if leaf.number in reading.scans.pictures:
                yield leaf
            elif len(reading.figures) < pdf_figures.MOST and not leaf.fallen:
                chunks, media = pdf_figures.crop(document, leaf, known)
                reading.figures += media
                yield replace(leaf, chunks=(*leaf.chunks, *chunks)) if chunks else leaf
            else:
                yield leaf

    for block in form_prints.stated(_stream.blocks(leaves(), list(sample.values()), reading.tally)):
        back = backs.get(block.span.page or 0)
        yield back(block) if back else block
    trail.at(0)
    reading.left_out = [number for number in range(1, count + 1) if trail.is_left_out(number)]


def _leaf(document: pdfium.PdfDocument, index: int) -> Leaf:
    """One page taken apart; broken pages are empty, and those that ended a reader before."""
    trail.at(index + 1)
    if trail.is_left_out(index + 1):
        return Leaf(index + 1, 0, 0, ())
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Leaf(index + 1, 0, 0, ())
    try:
        turn, size = pdf_words.turn_of(page), page.get_size()
        textpage = page.get_textpage()
        try:
            text = pdf_words.characters(textpage)
            mirrored, fallen = rtl.is_rtl(text), vertical.is_vertical(textpage, text)
            turn = turn.mirrored(size[0]) if mirrored else turn.fallen(size[0]) if fallen else turn
            said = list(pdf_words.words(textpage, turn, text, fallen))
            said = said if fallen else torn_letters.mended(said)
            upright = not (fallen or mirrored or page.get_rotation())
            chunks = layout.chunks(weights.told(page, said) if upright else said)
            chunks = rtl.led(chunks) if mirrored else chunks
        finally:
            textpage.close()
        size = (size[1], size[0]) if fallen else size
        shapes = tuple(pdf_shapes.shapes(page, turn, size))
        formulated = formulas.read(chunks, shapes)
        shapes, chunks = formulated.shapes, list(formulated.chunks)
        if not fallen:  # controls and signs are measured on the page as it stands
            shapes, chunks = pdf_signs.written(page, shapes, chunks, mirrored)
        chunks = labels.unsigned(chunks, shapes)
        found = forms.controls(document, page, turn)
        if not fallen:
            found += pdf_controls.controls(page, shapes, chunks, mirrored)
        orphans = pdf_controls.orphans(found, chunks)
        chunks = labels.labelled(labels.behind_controls(labels.attached(chunks, found)), shapes)
        marked = tuple(frames.chosen(chunks, shapes))
        return Leaf(index + 1, size[0], size[1], marked, shapes, formulated.doubts, mirrored, fallen, orphans)
    finally:
        page.close()


def _findings(document: pdfium.PdfDocument, reading: _Reading) -> Iterator[Finding]:
    yield from reading.findings
    if reading.stopped or len(document) > PAGES:
        count, why = reading.stopped or (PAGES, "it has more than are read")
        message = f"Only the first {count} of {len(document)} pages were read: {why}."
        yield Finding("partial-read", Severity.WARNING, message, Span(page=count))
    for page in reading.left_out:
        message = f"Page {page} of {len(document)} was not read: it takes too long or too much, or ends the reader."
        yield Finding("partial-read", Severity.WARNING, message, Span(page=page))
    for page, box in reading.doubts[:MOST_DOUBTS]:
        message = "What stands on several levels here may not have been read as it stands."
        yield Finding("math-doubt", Severity.WARNING, message, Span.of_box(page, *(round(value, 1) for value in box)))
    yield from reading.scans.findings()
    yield from reading.tally.findings()


MEDIUM = Medium("pdf", identify, read)
