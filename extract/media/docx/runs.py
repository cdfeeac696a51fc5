"""A Word paragraph as lines of runs: words with their looks, controls as signs, formulas, links and pictures.

    <w:r><w:rPr><w:b/></w:rPr><w:t>Which</w:t></w:r><w:r><w:br/><w:t>one?</w:t></w:r>     [bold "Which"], ["one?"]
    <w:sdt> w14:checkbox checked 1                                                       "☑ "
    <m:oMath><m:f> ... 1 ... 2                                                           MATH "\\frac{1}{2}"

Text that a change deleted is not read; of an alternate content the first choice is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.media import xml
from extract.media.docx.math import latex
from extract.media.docx.styles import PLAIN, Look, Styles, attribute, child, look_of, only_child, value
from extract.media.office import trimmed
from extract.media.pdf.repair import symbol
from quizmill.block import Run, Style

_THROUGH = frozenset(
    "ins moveTo smartTag customXml sdtContent fldSimple dir bdo ruby rubyBase Choice AlternateContent".split()
)
_TWIPS = 240  # of one letter of body text: indents are told in letters
_LINKS = ("hyperlink", "internetlink", "followedhyperlink", "link")  # styles of links that are fields
_ON = ("1", "true", "on", "")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between two line breaks of a paragraph, or one picture that stands alone."""

    runs: tuple[Run, ...] = ()
    picture: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph's lines; `boxes` are the text boxes anchored in it, each with paragraphs of its own."""

    style: str
    heading: int = 0
    indent: float = 0.0
    lines: list[Line] = field(default_factory=list)
    boxes: list[xml.Node] = field(default_factory=list)


def read_paragraph(node: xml.Node, styles: Styles, links: dict[str, str]) -> Paragraph:
    """The paragraph of a `w:p`; `links` are what relationship ids lead to."""
    properties = only_child(node, "pPr")
    style = value(properties, "pStyle") or styles.standard
    found = Paragraph(style, styles.heading(style, properties), _indent(properties, styles, style))
    shade = look_of(properties).on & Style.HIGHLIGHT  # a shade behind the whole paragraph
    look = replace(PLAIN, on=shade).over(styles.look(style)).over(styles.usual)
    _Reader(found, styles, links, look).read(node)
    return found


def _indent(properties: xml.Node | None, styles: Styles, style: str) -> float:
    own = child(properties, "ind")
    node = own if own is not None else styles.paragraph_property(style, "ind")
    left = (attribute(node, "left") or attribute(node, "start")) if node is not None else ""
    return max(0, int(left)) / _TWIPS if left.lstrip("-").isdecimal() else 0.0


@dataclass(slots=True)
class _Reader:
    paragraph: Paragraph
    styles: Styles
    links: dict[str, str]
    look: Look
    runs: list[Run] = field(default_factory=list)

    def read(self, node: xml.Node) -> None:
        self._children(node, "")
        self._break()

    def _children(self, node: xml.Node, href: str) -> None:
        for part in node.iterchildren():
            match str(part.tag):
                case "r":
                    self._run(part, href)
                case "hyperlink":
                    anchor = attribute(part, "anchor")
                    self._children(part, self.links.get(attribute(part, "id"), f"#{anchor}" if anchor else ""))
                case "sdt":
                    self._control(part, href)
                case "oMath" | "oMathPara":
                    if formula := latex(part):
                        self._say(formula, Style.MATH)
                case "AlternateContent":
                    choice = only_child(part, "Choice")
                    self._children(choice if choice is not None else part, href)
                case name if name in _THROUGH:
                    self._children(part, href)

    def _control(self, node: xml.Node, href: str) -> None:
        """A content control: a checkbox by its state, whatever sign it shows; else what it holds."""
        box = child(node, "sdtPr", "checkbox")
        content = only_child(node, "sdtContent")
        if box is not None:
            self._say("☑ " if value(box, "checked") in ("1", "true", "on") else "☐ ", Style.NONE)
        elif content is not None:
            self._children(content, href)

    def _run(self, node: xml.Node, href: str) -> None:
        properties = only_child(node, "rPr")
        named_as = value(properties, "rStyle")
        named = self.styles.look(named_as)
        look = look_of(properties).over(named).over(self.look)
        style, tint = look.style, look.tint or ""
        if href or named_as.lower() in _LINKS:  # a link's blue line is not what its author marks with
            style, tint = style & ~(Style.UNDERLINE | Style.COLOR), ""
        for part in node.iterchildren():
            match str(part.tag):
                case "t":
                    self._text(part.text or "", style, href, tint, look.font)
                case "tab" | "ptab":
                    self._text("\t", style, href, tint)
                case "noBreakHyphen":
                    self._text("\u2011", style, href, tint)
                case "br" | "cr":
                    self._break()
                case "sym":
                    self._text(_sign(part), style, href, tint)
                case "fldChar":
                    self._field(part)
                case "footnoteReference" | "endnoteReference":
                    self._text(f"[{part.tag[:-9]} {attribute(part, 'id')}]", style | Style.SUP, href, tint)
                case "drawing" | "pict" | "object":
                    self._drawn(part)
                case name if name in _THROUGH:
                    self._children(part, href)

    def _text(self, text: str, style: Style, href: str, tint: str, font: str = "") -> None:
        if "wingdings" in font.lower() or font.lower() == "symbol":
            text = "".join(char if char.isspace() else symbol(ord(char) | 0xF000, font) for char in text)
        last = self.runs[-1] if self.runs else None
        if last is not None and (last.style, last.href, last.tint) == (style, href, tint):
            self.runs[-1] = replace(last, text=last.text + text)
        elif text:
            self.runs.append(Run(text, style, href, tint))

    def _say(self, text: str, style: Style) -> None:
        self.runs.append(Run(text, style))

    def _field(self, node: xml.Node) -> None:
        """A checkbox of an older form is drawn by its field alone."""
        box = child(node, "ffData", "checkBox")
        if box is not None:
            state = only_child(box, "checked") if only_child(box, "checked") is not None else only_child(box, "default")
            self._say("☑ " if state is not None and attribute(state, "val") in _ON else "☐ ", Style.NONE)

    def _drawn(self, node: xml.Node) -> None:
        """Pictures take a line's place; text boxes are read after the paragraph."""
        self.paragraph.boxes.extend(box for box in node.iter("txbxContent") if _is_chosen(box))
        alt = next((attribute(named, "descr") for named in node.iter("docPr")), "")
        for picture in node.iter("blip", "imagedata"):
            target = self.links.get(attribute(picture, "embed") or attribute(picture, "id"), "")
            if target and _is_chosen(picture):
                self.runs.append(Run(f"![{alt}]({target})"))

    def _break(self) -> None:
        runs = trimmed(self.runs)
        self.runs = []
        if len(runs) == 1 and runs[0].text.startswith("![") and runs[0].text.endswith(")"):
            alt, _, target = runs[0].text[2:-1].partition("](")
            self.paragraph.lines.append(Line((Run(alt),) if alt else (), target))
        elif runs:
            self.paragraph.lines.append(Line(runs))


def _is_chosen(node: xml.Node) -> bool:
    """False inside the fallback of an alternate content: it draws the same again for older programs."""
    return next(node.iterancestors("Fallback"), None) is None


def _sign(node: xml.Node) -> str:
    code = attribute(node, "char")
    try:
        return symbol(int(code, 16) | 0xF000, attribute(node, "font"))
    except ValueError:
        return "\ufffd"
