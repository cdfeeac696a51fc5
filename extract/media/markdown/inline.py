"""One line of Markdown, as people write it, to runs of one look.

    "**Q1.** Is `x` [a link](u) or $y$?"  ->  bold "Q1.", " Is ", code "x", " ", link "a link", " or ", math "y", "?"

Inline HTML that is only look (`<b>`, `<sub>`, `<mark>`) becomes a style; a tag left open, as in
`<summary>..</summary><b>`, is dropped; any other tag-like text (`Vec<T>`) stays text. Emphasis follows CommonMark's
flanking rules; what does not match stays as written. Pictures stay as `![alt](src)` in the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from quizmill.block import Run, Style

_PLAIN = re.compile(r"[^*_`$<\[\\~=&!\x00]*\Z")
_TOKEN = re.compile(
    r"""(?P<code>(?P<ticks>`+)(?!`)(?P<in>[^\n]*?[^`\n])(?P=ticks)(?!`))
    | (?P<math>\$\$(?P<m2>[^$\n]+)\$\$ | \$(?!\s)(?P<m1>[^$\n]*?[^\s$\\])\$(?!\d)
        | \\\((?P<m3>[^\n]+?)\\\) | \\\[(?P<m4>[^\n]+?)\\\])
    | (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<image>!\[(?P<alt>[^\]\n]{0,500})\]\((?P<src>[^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})*)\))
    | (?P<link>\[(?P<label>(?:[^\[\]\n]|!?\[[^\[\]\n]*\](?:\([^()\n]*\))?)*)\]
        \((?P<href>[^()\s]*(?:\([^()\n]*\)[^()\s]*)*)(?:\s+"[^"\n]*")?\))
    | (?P<auto><(?:https?://|mailto:)[^<>\s]+>)
    | (?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]*)\b(?P<attrs>(?:[^<>"']|"[^"]*"|'[^']*')*)>)
    | (?P<delim>\*+|_+|~~|==)""",
    re.VERBOSE,
)
_STYLES = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "del": Style.STRIKE,
    "strike": Style.STRIKE,
    "mark": Style.HIGHLIGHT,
    "code": Style.CODE,
    "kbd": Style.CODE,
    "tt": Style.CODE,
    "samp": Style.CODE,
    "sub": Style.SUB,
    "sup": Style.SUP,
}
_DROPPED = frozenset("a span font p div center section label small big abbr nobr wbr br hr summary details".split())
_ATTRIBUTE = re.compile(r"""\b(src|alt|style|color|class|hidden|href)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_LIMIT = 20_000  # characters of one line that are looked at for marks; a longer line is data, not writing


@dataclass(slots=True)
class _Piece:
    text: str
    style: Style = Style.NONE
    href: str = ""
    tint: str = ""
    delim: str = ""  # * _ ~ = where it may open or close emphasis
    opens: bool = False
    closes: bool = False
    tag: str = ""
    end: bool = False


def inline(text: str) -> tuple[Run, ...]:
    """The runs of one line."""
    if _PLAIN.match(text) or len(text) > _LIMIT:
        return (Run(text),) if text else ()
    pieces = _pieces(text)
    _emphasis(pieces)
    _tags(pieces)
    return _runs(pieces)


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            pieces.append(_Piece(html.unescape(text[at : found.start()])))
        at = found.end()
        pieces.extend(_piece(found, text))
    if at < len(text):
        pieces.append(_Piece(html.unescape(text[at:])))
    return pieces


def _piece(found: re.Match[str], text: str) -> list[_Piece]:
    match found.lastgroup:
        case "code":
            return [_Piece(found["in"].strip() or found["in"], Style.CODE)]
        case "math":
            body = found["m1"] or found["m2"] or found["m3"] or found["m4"]
            return [_Piece(body.strip(), Style.MATH)]
        case "escape":
            return [_Piece(found[0][1])]
        case "image":
            return [_Piece(f"![{found['alt']}]({found['src'].strip()})")]
        case "link":
            return _link(found["label"], found["href"])
        case "auto":
            return [_Piece(found[0][1:-1], href=found[0][1:-1])]
        case "tag":
            return _tag(found)
        case _:
            return [_delimiter(found, text)]


def _link(label: str, href: str) -> list[_Piece]:
    inner = inline(label)
    if not inner or label.startswith("!["):
        return [_Piece(run.text, run.style) for run in inner]
    return [_Piece(run.text, run.style, href) for run in inner]


def _tag(found: re.Match[str]) -> list[_Piece]:
    name = found["name"].lower()
    end = found[0].startswith("</")
    if name == "img":
        given = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(found["attrs"])}
        return [_Piece(f"![{given.get('alt', '')}]({given['src']})")] if given.get("src") else []
    if name == "br":
        return [_Piece("\n" if found.string[found.end() :].strip() else "")]
    if name in _STYLES or name in ("span", "font", "a"):
        return [_Piece("", tag=name, end=end, style=_tag_style(name, found["attrs"]), tint=_tint(found["attrs"]))]
    if name in _DROPPED:
        return []
    return [_Piece(found[0])]


def _tag_style(name: str, attrs: str) -> Style:
    if name in _STYLES:
        return _STYLES[name]
    low = attrs.lower()
    if "background" in low:
        return Style.HIGHLIGHT
    if "display:none" in low.replace(" ", "") or "hidden" in low or "spoiler" in low:
        return Style.HIDDEN
    return Style.COLOR if "color" in low else Style.NONE


def _tint(attrs: str) -> str:
    found = re.search(r"color\s*[:=]\s*[\"']?([^;\"'\s>]+)", attrs)
    return found[1].lower() if found else ""


def _delimiter(found: re.Match[str], text: str) -> _Piece:
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
    right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
    if found[0][0] == "_":
        left, right = left and not before.isalnum(), right and not after.isalnum()
    return _Piece(found[0], delim=found[0][0], opens=left, closes=right)


def _emphasis(pieces: list[_Piece]) -> None:
    """Pairs the delimiters; a pair styles what stands between and loses its signs, the rest stays text."""
    openers: list[int] = []
    for index, piece in enumerate(pieces):
        if not piece.delim:
            continue
        if piece.closes:
            _close(pieces, openers, index)
        if piece.opens and piece.text:
            openers.append(index)


def _close(pieces: list[_Piece], openers: list[int], index: int) -> None:
    closer = pieces[index]
    while closer.text:
        at = next((o for o in reversed(openers) if pieces[o].delim == closer.delim and pieces[o].text), None)
        if at is None:
            return
        opener = pieces[at]
        width = 2 if min(len(opener.text), len(closer.text)) >= 2 else 1
        if closer.delim in "~=" and width != 2:
            return
        style = {"~": Style.STRIKE, "=": Style.HIGHLIGHT}.get(closer.delim, Style.BOLD if width == 2 else Style.ITALIC)
        if at + 1 == index:
            return
        for piece in pieces[at + 1 : index]:
            piece.style |= style
        opener.text, closer.text = opener.text[width:], closer.text[width:]
        while openers and (openers[-1] > at or not pieces[openers[-1]].text):
            openers.pop()


def _tags(pieces: list[_Piece]) -> None:
    stack: list[int] = []
    for index, piece in enumerate(pieces):
        if not piece.tag:
            continue
        if not piece.end:
            stack.append(index)
            continue
        while stack:
            opened = stack.pop()
            if pieces[opened].tag == piece.tag:
                for inside in pieces[opened + 1 : index]:
                    if not inside.tag:
                        inside.style |= pieces[opened].style
                        inside.tint = pieces[opened].tint or inside.tint
                break


def _runs(pieces: list[_Piece]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for piece in pieces:
        if piece.tag or not piece.text:
            continue
        last = runs[-1] if runs else None
        if (
            last
            and (last.style, last.href, last.tint) == (piece.style, piece.href, piece.tint)
            and not (piece.style & (Style.CODE | Style.MATH))
        ):
            runs[-1] = Run(last.text + piece.text, last.style, last.href, last.tint)
        else:
            runs.append(Run(piece.text, piece.style, piece.href, piece.tint))
    return tuple(runs)
