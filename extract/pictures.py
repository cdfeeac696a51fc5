"""Pictures that a page shows in place of text: read where they stand, under the page's own headings.

    ## 2. Infrastructure
    ![ ](quiz/21.png)        both pictures are read as one stream: a question that spans them is whole again
    ![ ](quiz/22.png)

Only pictures that no draft holds are read (a figure belongs to its question), and only those that lie beside the page;
several in one line from the left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.accounting import Covered
from quizmill.block import Block, Kind
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.source import Asset, Span

PAGES = frozenset({Carrier.TEXT, Carrier.MARKDOWN, Carrier.HTML})


_IMAGES = re.compile(r"\s*(?:!\[[^\]\n]{0,500}\]\(media:[^)\s]{1,200}\)\s*)+\Z")
_IMAGE = re.compile(r"\]\((media:[^)\s]{1,200})\)")


@dataclass(frozen=True, slots=True)
class _Run:
    """Pictures that follow each other with nothing between them, and the headings above."""

    blocks: tuple[Block, ...]
    section: tuple[str, ...]


def read_pictures(
    page: Page,
    extraction: Extraction,
    recognise: Callable[[Sequence[Asset]], Iterable[Page]],
    grammar: Callable[[Page], Extraction],
) -> Extraction:
    """The extraction with what the page's own pictures hold. `recognise` reads them all, or the first of them, in
    their order; `grammar` reads a run's blocks."""
    held = {f"media:{media.name}": Asset(media.name, media.data) for media in page.media}
    runs = list(_runs(page.blocks, extraction))
    named = dict.fromkeys(src for run in runs for block in run.blocks for src in _shown(block) if src in held)
    known = [held[src] for src in named]
    read = {f"media:{one.source.path}": one for one in (recognise(known) if known else ())}
    for run in runs:
        pages = [read[src] for block in run.blocks for src in _shown(block) if src in read]
        if pages:
            extraction = _joined(extraction, run, pages, page, grammar)
    return extraction


def _joined(
    extraction: Extraction,
    run: _Run,
    pages: Sequence[Page],
    page: Page,
    grammar: Callable[[Page], Extraction],
) -> Extraction:
    blocks = tuple(block for read in pages for block in read.blocks)
    findings = tuple(finding for read in pages for finding in read.findings)
    found = grammar(Page(page.source, Carrier.IMAGE, blocks, findings=findings)) if blocks else Extraction()
    covers = tuple(block.span for block in run.blocks)
    drafts = tuple(_placed(draft, run, covers) for draft in found.drafts)
    return replace(
        extraction,
        drafts=(*extraction.drafts, *drafts),
        objectives=(*extraction.objectives, *found.objectives),
        findings=(*extraction.findings, *findings, *found.findings, *_left(blocks, found)),
        media=(*extraction.media, *(media for read in pages for media in read.media)),
    )


def _shown(block: Block) -> tuple[str, ...]:
    """The pictures that a block shows in place of words."""
    if block.kind is Kind.IMAGE:
        return (block.src,) if block.src else ()
    words = block.text if block.kind in (Kind.TEXT, Kind.ITEM) else ""
    return tuple(_IMAGE.findall(words)) if "![" in words and _IMAGES.match(words) else ()


def _left(blocks: Sequence[Block], found: Extraction) -> Iterator[Finding]:
    """What no question of a picture took, one finding a picture."""
    spans = [span for draft in found.drafts for span in draft.spans]
    spans += [span for objective in found.objectives for span in objective.text.spans]
    taken = Covered([*spans, *found.chrome])
    left = Counter(block.span.part for block in blocks if block.text.strip() and block.span not in taken)
    for part, count in left.items():
        lines = "1 line of this picture belongs" if count == 1 else f"{count} lines of this picture belong"
        yield Finding("line-unclaimed", Severity.INFO, f"{lines} to no item.", Span(part=part))


def _placed(draft: Draft, run: _Run, covers: tuple[Span, ...]) -> Draft:
    """The draft under the page's headings; it takes up the pictures' own lines too."""
    return replace(draft, section=(*run.section, *draft.section), spans=(*draft.spans, *covers))


def _runs(blocks: Sequence[Block], extraction: Extraction) -> Iterator[_Run]:
    taken = Covered(span for draft in extraction.drafts for span in draft.spans)
    headings: list[tuple[int, str]] = []
    waiting: list[Block] = []
    for block in blocks:
        if _shown(block) and block.span not in taken:
            waiting.append(block)
            continue
        if waiting and (block.text.strip() or block.kind is Kind.HEADING):
            yield _Run(tuple(waiting), tuple(text for _, text in headings))
            waiting = []
        if block.kind is Kind.HEADING:
            headings = [(level, text) for level, text in headings if level < block.level]
            headings.append((block.level, block.text.strip()))
    if waiting:
        yield _Run(tuple(waiting), tuple(text for _, text in headings))
