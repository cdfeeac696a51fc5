r"""Lines of a page as the bank's Markdown: words escaped, marks kept, formulas in dollars, pictures by name.

    <li>Use <code>a*b</code><br>and $x$</li>   ->   - Use `a*b`\
                                                    and $x$

Emphasis that covers everything says nothing and is dropped; controls are asked of the caller (a gap, or nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.media.fragment import escape
from extract.media.html.lines import Line, Part
from quizmill.block import Kind, Style

_WRAPS = (
    (Style.STRIKE, "~~", "~~"),
    (Style.ITALIC, "*", "*"),
    (Style.BOLD, "**", "**"),
    (Style.SUB, "<sub>", "</sub>"),
    (Style.SUP, "<sup>", "</sup>"),
    (Style.UNDERLINE, "<u>", "</u>"),
    (Style.HIGHLIGHT, "<mark>", "</mark>"),
)
_SHOWN = Style.STRIKE | Style.ITALIC | Style.BOLD | Style.SUB | Style.SUP | Style.UNDERLINE | Style.CODE
_DROPPABLE = Style.BOLD | Style.ITALIC | Style.UNDERLINE
_DOLLARS = re.compile(r"(?<![\\$\w])\$(?![\s$])([^$\n]{1,400}?)(?<![\s\\])\$(?![\w$])")
_TEX = re.compile(r"[\\^_{}=<>+]|^[A-Za-z]$|^-?\d+(?:\.\d+)?$")
_LINE_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|\d{1,9}(?=[.)](?:\s|$)))")
_TICKS = re.compile(r"`+")


def _nothing(at: int) -> str:
    del at
    return ""


def _as_is(reference: str) -> str:
    return reference


@dataclass(frozen=True, slots=True)
class Writing:
    """How the parts that are no words are written: `gap` by the control's node, `image` by the picture's address.

    `dollars` tells that the page's own script reads `$...$` as a formula.
    """

    gap: Callable[[int], str] = _nothing
    image: Callable[[str], str] = _as_is
    dollars: bool = False


def rich(lines: Iterable[Line], start: int, end: int, writing: Writing = Writing()) -> str:
    """The Markdown of the parts in the node range `[start, end)`."""
    picked = [(line, [part for part in line.parts if start <= part.at < end]) for line in lines]
    return rich_parts(((line, parts) for line, parts in picked if parts), writing)


def rich_parts(picked: Iterable[tuple[Line, list[Part]]], writing: Writing = Writing()) -> str:
    """The Markdown of some lines with the parts of them that are wanted."""
    chosen = [(line, parts) for line, parts in picked if parts]
    if len(chosen) == 1 and chosen[0][0].kind is not Kind.ROW and _is_plain(chosen[0][1]):
        return _line(*chosen[0], _SHOWN, writing).strip("\n")
    shown = _shown_beside(_common(parts for _, parts in chosen))
    out: list[str] = []
    before: Line | None = None
    for line, parts in chosen:
        text = _line(line, parts, shown, writing)
        if not text.strip():
            continue
        if before is not None:
            out.append(_joint(before, line))
        out.append(text)
        if text.startswith("| ") and line.kind is Kind.ROW and (before is None or before.kind is not Kind.ROW):
            columns = max((part.cell for part in parts), default=0) + 1
            out.append("\n|" + " --- |" * columns)
        before = line
    return "".join(out).strip("\n")


def _is_plain(parts: Sequence[Part]) -> bool:
    """Words of one look, the usual one."""
    return len(parts) == 1 and parts[0].what == "text" and parts[0].style is Style.NONE


@cache
def _shown_beside(common: Style) -> Style:
    """The styles that are written where all words share some: these say nothing."""
    return _SHOWN & ~common


def _common(lines: Iterable[list[Part]]) -> Style:
    shared = _DROPPABLE
    for parts in lines:
        for part in parts:
            if part.what == "text" and part.text.strip():
                if part.style is Style.NONE:
                    return Style.NONE
                shared &= part.style
            elif part.what == "pre":
                return Style.NONE
    return shared


def _joint(before: Line, line: Line) -> str:
    if before.kind is Kind.ROW and line.kind is Kind.ROW:
        return "\n"
    if line.kind is Kind.ITEM and before.kind is Kind.ITEM:
        return "\n"
    if before.container is line.container and before.kind is line.kind is Kind.TEXT:
        return "\\\n"
    return "\n\n"


def _line(line: Line, parts: list[Part], shown: Style, writing: Writing) -> str:
    if line.kind is Kind.CODE:
        return _fence("".join(part.text for part in parts if part.what in ("pre", "text")), line.lang)
    if line.kind is Kind.ROW and len({part.cell for part in parts}) > 1:
        columns = max(part.cell for part in parts) + 1
        cells = ["".join(_inline([p for p in parts if p.cell == n], shown, writing)).strip() for n in range(columns)]
        return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
    if _is_plain(parts):
        text = _words(parts[0].text.strip(), writing.dollars).strip()
    else:
        text = "".join(_inline(parts, shown, writing)).strip()
    if line.kind is Kind.ITEM:
        marker = f"{line.number}. " if line.numbering else "- "
        return "    " * max(line.level - 1, 0) + marker + text
    if not text[:1].isalpha():
        text = _LINE_START.sub(
            lambda match: match[0] + "\\" if match[0][-1].isdigit() else "\\" + match[0], text, count=1
        )
    return "> " + text if line.quote else text


def _inline(parts: list[Part], shown: Style, writing: Writing) -> Iterator[str]:
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.what != "text":
            yield _special(part, writing)
            at += 1
            continue
        style = part.style & shown
        text = part.text
        at += 1
        while at < len(parts) and parts[at].what == "text" and parts[at].style & shown == style:
            text += parts[at].text
            at += 1
        yield _styled(text, style, writing.dollars)


def _special(part: Part, writing: Writing) -> str:
    match part.what:
        case "math":
            return f"${part.text}$"
        case "display":
            return f"$${part.text}$$"
        case "image":
            source = writing.image(part.href)
            return f"![{escape(part.text)}]({_address(source)})" if source else ""
        case "control":
            return writing.gap(part.at)
        case "pre":
            return f"`{part.text.strip()}`"
    return ""


def _address(source: str) -> str:
    return f"<{source}>" if re.search(r"[\s()]", source) else source


def _styled(text: str, style: Style, dollars: bool) -> str:
    if not text.strip():
        return text
    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    inner = text.strip()
    if style is Style.NONE:
        return lead + _words(inner, dollars) + tail
    if style & Style.CODE:
        fence = "`" * (max((len(run) for run in _TICKS.findall(inner)), default=0) + 1)
        pad = " " if inner.startswith("`") or inner.endswith("`") else ""
        return f"{lead}{fence}{pad}{inner}{pad}{fence}{tail}"
    inner = _words(inner, dollars)
    for flag, opening, closing in _WRAPS:
        if style & flag:
            inner = f"{opening}{inner}{closing}"
    return lead + inner + tail


def _words(text: str, dollars: bool) -> str:
    if "$" not in text or not (dollars or "\\" in text):
        return escape(text)
    out: list[str] = []
    start = 0
    for match in _DOLLARS.finditer(text):
        if _TEX.search(match[1]):
            out += (escape(text[start : match.start()]), match[0])
            start = match.end()
    out.append(escape(text[start:]))
    return "".join(out)


def _fence(text: str, lang: str) -> str:
    marks = "`" * max(3, max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    return f"{marks}{lang}\n{text.strip(chr(10)).rstrip()}\n{marks}"
