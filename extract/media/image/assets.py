"""The pictures of one document, read side by side as the pages of a scan are, and given in their order.

    ![ ](quiz/21.png)        two at a time, with one engine; one that cannot be decoded costs only itself
    ![ ](quiz/22.png)

What reading may take is asked before each (`quizmill.budget`): what was read so far is kept, and what was not is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.media import ahead, memory, ocr
from extract.media.image import medium as image
from quizmill import budget
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.source import Asset, Source, Span


def read(assets: Sequence[Asset]) -> Iterator[Page]:
    """A page for each picture that there was time for: its words where it could be read, else a finding."""
    stopped = ""

    def opened() -> Iterator[Asset]:
        nonlocal stopped
        for number, asset in enumerate(assets):
            if number and (stopped := budget.spent(1.0)):
                return
            yield asset

    count = 0
    for page in ahead.in_order(opened(), read_one, min(ocr.threads(), len(assets)), ocr.one_of_many):
        count += 1
        yield page
    if stopped:
        message = f"Only the first {count} of {len(assets)} pictures were read: {stopped}."
        yield _unread(assets[count], message)


def read_one(asset: Asset) -> Page:
    """A picture that a document points to, read in place: spans name it as their `part`."""
    try:
        page = image.read(Source(asset.name, asset.data))
    except SourceError as error:
        return _unread(asset, str(error))
    memory.give_back()
    blocks = tuple(replace(block, span=replace(block.span, part=asset.name)) for block in page.blocks)
    findings = tuple(
        replace(finding, span=replace(finding.span or Span(page=1), part=asset.name)) for finding in page.findings
    )
    return replace(page, blocks=blocks, findings=findings)


def _unread(asset: Asset, message: str) -> Page:
    finding = Finding("partial-read", Severity.WARNING, message, Span(part=asset.name))
    return Page(Source(asset.name, asset.data), Carrier.IMAGE, findings=(finding,))
