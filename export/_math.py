"""Math as targets take it. Items hold LaTeX; each form is a function (LaTeX, display?) -> markup.

delimited("x<1", False)       \\(x&lt;1\\)                                  MathJax pages, Anki, Blackboard
equation_image("x^2", False)  <img class="equation_image" ...>           Canvas, which draws it itself
mathml("x^2", False)          <math><msup><mi>x</mi><mn>2</mn></msup></math>    QTI 2 and 3, D2L
"""

from __future__ import annotations

import html
from functools import lru_cache
from urllib.parse import quote

from lxml import etree

MATHML = "http://www.w3.org/1998/Math/MathML"
# What the converter does not know, in words that it does.
_SPELLINGS = {"{aligned}": "{align*}", "{split}": "{align*}", "{gathered}": "{gather*}", r"\not=": r"\neq "}
_LONGEST = 4_000  # characters; a longer "formula" is text between two dollars
# Elements and attributes of presentation MathML 2 (a subset of 3) that a converter can need.
_ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup "
    "msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd".split()
)
_ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence separator form accent accentunder linethickness columnalign rowspacing "
    "columnspacing columnlines rowlines frame displaystyle scriptlevel width height depth lspace rspace open close "
    "separators notation movablelimits largeop symmetric minsize maxsize mathcolor".split()
)
_FLAGS = frozenset("stretchy fence separator accent accentunder displaystyle movablelimits largeop symmetric".split())


def delimited(latex: str, display: bool) -> str:
    """LaTeX between `\\( \\)` or `\\[ \\]`, escaped for HTML."""
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return opening + html.escape(latex, quote=False) + closing


def equation_image(latex: str, display: bool) -> str:
    """Canvas' own form: it serves the picture from the doubly quoted address and keeps the LaTeX for its editor."""
    words = html.escape(latex)
    image = (
        f'<img class="equation_image" title="{words}" src="/equation_images/{quote(quote(latex, safe=""), safe="")}" '
        f'alt="LaTeX: {words}" data-equation-content="{words}">'
    )
    return f'<span style="display: block; text-align: center;">{image}</span>' if display else image


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> str:
    """Presentation MathML, rebuilt from an allow-list of its elements; LaTeX that cannot be converted stays LaTeX.

    Its LaTeX goes along as `alttext`, which no player shows beside the formula.
    """
    from latex2mathml.converter import convert  # costs 60 ms to import

    if len(latex) > _LONGEST:
        return delimited(latex, display)
    known_words = latex
    for unknown, known in _SPELLINGS.items():
        known_words = known_words.replace(unknown, known)
    try:
        converted = convert(known_words, display="block" if display else "inline")
        root = etree.fromstring(converted, etree.XMLParser(resolve_entities=False, no_network=True))
    except Exception:  # noqa: BLE001  the converter raises whatever its parser meets
        return delimited(latex, display)
    clean = _rebuilt(root)
    if clean is None:
        return delimited(latex, display)
    clean.set("class", "tex")
    clean.set("alttext", latex)
    return etree.tostring(clean, encoding="unicode")


def _rebuilt(node: etree._Element) -> etree._Element | None:
    """A copy of allowed elements and attributes only; None where anything else stands in it."""
    if not isinstance(node.tag, str) or etree.QName(node).localname not in _ELEMENTS:
        return None
    name = etree.QName(node).localname
    copy = etree.Element(f"{{{MATHML}}}{name}", nsmap={None: MATHML})  # type: ignore[dict-item]  # stubs forget it
    copy.text = node.text
    for key, value in node.attrib.items():
        if key in _ATTRIBUTES and not (key in _FLAGS and value not in ("true", "false")):
            copy.set(key, value)
    for child in node:
        part = _rebuilt(child)
        if part is None:
            return None
        copy.append(part)
    return copy
