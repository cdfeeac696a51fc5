"""Phrases and paragraphs in Markdown: marks around words, code spans, links, and the breaks between lines.

" bold " in "**"   ->   " **bold** "          two breaks in a row   ->   a new paragraph
"""

from __future__ import annotations

import re

from extract.media._words import protect_lines

BREAK = "\ue0f4"  # a line break until its paragraph is whole
_BREAKS = re.compile(rf"(?:{BREAK}\s*){{2,}}")
_AROUND_BREAK = re.compile(rf"\s*{BREAK}\s*")
_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_EMPTY_LINES = re.compile(r"\n{3,}")


def attach(words: list[str], piece: str, tail: str) -> None:
    """Adds a phrase; emphasis that Markdown would not see between these neighbours is written as HTML."""
    mark = next((mark for mark in ("**", "*", "~~") if piece.startswith(mark)), "")
    if not mark or len(piece) <= 2 * len(mark) or not piece.endswith(mark):
        words.append(piece)
        return
    inner = piece[len(mark) : -len(mark)]
    last = next((word for word in reversed(words) if word), "")
    if (
        last.startswith(mark)
        and last.endswith(mark)
        and len(last) > 2 * len(mark)
        and len(words) > 1
        and last is words[-2]
    ):
        words[-2:] = [last[: -len(mark)] + inner + mark]
    elif (last[-1:].isalnum() and not inner[0].isalnum()) or (tail[:1].isalnum() and not inner[-1].isalnum()):
        tag = {"**": "strong", "*": "em", "~~": "s"}[mark]
        words.append(f"<{tag}>{inner}</{tag}>")
    else:
        words.append(piece)


def paragraph(text: str) -> str:
    """Words without space around their lines; several line breaks in a row end a paragraph."""
    if BREAK not in text and ("\n" not in text or text.isspace()):
        return protect_lines(text.strip())
    lines = _BREAKS.sub("\n\n", text)
    lines = _EMPTY_LINES.sub("\n\n", _EDGES.sub("\n", lines))
    lines = _AROUND_BREAK.sub(BREAK, lines).strip().strip(BREAK).strip()
    return protect_lines(lines.replace(BREAK, "\\\n"))


def wrapped(inner: str, opening: str, closing: str) -> str:
    """Marks around the words, spaces outside; a phrase that is already so marked is not marked twice."""
    words = inner.strip()
    if not words or (words.startswith(opening) and words.endswith(closing) and opening in ("**", "*")):
        return inner
    at = inner.index(words)
    if "\n\n" in words:
        return inner
    if words.endswith("\\") and not words.endswith("\\\\"):  # it would escape the closing mark
        return f"{inner[:at]}{opening}{words}\\{closing}{inner[at + len(words) :]}"
    return inner[:at] + opening + words + closing + inner[at + len(words) :]


def code(text: str) -> str:
    """A code span; its backticks are more than any it holds."""
    words = " ".join(text.split("\n")).strip()
    if not words:
        return ""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{pad}{words}{pad}{ticks}"


def destination(address: str) -> str:
    """A link's address, in angles where it holds what would end it."""
    return f"<{address}>" if re.search(r"[\s()<>]", address) else address


def link(words: str, address: str) -> str:
    """A link, but for addresses that act."""
    if not words.strip() or not address or address.lower().startswith(("javascript:", "data:")):
        return words
    return wrapped(words, "[", f"]({destination(address)})")
