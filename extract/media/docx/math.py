"""Word's formulas (Office Math) as LaTeX, by way of MathML, which has the same shape and a writer already.

    <m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den> ...     <mfrac><mn>1</mn> ...     \\frac{1}{2}

ECMA-376 part 1, 22.1. What has no counterpart here is read through to its parts, so no letter is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.media import xml
from extract.media._mathml import latex_of
from extract.media.docx.styles import child, only_child, value

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]|\S|\s+")
_SIMPLE = {"f": ("mfrac", "num den"), "sSup": ("msup", "e sup"), "sSub": ("msub", "e sub")} | {
    "sSubSup": ("msubsup", "e sub sup"), "limLow": ("munder", "e lim"), "limUpp": ("mover", "e lim"),
}  # fmt: skip


def latex(node: xml.Node) -> str:
    """The formula of an `m:oMath` or `m:oMathPara`, without dollars."""
    return latex_of(_of("math", *_parts(node)))


def _of(tag: str, *children: xml.Node, text: str = "") -> xml.Node:
    made = etree.Element(tag)
    made.text = text
    made.extend(children)
    return made


def _row(node: xml.Node | None) -> xml.Node:
    return _of("mrow", *(_parts(node) if node is not None else ()))


def _parts(node: xml.Node) -> Iterator[xml.Node]:
    for part in node.iterchildren():
        if not str(part.tag).endswith("Pr"):
            yield from _part(part)


def _part(node: xml.Node) -> Iterator[xml.Node]:
    name = str(node.tag)
    if name in _SIMPLE:
        tag, places = _SIMPLE[name]
        yield _of(tag, *(_row(only_child(node, place)) for place in places.split()))
        return
    match name:
        case "r":
            yield from _tokens(node)
        case "rad":
            yield _root(node)
        case "d":
            yield from _fenced(node)
        case "nary":
            yield from _nary(node)
        case "m":
            yield _of("mtable", *(_cells(row) for row in node.iterchildren("mr")))
        case "eqArr":
            yield _of("mtable", *(_of("mtr", _row(row)) for row in node.iterchildren("e")))
        case "acc" | "bar":
            accent = "¯" if name == "bar" else value(node, "accPr", "chr") or "^"
            yield _of("mover", _row(only_child(node, "e")), _of("mo", text=_ACCENTS.get(accent, accent)))
        case "func":
            name_of = only_child(node, "fName")
            yield _named(name_of) if name_of is not None else _of("mrow")
            yield _row(only_child(node, "e"))
        case _:
            yield from _parts(node)


_ACCENTS = {"̂": "^", "̃": "~", "̅": "¯", "⃗": "→", "̇": "˙", "̈": "¨"}


def _tokens(node: xml.Node) -> Iterator[xml.Node]:
    text = "".join(part.text or "" for part in node.iterchildren("t"))
    if child(node, "rPr", "nor") is not None and len(text.strip()) > 1:
        yield _of("mi" if text.strip().isalpha() else "mtext", text=text)
        return
    for token in _TOKEN.findall(text):
        yield _of("mn" if token[0].isdigit() else "mi" if token.isalpha() else "mo", text=token)


def _named(node: xml.Node) -> xml.Node:
    """`sin`, letter by letter in Word, is one name; a name with a limit below it keeps its form."""
    words = "".join(part.text or "" for part in node.iter("t"))
    return _of("mi", text=words) if only_child(node, "r") is not None else _row(node)


def _root(node: xml.Node) -> xml.Node:
    degree = only_child(node, "deg")
    if degree is not None and len(degree):
        return _of("mroot", _row(only_child(node, "e")), _row(degree))
    return _of("msqrt", _row(only_child(node, "e")))


def _fenced(node: xml.Node) -> Iterator[xml.Node]:
    properties = only_child(node, "dPr")
    signs = [
        value(properties, name) if child(properties, name) is not None else usual
        for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    ]
    yield _of("mo", text=signs[0])
    for index, part in enumerate(node.iterchildren("e")):
        if index:
            yield _of("mo", text=signs[1])
        yield _row(part)
    yield _of("mo", text=signs[2])


def _nary(node: xml.Node) -> Iterator[xml.Node]:
    sign = _of("mo", text=value(node, "naryPr", "chr") or "∫")
    lower, upper = (only_child(node, place) for place in ("sub", "sup"))
    limits = [("msub", lower), ("msup", upper)]
    shown = [(tag, part) for tag, part in limits if part is not None and len(part)]
    if len(shown) == 2:
        sign = _of("msubsup", sign, _row(lower), _row(upper))
    elif shown:
        sign = _of(shown[0][0], sign, _row(shown[0][1]))
    yield sign
    yield _row(only_child(node, "e"))


def _cells(row: xml.Node) -> xml.Node:
    return _of("mtr", *(_of("mtd", *_parts(cell)) for cell in row.iterchildren("e")))
