"""Characters that a PDF's text layer lost or hid, found again from what is known for sure.

- A ligature without a character (U+0000, U+FFFE, a replacement sign) is told by its width in ems, measured on prints
  of Chrome: .59 "fi" or "fl", .68 "ff", .93 "ffi" or "ffl"; which of a pair, by the letters that follow.
- Symbol fonts put their signs in the private use area; the font's name says which sign it is.
- TeX's fonts hold ligatures at codes below 32 (OT1 from 11, T1 from 27), which fonts without a map give as they are.
- U+FFFE or U+0002 at a word's end is pdfium's sign for a hyphen at a line's end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from extract.media.geometry import Look

LOST = "\ufffe\ufffd\u0000\u0002"
HYPHEN = "\u00ad"
TEX = dict(zip("\x0b\x0c\x0e\x0f\x1b\x1c\x1d\x1e\x1f", "ff fi ffi ffl ff fi fl ffi ffl".split(), strict=True))
_SUSPECT = re.compile(f"[{LOST}{''.join(TEX)}\ue000-\uf8ff\ufb00-\ufdff\ufe70-\ufefc]")
_L_AFTER = re.compile(r"[ouyi]|a(?!bl|nc)|e(?!d|r|l|s|n|rc|nd)")
_WINGDINGS = {
    0x6F: "☐",
    0x71: "☐",
    0xA8: "☐",
    0xFE: "☑",
    0xFD: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xA1: "○",
    0xA4: "◉",
    0x6C: "●",
}
_AWESOME = {
    0xF00C: "✓",
    0xF00D: "✗",
    0xF046: "☑",
    0xF096: "☐",
    0xF10C: "○",
    0xF111: "●",
    0xF192: "◉",
    0xF058: "✓",
    0xF057: "✗",
    0xF14A: "☑",
    0xF0C8: "☐",
}
_SYMBOL = dict(zip(range(0xF061, 0xF07B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {0xF0A3: "≤", 0xF0B3: "≥", 0xF0B9: "≠", 0xF0B1: "±", 0xF0B4: "×", 0xF0A5: "∞", 0xF0D6: "√", 0xF0AE: "→"}
_SYMBOL |= {0xF0CE: "∈", 0xF0C8: "∪", 0xF0C7: "∩", 0xF0E5: "∑", 0xF0F2: "∫", 0xF0B0: "°", 0xF02B: "+", 0xF02D: "−"}
_SYMBOL |= {0xF03D: "=", 0xF0B6: "∂", 0xF0D1: "∇", 0xF044: "Δ", 0xF057: "Ω", 0xF053: "Σ", 0xF0DE: "⇒", 0xF0DB: "⇔"}


def ligature(ems: float, after: str) -> str:
    """The letters of a lost ligature, `ems` wide, before the letters `after`; "" where the width fits none."""
    if not 0.4 <= ems <= 1.05:
        return ""
    if 0.64 <= ems < 0.76:
        return "ff"
    head, wide = ("ff" if ems >= 0.76 else "f"), after.lower()
    return head + ("l" if _L_AFTER.match(wide) else "i")


def symbol(code: int, font: str) -> str:
    """The sign that a private-use code stands for in this font: "•" or U+FFFD where it is not known."""
    name = font.lower()
    if "wingdings" in name and (code & 0xFF) in _WINGDINGS:
        return _WINGDINGS[code & 0xFF]
    if "awesome" in name or name.startswith("fa-"):
        return _AWESOME.get(code, "•")
    if "symbol" in name and code in _SYMBOL:
        return _SYMBOL[code]
    if code in (0xF00C, 0xF0FC):
        return "✓"
    return "•" if 0xF000 <= code <= 0xF0FF else "\ufffd"


def repair(word: str, width: Callable[[int], float], look: Look) -> str:
    """The word with lost ligatures, private-use signs and line-end hyphens put right; `width(i)` is in points."""
    if not _SUSPECT.search(word):
        return word
    written: list[str] = []
    for index, char in enumerate(word):
        code = ord(char)
        if char in TEX:
            written.append(TEX[char])
        elif char in "\ufffe\u0002" and index and width(index) < 0.45 * look.size:
            written.append(HYPHEN if index == len(word) - 1 else "-")
        elif char in LOST:
            written.append(ligature(width(index) / max(1.0, look.size), word[index + 1 :]) or "\ufffd")
        elif 0xE000 <= code <= 0xF8FF:
            written.append(symbol(code, look.font))
        elif 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:  # ligatures, Hebrew and Arabic letters' forms
            written.append(unicodedata.normalize("NFKC", char))
        else:
            written.append(char)
    return "".join(written)
