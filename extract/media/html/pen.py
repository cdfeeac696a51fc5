"""The line that is being written while a page is laid out: what stands in it, and how its words look.

Words join the line that is open; what is no word (a control, a picture, a formula) is a part of its own. A line is
ended by whatever begins in lines of its own, and what was said out of sight is told below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.media.html.css import Look, look_of, sheet
from extract.media.html.lines import SPOKEN, Line, Part, folded
from extract.media.html.panels import panels_of
from extract.media.html.traits import STYLES
from extract.media.html.tree import Node, Tree
from quizmill.block import Kind, Style

_ROWS = frozenset("div td th label section header button a summary li".split())
_BOXES = frozenset(("span", "em", "strong", "b", "small"))
_LANG = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*|sourceCode\s+(?:number\w+\s+)?|highlight-)([\w+#]+)"
)


class Pen:
    """The open line, and the state that new words take on: what the open elements say."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
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
        self.sheet = sheet([node.text for node in tree.elements("style")])

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
        if own is None or own.tag not in _BOXES or own.parent is None or own.parent.tag not in _ROWS:
            return False
        before = self.tree.nodes[own.index - 1]
        if before.tag or before.parent is None or before.parent.tag != "span" or before.parent.parent is not own.parent:
            return False
        if own.tag != "span" or own.parent.tag == "li":  # emphasis goes on in a sentence, not in a row of boxes
            if any(not child.tag and child.text.strip() for child in own.parent.children):
                return False
            return before.text[-1].isalnum() and node.text[:1].isupper() and node.text[1:2].islower()
        if before.text[-1].isdigit() and node.text[0].isdigit():  # "3" of a question, "0 of 2 points"
            return " " in node.text and bool(own.make.words) and own.make.words != before.parent.make.words
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
                line.number = int(value) if value.isdecimal() and len(value) < 8 else int(number)
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
        if _is_seen(line):
            line.node = self.tree.nodes[line.first]
            self.lines.append(line)

    def _look(self, node: Node) -> None:
        """What an element adds to the look of its words."""
        own = STYLES.get(node.tag)
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
        if self.sheet:
            for name in node.make.words:
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


def _is_seen(line: Line) -> bool:
    """Whether anything of a line shows."""
    for part in line.parts:
        if line.kind is Kind.CODE and part.what not in SPOKEN:
            continue
        if part.what in ("image", "control") or part.text.strip():
            return True
    return False


_RUNS = frozenset("span b strong i em u font mark a s del ins code sub sup td p li h1 h2 h3 h4 h5 h6".split())


def _is_author_s(node: Node, look: Look) -> bool:
    """Whether a style sheet's look is the words' own: of a run or a paragraph. What it paints a box or a button in may
    show that it is chosen; only green says more than that.
    """
    if node.tag == "div" and look.hue == "red" and not look.on & Style.HIGHLIGHT:
        return not any(child.tag not in ("", "span") for child in node.children)  # a line of a converted print
    return node.tag in _RUNS or look.hue == "green" or not look.on & (Style.HIGHLIGHT | Style.COLOR | Style.BOLD)
