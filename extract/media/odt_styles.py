"""How words and lists of an OpenDocument text look: automatic and named styles, each over its parent.

    <style:style style:name="T1"><style:text-properties fo:background-color="#ffff00"/></style:style>
    <text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>          "a)", "b)" ...

OpenDocument 1.3 part 3, 16 (styles) and 20 (formatting properties).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.media import xml
from extract.media.docx.styles import Look, attribute, only_child, tint_of
from extract.media.numerals import styled
from quizmill.block import Style

_QUOTES = ("Quotations", "Quote", "Block_20_Text")
_NOTHING = ("", "none", "transparent", "normal")


def look_of(properties: xml.Node | None) -> Look:
    """What a `style:text-properties` says."""
    if properties is None:
        return Look()
    on = off = Style.NONE
    weight, slant = attribute(properties, "font-weight"), attribute(properties, "font-style")
    for style, said, given in (
        (Style.BOLD, weight, weight == "bold" or (weight.isdigit() and int(weight) >= 600)),
        (Style.ITALIC, slant, slant in ("italic", "oblique")),
        (Style.UNDERLINE, (line := attribute(properties, "text-underline-style")), line not in _NOTHING),
        (Style.STRIKE, (cross := attribute(properties, "text-line-through-style")), cross not in _NOTHING),
        (Style.HIGHLIGHT, (fill := attribute(properties, "background-color")), _fills(fill)),
        (Style.HIDDEN, (shown := attribute(properties, "display")), shown == "none"),
    ):
        on, off = (on | style, off) if given else (on, off | style if said else off)
    raised = attribute(properties, "text-position").partition(" ")[0]
    if raised and raised not in ("0%", "0"):
        on |= Style.SUB if raised.startswith(("-", "sub")) else Style.SUP
    said = attribute(properties, "color")
    font = attribute(properties, "font-name") or attribute(properties, "font-family")
    return Look(on, off, tint_of(said.lstrip("#")) if said else None, font)


def _fills(code: str) -> bool:
    return code not in _NOTHING and tint_of(code.lstrip("#")) != "white"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts ("" for a bullet), and what it writes around the count."""

    system: str = ""
    before: str = ""
    after: str = ""
    start: int = 1

    def label(self, count: int) -> str:
        return f"{self.before}{styled(count, self.system)}{self.after}" if self.system else ""


@dataclass(frozen=True, slots=True)
class _Definition:
    parent: str
    look: Look
    fill: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's styles by name: those of text and paragraphs, and those of lists."""

    known: dict[str, _Definition] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Iterable[xml.Node | None]) -> Styles:
        found = cls()
        for root in roots:
            for node in root.iter("style") if root is not None else ():
                found.known[attribute(node, "name")] = _definition(node)
            for node in root.iter("list-style") if root is not None else ():
                found.lists[attribute(node, "name")] = {_number(level, "level"): _level(level) for level in node}
        return found

    def look(self, name: str) -> Look:
        """The look of a style, laid over its parents'."""
        found, seen = Look(), set[str]()
        while name in self.known and name not in seen:
            seen.add(name)
            found = found.over(self.known[name].look)
            if self.known[name].fill:
                found = found.over(Look(on=Style.HIGHLIGHT))
            name = self.known[name].parent
        return found

    def quotes(self, name: str) -> bool:
        """Whether the style, or one it lies over, is one of quotations."""
        seen = set[str]()
        while name and name not in seen:
            if name.startswith(_QUOTES):
                return True
            seen.add(name)
            name = self.known[name].parent if name in self.known else ""
        return False


def _number(node: xml.Node, name: str) -> int:
    found = attribute(node, name)
    return int(found) if found.isdecimal() else 1


def _definition(node: xml.Node) -> _Definition:
    paragraph = only_child(node, "paragraph-properties")
    return _Definition(
        attribute(node, "parent-style-name"),
        look_of(only_child(node, "text-properties")),
        paragraph is not None and _fills(attribute(paragraph, "background-color")),
    )


def _level(node: xml.Node) -> Level:
    if node.tag != "list-level-style-number":
        return Level()
    start = _number(node, "start-value")
    return Level(attribute(node, "num-format"), attribute(node, "num-prefix"), attribute(node, "num-suffix"), start)
