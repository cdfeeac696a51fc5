"""R/exams exercises in R Markdown.

    Question
    ========
    Which of these are vowels?

    Answerlist
    ----------
    * a
    * b

    Solution
    ========
    Answerlist
    ----------
    * True. One of five.
    * False.

    Meta-information
    ================
    extype: mchoice
    exsolution: 10

Sections may be setext (as above) or `#` headings.
"""

from __future__ import annotations

import re

from extract.sites._lines import Line, lines_of, span_of, trimmed
from extract.sites._rexams import Section, extraction, without_code
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_NAMES = ("question", "solution", "meta-information", "answerlist")


def identify(page: Page) -> bool:
    """R/exams' own metadata below a heading."""
    return bool(re.search(r"(?m)^\s*extype:", page.text) and re.search(r"(?mi)^(?:#+\s*)?question\s*$", page.text))


def _sections(lines: list[Line]) -> tuple[list[Section], list[Line]]:
    """The named sections in order, and the lines before the first."""
    found: list[tuple[str, list[Line], list[Line]]] = []
    before: list[Line] = []
    index = 0
    while index < len(lines):
        name, length = _heading(lines, index)
        if name:
            found.append((name, lines[index : index + length], []))
            index += length
        else:
            (found[-1][2] if found else before).append(lines[index])
            index += 1
    return [Section(name, tuple(heading), tuple(body)) for name, heading, body in found], before


def _heading(lines: list[Line], index: int) -> tuple[str, int]:
    text = lines[index].text.strip()
    name = text.lstrip("#").strip().lower()
    if name not in _NAMES:
        return "", 0
    if text.startswith("#"):
        return name, 1
    under = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return (name, 2) if re.fullmatch(r"=+|-+", under) else ("", 0)


def read(page: Page) -> Extraction:
    """The exercises of a file, mostly one."""
    sections, before = _sections(lines_of(page.text))
    setup = trimmed(before)
    chrome = (span_of(setup),) if setup and not trimmed(without_code(tuple(setup))) else ()
    return extraction(sections, chrome, "rexams")


EXTRACTOR = Extractor("rexams", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
