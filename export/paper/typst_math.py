r"""MathML to a formula in Typst.

<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>    $frac(a, "2")$

Every sign is written escaped and every word as a string, so no formula can break out of its place or fail to compile.
"""

from __future__ import annotations

from collections.abc import Sequence

from export.paper.mathml import ACCENTS, LIMITS, OVER, UNDER, grouped
from export.paper.tree import Element

_FENCES = {"(": "paren.l", ")": "paren.r", "[": "bracket.l", "]": "bracket.r", "{": "brace.l", "}": "brace.r"}
_FENCES |= {"|": "bar.v", "‖": "bar.v.double", "⌊": "floor.l", "⌋": "floor.r", "⌈": "ceil.l", "⌉": "ceil.r"}
_FENCES |= {"⟨": "chevron.l", "⟩": "chevron.r"}
_EMPTY = '""'


def string(words: str) -> str:
    """A string literal: nothing in it is code."""
    escaped = (
        words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def formula(math: Element) -> str:
    """A whole formula, displayed where MathML says so."""
    inner = _row(math.children).strip() or '""'
    return f"$ {inner} $" if math.attributes.get("display") == "block" else f"${inner}$"


def _row(children: Sequence[Element | str]) -> str:
    return " ".join(_part(child) for child in grouped(children))


def _sign(words: str) -> str:
    """One sign as it is, escaped where it has a meaning; several as words."""
    if len(words) == 1:
        return f"\\{words}" if words.isascii() and not words.isalnum() else words
    return string(words) if words else '""'


def _argument(element: Element) -> str:
    return _part(element) or '""'


def _part(part: Element | str) -> str:
    if isinstance(part, str):
        return string(part.strip())
    inner = part.elements
    match part.tag:
        case "mi":
            return _sign(part.text) if len(part.text) == 1 else f"op({string(part.text)})"
        case "mo":
            return _operator(part.text.strip())
        case "mn" | "mtext" | "ms":
            return string(part.text)
        case "mspace":
            return "thin"
        case "mfrac" if len(inner) == 2:
            bare = part.attributes.get("linethickness") in ("0", "0px", "0pt")
            above, below = _argument(inner[0]), _argument(inner[1])
            return f"mat(delim: #none, {above}; {below})" if bare else f"frac({above}, {below})"
        case "msqrt":
            return f"sqrt({_row(part.children) or _EMPTY})"
        case "mroot" if len(inner) == 2:
            return f"root({_argument(inner[1])}, {_argument(inner[0])})"
        case "msup" | "msub" | "msubsup" | "munder" | "mover" | "munderover" if len(inner) > 1:
            return _attached(part.tag, inner)
        case "mtable":
            return _matrix(inner)
        case "mfenced":
            return f"lr({_fence(part, 'open', '(')} {_row(part.children)} {_fence(part, 'close', ')')})"
        case "menclose":
            if "strike" in part.attributes.get("notation", ""):
                return f"cancel({_row(part.children) or _EMPTY})"
            return f"#box(stroke: 0.5pt, inset: 2pt, ${_row(part.children) or _EMPTY}$)"
        case "mphantom":
            return f"#hide(${_row(part.children) or _EMPTY}$)"
        case _:
            return _row(part.children)


def _operator(words: str) -> str:
    if words in LIMITS:
        return f"op({string(words)}, limits: #true)"
    return f"op({string(words)})" if words.isalpha() and len(words) > 1 else _sign(words) if words else ""


def _fence(part: Element, end: str, default: str) -> str:
    sign = part.attributes.get(end, default)
    return _FENCES.get(sign) or (_sign(sign) if sign else "")


def _attached(tag: str, inner: Sequence[Element]) -> str:
    base, sign = _argument(inner[0]), inner[1].text.strip()
    if tag == "mover" and sign in ACCENTS:
        return f"accent({base}, {string(ACCENTS[sign])})"
    drawn = {"mover": OVER, "munder": UNDER}.get(tag, {}).get(sign)
    if drawn:
        return f"{drawn}({base})"
    if tag in ("munder", "mover", "munderover"):
        base = f"limits({base})"
    places = {"msup": "t", "mover": "t", "msub": "b", "munder": "b"}.get(tag, "bt")
    parts = [f"{place}: {_argument(each)}" for place, each in zip(places, inner[1:], strict=False)]
    return f"attach({base}, {', '.join(parts)})"


def _matrix(rows: Sequence[Element]) -> str:
    written = "; ".join(", ".join(_argument(cell) for cell in row.elements) or _EMPTY for row in rows)
    return f"mat(delim: #none, {written or _EMPTY})"
