"""Plain words as Markdown that shows the same words: what Markdown would take for markup is escaped.

    2 * 3 <b> costs $4 or $5     ->   2 * 3 \\<b> costs \\$4 or \\$5

Formulas become `$...$`: `\\( \\)`, `\\[ \\]`, `$$ $$` in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_USUAL = re.compile(r"[^\\`*_\[\]<&$~\t\r\n\f\v]*")  # words with nothing to escape or to fold, in one look
_ACTIVE = re.compile(r"[\\`*_\[\]<&$~]")
_LINE_START = re.compile(
    r"(?m)^([ \t]*)(?:(#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|=+[ \t]*$|-+[ \t]*$|\|)|(\d{1,9})([.)])(?=[ \t]|$))"
)
_BLANKS = re.compile(r"_+")
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")
_WIDE = re.compile(r"[\t\r\n\f\v]|  ")
_STARTS = frozenset("#>-+*=|0123456789 \t")


def _escape_active(text: str) -> str:
    if "\\" in text:
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~\n])", r"\\\\", text)
    text = re.sub(r"(?<![\s*])\*|\*(?![\s*])", r"\\*", text) if "*" in text else text
    if len(_BLANKS.findall(text)) > 1:  # one run of underscores, a blank, emphasises nothing
        text = re.sub(r"(?<!\w)_+(?=\S)", lambda m: r"\_" * len(m[0]), text)
    text = text.replace("`", r"\`")
    text = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text) if "<" in text else text
    text = re.sub(r"&(?=#?\w{1,31};)", r"\\&", text) if "&" in text else text
    text = text.replace("](", r"\](").replace("][", r"\][").replace("]:", r"\]:")
    text = text.replace("~~", r"\~\~")
    return text.replace("$", r"\$") if text.count("$") > 1 else text


def _formulas(text: str) -> Iterator[tuple[str, str]]:
    """Cuts text into ("", words) and (delimiter, LaTeX); an opening without its end stays words."""
    start = 0
    for opening, closing, mark in _delimiters(text):
        if opening < start:
            continue
        yield "", text[start:opening]
        yield mark, text[opening + 2 : closing]
        start = closing + 2
    yield "", text[start:]


def _delimiters(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    ends: dict[str, int] = {}
    for match in re.finditer(r"\\\(|\\\[|\$\$", text):
        if match.start() < at:
            continue
        closing = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}[match[0]]
        if ends.get(closing, 0) < 0:
            continue
        end = ends[closing] = text.find(closing, match.end())
        if end >= 0 and text[match.end() : end].strip():
            yield match.start(), end, "$" if match[0] == r"\(" else "$$"
            at = end + 2


def escape(text: str) -> str:
    """Plain words as Markdown that shows the same words, apart from what stands at a line's start."""
    if not _ACTIVE.search(text):
        return text
    pieces = []
    for mark, piece in _formulas(text):
        pieces.append(f"{mark}{piece.strip()}{mark}" if mark else _escape_active(piece))
    return "".join(pieces)


def protect_lines(text: str) -> str:
    """Words whose lines begin no list, heading, quotation or table."""
    if "\n" not in text and text[:1] not in _STARTS:
        return text
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def plain_to_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same words, its line ends kept as hard breaks."""
    lines = [line.strip() for line in protect_lines(escape(text)).strip().split("\n")]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def phrase_to_markdown(text: str) -> str:
    """Words inside a line, with the space around them."""
    return text if "  " not in text and _USUAL.fullmatch(text) else escape(folded(text))


def words_to_markdown(text: str) -> str:
    """Words without markup or line structure, as Markdown that shows them."""
    if text[:1] not in _STARTS and "  " not in text and _USUAL.fullmatch(text):
        return text.strip()
    return protect_lines(escape(folded(text))).strip()


def folded(text: str) -> str:
    """White space as HTML shows it: one space, or one line end where the source has one."""
    return _SPACE.sub(_fold, text) if _WIDE.search(text) else text


def _fold(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "
