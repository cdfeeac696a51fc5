"""Colours as words: what a person calls a colour is what contrasts on a page ("the green one")."""

from __future__ import annotations

import colorsys

_HUES = (
    (0.04, "red"),
    (0.11, "orange"),
    (0.19, "yellow"),
    (0.49, "green"),
    (0.54, "cyan"),
    (0.72, "blue"),
    (0.93, "purple"),
)


def pale(red: int, green: int, blue: int) -> bool:
    """True for the tints of boxes and zebra rows."""
    return colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[1] > 0.89


def name(red: int, green: int, blue: int) -> str:
    """The word for a colour given in 0..255: "" for black and dark grey, "white", "grey", or a hue; pale hues too."""
    hue, light, _ = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    spread = max(red, green, blue) - min(red, green, blue)
    if spread < (6 if light > 0.85 else 40):
        return "white" if light > 0.97 else "grey" if light > 0.35 else ""
    return next((word for limit, word in _HUES if hue < limit), "red")
