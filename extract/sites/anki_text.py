"""Anki's plain-text notes: tab-separated rows under lines that say what the columns are.

    #separator:tab
    #html:true
    #tags column:3
    What floats?	cork	boats::light

Rules: the Anki manual, "Importing text files" (file headers). Columns that are no guid, tags, deck or notetype are
fields: the first is the front, the others the back. `{{c1::...}}` in the front makes a cloze.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from extract.media.fragment import html_to_markdown, plain_to_markdown
from extract.sites._listed_choices import from_card
from quizmill.draft import Draft, DraftAnswer, DraftFeedback, DraftGap, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_HEADER = re.compile(r"#([\w ]+):(.*)")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_CLOZE = re.compile(r"\{\{c(\d{1,3})::((?:(?!\{\{|\}\}).)*)\}\}", re.S)


def identify(page: Page) -> bool:
    """Anki's file headers."""
    return bool(re.match(r"#(?:separator|html|tags column|guid column|notetype|deck|columns):", page.text[:200]))


def _headers(text: str) -> tuple[dict[str, str], str, int]:
    """The settings, the rows, and the line on which the rows begin."""
    settings: dict[str, str] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _HEADER.match(line.rstrip("\r"))
        if not found:
            return settings, "\n".join(lines[at:]), at + 1
        settings[found[1].strip().lower()] = found[2].strip()
    return settings, "", len(lines)


def _special(settings: dict[str, str]) -> dict[str, int]:
    """Which columns (0-based) are no fields."""
    named = ("guid", "tags", "deck", "notetype")
    return {name: int(value) - 1 for name in named if (value := settings.get(f"{name} column", "")).isdecimal()}


def _cloze(front: str, back: Fragment, draft: Draft, span: Span) -> Draft:
    gaps: list[DraftGap] = []

    def keep(match: re.Match[str]) -> str:
        gaps.append(DraftGap(str(len(gaps) + 1), (DraftAnswer(Fragment(match[2].partition("::")[0], (span,))),)))
        return f"{{{{gap:{len(gaps)}}}}}"

    stem = Fragment(_CLOZE.sub(keep, front), (span,))
    told = (DraftFeedback(back),) if back else ()
    return replace(draft, stem=stem, type="cloze", gaps=tuple(gaps), feedback=told)


def read(page: Page) -> Extraction:
    """Every row that has a front."""
    settings, rows, first = _headers(page.text)
    separator = _SEPARATORS.get(settings.get("separator", "tab").lower(), settings.get("separator", "\t")[:1] or "\t")
    special = _special(settings)
    is_html = settings.get("html", "false").lower() == "true"
    deck = tuple(part for part in settings.get("deck", "").split("::") if part)
    drafts = []
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        span = Span.of_lines(first + before, first + reader.line_num - 1)
        before = reader.line_num
        fields = [cell for at, cell in enumerate(cells) if at not in special.values()]
        shown = [html_to_markdown(cell) if is_html else plain_to_markdown(cell) for cell in fields]
        if not shown or not shown[0]:
            continue
        tags = cells[special["tags"]] if 0 <= special.get("tags", -1) < len(cells) else ""
        back = Fragment("\n\n".join(text for text in shown[1:] if text), (span,))
        draft = Draft(stem=Fragment(shown[0], (span,)), spans=(span,), tags=tuple(tags.split()), section=deck)
        if _CLOZE.search(shown[0]):
            drafts.append(_cloze(shown[0], back, draft, span))
        elif chosen := from_card(draft, back.text):
            drafts.append(chosen)
        else:
            drafts.append(replace(draft, type="flashcard", answers=(DraftAnswer(back),) if back else ()))
    head = (Span.of_lines(1, first - 1),) if first > 1 else ()
    return Extraction(tuple(drafts), chrome=head)


EXTRACTOR = Extractor("anki-text", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
