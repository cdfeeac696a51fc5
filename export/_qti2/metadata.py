"""What a manifest says of an item beside its content: IEEE LOM with tags, difficulty, objectives and language.

<metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM">
  <general><keyword><string>topic::subtopic</string></keyword></general>
  <educational><difficulty><source>quizmill</source><value>Advanced</value></difficulty></educational>
  <classification><purpose>...educational objective</purpose><description><string>...</string></description>
</lom></metadata>
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from export._qti2.words import Version
from export.richtext import clean_text, to_plain
from quizmill.item import Item, OrderItem

_LOM = "http://ltsc.ieee.org/xsd/LOM"
_LEVELS = frozenset({"very easy", "easy", "medium", "difficult", "very difficult"})
# Canvas finds out every kind of item by itself but this one. It looks for the word in the namespace of the items, as
# the specification's own examples have it, and not in that of the metadata's schema.
_ORDER = (
    '<qtiMetadata xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1">'
    "<interactionType>orderInteraction</interactionType></qtiMetadata>"
)


def lom(item: Item, version: Version) -> str:
    """The `metadata` element of an item's resource; empty where there is nothing to say."""
    general = "".join([f"<keyword>{_words(tag)}</keyword>" for tag in item.tags])
    parts = [
        f"<general>{general}</general>" if general else "",
        *[f"<educational>{level}</educational>" for level in _difficulty(item.difficulty)],
        *[_objective(to_plain(objective)) for objective in item.objectives],
    ]
    inner = "".join(parts)
    described = f'<lom xmlns="{_LOM}">{inner}</lom>' if inner else ""
    if isinstance(item, OrderItem) and version != "3.0":
        described += _ORDER
    return f"<metadata>{described}</metadata>" if described else ""


def _words(text: str) -> str:
    return f"<string>{html.escape(clean_text(text), quote=False)}</string>"


def _difficulty(word: str) -> Iterator[str]:
    """LOM's word where it has this one, and the document's own where it is another."""
    if word.lower() in _LEVELS:
        yield _level("LOMv1.0", word.lower())
    if word and word not in _LEVELS:
        yield _level("quizmill", word)


def _level(source: str, word: str) -> str:
    value = html.escape(clean_text(word), quote=False)
    return f"<difficulty><source>{source}</source><value>{value}</value></difficulty>"


def _objective(words: str) -> str:
    return (
        "<classification><purpose><source>LOMv1.0</source><value>educational objective</value></purpose>"
        f"<description>{_words(words)}</description></classification>"
    )
