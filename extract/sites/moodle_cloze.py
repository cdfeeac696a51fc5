"""Moodle's embedded answers as a text file: each file is one question, its gaps in braces.

    Match the cities with their states:
    * San Francisco: {1:MULTICHOICE:=California#OK~Arizona}
    * The answer to everything: {2:NUMERICAL:=42:0}

Several such questions may stand in a file, apart from each other by two blank lines or more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.media.fragment import html_to_markdown, looks_like_html, plain_to_markdown
from extract.sites._lines import lines_of, span_of, trimmed
from extract.sites._moodle.cloze import has_gaps, read_cloze
from quizmill.draft import Draft, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_MARK = re.compile(r"\{\d*:[A-Z]+(?:_[A-Z]+)*:")


def identify(page: Page) -> bool:
    """A gap of a known type, in text that is no GIFT."""
    return page.source.suffix != ".gift" and bool(_MARK.search(page.text)) and has_gaps(page.text)


def _markdown(text: str) -> str:
    return html_to_markdown(text) if looks_like_html(text) else plain_to_markdown(text)


def read(page: Page) -> Extraction:
    """The file's questions; a finding for text with braces that cannot be read."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    lines = lines_of(page.text)
    blanks = [i for i in range(len(lines) - 1) if not lines[i].text.strip() and not lines[i + 1].text.strip()]
    bounds = [0, *blanks, len(lines)]
    for start, end in pairwise(bounds):
        block = trimmed(lines[start:end])
        if not block:
            continue
        text = "\n".join(line.text for line in block)
        span = span_of(block)
        cloze = read_cloze(text, _markdown, span)
        if cloze is None:
            findings.append(Finding("parse-error", Severity.WARNING, "The text holds no gap that can be read.", span))
            continue
        stem = Fragment(cloze.text, (span,))
        draft = Draft(stem=stem, spans=(span,), type="cloze", gaps=cloze.gaps, case_sensitive=cloze.cased)
        drafts.append(replace(draft, feedback=cloze.told))
    return Extraction(tuple(drafts), findings=tuple(findings))


EXTRACTOR = Extractor("moodle-cloze", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
