"""The tree of a rich text as paragraphs of Word.

<p>Is <code>a</code> right?</p>    <w:p><w:pPr>...</w:pPr><w:r><w:t>Is </w:t></w:r><w:r>...<w:t>a</w:t></w:r> ...</w:p>

A paragraph is its properties and its runs; the first one of a text may share its line with a label ("A.").
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from export._titles import GAP
from export.paper.omml import formula
from export.paper.tree import Element, parse, runs
from export.richtext import clean_text

_LOOKS = {
    "strong": "<w:b/>",
    "b": "<w:b/>",
    "th": "<w:b/>",
    "em": "<w:i/>",
    "i": "<w:i/>",
    "var": "<w:i/>",
    "code": '<w:rStyle w:val="CodeWords"/>',
    "kbd": '<w:rStyle w:val="CodeWords"/>',
    "samp": '<w:rStyle w:val="CodeWords"/>',
    "u": '<w:u w:val="single"/>',
    "ins": '<w:u w:val="single"/>',
    "del": "<w:strike/>",
    "s": "<w:strike/>",
    "mark": '<w:highlight w:val="yellow"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
_ORDER = ("rStyle", "b", "i", "strike", "highlight", "u", "vertAlign", "rtl")
_STEP = 400  # twentieths of a point that a nested list goes in
_TEXT_WIDTH = 9638  # of an A4 page, in the same measure


@dataclass(frozen=True, slots=True)
class Place:
    """Where paragraphs stand: their style, left edge in twentieths of a point, and whether they keep with the next."""

    style: str = ""
    indent: int = 0
    together: bool = True
    rtl: bool = False

    @property
    def look(self) -> str:
        """What every run here begins with."""
        return "<w:rtl/>" if self.rtl else ""

    def paragraph(self, content: str, hanging: int = 0) -> str:
        parts = [f'<w:pStyle w:val="{self.style}"/>'] if self.style else []
        parts += ["<w:keepNext/>"] if self.together else []
        parts += ["<w:bidi/>"] if self.rtl else []
        if self.indent or hanging:
            tab = f'<w:tabs><w:tab w:val="left" w:pos="{self.indent}"/></w:tabs>' if hanging else ""
            hung = f' w:hanging="{hanging}"' if hanging else ""
            parts.insert(len(parts) - self.rtl, tab)
            parts.append(f'<w:ind w:left="{self.indent}"{hung}/>')
        return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def run(words: str, look: str = "") -> str:
    """A stretch of words of one look."""
    shown = html.escape(words, quote=False)
    styled = f"<w:rPr>{_in_order(look)}</w:rPr>" if look else ""
    return f'<w:r>{styled}<w:t xml:space="preserve">{shown}</w:t></w:r>' if words else ""


def _in_order(look: str) -> str:
    """Each property once, in the order that the schema of run properties demands."""
    found = {match[1]: match[0] for match in re.finditer(r"<w:(\w+)[^>]*/>", look)}
    return "".join(found[name] for name in _ORDER if name in found)


def literal(words: str, look: str = "") -> str:
    return run(clean_text(words), look)


class Writer:
    """Writes HTML as paragraphs. `picture` gives the drawing of a file, `link` the relation of an address."""

    def __init__(self, picture: Callable[[str, str], str], link: Callable[[str], str]) -> None:
        self._picture = picture
        self._link = link

    def write(self, markup: str, place: Place, label: str = "", hanging: int = 0) -> str:
        """Paragraphs of a text; a label stands on the first one's line, before its edge."""
        head = f"{label}<w:r><w:tab/></w:r>" if label else ""
        paragraphs: list[str] = []
        for content in self._flow(parse(markup), place):
            if isinstance(content, _Block):
                if head:
                    paragraphs.append(place.paragraph(head, hanging))
                paragraphs.append(content.xml)
            else:
                paragraphs.append(place.paragraph(head + content, hanging if head else 0))
            head = ""
        if head:
            paragraphs.append(place.paragraph(head, hanging))
        return "".join(paragraphs)

    def _flow(self, element: Element, place: Place) -> Iterator[str | _Block]:
        """The runs of each paragraph, and blocks that are paragraphs already."""
        for part in runs(element):
            if isinstance(part, list):
                yield self._inline(part, place.look)
            else:
                yield from self._block(part, place)

    def _block(self, element: Element, place: Place) -> Iterator[str | _Block]:
        match element.tag:
            case "p" | "div" | "figure" | "details" | "dl" | "dd" | "figcaption":
                yield from self._flow(element, place)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt" | "caption":
                yield self._inline(element.children, "<w:b/>" + place.look)
            case "ul" | "ol":
                yield _Block(self._list(element, place))
            case "pre":
                yield _Block(replace(place, style="Code", rtl=False).paragraph(_listing(element.text.rstrip("\n"))))
            case "blockquote":
                deeper = replace(place, indent=place.indent + _STEP)
                yield _Block("".join(_done(each, deeper) for each in self._flow(element, deeper)))
            case "table":
                yield _Block(self._table(element, place))
            case "hr":
                yield _Block(replace(place, style="Blank").paragraph(""))
            case _:
                yield self._inline([element], place.look)

    def _list(self, element: Element, place: Place) -> str:
        deeper = replace(place, indent=place.indent + _STEP)
        start = element.attributes.get("start", "1")
        number = int(start) if start.isdecimal() else 1
        written = []
        for at, entry in enumerate(element.elements, number):
            label = run(f"{at}." if element.tag == "ol" else "•")
            for first, each in enumerate(self._flow(entry, deeper)):
                if isinstance(each, _Block) or first:
                    written.append(_done(each, deeper))
                else:
                    written.append(deeper.paragraph(f"{label}<w:r><w:tab/></w:r>{each}", _STEP))
        return "".join(written)

    def _table(self, element: Element, place: Place) -> str:
        rows = list(_descendants(element, "tr"))
        width = max((len(row.elements) for row in rows), default=0)
        if not width:
            return place.paragraph(run(element.text))
        cell_place = Place(together=place.together, rtl=place.rtl)
        written = []
        for row in rows:
            cells = ["".join(_done(each, cell_place) for each in self._cell(cell, cell_place)) for cell in row.elements]
            cells += [""] * (width - len(cells))
            written.append("".join(f"<w:tc><w:tcPr/>{cell or '<w:p/>'}</w:tc>" for cell in cells))
        grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in _column_widths(rows, width, _TEXT_WIDTH - place.indent))
        edge = f'<w:tblInd w:w="{place.indent}" w:type="dxa"/>'
        look = f'<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/>{edge}</w:tblPr>'
        body = "".join(f"<w:tr>{row}</w:tr>" for row in written)
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{place.paragraph('')}"

    def _cell(self, cell: Element, place: Place) -> Iterator[str | _Block]:
        if cell.tag == "th" and not any(child.is_block for child in cell.elements):
            yield self._inline(cell.children, "<w:b/>" + place.look)
        else:
            yield from self._flow(cell, place)

    def _inline(self, children: Sequence[Element | str], look: str = "") -> str:
        return "".join(_words(child, look) if isinstance(child, str) else self._mark(child, look) for child in children)

    def _mark(self, element: Element, look: str) -> str:
        match element.tag:
            case "br":
                return "<w:r><w:br/></w:r>"
            case "img":
                return self._picture(element.attributes.get("src", ""), element.attributes.get("alt", ""))
            case "math":
                return formula(element)
            case "a" if element.attributes.get("href"):
                inner = self._inline(element.children, look + '<w:u w:val="single"/>')
                return f'<w:hyperlink r:id="{self._link(element.attributes["href"])}">{inner}</w:hyperlink>'
            case "q":
                return run("“", look) + self._inline(element.children, look) + run("”", look)
            case tag:
                more = _LOOKS.get(tag, "")
                if "CodeWords" in more:
                    look = look.replace("<w:rtl/>", "")
                return self._inline(element.children, look if more in look else look + more)


@dataclass(frozen=True, slots=True)
class _Block:
    """Finished paragraphs or a table."""

    xml: str


def _done(content: str | _Block, place: Place) -> str:
    return content.xml if isinstance(content, _Block) else place.paragraph(content)


def _words(text: str, look: str) -> str:
    """Words with their gaps as numbered lines."""
    pieces = GAP.split(re.sub(r"\s+", " ", text))
    return "".join(
        run(f"({piece})\u00a0", look) + run("\u00a0" * 22, look + '<w:u w:val="single"/>')
        if at % 2
        else run(piece, look)
        for at, piece in enumerate(pieces)
    )


def _listing(code: str) -> str:
    pieces = [run(GAP.sub(r"__(\1)__", line)) for line in code.split("\n")]
    return "<w:r><w:br/></w:r>".join(pieces)


def _descendants(element: Element, tag: str) -> Iterator[Element]:
    for child in element.elements:
        if child.tag == tag:
            yield child
        else:
            yield from _descendants(child, tag)


def _column_widths(rows: Sequence[Element], columns: int, room: int) -> list[int]:
    """As wide as the longest words in each, in twentieths of a point; less in proportion where the page has no room."""
    longest = [0] * columns
    for row in rows:
        for place, cell in enumerate(row.elements):
            longest[place] = max(longest[place], *(len(line) for line in cell.text.splitlines() or [""]))
    wanted = [240 + 145 * max(count, 2) for count in longest]
    share = min(1.0, max(room, 1000) / sum(wanted))
    return [int(each * share) for each in wanted]
