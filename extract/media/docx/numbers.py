"""The labels that Word draws before list entries: they are counted, and stand in no paragraph's text.

    <w:abstractNum> <w:lvl w:ilvl="0"> <w:start w:val="1"/> <w:numFmt w:val="lowerLetter"/> <w:lvlText w:val="%1)"/>
    first paragraph of the list  "a)"     second  "b)"      a deeper level begins anew under each

ECMA-376 part 1, 17.9: lists of one abstract definition count on together unless a list sets its own start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.media import xml
from extract.media.docx.styles import Styles, attribute, child, only_child, value
from extract.media.numerals import write

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and what it writes around the count."""

    start: int = 1
    system: str = "decimal"
    text: str = "%1."


class Numbering:
    """Counts a document's lists, paragraph after paragraph."""

    def __init__(self, root: xml.Node | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._learn(root)

    def _learn(self, root: xml.Node) -> None:
        for node in root.iterchildren("abstractNum"):
            levels = {_depth(level): _level(level) for level in node.iterchildren("lvl")}
            self._abstract[attribute(node, "abstractNumId")] = levels
        for node in root.iterchildren("num"):
            abstract = value(node, "abstractNumId")
            levels = dict(self._abstract.get(abstract, {}))
            starts: dict[int, int] = {}
            for over in node.iterchildren("lvlOverride"):
                depth, own, start = _depth(over), only_child(over, "lvl"), value(over, "startOverride")
                if own is not None:
                    levels[depth] = _level(own)
                if start.isdigit():
                    starts[depth] = int(start)
            self._lists[attribute(node, "numId")] = (abstract, levels, starts)

    def label(self, style: str, paragraph: xml.Node) -> tuple[str, int, bool]:
        """The label before a paragraph ("" for none), its depth, and whether it is a bullet."""
        name, depth = self._named(style, paragraph)
        if name not in self._lists:
            return "", 0, False
        abstract, levels, starts = self._lists[name]
        level = levels.get(depth, _Level())
        if level.system in ("bullet", "none"):
            return "", depth, level.system == "bullet" and bool(level.text.strip())  # without a sign it goes on
        self._count(name, abstract, depth, levels, starts)
        counts = self._counts[abstract]

        def written(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            upper = levels.get(at, _Level())
            return write(counts.get(at, upper.start), upper.system)

        return _PLACE.sub(written, level.text).strip(), depth, False

    def _named(self, style: str, paragraph: xml.Node) -> tuple[str, int]:
        direct = child(paragraph, "pPr", "numPr")
        by_style = self._styles.paragraph_property(style, "numPr")
        name = value(direct, "numId") or value(by_style, "numId")
        depth = value(direct, "ilvl") or value(by_style, "ilvl")
        return name, int(depth) if depth.isdecimal() else 0

    def _count(self, name: str, abstract: str, depth: int, levels: dict[int, _Level], starts: dict[int, int]) -> None:
        counts = self._counts.setdefault(abstract, {})
        anew = depth in starts and (name, depth) not in self._begun
        self._begun.add((name, depth))
        if anew:
            counts[depth] = starts[depth]
        else:
            first = starts.get(depth, levels.get(depth, _Level()).start)
            counts[depth] = counts[depth] + 1 if depth in counts else first
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]


def _depth(node: xml.Node) -> int:
    found = attribute(node, "ilvl")
    return int(found) if found.isdecimal() else 0


def _level(node: xml.Node) -> _Level:
    start = value(node, "start")
    text = child(node, "lvlText")
    return _Level(
        int(start) if start.isdecimal() else 1,
        value(node, "numFmt") or "decimal",
        attribute(text, "val") if text is not None else "",
    )
