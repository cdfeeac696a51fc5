"""Bytes to drafts: a medium reads the carrier, then one site reader claims the whole page or the grammar reads it.

read(Source("quiz.gift", data))  ->  Page(carrier="text", ...), Extraction(drafts=..., reader="gift/1")
"""

from __future__ import annotations

from dataclasses import replace

from extract import pictures
from extract.members import read_members
from quizmill import registry
from quizmill.draft import Extraction
from quizmill.errors import UnrecognisedError
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.source import Source

__all__ = ["open_page", "read"]


def open_page(source: Source) -> Page:
    """The source as its carrier reads it; SourceError where no carrier knows it."""
    for medium in registry.media():
        if medium.identify(source):
            return medium.read(source)
    raise UnrecognisedError(f"{source.path} is of no kind that quizmill reads.")


def read(source: Source) -> tuple[Page, Extraction]:
    """The page, and what the one reader that knows it made of it; the general grammar where none does."""
    page = open_page(source)
    claiming = [e for e in registry.extractors() if page.carrier in e.carriers and e.identify(page)]
    if len(claiming) > 1:
        names = " and ".join(extractor.name for extractor in claiming)
        message = f"The readers {names} both claim this document; none was used."
        return page, _pictures(page, _general(page, Finding("ambiguous-claims", Severity.ERROR, message)))
    if not claiming:
        return page, _pictures(page, _general(page))
    (extractor,) = claiming
    extraction = replace(extractor.read(page), reader=f"{extractor.name}/{extractor.version}")
    if page.carrier is Carrier.ARCHIVE and not extraction.drafts:
        return read_members(page, read) or (page, extraction)
    if page.carrier is Carrier.HTML and not extraction.drafts:
        extraction = _unknown_version(page, extraction)
    return page, _pictures(page, extraction)


def _unknown_version(page: Page, extraction: Extraction) -> Extraction:
    """A page of a known make in which its reader finds nothing is of a version that it does not know: what the general
    grammar reads with a key counts, if anything.
    """
    other = _general(page)
    sure = tuple(draft for draft in other.drafts if draft.claims or draft.answers)
    return replace(other, drafts=sure) if sure else extraction


def _general(page: Page, *findings: Finding) -> Extraction:
    if page.carrier is Carrier.HTML:
        from extract.grammar.pages.page import read as grammar
    else:
        from extract.grammar.document.general import read as grammar
    from extract.grammar.keys.lone_rows import doubted

    extraction = doubted(grammar(page))
    return replace(extraction, findings=(*findings, *extraction.findings))


def _pictures(page: Page, extraction: Extraction) -> Extraction:
    """Pictures with no question around them may hold questions themselves."""
    if not page.media or page.carrier not in pictures.PAGES:
        return extraction
    from extract.grammar.document.general import read as grammar
    from extract.media.image import assets

    return pictures.read_pictures(page, extraction, assets.read, grammar)
