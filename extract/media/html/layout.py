"""The lines of a page as a person sees them, in rendered order, with what stands at them.

    <p>Which <b>one</b>?<br><label><input type=radio> A</label>      line "Which **one**?"   line (radio) "A"

Controls, pictures and formulas are parts of their line. Navigation, footers and scripts make no line. What an element
does to the lines is decided by its make where that suffices (`traits`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.media.html.drawn import told_in_comment, told_in_tip
from extract.media.html.gaps import is_gap
from extract.media.html.icons import by_alt, by_file, by_name, icon_of
from extract.media.html.lines import Line, Part, settle
from extract.media.html.math import formula_at
from extract.media.html.pen import Pen
from extract.media.html.rows import column_of, covered, is_data_row, is_label, lays_out, next_cell
from extract.media.html.traits import TALK, traits_of
from extract.media.html.tree import Node, Tree
from quizmill.block import Kind

_BOXED = frozenset("details blockquote fieldset section article td th figure dialog".split())
_CELL_BLOCKS = frozenset({"td", "th", "p", "div"})
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_TYPED = frozenset({"", "text", "number", "search", "tel", "url"})
_TICKED = frozenset({"radio", "checkbox"})
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid)", re.I)
_LABEL = re.compile(r"\(?(?:[A-Za-z]|\d{1,3}|[ivx]{1,4})[.):]\)?")
_FRAME = re.compile(
    r"(?:^|/)(?:logo|banner|header|footer|avatar|spacer|pixel|blank|transparent|clear|1x1)\.(?:png|gif|jpe?g|svg|webp)(?:\?.*)?$",
    re.I,
)  # pictures of the page itself
_FILE = re.compile(r"[^\s/]+\.(?:png|jpe?g|gif|svg|webp|bmp|p|pn|jp|jpe)$", re.I)
Frame = tuple[int, bool, tuple[object, ...]]


def lines_of(tree: Tree, address: Callable[[Node], str]) -> tuple[Line, ...]:
    """The lines of a page. `address` gives the best address of a picture."""
    return tuple(Layout(tree, address).read())


class Layout(Pen):
    """Walks the nodes once. State is what the open elements say; a frame restores it where its element ends."""

    def __init__(self, tree: Tree, address: Callable[[Node], str]) -> None:
        super().__init__(tree)
        self.address = address
        self.above = covered(tree)

    def read(self) -> list[Line]:
        nodes = self.tree.nodes
        frames: list[Frame] = []
        index, count = 0, len(nodes)
        while index < count:
            while frames and frames[-1][0] <= index:
                self._restore(frames.pop())
            node = nodes[index]
            if not node.tag:
                self._text(node)
                index += 1
                continue
            jump = self._element(node, frames)
            index = node.end if jump else index + 1
        while frames:
            self._restore(frames.pop())
        self._close()
        settle(self.lines)
        return self.lines

    def _restore(self, frame: Frame) -> None:
        end, block, saved = frame
        if block and not self._awaits_cell(end):
            self._close()
        (self.style, self.href, self.tint, self.kind, self.level, self.item, self.box, self.container,
         self.cell, self.row, self.quote, self.button) = saved  # type: ignore[assignment]  # fmt: skip
        if block and len(self.lists) > self.level:
            del self.lists[self.level :]

    def _element(self, node: Node, frames: list[Frame]) -> bool:
        """Takes in an element's start; True where its subtree is done with."""
        if node.tag == "#comment":
            self._comment(node)
            return True
        traits = traits_of(node.make)
        if traits.leaf and self._leaf(node):
            return True
        if traits.skipped or node.spoken or (traits.passed and self._is_passed_over(node)):
            return True
        if traits.plain:
            return False
        block = self._is_block(node) if traits.block is None else traits.block
        look = traits.look or self._is_styled(node)
        if block or look or traits.tip or traits.icon:
            self._begin(node, frames, block)
            if look:
                self._look(node)
            if traits.tip:
                self._tip(node)
        return traits.icon and self._icon(node)

    def _is_styled(self, node: Node) -> bool:
        """Whether the page's style sheets speak of its classes."""
        return bool(self.sheet) and not self.sheet.keys().isdisjoint(node.make.words)

    def _comment(self, node: Node) -> None:
        if said := told_in_comment(node.text):
            self.asides.append((node, said))
            if self.line is None:
                self._tell()

    def _tip(self, node: Node) -> None:
        if node.end - node.index < 8 and (said := told_in_tip(node.attrs)):
            self.asides.append((node, said))
            if self.line is None and not self.tree.words(node):
                self._tell()

    def _leaf(self, node: Node) -> bool:
        """Takes in an element that is one thing on the page, whatever lies in it; False where it is none."""
        tag, attrs = node.tag, node.attrs
        if (attrs or tag in ("math", "script")) and (formula := formula_at(self.tree, node)) is not None:
            if formula.tex:
                self._add(Part(node.index, "display" if formula.display else "math", formula.tex, self.style))
            return True
        match tag:
            case "br":
                self._break()
            case "img" | "input" | "textarea" | "select":
                self._replaced(node)
            case "hr":
                self._close()
                self.lines.append(Line(Kind.RULE, node, box=self.box, first=node.index, last=node.index))
            case "svg":
                self._icon(node)
            case _ if attrs and is_gap(node):
                self._add(Part(node.index, "control", "", self.style))
            case _:
                return False
        return True

    def _is_passed_over(self, node: Node) -> bool:
        """Whether an element is by its role or its place the page's own: navigation, what readers wrote, a footer."""
        attrs = node.attrs
        return attrs.get("role") in _CHROME_ROLES or attrs.get("id") in TALK or self._is_footer(node)

    def _begin(self, node: Node, frames: list[Frame], block: bool) -> None:
        """Opens an element as a block, or as a part of the line that is open."""
        saved = (self.style, self.href, self.tint, self.kind, self.level, self.item, self.box, self.container,
                 self.cell, self.row, self.quote, self.button)  # fmt: skip
        if block and self._is_labelled_entry(node):
            block, self.space = False, True  # "(a)" in a box of its own, then the entry's words
        if block and node.tag in _CELL_BLOCKS and self.line is not None and self._awaits_cell(node.index):
            frames.append((node.end, False, saved))
            self._open(node)  # "1." in a cell of its own, then the question's cell
            self.line.container, self.line.first, self.space = self.container, node.index, True
            label = self.line.parts[0]
            if label.text[-1].isalnum():  # its cell says that it is one
                self.line.parts[0] = label._replace(text=label.text + ".")
            return
        if block and self.row and self.cell >= 0 and node.tag in ("p", "div"):
            block, self.space = False, True  # paragraphs of one cell
        closes = block and not (self.row and node.tag in ("td", "th"))
        if closes:
            self._close()
        frames.append((node.end, closes, saved))
        if block:
            self._open(node)

    def _is_labelled_entry(self, node: Node) -> bool:
        """Whether a list entry has begun with nothing but its label, and the block that opens now holds its words."""
        line, item = self.line, self.item
        if line is None or item is None or line.container is not item or node.tag not in ("div", "p", "section"):
            return False
        return len(line.parts) == 1 and _LABEL.fullmatch(line.parts[0].text.strip()) is not None

    def _awaits_cell(self, at: int) -> bool:
        """Whether the open line is a label alone in its cell, and `at` is not past the next cell's first words."""
        line = self.line
        if line is None or self.row or len(line.parts) != 1 or line.parts[0].what != "text":
            return False
        label = line.parts[0]
        if len(label.text) > 12 or not is_label(label.text):
            return False
        cell = next((node for node in self.tree.nodes[label.at].ancestors() if node.tag in ("td", "th")), None)
        return cell is not None and (beside := next_cell(self.tree, cell)) is not None and at < beside.end

    def _is_footer(self, node: Node) -> bool:
        return (
            node.tag == "footer"
            and node.parent is not None
            and node.parent.tag in ("body", "div", "main")
            and node.depth < 5
        )

    def _is_block(self, node: Node) -> bool:
        """The same of an element whose make leaves it open: by its role, its style, or the box it labels."""
        tag = node.tag
        role = node.attrs.get("role")
        if role in ("radio", "checkbox", "option", "button", "tab", "listitem"):
            return role != "button" or tag not in ("a", "span") or bool(self.tree.words(node))  # an icon parts no words
        if tag == "label":
            return any(
                child.tag == "input" and child.attrs.get("type") in _TICKED
                for child in self.tree.nodes[node.index + 1 : min(node.end, node.index + 12)]
            )
        style = node.attrs.get("style") or ""
        return "display" in style and _BLOCK_STYLE.search(style) is not None

    def _open(self, node: Node) -> None:
        """A block begins: what kind of lines stand in it."""
        tag = node.tag
        if not (self.row and tag in ("td", "th")):
            self.container = node
        if tag in _HEADINGS or node.attrs.get("role") == "heading":
            self.kind, self.level = Kind.HEADING, _HEADINGS.get(tag, 3)
        elif tag in ("ul", "ol", "menu", "dir"):
            self.level = len(self.lists)
            start = node.attrs.get("start", "1")
            self.lists.append(
                [
                    int(start) if start.lstrip("-").isdecimal() and len(start) < 8 else 1,
                    self._numbering(node) if tag == "ol" else "",
                ]
            )
            self.level = len(self.lists)
        elif tag == "li":
            self.kind, self.item = Kind.ITEM, node
        elif tag in ("summary", "dt"):
            self.kind = Kind.SUMMARY if tag == "summary" else Kind.TEXT
        elif tag == "pre":
            self.kind = Kind.CODE
        elif tag == "tr":
            self.row = is_data_row(self.tree, node)
            self.kind, self.cell = Kind.ROW if self.row else Kind.TEXT, -1
        elif tag in ("td", "th") and self.row:
            self.cell = column_of(node, self.above)
            return
        if tag == "blockquote":
            self.quote = True
        if (
            tag == "button"
            or node.attrs.get("role") in ("button", "tab")
            or (tag == "a" and node.index in self.panels.openers)
        ):
            self.button = node
        boxed = tag in _BOXED and node.attrs.get("colspan", "1") == "1" and not lays_out(self.tree, node)
        if boxed or node.index in self.panels.panels:  # a cell over several columns heads or ends them
            self.boxes += 1
            self.box = (*self.box[-7:], self.boxes)

    def _icon(self, node: Node) -> bool:
        """Adds the tick or cross that an element draws; True where its words are only the icon's name."""
        sign = icon_of(self.tree, node)
        if sign:
            self._add(Part(node.index, "icon", sign, self.style))
        return bool(sign) and node.end > node.index + 1

    def _replaced(self, node: Node) -> None:
        attrs = node.attrs
        if node.tag == "img":
            source = self.address(node)
            if _FRAME.search(source):
                return
            alt = _told(attrs.get("alt", ""), source)
            if attrs.get("role") in _TICKED:
                self._add(Part(node.index, "control", "", self.style))
                return
            sign = (
                by_alt(alt) or by_name(attrs.get("class", "")) or by_file(source.rpartition("/")[2].rpartition(".")[0])
            )
            self._add(Part(node.index, "icon" if sign else "image", sign or alt, self.style, source))
            return
        kind = attrs.get("type", "").lower() if node.tag == "input" else node.tag
        if kind in _TICKED:
            if self.line is not None and self.line.parts and not _labelled_before(self.tree, node, self.line):
                self._break()
        elif kind not in _TYPED and kind not in ("select", "textarea"):
            if kind == "button" and node.index in self.panels.openers and attrs.get("value"):
                self._opener(node)
            return
        self._add(Part(node.index, "control", "", self.style))

    def _opener(self, node: Node) -> None:
        """`<input type="button" value="Show answer">`: its words stand on a line of their own."""
        self._close()
        before, self.button = self.button, node
        self._add(Part(node.index, "text", node.attrs["value"], self.style))
        self._close()
        self.button = before


def _told(alt: str, source: str) -> str:
    """What a picture's alternative text tells; a file's name tells nothing."""
    words = " ".join(alt.split())
    return "" if words and (_FILE.match(words) or words == source.rpartition("/")[2]) else words


def _labelled_before(tree: Tree, control: Node, line: Line) -> bool:
    """Whether the words before a tick box on its line are its label."""
    identity = control.id
    for part in reversed(line.parts[-6:]):
        around: Node | None = tree.nodes[part.at]
        while around is not None and around is not line.container:
            if around.tag == "label":
                return (
                    bool(identity) and around.attrs.get("for") == identity
                ) or around.index <= control.index < around.end
            around = around.parent
    return False
