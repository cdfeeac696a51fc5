"""Pictures that a file cannot hold are shown by their description.

described("Look: ![a tree](media:x.png)")             "Look: a tree"
described(text, lambda name: name in held)            only those that are not held
"""

from __future__ import annotations

import re
from collections.abc import Callable

_IMAGE = re.compile(r"!\[([^\]\n]{0,1000})\]\(media:([0-9A-Za-z_.-]+)[^)\n]{0,1000}\)")


def nothing_held(name: str) -> bool:
    """A target that holds no picture at all."""
    del name
    return False


def described(text: str, held: Callable[[str], bool] = nothing_held) -> str:
    """Rich text whose pictures stay only where their bytes are held."""
    if "](media:" not in text:
        return text
    return _IMAGE.sub(lambda found: found[0] if held(found[2]) else found[1], text)
