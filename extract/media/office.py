"""What documents of office programs (Word, OpenDocument, slides) have in common once their lines are known.

A table whose cells hold a line each becomes rows; one whose first column only labels becomes lines ("a)" and its
choice); one that only lays out the page becomes the paragraphs of its cells. Lines of typewriter print are a listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.media.archive import Archive
from extract.media.assemble import is_label
from extract.media.markdown.pictures import with_pictures
from quizmill.block import Block, Kind, Run, Style
from quizmill.page import Page
from quizmill.source import Asset, Span

Cells = list[list[Block]]


@dataclass(frozen=True, slots=True)
class Look:
    """How a line stands: a heading's rank, a bullet's depth (None for no bullet), its left edge in letters, whether its
    style is one of quotations.
    """

    heading: int = 0
    bullet: int | None = None
    indent: float = 0.0
    gap: float = 0.0
    box: tuple[int, ...] = ()
    quote: bool = False


def block(runs: tuple[Run, ...], picture: str, place: Span, look: Look) -> Block:
    """A line of words, of code, or a picture that stands alone (its alternative text as runs)."""
    if picture:
        return Block(Kind.IMAGE, runs, place, src=picture, gap=look.gap, box=look.box)
    raw = "".join(run.text for run in runs)
    if raw and all(run.style & Style.CODE or not run.text.strip() for run in runs):
        return Block(Kind.CODE, (Run(raw),), place, raw=raw, gap=look.gap, box=look.box)
    bulleted = look.bullet is not None
    kind = Kind.HEADING if look.heading else Kind.ITEM if bulleted else Kind.QUOTE if look.quote else Kind.TEXT
    level = look.heading or look.bullet or 0
    return Block(kind, runs, place, raw, level=level, indent=round(look.indent, 1), gap=look.gap, box=look.box)


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Without blanks at both ends, but for the indent of code."""
    found = [run for run in runs if run.text]
    typed = all(run.style & Style.CODE for run in found if run.text.strip())
    while found and not found[-1].text.rstrip():
        found.pop()
    while found and not typed and not found[0].text.lstrip():
        found.pop(0)
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
        if not typed:
            found[0] = replace(found[0], text=found[0].text.lstrip())
    return tuple(found)


def pictured(page: Page, archive: Archive, lines: Iterable[Block]) -> Page:
    """The page with these lines and their pictures, which lie in the document's own package."""

    def asset(reference: str) -> Asset | None:
        data = archive.read(reference) if reference in archive else None
        return Asset(reference, data) if data is not None else None

    blocks, media, missing = with_pictures(replace(page.source, assets=asset), listings(lines))
    return replace(page, blocks=blocks, media=media, findings=(*page.findings, *archive.findings, *missing))


def table(rows: Sequence[tuple[Span, Cells]], box: tuple[int, ...]) -> Iterator[Block]:
    """The blocks of a table's rows; each row is its place and the blocks of its cells."""
    labelled = sum(_is_labelled(cells) for _, cells in rows) * 2 > len(rows)
    for place, cells in rows:
        if labelled and _is_labelled(cells):
            yield _line(cells, place)
        elif len(cells) > 1 and all(len(cell) < 2 and _is_line(cell) for cell in cells):
            yield _row(cells, place, box)
        else:
            yield from (block for cell in cells for block in cell)


def _is_labelled(cells: Cells) -> bool:
    """A number or letter alone in the first of two cells: layout, not a table."""
    if len(cells) != 2 or not all(len(cell) == 1 and _is_line(cell) for cell in cells):
        return False
    return is_label(cells[0][0].raw) or cells[0][0].raw.strip().isdigit()


def _line(cells: Cells, place: Span) -> Block:
    label, text = cells[0][0], cells[1][0]
    closed = label.raw.strip() + ("." if label.raw.strip().isalnum() else "")
    raw = f"{closed} {text.raw}"
    return replace(text, runs=(Run(closed + " "), *text.runs), span=place, raw=raw, box=text.box[:-1])


def _is_line(cell: list[Block]) -> bool:
    return not cell or cell[0].kind not in (Kind.ROW, Kind.CODE)


def _row(cells: Cells, place: Span, box: tuple[int, ...]) -> Block:
    runs = tuple(cell[0].runs if cell else () for cell in cells)
    pictures = tuple(
        (Run(f"![{words[0].text if words else ''}]({cell[0].src})"),) if cell and cell[0].src else words
        for cell, words in zip(cells, runs, strict=True)
    )
    joined = tuple(run for n, cell in enumerate(pictures) for run in ((Run(" | "), *cell) if n else cell))
    return Block(Kind.ROW, joined, place, "".join(run.text for run in joined), box=box, cells=pictures)


def listings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lines of code that follow each other are one listing."""
    last: Block | None = None
    for block in blocks:
        if last is not None and last.kind is block.kind is Kind.CODE and last.box == block.box and block.gap < 2:
            body = f"{last.raw}{chr(10) * (1 + int(block.gap))}{block.raw}"
            last = replace(last, runs=(Run(body),), raw=body)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last
