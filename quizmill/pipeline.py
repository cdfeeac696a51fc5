"""The road from bytes to items: read by a carrier and a reader, normalise, account for every line.

    convert(Source("quiz.md", data))  ->  Document(items=..., findings=..., account=...)

Pure, like everything it calls: what to do with many documents, limits and crashes is `ingest`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import extract
from extract import beside
from extract.accounting import Covered
from normalize import Normalized, Origin, normalize
from normalize.identity import document_id
from quizmill.block import Block, Kind
from quizmill.document import Account, Document
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Page
from quizmill.source import Source, Span

if TYPE_CHECKING:
    from extract.media.sheets import Sheet

_SHOWN = 200  # unclaimed places of one document that are findings of their own; one more says how many are left


def convert(source: Source) -> Document:
    """One document, read. Raises SourceError where it cannot be read at all."""
    page, extraction = extract.read(source)
    facts = tuple(dict.fromkeys((*page.facts, *extraction.facts)))
    url = next((value for name, value in facts if name == "url"), "")
    origin = Origin(document_id(source.sha256), source.path, extraction.reader, url)
    done, account, left = normalised(page, extraction, origin)
    unclaimed = _joined(left)
    media = {picture.name: picture for picture in (*page.media, *extraction.media)}
    return Document(
        id=origin.document,
        path=source.path,
        sha256=source.sha256,
        carrier=page.carrier.value,
        reader=extraction.reader,
        facts=facts,
        items=done.items,
        objectives=done.objectives,
        findings=_findings(page, done, account, unclaimed),
        media=tuple(media[name] for name in sorted(media)),
        account=account,
    )


def normalised(page: Page, extraction: Extraction, origin: Origin) -> tuple[Normalized, Account, list[Span]]:
    """What an extraction becomes, where the page's blocks went, and the places of those that nothing claimed."""
    account, left = _account(page, extraction)
    drafts = beside.doubted(page.blocks, extraction.drafts, frozenset(left))
    return normalize(replace(extraction, drafts=drafts), origin), account, left


def open_page(source: Source) -> Page:
    """The source as its carrier reads it: what spans speak of."""
    return extract.open_page(source)


def page_sheet(source: Source, number: int) -> Sheet:
    """A page of a PDF or picture as pixels, to draw the boxes of spans on."""
    from extract.media.sheets import sheet

    return sheet(source, number)


def _findings(page: Page, done: Normalized, account: Account, unclaimed: Sequence[Span]) -> tuple[Finding, ...]:
    """Every finding once. A document without items holds prose, not lost questions: one finding says so."""
    lost: Iterator[Finding]
    if done.items:
        lost = _lost(unclaimed)
    else:
        lost = iter([] if done.objectives and not account.unclaimed else _prose(account.unclaimed))
    return tuple(dict.fromkeys((*page.findings, *done.findings, *lost)))


def _lost(unclaimed: Sequence[Span]) -> Iterator[Finding]:
    for span in unclaimed[:_SHOWN]:
        yield Finding("line-unclaimed", Severity.INFO, "This belongs to no item.", span)
    if len(unclaimed) > _SHOWN:
        yield Finding("line-unclaimed", Severity.INFO, f"{len(unclaimed) - _SHOWN} more places belong to no item.")


def _prose(lines: int) -> list[Finding]:
    where = f" in the {lines} lines of" if lines else " in"
    return [Finding("line-unclaimed", Severity.INFO, f"No question was found{where} this document.")]


def _account(page: Page, extraction: Extraction) -> tuple[Account, list[Span]]:
    """Where every non-blank block went, and the places that nothing claimed."""
    taken = [span for draft in extraction.drafts for span in draft.spans]
    taken += [span for objective in extraction.objectives for span in objective.text.spans]
    claimed, chrome = Covered(taken), Covered(extraction.chrome)
    blocks = [block for block in page.blocks if _has_content(block)]
    counts, left = [0, 0], []
    for block in blocks:
        if block.span in claimed:
            counts[0] += 1
        elif block.span in chrome:
            counts[1] += 1
        else:
            left.append(block.span)
    return Account(len(blocks), counts[0], counts[1]), left


def _has_content(block: Block) -> bool:
    return block.kind is not Kind.RULE and bool(block.text.strip() or block.raw.strip() or block.src or block.cells)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbouring lines as one place."""
    out: list[Span] = []
    for span in spans:
        last = out[-1].lines if out else None
        if last and span.lines and span.lines[0] <= last[1] + 1 and span.part == out[-1].part:
            out[-1] = Span(lines=(last[0], max(last[1], span.lines[1])), part=span.part)
        else:
            out.append(span)
    return out
