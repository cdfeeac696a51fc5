"""What a value of embedded data says: as plain text, as Markdown, as true or false.

" 4 "  plain "4"          "<b>4</b>"  rich_text "**4**"          "True"  truth_word True          4.5  plain "4.5"
"""

from __future__ import annotations

import re

from extract.grammar.data.values import Value
from extract.grammar.words.class_names import truth
from extract.media.fragment import html_to_markdown, looks_like_html, plain_to_markdown

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(value: Value) -> str:
    """A value as words, as it is written; a list or a record has none."""
    match value:
        case bool():
            return "True" if value else "False"
        case str():
            return value.strip()
        case int() | float():
            return str(value)
    return ""


def rich_text(text: str) -> str:
    """A data string as Markdown: it is HTML on the page that shows it, where it looks like HTML."""
    text = _CONTROL.sub("", text).strip()
    return html_to_markdown(text) if looks_like_html(text) else plain_to_markdown(text)


def truth_of(value: Value) -> bool | None:
    """What a flag's value says: a truth, a count, or a word for either."""
    match value:
        case bool():
            return value
        case int() | float():
            return value > 0
        case str():
            return truth(value)
    return None


def truth_word(value: Value) -> bool | None:
    """A flag, also one that is written as a word."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(word)
