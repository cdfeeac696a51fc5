"""How words of a Word document look: direct formatting over character style over paragraph style over the defaults.

    <w:style w:styleId="Answer"><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
    <w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr> ...      bold, since the style says so

Colours become words (`extract/media/colour.py`), fonts of typewriter print become CODE. ECMA-376 part 1, 17.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.media import colour, xml
from quizmill.block import Style

_TOGGLES = {
    "b": Style.BOLD, "i": Style.ITALIC, "strike": Style.STRIKE, "dstrike": Style.STRIKE, "vanish": Style.HIDDEN,
}  # fmt: skip
_TYPEWRITER = re.compile(r"courier|consol|mono|menlo|lucida sans typewriter|fixedsys|source code|fira code|code", re.I)
_QUOTES = frozenset(("quote", "block text", "intense quote", "block quotation", "quotations"))
_HEADING = re.compile(r"heading ?([1-6])$|title$", re.I)
_OFF = ("0", "false", "off", "none")
_HEX = re.compile(r"[0-9A-Fa-f]{6}$")


def attribute(node: xml.Node, name: str) -> str:
    """An attribute by its name without a namespace; empty where it is not there."""
    if name in node.attrib:
        return str(node.attrib[name])
    return next((str(value) for key, value in node.attrib.items() if str(key).endswith("}" + name)), "")


def only_child(node: xml.Node, name: str) -> xml.Node | None:
    return next(node.iterchildren(name), None)


def child(node: xml.Node | None, *names: str) -> xml.Node | None:
    """The element at the end of a path of names, each the first of its name."""
    for name in names:
        node = only_child(node, name) if node is not None else None
    return node


def value(node: xml.Node | None, *names: str) -> str:
    """The `val` of the element at the end of a path; empty where it is not there."""
    found = child(node, *names)
    return attribute(found, "val") if found is not None else ""


@dataclass(frozen=True, slots=True)
class Look:
    """What one level of formatting says: `None` and "" where it says nothing."""

    on: Style = Style.NONE
    off: Style = Style.NONE
    tint: str | None = None
    font: str = ""

    def over(self, below: Look) -> Look:
        """This level laid over the one below it."""
        return Look(
            self.on | (below.on & ~self.off),
            self.off | (below.off & ~self.on),
            below.tint if self.tint is None else self.tint,
            self.font or below.font,
        )

    @property
    def style(self) -> Style:
        typed = Style.CODE if _TYPEWRITER.search(self.font) else Style.NONE
        return self.on | typed | (Style.COLOR if self.tint and self.tint != "white" else Style.NONE)


PLAIN = Look()


def look_of(properties: xml.Node | None) -> Look:
    """What a `w:rPr` says."""
    on = off = Style.NONE
    tint, font = None, ""
    for node in properties.iterchildren() if properties is not None else ():
        name, val = str(node.tag), attribute(node, "val")
        if name in _TOGGLES:
            on, off = (on, off | _TOGGLES[name]) if val in _OFF else (on | _TOGGLES[name], off)
        elif name == "u":
            on, off = (on, off | Style.UNDERLINE) if val in _OFF else (on | Style.UNDERLINE, off)
        elif name in ("highlight", "shd"):
            filled = _filled(node)
            on, off = (on | Style.HIGHLIGHT, off) if filled else (on, off | Style.HIGHLIGHT)
        elif name == "vertAlign":
            on |= {"superscript": Style.SUP, "subscript": Style.SUB}.get(val, Style.NONE)
        elif name == "color":
            tint = tint_of(val)
        elif name == "rFonts":
            font = attribute(node, "ascii") or attribute(node, "hAnsi") or attribute(node, "asciiTheme")
    return Look(on, off, tint, font)


def tint_of(code: str) -> str:
    """The word for `FF0000`; empty for black, automatic and what is no colour."""
    return colour.name(*bytes.fromhex(code)) if _HEX.match(code) else ""


def _filled(node: xml.Node) -> bool:
    """True where words stand on a colour: a marker pen's, or a shade that is not the paper's white."""
    if node.tag == "highlight":
        return attribute(node, "val") not in ("", "none", "white")
    fill = attribute(node, "fill")
    return bool(_HEX.match(fill)) and colour.name(*bytes.fromhex(fill)) not in ("white",)


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    based: str
    look: Look
    paragraph: xml.Node | None


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's styles by id, each laid over those that it is based on."""

    known: dict[str, _Definition] = field(default_factory=dict)
    usual: Look = PLAIN
    standard: str = ""
    looks: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def of(cls, root: xml.Node | None) -> Styles:
        known: dict[str, _Definition] = {}
        standard = ""
        for node in root.iterchildren("style") if root is not None else ():
            key = attribute(node, "styleId")
            look = look_of(only_child(node, "rPr"))
            known[key] = _Definition(value(node, "name") or key, value(node, "basedOn"), look, only_child(node, "pPr"))
            if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true", "on"):
                standard = key
        return cls(known, look_of(child(root, "docDefaults", "rPrDefault", "rPr")), standard)

    def chain(self, key: str) -> Iterator[_Definition]:
        """The style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while key in self.known and key not in seen:
            seen.add(key)
            yield self.known[key]
            key = self.known[key].based

    def look(self, key: str) -> Look:
        """The style's whole look, without the document's defaults."""
        if key not in self.looks:
            found = PLAIN
            for style in self.chain(key):
                found = found.over(style.look)
            self.looks[key] = found
        return self.looks[key]

    def paragraph_property(self, key: str, *names: str) -> xml.Node | None:
        """A paragraph property that the style, or one it is based on, sets."""
        found = (child(style.paragraph, *names) for style in self.chain(key) if style.paragraph is not None)
        return next((node for node in found if node is not None), None)

    def heading(self, key: str, properties: xml.Node | None) -> int:
        """The rank of a heading (1..6), by outline level or by the style's name; 0 for body text."""
        direct = value(properties, "outlineLvl")
        by_style = self.paragraph_property(key, "outlineLvl")
        level = direct or (attribute(by_style, "val") if by_style is not None else "")
        if level.isdigit():
            return int(level) + 1 if int(level) < 6 else 0
        for style in self.chain(key):
            if named := _HEADING.match(style.name):
                return int(named[1] or 1)
        return 0

    def quotes(self, key: str) -> bool:
        """Whether the style, or one it is based on, is one of quotations."""
        return any(style.name.lower() in _QUOTES for style in self.chain(key))
