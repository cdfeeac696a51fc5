"""Sub-decks from an item's headings (`Bank::Course::Week 2`), and Anki's spelling of decks and tags.

Anki compares deck names without regard to case and knows `::` as the border of levels.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache

_BORDER = re.compile(r":{2,}")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_LONGEST = 100


def _level(heading: str) -> str:
    words = _BLANKS.sub(" ", _BORDER.sub(":", unicodedata.normalize("NFC", heading))).strip(" :")
    return words[:_LONGEST].strip().replace('"', "'")


class Decks:
    """The decks met so far: `number(section)` gives a deck's id and makes it with its parents."""

    def __init__(self, title: str, depth: int) -> None:
        self._root = _level(title) or "quizmill"
        self._depth = depth
        self._names: dict[str, tuple[int, str]] = {}
        self._sections: dict[tuple[str, ...], int] = {}

    def number(self, section: tuple[str, ...]) -> int:
        known = self._sections.get(section)
        if known is None:
            known = self._sections[section] = self._make(section)
        return known

    def _make(self, section: tuple[str, ...]) -> int:
        levels = [level for heading in section if (level := _level(heading))]
        if levels and levels[0].casefold() == self._root.casefold():
            del levels[0]
        name, number = "", 0
        for level in [self._root, *levels[: self._depth]]:
            wanted = f"{name}::{level}" if name else level
            number, name = self._names.setdefault(wanted.casefold(), (_deck_id(wanted.casefold()), wanted))
        return number

    def to_json(self, title: str, changed: int) -> str:
        """The `decks` column: every deck, and the default one that Anki must find."""
        default = _deck(1, "Default", "", changed)
        made = [_deck(number, name, "", changed) for number, name in self._names.values()]
        if made:
            made[0]["desc"] = f"{title} (made with quizmill)"
        return json.dumps({str(deck["id"]): deck for deck in [default, *made]}, ensure_ascii=False)


def _deck_id(folded: str) -> int:
    return (
        1_400_000_000_000 + int.from_bytes(hashlib.sha256(folded.encode("utf-8", "replace")).digest()[:5], "big") // 8
    )


def _deck(number: int, name: str, description: str, changed: int) -> dict[str, object]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    look = {"conf": 1, "dyn": 0, "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0}
    return {"id": number, "name": name, "desc": description, "mod": changed, "usn": -1, **today, **look}


def _tag(tag: str) -> str:
    levels = (_BLANKS.sub("_", level.strip(" :")) for level in _BORDER.split(unicodedata.normalize("NFC", tag)))
    return "::".join(level for level in levels if level)


@lru_cache(maxsize=1024)
def tags_column(tags: tuple[str, ...]) -> str:
    """Tags as a note holds them: one line with a blank at both ends; blanks inside a tag become underscores."""
    spelled = dict.fromkeys(tag for each in tags if (tag := _tag(each)))
    return f" {' '.join(spelled)} " if spelled else ""
