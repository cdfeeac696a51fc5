"""Formulas with gaps in them: no field can stand inside a formula, so the formula is parted at its gaps.

parted("$x = {{gap:1}} + 2$")       "$x =$ {{gap:1}} $+ 2$"
parted("$2^{ {{gap:1}} }$")             as it is: the parts would be no formulas
"""

from __future__ import annotations

import re

from export._titles import GAP

_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.S)
_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])([^$\n]{1,500})(?<![\s\\])\$(?![\d$])")
_MONEY = re.compile(r"\d[\d.,]*\s+[^\W\d_]{2,}")
_OPENS = re.compile(r"\\(?:left|right|begin|end|big|middle)\b|&|\\\\")
_WANTS = re.compile(r"[\^_]$|\\(?!(?:cdot|times|div|pm|mp|leq?|geq?|neq?|approx|equiv|to|in|sim|quad|,)$)[A-Za-z]+$")


def parted(stem: str) -> str:
    """The stem with each formula that holds gaps written as the formulas between them."""
    if "{{gap:" not in stem or "$" not in stem:
        return stem
    pieces = _CODE.split(stem)
    pieces[::2] = [_FORMULA.sub(_at_gaps, words) for words in pieces[::2]]
    return "".join(pieces)


def _at_gaps(found: re.Match[str]) -> str:
    between = GAP.split(found[1])
    if len(between) == 1 or _MONEY.match(found[1]) or not all(map(_stands_alone, between[::2])):
        return found[0]
    shown = [
        f"{{{{gap:{piece}}}}}" if at % 2 else f"${piece.strip()}$" for at, piece in enumerate(between) if piece.strip()
    ]
    return " ".join(shown)


def _stands_alone(piece: str) -> bool:
    """Whether a part of a formula is one: its braces are paired, and nothing in it waits for what is cut off."""
    depth = 0
    for sign in piece.replace(r"\{", "").replace(r"\}", ""):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    words = piece.strip()
    return depth == 0 and words[:1] not in ("^", "_", "'") and not _OPENS.search(words) and not _WANTS.search(words)
