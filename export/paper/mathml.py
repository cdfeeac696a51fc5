"""What MathML leaves to the look of its signs, said by elements: fences around what they hold.

<mo form="prefix">(</mo> <mfrac/> <mo form="postfix">)</mo>    <mfenced open="(" close=")"> <mfrac/> </mfenced>
"""

from __future__ import annotations

from collections.abc import Sequence

from export.paper.tree import Element

_TALL = frozenset(("mtable", "mfrac"))
OVER = {"⏞": "overbrace", "―": "overline", "¯": "overline", "‾": "overline", "⎴": "overbracket"}
UNDER = {"⏟": "underbrace", "―": "underline", "_": "underline", "⎵": "underbracket"}
ACCENTS = {"^": "\u0302", "~": "\u0303", "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306"}
LIMITS = frozenset("lim max min sup inf limsup liminf gcd det Pr argmax argmin".split())


def grouped(children: Sequence[Element | str]) -> list[Element | str]:
    """The parts of a row, with fences that grow around what stands between them."""
    parts = [child for child in children if not isinstance(child, str) or child.strip()]
    found: list[Element | str] = []
    at = 0
    while at < len(parts):
        end = _closing(parts, at)
        if end is None:
            found.append(parts[at])
            at += 1
            continue
        opening, closing = _sign(parts[at]), _sign(parts[end]) if end < len(parts) else ""
        found.append(Element("mfenced", {"open": opening, "close": closing}, parts[at + 1 : end]))
        at = end + 1
    return found


def _sign(part: Element | str) -> str:
    return part.text.strip() if isinstance(part, Element) and part.tag == "mo" else ""


def _form(part: Element | str) -> str:
    fence = isinstance(part, Element) and part.tag == "mo" and part.attributes.get("fence") == "true"
    return part.attributes.get("form", "") if fence and isinstance(part, Element) else ""


def _closing(parts: Sequence[Element | str], at: int) -> int | None:
    """Where the fence that opens here closes: at its postfix or the row's end; None where none opens."""
    if _form(parts[at]) == "prefix":
        depth = 0
        for end in range(at, len(parts)):
            depth += {"prefix": 1, "postfix": -1}.get(_form(parts[end]), 0)
            if depth == 0:
                return end
        return len(parts)
    inner = parts[at + 1] if at + 2 < len(parts) else ""
    tall = isinstance(inner, Element) and inner.tag in _TALL and _sign(parts[at]) in ("(", "[", "{", "|", "‖")
    return at + 2 if tall and _sign(parts[at + 2]) in (")", "]", "}", "|", "‖") else None
