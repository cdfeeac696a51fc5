"""Signs that chats and repositories write as words between colons: `:white_check_mark:` is a tick.

    * ARP :heavy_check_mark:      * ARP ✔        :x: iron      ❌ iron        :one: What ..?      1️⃣ What ..?

Only signs that mean something to a quiz are read; the others stay as they are.
"""

from __future__ import annotations

import re

_SIGNS = {
    "heavy_check_mark": "✔",
    "white_check_mark": "✅",
    "check_mark": "✔",
    "check": "✔",
    "checkmark": "✔",
    "ballot_box_with_check": "☑",
    "white_large_square": "⬜",
    "x": "❌",
    "cross_mark": "❌",
    "heavy_multiplication_x": "✖",
    "negative_squared_cross_mark": "❎",
    "no_entry_sign": "🚫",
    "point_right": "👉",
    "radio_button": "🔘",
    "arrow_right": "➡",
    **{f"regional_indicator_{chr(97 + i)}": chr(0x1F150 + i) for i in range(8)},
    **{
        word: f"{number}\ufe0f\u20e3"
        for number, word in enumerate("zero one two three four five six seven eight nine".split())
    },
}
_CODE = re.compile(r"`[^`\n]*`|:(?P<name>[a-z_]{1,32}):(?![\w:])")


def signs(line: str) -> str:
    """The line with such words as signs, outside of code."""
    if line.count(":") < 2:
        return line
    return _CODE.sub(lambda found: _SIGNS.get(found["name"] or "", found[0]), line)
