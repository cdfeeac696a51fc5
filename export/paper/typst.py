"""The tree of a rich text as Typst markup.

<p>Is <code>a</code> <b>right</b>?</p>    #"Is ";#raw("a");#" ";#strong[#"right";];#"?";

All words are string literals: no text of a source is ever read as Typst.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from export.paper.tree import Element, parse, runs
from export.paper.typst_math import formula, string

_WRAPPED = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "var": "emph",
    "u": "underline",
    "ins": "underline",
    "del": "strike",
    "sub": "sub",
    "sup": "super",
    "mark": "highlight",
    "small": "small",
}
_GAP = re.compile(r"\{\{gap:([^{}\s]+)\}\}")


def write(markup: str) -> str:
    """Markup for a flow of blocks. Pictures are named by their files, the gaps of a cloze by their numbers."""
    return _flow(parse(markup))


def _flow(element: Element) -> str:
    """Blocks and paragraphs, in their order."""
    pieces = [_block(run) if isinstance(run, Element) else _inline(run) for run in runs(element)]
    return "#parbreak();".join(pieces)


def _inline(children: Sequence[Element | str]) -> str:
    return "".join(_words(child) if isinstance(child, str) else _mark(child) for child in children)


def _words(text: str) -> str:
    pieces = _GAP.split(re.sub(r"\s+", " ", text))
    written = []
    for place, piece in enumerate(pieces):
        if place % 2:
            written.append(f"#gap({string(piece)});")
        elif piece:
            written.append(f"#{string(piece)};")
    return "".join(written)


def _mark(element: Element) -> str:
    match element.tag:
        case "br":
            return "#linebreak();"
        case "img":
            name = element.attributes.get("src", "")
            alt = string(element.attributes.get("alt", ""))
            return f"#image({string(name)}, alt: {alt});" if name else f"#{alt};"
        case "code" | "kbd" | "samp":
            return _code(element.text)
        case "math":
            return formula(element)
        case "a":
            address, inner = element.attributes.get("href", ""), _inline(element.children)
            return f"#link({string(address)})[{inner}];" if address else inner
        case "q":
            return f'#"“";{_inline(element.children)}#"”";'
        case tag if tag in _WRAPPED:
            return f"#{_WRAPPED[tag]}[{_inline(element.children)}];"
        case _:
            return _flow(element) if any(child.is_block for child in element.elements) else _inline(element.children)


def _code(code: str) -> str:
    pieces = _GAP.split(code)
    if len(pieces) == 1:
        return f"#raw({string(code)});"
    return "".join(
        f"#gap({string(piece)});" if place % 2 else f"#raw({string(piece)});"
        for place, piece in enumerate(pieces)
        if piece
    )


def _block(element: Element) -> str:
    match element.tag:
        case "p" | "div" | "figure" | "details" | "dl" | "dd" | "figcaption":
            return _flow(element)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt" | "caption":
            return f"#strong[{_inline(element.children)}];"
        case "ul" | "ol":
            return _list(element)
        case "pre":
            return _listing(element)
        case "blockquote":
            return f"#quote(block: true)[{_flow(element)}];"
        case "table":
            return _table(element)
        case "hr":
            return "#line(length: 100%, stroke: 0.5pt);"
        case _:
            return _inline([element])


def _list(element: Element) -> str:
    entries = "".join(f"[{_flow(entry)}]," for entry in element.elements)
    start = element.attributes.get("start", "")
    options = f"start: {start}, " if start.isdecimal() else ""
    return f"#enum({options}{entries});" if element.tag == "ol" else f"#list({entries});"


def _listing(element: Element) -> str:
    code = element.text.rstrip("\n")
    if _GAP.search(code):
        return "#linebreak();".join(_code(line) for line in code.split("\n"))
    name = next((c.attributes.get("class", "") for c in element.elements), "").removeprefix("language-")
    language = f", lang: {string(name)}" if name else ""
    return f"#raw({string(code)}, block: true{language});"


def _table(element: Element) -> str:
    rows = _descendants(element, "tr")
    width = max((len(row.elements) for row in rows), default=0)
    if not width:
        return _inline([element.text])
    cells = []
    for row in rows:
        cells += [f"strong[{_flow(cell)}]," if cell.tag == "th" else f"[{_flow(cell)}]," for cell in row.elements]
        cells += ["[]," for _ in range(width - len(row.elements))]
    return f"#table(columns: {width}, {''.join(cells)});"


def _descendants(element: Element, tag: str) -> list[Element]:
    found = []
    for child in element.elements:
        found += [child] if child.tag == tag else _descendants(child, tag)
    return found
