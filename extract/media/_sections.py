"""Sections that quizmill's own exports keep in feedback (see quizmill.extras), carried through Markdown by marks.

<div class="quizmill-hints"><p><strong>Hints</strong></p><ul><li>a</li><li>b</li></ul></div>
->  one paragraph between marks of a private range, that `cut_sections` takes out again: {"hints": ("a", "b")}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizmill.extras import SECTIONS, section_class

_FIELDS = {section_class(field): field for field in SECTIONS}
_OPEN, _ENTRY, _CLOSE = "\ue0e0", "\ue0e1", "\ue0e2"
_SECTION = re.compile(f"\n*{_OPEN}([^{_ENTRY}{_CLOSE}]*){_ENTRY}([^{_CLOSE}]*){_CLOSE}\n*")


def section_field(classes: str) -> str:
    """The field whose section an element with these classes is; empty where it is none."""
    return _FIELDS.get(classes.strip(), "") if "quizmill-" in classes else ""


def mark_section(field: str, entries: Sequence[str]) -> str:
    """Entries as one marked paragraph."""
    return _OPEN + field + _ENTRY + _ENTRY.join(entries) + _CLOSE


def cut_sections(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The text without its marked sections, and these by field."""
    if _OPEN not in text:
        return text, {}
    found: dict[str, tuple[str, ...]] = {}

    def take(match: re.Match[str]) -> str:
        found[match[1]] = tuple(match[2].split(_ENTRY))
        return "\n\n"

    return _SECTION.sub(take, text).strip(), found
