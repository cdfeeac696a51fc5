"""The same document as other writers, programs and clipboards hand it on: texts to texts, the same questions in each.

    - [x] cork                  * [x] cork          > - [x] cork          - [x] cork<ZWSP>          <li>[x] cork</li>

Each carrier is a pure function. What is fenced code stays as it is; whatever else changes, no careful reader minds.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable

from markdown_it import MarkdownIt

Carry = Callable[[str], str]
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BULLET = re.compile(r"^(\s*)[-*+](?=\s\S)")
_MARKER = re.compile(r"^(\s*(?:[-*+]|\d+[.)]|[A-Za-z][.)]|#+))\s(?=\S)")
_WHOLE = re.compile(r"\s*(?:[#|<=!]|\[|\$)|.*(?:\||\]\()")  # lines that nobody wraps
_LEAD = re.compile(r"\s*(?:[-*+]\s+(?:\[.\]\s+)?|\d+[.)]\s+|[A-Za-z][.)]\s+)?")
_KEY_SIGNS = re.compile(
    r"\[[xX]\]|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|__|(?<!\w)_(?=\w)|(?<=[\w.!?])_(?!\w)|</?(?:b|strong|mark|u|em|i)>"
    r"|[✔✅✓☑√]\ufe0f?|\s\*+\s*$|\scorrect=\"true\""
)
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Notes</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav><main><article>
{body}</article></main><footer><p>All rights reserved.</p></footer></body></html>"""


def by_line(change: Carry) -> Carry:
    """A carrier that changes each line outside of fenced code."""

    def carry(text: str) -> str:
        out, fenced = [], False
        for line in text.split("\n"):
            fence = _FENCE.match(line) is not None
            fenced ^= fence
            out.append(line if fence or fenced else change(line))
        return "\n".join(out)

    return carry


def wrapped(width: int) -> Carry:
    """As editors and mails wrap: what goes on stands under the words."""

    def wrap(line: str) -> str:
        if len(line) <= width or _WHOLE.match(line):
            return line
        lead = _LEAD.match(line)
        hang = " " * len(lead[0]) if lead else ""
        return textwrap.fill(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)

    return by_line(wrap)


def as_page(text: str) -> str:
    """The document as a site shows it: rendered, in an article with navigation and footer."""
    body = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return _PAGE.format(body=body)


def without_signs(line: str) -> str:
    """A choice's line without what could mark it right."""
    return _KEY_SIGNS.sub(lambda found: "[ ]" if found[0][0] == "[" else "", line)


def letters_changed(line: str) -> str:
    return re.sub(r"^(\s*)([A-Ha-h])[.)](?=\s)", r"\1(\2)", line)


TEXTS: dict[str, Carry] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "two blanks behind each line": by_line(lambda line: line + "  " if line.strip() else line),
    "no-break spaces behind markers": by_line(lambda line: _MARKER.sub("\\1\u00a0", line)),
    "zero width before each line": by_line(lambda line: "\u200b" + line if line.strip() else line),
    "zero width behind each line": by_line(lambda line: line + "\u200b" if line.strip() else line),
    "zero width in empty lines": by_line(lambda line: line if line.strip() else "\u200b"),
    "double spaces": by_line(lambda line: re.sub(r"(?<=[\w,;]) (?=\w)", "  ", line)),
    "empty lines doubled": by_line(lambda line: line if line.strip() else line + "\n"),
    "quoted": lambda text: "\n".join(("> " + line).rstrip() for line in text.split("\n")),
    "bullets as dots": by_line(lambda line: _BULLET.sub("\\1•", line)),
    "bullets as stars": by_line(lambda line: _BULLET.sub(r"\1*", line)),
    "letters in brackets": by_line(letters_changed),
    "wrapped at 60": wrapped(60),
    "wrapped at 72": wrapped(72),
}
PAGES: dict[str, Carry] = {
    "a web page": as_page,
    "text in a page": lambda text: _PAGE.format(body=f"<pre>{html.escape(text)}</pre>"),
}
