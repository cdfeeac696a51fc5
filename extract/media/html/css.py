"""What a page's style sheets and style attributes make of words: bold, struck, coloured, marked, in which hue.

    .c4 { font-weight: 700; color: #38761d }        a class that makes words bold and green
    style="background: palegreen"                   marked, green

Only what a key can show in is read, and only rules whose selector ends in one class. Black, grey and white say
nothing. Exported documents keep all their looks in such classes (`c4`, `T7`, `fc2`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.media import colour
from quizmill.block import Style

_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:^|[\s>+~])(?:[a-z][a-z0-9]{0,9})?\.([\w-]{1,80})\s*$", re.I)
_TELLING = re.compile(r"color|background|font-weight|font-style|text-decoration|margin-left|list-style", re.I)
_COLOR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.I)
_BACK = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.I)
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|[6-9]00|normal|[1-5]00)", re.I)
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique|normal)", re.I)
_LINE = re.compile(r"(?<![\w-])text-decoration[^;:]*:([^;]*)", re.I)
_NUMBERS = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*([\d.]+%?))?", re.I)
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", re.I)
_NAMED = re.compile(r"[a-z]{3,22}", re.I)
_VARIABLE = re.compile(r"var\(\s*--([\w-]+)", re.I)
_SPOKEN = (
    (re.compile(r"green|success|correct|right|positive", re.I), "green"),
    (re.compile(r"red\b|danger|error|wrong|negative", re.I), "red"),
)
_MARGIN = re.compile(r"(?:^|;)\s*margin-left\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(pt|px|cm|in|em)", re.I)
_STEPS = {"pt": 36.0, "px": 48.0, "cm": 1.27, "in": 0.5, "em": 2.5}  # one step of a word processor's indentation
_NUMBERING = re.compile(r"list-style[^;:]*:[^;]*?\b(lower|upper)-(alpha|latin|roman)", re.I)
_COUNTED = re.compile(
    r"\.([\w-]{1,80})\s*>\s*li::?before\s*\{[^{}]{0,200}counter\([^(),]{1,80},\s*(lower|upper)-(alpha|latin|roman)\)",
    re.I,
)
_NOTHING = frozenset("inherit initial unset none transparent currentcolor auto windowtext revert".split())
_MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Look:
    """What declarations add to words and take off them, the hue they give ("" for none), how many steps a paragraph
    is indented, and how the entries of a list are numbered ("a", "A", "i", "I").
    """

    on: Style = Style.NONE
    off: Style = Style.NONE
    hue: str = ""
    depth: int = 0
    numbering: str = ""


PLAIN = Look()


def sheet(styles: list[str]) -> Mapping[str, Look]:
    """The looks of the classes that style sheets name. Of several rules for one class the last one counts."""
    out: dict[str, Look] = {}
    for text in styles:
        for found in _RULE.finditer(text):
            if len(out) >= _MOST_RULES or not _TELLING.search(found[2]):
                continue
            look = look_of(found[2])
            for selector in found[1].split(",") if look != PLAIN else ():
                if name := _CLASS.search(selector.strip()):
                    out[name[1]] = look
        for name, case, system in _COUNTED.findall(text):
            out[name] = replace(out.get(name, PLAIN), numbering=_numbering(case, system))
    return out


def _numbering(case: str, system: str) -> str:
    sign = "i" if system.lower() == "roman" else "a"
    return sign.upper() if case.lower() == "upper" else sign


@lru_cache(maxsize=4096)
def look_of(css: str) -> Look:
    """The look that declarations give: `color: green; font-weight: bold`."""
    on = off = Style.NONE
    tint = ""
    if weight := _WEIGHT.search(css):
        heavy = weight[1].lower() in ("bold", "bolder") or weight[1][0] in "6789"
        on, off = (on | Style.BOLD, off) if heavy else (on, off | Style.BOLD)
    if slant := _SLANT.search(css):
        on, off = (on, off | Style.ITALIC) if slant[1].lower() == "normal" else (on | Style.ITALIC, off)
    if line := _LINE.search(css):
        on |= Style.STRIKE if "line-through" in line[1] else Style.NONE
        on |= Style.UNDERLINE if "underline" in line[1] else Style.NONE
    if shade := _COLOR.search(css):
        own = hue(shade[1])
        on, off = (on | Style.COLOR, off) if own not in _DULL else (on, off | Style.COLOR)
        tint = own
    if back := _BACK.search(css):
        own = hue(back[1])
        if own not in _DULL:
            on |= Style.HIGHLIGHT
            tint = own
    margin = _MARGIN.search(css)
    depth = round(float(margin[1]) / _STEPS[margin[2].lower()]) if margin else 0
    counted = _NUMBERING.search(css)
    return Look(on, off, tint if tint not in _DULL else "", depth, _numbering(*counted.groups()) if counted else "")


_DULL = frozenset({"", "white", "grey"})


@lru_cache(maxsize=4096)
def hue(value: str) -> str:
    """The word for a CSS colour: "green" for `#d4edda`; "" for black, for none and for one that is not known."""
    value = value.strip().lower()
    if numbers := _NUMBERS.search(value):
        if numbers[4] in ("0", "0%", "0.0"):
            return ""
        return colour.name(*(min(int(number), 255) for number in numbers.groups()[:3]))
    if found := _HEX.search(value):
        digits = found[1] if len(found[1]) > 4 else "".join(sign * 2 for sign in found[1])
        return colour.name(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))
    if variable := _VARIABLE.search(value):
        return next((word for pattern, word in _SPOKEN if pattern.search(variable[1])), "")
    name = _NAMED.match(value)
    if name is None or name[0] in _NOTHING:
        return ""
    return _of_name(name[0])


def _of_name(name: str) -> str:
    from PIL import ImageColor  # its table of CSS names; only pages with named colours need it

    code = ImageColor.colormap.get(name)
    if code is None or isinstance(code, tuple):
        return "" if code is None else colour.name(*code[:3])
    return hue(code)
