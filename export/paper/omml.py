"""MathML to Office Math, the formulas of Word.

<math><msup><mi>x</mi><mn>2</mn></msup></math>
-> <m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from export.paper.mathml import ACCENTS, OVER, UNDER, grouped
from export.paper.tree import Element

_SCRIPTS = {"msup": ("sSup", ("sup",)), "msub": ("sSub", ("sub",)), "msubsup": ("sSubSup", ("sub", "sup"))}


def formula(math: Element) -> str:
    """A whole formula, in a line or displayed."""
    inner = f"<m:oMath>{_row(math.children)}</m:oMath>"
    return f"<m:oMathPara>{inner}</m:oMathPara>" if math.attributes.get("display") == "block" else inner


def _row(children: Sequence[Element | str]) -> str:
    return "".join(_part(child) for child in grouped(children))


def _run(words: str, upright: bool = False) -> str:
    look = "<m:rPr><m:nor/></m:rPr>" if upright else ""
    return f'<m:r>{look}<m:t xml:space="preserve">{html.escape(words, quote=False)}</m:t></m:r>' if words else ""


def _in(tag: str, element: Element) -> str:
    return f"<m:{tag}>{_part(element)}</m:{tag}>"


def _part(part: Element | str) -> str:
    if isinstance(part, str):
        return _run(part.strip(), upright=True)
    inner = part.elements
    match part.tag:
        case "mi" | "mn" | "mo" | "mtext" | "ms" | "mspace":
            return _token(part)
        case "mfrac" if len(inner) == 2:
            bare = part.attributes.get("linethickness") in ("0", "0px", "0pt")
            look = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if bare else ""
            return f"<m:f>{look}{_in('num', inner[0])}{_in('den', inner[1])}</m:f>"
        case "msqrt":
            return _root("", _row(part.children))
        case "mroot" if len(inner) == 2:
            return _root(_part(inner[1]), _part(inner[0]))
        case "msup" | "msub" | "msubsup" if len(inner) > 1:
            name, places = _SCRIPTS[part.tag]
            scripts = "".join(_in(place, each) for place, each in zip(places, inner[1:], strict=False))
            return f"<m:{name}>{_in('e', inner[0])}{scripts}</m:{name}>"
        case "munder" | "mover" | "munderover" if len(inner) > 1:
            return _limits(part.tag, inner)
        case "mtable":
            rows = ("".join(_in("e", cell) for cell in row.elements) for row in inner)
            return "<m:m>" + "".join(f"<m:mr>{row}</m:mr>" for row in rows if row) + "</m:m>"
        case "menclose" | "mfenced" | "mphantom":
            return _boxed(part)
        case _:
            return _row(part.children)


def _token(part: Element) -> str:
    """A name, number, sign or word. Names and signs of several letters (`sin`, `mod`) stand upright."""
    if part.tag == "mspace":
        return _run(" ", upright=True)
    words = part.text.strip() if part.tag == "mo" else part.text
    long = len(words) > 1 and (part.tag == "mi" or (part.tag == "mo" and words.isalpha()))
    return _run(words, upright=long or part.tag in ("mtext", "ms"))


def _boxed(part: Element) -> str:
    """What stands around a row: a frame, a stroke through it, brackets, or nothing that is seen."""
    row = f"<m:e>{_row(part.children)}</m:e>"
    if part.tag == "mphantom":
        return f"<m:phant>{row}</m:phant>"
    if part.tag == "mfenced":
        first, last = (html.escape(part.attributes.get(*end)) for end in (("open", "("), ("close", ")")))
        return f'<m:d><m:dPr><m:begChr m:val="{first}"/><m:endChr m:val="{last}"/></m:dPr>{row}</m:d>'
    if "strike" not in part.attributes.get("notation", ""):
        return f"<m:borderBox>{row}</m:borderBox>"
    hidden = "".join(f'<m:hide{side} m:val="1"/>' for side in ("Top", "Bot", "Left", "Right"))
    return f'<m:borderBox><m:borderBoxPr>{hidden}<m:strikeBLTR m:val="1"/></m:borderBoxPr>{row}</m:borderBox>'


def _root(degree: str, inner: str) -> str:
    hidden = "" if degree else '<m:radPr><m:degHide m:val="1"/></m:radPr>'
    return f"<m:rad>{hidden}<m:deg>{degree}</m:deg><m:e>{inner}</m:e></m:rad>"


def _limits(tag: str, inner: Sequence[Element]) -> str:
    sign = inner[1].text.strip()
    if tag == "mover" and sign in ACCENTS:
        return f'<m:acc><m:accPr><m:chr m:val="{ACCENTS[sign]}"/></m:accPr>{_in("e", inner[0])}</m:acc>'
    if tag != "munderover" and (drawn := (OVER if tag == "mover" else UNDER).get(sign)):
        place = "top" if tag == "mover" else "bot"
        if drawn.endswith("line"):
            return f'<m:bar><m:barPr><m:pos m:val="{place}"/></m:barPr>{_in("e", inner[0])}</m:bar>'
        look = f'<m:groupChrPr><m:chr m:val="{sign}"/><m:pos m:val="{place}"/></m:groupChrPr>'
        return f"<m:groupChr>{look}{_in('e', inner[0])}</m:groupChr>"
    if tag == "mover":
        return f"<m:limUpp>{_in('e', inner[0])}{_in('lim', inner[1])}</m:limUpp>"
    low = f"<m:limLow>{_in('e', inner[0])}{_in('lim', inner[1])}</m:limLow>"
    if tag == "munder" or len(inner) < 3:
        return low
    return f"<m:limUpp><m:e>{low}</m:e>{_in('lim', inner[2])}</m:limUpp>"
