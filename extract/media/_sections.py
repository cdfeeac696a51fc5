"""Sections that quizmill's own exports keep in feedback (see quizmill.extras), carried through Markdown by marks.

<div class="quizmill-hints"><p><strong>Hints</strong></p><ul><li>a</li><li>b</li></ul></div>
->  one paragraph between marks of a private range, that `cut_sections` takes out again: {"hints": ("a", "b")}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizmill.extras import SECTIONS, section_class

_FIELDS = {section_class(field): field for field in SECTIONS}
_OPEN, _ENTRY, _CLOSE, _ESCAPE = "\ue0e0", "\ue0e1", "\ue0e2", "\ue0e3"
_MARK = re.compile(f"[{_OPEN}-{_ESCAPE}]")  # in an entry's own words
_ESCAPED = re.compile(f"{_ESCAPE}([0-3])")
_SECTION = re.compile(f"\n*{_OPEN}([^{_ENTRY}{_CLOSE}]*){_ENTRY}([^{_CLOSE}]*){_CLOSE}\n*")


def section_field(classes: str) -> str:
    """The field whose section an element with these classes is; empty where it is none."""
    return _FIELDS.get(classes.strip(), "") if "quizmill-" in classes else ""


def mark_section(field: str, entries: Sequence[str]) -> str:
    """Entries as one marked paragraph."""
    own = (_MARK.sub(lambda mark: f"{_ESCAPE}{ord(mark[0]) - ord(_OPEN)}", entry) for entry in entries)
    return _OPEN + field + _ENTRY + _ENTRY.join(own) + _CLOSE


def cut_sections(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The text without its marked sections, and these by field."""
    if _OPEN not in text:
        return text, {}
    found: dict[str, tuple[str, ...]] = {}

    def take(match: re.Match[str]) -> str:
        entries = match[2].split(_ENTRY)
        found[match[1]] = tuple(_ESCAPED.sub(lambda mark: chr(ord(_OPEN) + int(mark[1])), entry) for entry in entries)
        return "\n\n"

    return _SECTION.sub(take, text).strip(), found
