"""Texts of a GIFT question: HTML or typed words, with everything escaped that GIFT would read as its own."""

from __future__ import annotations

import re

from export._pictures import described
from export.richtext import Target, to_answer, to_html, to_inline

_SYNTAX = re.compile(r"[\\~=#{}:\n]")
_TARGET = Target()


class Refused(Exception):
    """This item cannot be said in GIFT; the reason is a sentence's end."""


def escaped(text: str) -> str:
    """Everything that GIFT would read as its own; a line break becomes `\\n`."""
    if not _SYNTAX.search(text):
        return text
    return _SYNTAX.sub(lambda found: r"\n" if found[0] == "\n" else "\\" + found[0], text)


def inline(text: str) -> str:
    """Inline HTML, not yet escaped; pictures by their descriptions."""
    return to_inline(described(text), _TARGET)


def html(text: str) -> str:
    if not text:
        return ""
    shown = escaped(inline(text))
    # "[html]" would name a format and "%50%" a weight
    return f"&\\#{ord(shown[0])};{shown[1:]}" if shown.startswith(("[", "%")) else shown


def block(text: str) -> str:
    return to_html(described(text), _TARGET)


def typed(text: str) -> str:
    """A typed answer, compared as it stands: no HTML in it."""
    if "->" in text:
        raise Refused("a typed answer cannot hold “->” in GIFT")
    words = escaped(to_answer(text).strip().replace("*", r"\*"))  # a bare star is a wildcard to Moodle
    return f"[plain]{words}" if words.startswith("[") else words


def told_after(feedback: str) -> str:
    return f"#{html(feedback)}" if feedback else ""
