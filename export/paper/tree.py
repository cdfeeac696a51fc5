"""Sanitised HTML as a small tree, for targets that are no HTML: PDF and DOCX.

parse("<p>a <b>c</b></p>").children    [Element("p", {}, ["a ", Element("b", {}, ["c"])])]

The HTML comes from `export.richtext`, so it is well-formed and holds nothing but allowed elements and MathML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(("br", "hr", "img", "col"))
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol pre blockquote table hr dl dt dd details summary figure figcaption caption".split()
)


@dataclass(slots=True)
class Element:
    """A tag with its attributes; children are elements and text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS or (self.tag == "math" and self.attributes.get("display") == "block")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        beside = self._open[-1].children
        last = beside[-1] if beside else ""
        if isinstance(last, Element) and last.tag == "br":
            data = data.removeprefix("\n")
        beside.append(data)


def parse(markup: str) -> Element:
    """The tree below one root."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    return builder.root


def runs(element: Element) -> list[Element | list[Element | str]]:
    """The children as blocks and stretches of inline content between them."""
    found: list[Element | list[Element | str]] = []
    for child in element.children:
        if isinstance(child, Element) and child.is_block:
            found.append(child)
        elif found and isinstance(found[-1], list):
            found[-1].append(child)
        elif not isinstance(child, str) or child.strip():
            found.append([child])
    return found
