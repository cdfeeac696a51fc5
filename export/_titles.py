"""Names of items as people see them in a list: the item's own title, else the first words of its stem.

title_of(item)   "Which statement is true?"
GAP              the token of a gap in a cloze stem; spoken ("____") in titles and plain forms
"""

from __future__ import annotations

import re

from export.richtext import clean_text, to_plain
from quizmill.item import Item

GAP = re.compile(r"\{\{gap:([^{}\s]+)\}\}")
BLANK = "____"
_LONGEST = 80


def one_line(text: str) -> str:
    """Plain words on one line, without characters that no file should hold."""
    return " ".join(clean_text(text).split())


def shortened(words: str, most: int) -> str:
    """At most that many characters, cut at a word, with an ellipsis where something was cut."""
    if len(words) <= most:
        return words
    head = words[: most - 1].rsplit(" ", 1)[0] if " " in words[: most - 1] else words[: most - 1]
    return head.rstrip(" ,;:.") + "…"


def title_of(item: Item, most: int = _LONGEST) -> str:
    """Never empty: an item without title and words is called by its id."""
    words = one_line(item.title) or one_line(to_plain(GAP.sub(BLANK, item.stem[: 20 * most])))
    return shortened(words, most) or item.id
