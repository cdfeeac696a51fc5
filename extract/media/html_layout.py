"""The lines of a page as a person sees them, in rendered order, with what stands at them.

    <p>Which <b>one</b>?<br><label><input type=radio> A</label>      line "Which **one**?"   line (radio) "A"

A `Line` keeps where in the node list it came from, so that a reader can move between what is seen (lines) and how it
is written (nodes) by comparing numbers. Controls, pictures and formulas are parts of their line. Navigation, footers
and scripts make no line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from extract.media.html_css import Look, look_of, sheet
from extract.media.html_drawn import told_in_comment, told_in_tip
from extract.media.html_gaps import is_gap
from extract.media.html_icons import by_alt, by_file, by_name, icon_of
from extract.media.html_math import formula_at
from extract.media.html_panels import panels_of
from extract.media.html_rows import is_data_row, is_label, lays_out, next_cell
from extract.media.html_tree import Node, Tree
from quizmill.block import Kind, Style
from quizmill.source import Span

_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol optgroup p pre section summary table tbody "
    "td tfoot th thead tr caption ul video audio object".split()
)
_SKIPPED = frozenset(
    "head script style template noscript iframe svg select textarea datalist canvas map object".split()
)
_BOXED = frozenset("details blockquote fieldset section article td th figure dialog".split())
_STYLES = {
    "b": Style.BOLD, "strong": Style.BOLD, "i": Style.ITALIC, "em": Style.ITALIC, "cite": Style.ITALIC,
    "dfn": Style.ITALIC, "var": Style.ITALIC, "u": Style.UNDERLINE, "ins": Style.UNDERLINE, "s": Style.STRIKE,
    "strike": Style.STRIKE, "del": Style.STRIKE, "code": Style.CODE, "kbd": Style.CODE, "samp": Style.CODE,
    "tt": Style.CODE, "mark": Style.HIGHLIGHT, "sub": Style.SUB, "sup": Style.SUP,
}  # fmt: skip
_COMPONENTS = re.compile(
    r"quiz|question|prompt|stem|answer|choice|option|explanation|feedback|rationale|hint|solution|card|section|item",
    re.I,
)  # elements of a site's own: what a quiz is made of stands in lines of its own
_ROWS = frozenset("div td th label section header button a summary".split())
_CELL_BLOCKS = frozenset({"td", "th", "p", "div"})
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_TYPED = frozenset({"", "text", "number", "search", "tel", "url"})
_TICKED = frozenset({"radio", "checkbox"})
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid)", re.I)
_LANG = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*|sourceCode\s+(?:number\w+\s+)?|highlight-)([\w+#]+)"
)


_WIDE = "\u3000"  # the wide space of East Asian print parts a label from its words: a page does not fold it


def folded(text: str) -> str:
    """Words with white space folded as a page folds it."""
    if _WIDE not in text:
        return " ".join(text.split())
    return " ".join(text.replace(_WIDE, "\0").split()).replace("\0", _WIDE).strip(_WIDE + " ")


class Part(NamedTuple):
    """A piece of a line: `at` is the node's index, `cell` the cell's number in a row.

    `what` is "text", "math" (text is LaTeX), "display", "image" (href is its address), "control", "icon" (text is a
    tick or a cross) or "pre" (text with its newlines).
    """

    at: int
    what: str
    text: str
    style: Style = Style.NONE
    href: str = ""
    tint: str = ""
    cell: int = 0


@dataclass
class Line:
    """One line. `first` and `last` are node indices (both inclusive); `container` is the block element it stands in.

    Its words and its place are asked for many times and made once: nothing of them changes after the layout.
    """

    kind: Kind
    container: Node
    parts: list[Part] = field(default_factory=list)
    level: int = 0
    number: int = 0  # of an ordered list's entry
    numbering: str = ""  # the list's type: 1 a A i I
    box: tuple[int, ...] = ()
    lang: str = ""
    hidden: bool = False
    button: bool = False
    opens: str = ""  # the id of what a press on it shows
    quote: bool = False
    whole: bool = True  # the only line of its container
    node: Node | None = None  # what it begins with
    first: int = 0
    last: int = 0

    @cached_property
    def text(self) -> str:
        """Its words, with formulas as LaTeX; pictures, controls and icons left out."""
        words = "".join(part.text for part in self.parts if part.what in ("text", "math", "display", "pre"))
        return words if self.kind is Kind.CODE else folded(words)

    @property
    def path(self) -> str:
        """Its place: the block it fills alone, or its first piece."""
        inner = self.container
        if self.whole:
            return inner.path
        return self.node.path if self.node is not None else inner.path

    @cached_property
    def span(self) -> Span:
        """Its place as a span."""
        return Span(node=self.path)

    def controls(self) -> tuple[int, ...]:
        """The nodes of the controls that stand in it."""
        return self._controls

    @cached_property
    def _controls(self) -> tuple[int, ...]:
        return tuple(part.at for part in self.parts if part.what == "control")


class Layout:
    """Walks the nodes once. State is what the open elements say; a frame restores it where its element ends."""

    def __init__(self, tree: Tree, address: Callable[[Node], str]) -> None:
        self.tree = tree
        self.address = address
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.style = Style.NONE
        self.href = self.tint = ""
        self.kind = Kind.TEXT
        self.level = 0
        self.item: Node | None = None
        self.begun: set[int] = set()  # list entries whose first line is done
        self.lists: list[list[int | str]] = []
        self.box: tuple[int, ...] = ()
        self.boxes = 0
        self.container = tree.root
        self.cell = -1
        self.row = False
        self.quote = False
        self.button: Node | None = None
        self.space = False
        self.asides: list[tuple[Node, str]] = []  # said out of sight, to stand below the line that is open
        self.panels = panels_of(tree)
        self.sheet = sheet([node.text for node in tree.nodes if node.tag == "style"])

    def read(self) -> list[Line]:
        nodes = self.tree.nodes
        frames: list[tuple[int, bool, tuple[object, ...]]] = []
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
        _share(self.lines)
        return self.lines

    def _restore(self, frame: tuple[int, bool, tuple[object, ...]]) -> None:
        end, block, saved = frame
        if block and not self._awaits_cell(end):
            self._close()
        (self.style, self.href, self.tint, self.kind, self.level, self.item, self.box, self.container,
         self.cell, self.row, self.quote, self.button) = saved  # type: ignore[assignment]  # fmt: skip
        if block and len(self.lists) > self.level:
            del self.lists[self.level :]

    def _element(self, node: Node, frames: list[tuple[int, bool, tuple[object, ...]]]) -> bool:
        """Takes in an element's start; True where its subtree is done with."""
        if self._leaf(node) or self._is_passed_over(node):
            return True
        tag, attrs = node.tag, node.attrs
        if not attrs and tag not in _BLOCKS and tag not in _STYLES and "-" not in tag:
            return False
        self._begin(node, frames)
        self._look(node)
        if attrs and node.end - node.index < 8 and (said := told_in_tip(attrs)):
            self.asides.append((node, said))
            if self.line is None and not self.tree.words(node):
                self._tell()
        return self._icon(node)

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
            case "#comment" if said := told_in_comment(node.text):
                self.asides.append((node, said))
                if self.line is None:
                    self._tell()
            case _ if attrs and is_gap(node):
                self._add(Part(node.index, "control", "", self.style))
            case _:
                return False
        return True

    def _is_passed_over(self, node: Node) -> bool:
        """Whether an element shows nothing of the page's own: scripts, navigation, what is spoken only."""
        tag, attrs = node.tag, node.attrs
        return (
            tag in _SKIPPED
            or tag[0] == "#"
            or node.spoken
            or tag == "nav"
            or attrs.get("role") in _CHROME_ROLES
            or bool(attrs and _is_talk(attrs))
            or self._is_footer(node)
        )

    def _begin(self, node: Node, frames: list[tuple[int, bool, tuple[object, ...]]]) -> None:
        """Opens an element as a block, or as a part of the line that is open."""
        saved = (self.style, self.href, self.tint, self.kind, self.level, self.item, self.box, self.container,
                 self.cell, self.row, self.quote, self.button)  # fmt: skip
        block = self._is_block(node)
        if block and self._is_labelled_entry(node):
            block, self.space = False, True  # "(a)" in a box of its own, then the entry's words
        if block and node.tag in _CELL_BLOCKS and self.line is not None and self._awaits_cell(node.index):
            frames.append((node.end, False, saved))
            self._open(node)  # "1." in a cell of its own, then the question's cell
            self.line.container, self.space = self.container, True
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
        tag = node.tag
        if tag in _BLOCKS or tag == "button" or ("-" in tag and _COMPONENTS.search(tag)):
            return True
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
                    int(start) if start.lstrip("-").isdigit() and len(start) < 8 else 1,
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
            self.kind, self.cell = (Kind.ROW, -1) if self.row else (Kind.TEXT, -1)
        elif tag in ("td", "th") and self.row:
            self.cell = (
                sum(1 for cell in node.parent.children[:200] if cell.tag in ("td", "th") and cell.index < node.index)
                if node.parent
                else 0
            )
            return
        if tag == "blockquote":
            self.quote = True
        if (
            tag == "button"
            or node.attrs.get("role") in ("button", "tab")
            or (tag == "a" and node.index in self.panels.openers)
        ):
            self.button = node
        if (tag in _BOXED and not lays_out(self.tree, node)) or node.index in self.panels.panels:
            self.boxes += 1
            self.box = (*self.box[-7:], self.boxes)

    def _look(self, node: Node) -> None:
        """What an element adds to the look of its words."""
        own = _STYLES.get(node.tag)
        if own is not None:
            self.style |= own
        elif node.tag == "a":
            self.href = node.attrs.get("href", "")
        attrs = node.attrs
        if not attrs:
            return
        for look in self._looks(node):
            self._wear(look)
        if node.tag == "font" and attrs.get("color"):
            self._wear(look_of(f"color: {attrs['color']}"))

    def _looks(self, node: Node) -> Iterator[Look]:
        """The looks that an element's classes and its own style give, the strongest last."""
        if self.sheet and node.attrs.get("class"):
            for name in node.attrs["class"].split():
                if (look := self.sheet.get(name)) is not None and _is_author_s(node, look):
                    yield look
        if node.attrs.get("style"):
            yield look_of(node.attrs["style"])

    def _numbering(self, node: Node) -> str:
        """How a list counts: by its attribute, else by its style; `1` if neither says."""
        told = [look.numbering for look in self._looks(node) if look.numbering]
        return node.attrs.get("type") or (told[-1] if told else "1")

    def _wear(self, look: Look) -> None:
        self.style = (self.style | look.on) & ~look.off
        self.tint = look.hue or ("" if look.off & Style.COLOR else self.tint)

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
            return
        self._add(Part(node.index, "control", "", self.style))

    def _text(self, node: Node) -> None:
        text = node.text
        if self.kind is Kind.CODE:
            self._add(Part(node.index, "pre", text, self.style, self.href, self.tint))
            return
        words = folded(text)
        if not words:
            self.space = self.space or bool(text)
            return
        if self.line is not None and self.line.parts and (self.space or text[0].isspace() or self._apart(node)):
            words = " " + words
        self._add(Part(node.index, "text", words, self.style, self.href, self.tint, max(self.cell, 0)))
        self.space = text[-1].isspace()

    def _apart(self, node: Node) -> bool:
        """Boxes side by side that only the style sheet parts: `<span>Question 2</span><span>Correct</span>`."""
        own = node.parent
        if own is None or own.tag != "span" or own.parent is None or own.parent.tag not in _ROWS:
            return False
        before = self.tree.nodes[own.index - 1]
        if before.tag or before.parent is None or before.parent.tag != "span" or before.parent.parent is not own.parent:
            return False
        return len(before.text) > 1 and before.text[-1].isalnum() and (node.text[0].isupper() or node.text[0].isdigit())

    def _add(self, part: Part) -> None:
        if part.what != "text":
            if self.space and part.what in ("math", "image", "control") and self.line is not None and self.line.parts:
                self.line.parts.append(Part(part.at, "text", " ", self.style))
            self.space = False
        if self.line is None:
            self.line = self._new_line(part.at)
        if part.cell == 0 and self.cell > 0:
            part = part._replace(cell=self.cell)
        self.line.parts.append(part)
        self.line.last = part.at
        if not self.tree.nodes[part.at].hidden:
            self.line.hidden = False

    def _new_line(self, at: int) -> Line:
        line = Line(self.kind, self.container, box=self.box, first=at, last=at, quote=self.quote)
        line.hidden = True
        line.level = self.level
        if self.kind is Kind.ITEM and self.item is not None and self.item.attrs:
            line.level = max(self.level, *(look.depth for look in self._looks(self.item)), 0)
        if self.kind is Kind.ITEM and self.item is not None and self.lists and self.item.index not in self.begun:
            self.begun.add(self.item.index)
            number, numbering = self.lists[-1]
            if numbering:
                value = self.item.attrs.get("value", "")
                line.number = int(value) if value.isdigit() and len(value) < 8 else int(number)
                line.numbering = str(numbering)
                self.lists[-1][0] = line.number + 1
        elif self.kind is Kind.ITEM:
            line.kind = Kind.TEXT
        if self.kind is Kind.CODE:
            found = _LANG.search(
                self.container.attrs.get("class", "")
                + " "
                + " ".join(c.attrs.get("class", "") for c in self.container.children[:3])
            )
            line.lang = found[1] if found else ""
        if self.button is not None:
            line.button = True
            line.opens = self.panels.openers.get(self.button.index, "")
            if line.opens:
                line.kind = Kind.SUMMARY
        return line

    def _break(self) -> None:
        if self.kind is Kind.CODE and self.line is not None:
            self.line.parts.append(Part(self.line.last, "pre", "\n"))
            return
        if self.row:
            self.space = True
            return
        self._close()

    def _tell(self) -> None:
        """Lines for what was said out of sight: comments and tooltips that tell the answer."""
        for node, said in self.asides:
            home = node if node.tag != "#comment" or node.parent is None else node.parent
            line = Line(Kind.TEXT, home, box=self.box, first=node.index, last=node.index)
            line.parts.append(Part(node.index, "text", said))
            line.node = node
            line.hidden = True
            self.lines.append(line)
        self.asides = []

    def _close(self) -> None:
        self._end_line()
        if self.asides:
            self._tell()

    def _end_line(self) -> None:
        self.space = False
        line, self.line = self.line, None
        if line is None:
            return
        if line.kind is Kind.CODE:
            if not line.text.strip():
                return
        elif not any(part.text.strip() or part.what in ("image", "control") for part in line.parts):
            return
        line.node = self.tree.nodes[line.first]
        self.lines.append(line)


_RUNS = frozenset("span b strong i em u font mark a s del ins code sub sup td p li h1 h2 h3 h4 h5 h6".split())


_TALK = frozenset(
    "comments comments-area comment-list commentlist disqus_thread respond comment-respond discussion-container".split()
)


def _is_talk(attrs: Mapping[str, str]) -> bool:
    """What readers wrote below a page."""
    own = attrs.get("id", "")
    return own in _TALK or not _TALK.isdisjoint(attrs.get("class", "").split())


def _is_author_s(node: Node, look: Look) -> bool:
    """Whether a style sheet's look is the words' own: of a run or a paragraph. What it paints a box or a button in may
    show that it is chosen; only green says more than that.
    """
    if node.tag == "div" and look.hue == "red" and not look.on & Style.HIGHLIGHT:
        return not any(child.tag not in ("", "span") for child in node.children)  # a line of a converted print
    return node.tag in _RUNS or look.hue == "green" or not look.on & (Style.HIGHLIGHT | Style.COLOR | Style.BOLD)


_LABEL = re.compile(r"\(?(?:[A-Za-z]|\d{1,3}|[ivx]{1,4})[.):]\)?")
_FRAME = re.compile(
    r"(?:^|/)(?:logo|banner|header|footer|avatar|spacer|pixel|blank|transparent|clear|1x1)\.(?:png|gif|jpe?g|svg|webp)(?:\?.*)?$",
    re.I,
)  # pictures of the page itself
_FILE = re.compile(r"[^\s/]+\.(?:png|jpe?g|gif|svg|webp|bmp|p|pn|jp|jpe)$", re.I)


def _told(alt: str, source: str) -> str:
    """What a picture's alternative text tells; a file's name tells nothing."""
    words = " ".join(alt.split())
    return "" if words and (_FILE.match(words) or words == source.rpartition("/")[2]) else words


def _share(lines: list[Line]) -> None:
    """Marks the lines that do not fill their container alone: their places are their first texts."""
    firsts = [line.first for line in lines]
    for place, line in enumerate(lines):
        inner = line.container
        alone = place == 0 or firsts[place - 1] < inner.index
        line.whole = alone and (place + 1 == len(lines) or firsts[place + 1] >= inner.end)


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


def _source_of(node: Node) -> str:
    return node.attrs.get("src", "")


class Lines:
    """All lines of a page, found by node ranges."""

    def __init__(
        self, tree: Tree, lines: tuple[Line, ...] | None = None, address: Callable[[Node], str] = _source_of
    ) -> None:
        self.all = tuple(Layout(tree, address).read()) if lines is None else lines
        self._firsts = [line.first for line in self.all]

    def between(self, start: int, end: int) -> range:
        """The numbers of the lines that begin in the node range `[start, end)`."""
        return range(bisect_left(self._firsts, start), bisect_left(self._firsts, end))

    def at(self, node: int) -> int:
        """The number of the line that a node stands in (or of the last one before it)."""
        return max(bisect_left(self._firsts, node + 1) - 1, 0)
