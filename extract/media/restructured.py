"""reStructuredText, as Sphinx documents are written.

    Rivers                      .. admonition:: Answer          #. Rhine
    ======                         :class: dropdown             #. Nile

    .. container:: note            It is the Nile.              .. rubric:: Try this

Underlined lines become headings in the order of their signs, directives that hold words become boxes but for those that
only lay out a page, those that hold code become fences, `#.` is counted, and tables become rows. https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re

from extract.media.line_markup import hidden, medium, rewritten
from extract.media.restructured_tables import table

_RULE = re.compile(r"([=\-`:.'\"~^_*+#<>])\1{2,}\s*\Z")
_DIRECTIVE = re.compile(r"(?P<indent>\s*)\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[\w:.+-]+?)::(?:\s+(?P<value>.*?))?\s*\Z")
_OPTION = re.compile(r"\s+:(?P<name>[\w-]+):(?P<value>.*)\Z")
_FIELD = re.compile(r"(?P<indent>\s*):(?P<name>[\w -]{1,30}):\s+(?P<value>\S.*)\Z")
_COUNTED = re.compile(r"(?P<indent>\s*)#[.)]\s+(?P<text>.*)\Z")
_CODE = frozenset(("code", "code-block", "sourcecode", "highlight", "parsed-literal", "ipython"))
_EMPTY = frozenset(("contents", "toctree", "index", "highlights", "meta", "include", "raw", "currentmodule", "tags"))
_LAYOUT = frozenset("container compound only class rst-class grid grid-item row col column columns".split())
_FOLDED = re.compile(r"toggle|collaps|dropdown|hidden|spoiler|reveal", re.IGNORECASE)
_LOOKS = (
    (re.compile(r"``([^`\n]+)``"), r"`\1`"),
    (re.compile(r"`([^`<>\n]+?)\s*<([^<>\s]+)>`_{1,2}"), r"[\1](\2)"),
    (re.compile(r":math:`([^`\n]+)`"), r"$\1$"),
    (re.compile(r":[\w:+-]+:`([^`\n]+)`"), r"`\1`"),
)


class _Rewriter:
    """Goes through the lines once; `made` holds those that are done."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.made = list(lines)
        self.levels: list[str] = []  # underlines in the order they came up
        self.counts: dict[int, int] = {}  # of `#.` by indent

    def run(self) -> list[str]:
        at = 0
        while at < len(self.lines):
            at = self._table(at) or self._title(at) or self._directive(at) or self._literal(at) or self._plain(at)
        return self.made

    def _table(self, at: int) -> int:
        made = table(self.lines, at)
        self.made[at : at + len(made)] = [rewritten(_LOOKS, line) for line in made]
        return at + len(made) if made else 0

    def _title(self, at: int) -> int:
        """A line with a rule under it, or between two."""
        line, under = self.lines[at], self._line(at + 1)
        over = _RULE.match(line)
        if over and under.strip() and (low := _RULE.match(self._line(at + 2))) and low[1] == over[1]:
            self.made[at] = self.made[at + 2] = ""
            self.made[at + 1] = self._heading(under, over[1] * 2)
            return at + 3
        low = _RULE.match(under)
        if not low or not line.strip() or line[:1].isspace() or over or len(under.rstrip()) + 2 < len(line.rstrip()):
            return 0
        self.made[at], self.made[at + 1] = self._heading(line, low[1]), ""
        return at + 2

    def _heading(self, text: str, sign: str) -> str:
        if sign not in self.levels:
            self.levels.append(sign)
        self.counts.clear()
        return "#" * min(6, self.levels.index(sign) + 1) + " " + rewritten(_LOOKS, text.strip())

    def _directive(self, at: int) -> int:
        line = self.lines[at]
        found = _DIRECTIVE.match(line)
        if not found:
            if line.strip() == ".." or line.lstrip().startswith(".. "):
                self.made[at] = "" if line.lstrip().startswith((".. _", ".. |")) else hidden(line.strip()[2:])
                return at + 1
            return 0
        name, value, indent = found["name"].lower(), found["value"] or "", found["indent"]
        body = at + 1
        while _OPTION.match(self._line(body)):
            self.made[body] = ""
            body += 1
        end = self._block_end(at, len(indent))
        if name in _CODE:
            self._fence(at, body, end, value)
            return end
        if name in _EMPTY:
            self.made[at:end] = [""] * (end - at)
            return end
        if name in ("image", "figure"):
            self.made[at] = f"{indent}![]({value})"
        elif name == "rubric":
            self.made[at] = f"{indent}**{rewritten(_LOOKS, value.strip())}**" if value.strip() else ""
        elif name in _LAYOUT and not _FOLDED.search(value):
            self.made[at] = ""
        elif name == "math":
            self.made[at] = f"{indent}$${value}$$" if value else ""
        else:
            self.made[at] = _boxed(indent, name, value, self._line(body).strip() != "" or end > body)
        return body

    def _block_end(self, at: int, indent: int) -> int:
        end = last = at + 1
        while end < len(self.lines):
            line = self.lines[end]
            if line.strip():
                if len(line) - len(line.lstrip()) <= indent:
                    break
                last = end + 1
            end += 1
        return last

    def _fence(self, at: int, body: int, end: int, lang: str) -> None:
        """The deeper lines as a fence, whose last sign stands on the empty line after them."""
        lines = self.lines[body:end]
        edge = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        outer = self.lines[at][: len(self.lines[at]) - len(self.lines[at].lstrip())]
        self.made[at] = f"{outer}```{lang}"
        self.made[body:end] = [outer + line[edge:] for line in lines]
        if end < len(self.lines) and not self.lines[end].strip():
            self.made[end] = f"{outer}```"

    def _literal(self, at: int) -> int:
        """`As here::` and then deeper lines: program text."""
        line = self.lines[at]
        if not line.rstrip().endswith("::") or self._line(at + 1).strip():
            return 0
        indent = len(line) - len(line.lstrip())
        end = self._block_end(at, indent)
        if end <= at + 1:
            return 0
        self._fence(at + 1, at + 2, end, "")
        self.made[at] = rewritten(_LOOKS, line.rstrip()[:-1].rstrip() if line.strip() == "::" else line.rstrip()[:-1])
        return end + 1

    def _plain(self, at: int) -> int:
        line = self.lines[at]
        indent = len(line) - len(line.lstrip())
        if found := _COUNTED.match(line):
            self.counts = {depth: count for depth, count in self.counts.items() if depth <= indent}
            self.counts[indent] = self.counts.get(indent, 0) + 1
            line = f"{found['indent']}{self.counts[indent]}. {found['text']}"
        elif line.strip():
            self.counts = {depth: count for depth, count in self.counts.items() if depth < indent}
            if found := _FIELD.match(line):
                line = f"{found['indent']}{found['name']}: {found['value']}"
        self.made[at] = rewritten(_LOOKS, line)
        return at + 1

    def _line(self, at: int) -> str:
        return self.lines[at] if at < len(self.lines) else ""


_TITLED = frozenset("hint note tip seealso important warning attention".split())
_SINCE = frozenset("versionadded versionchanged versionremoved deprecated deprecated-removed".split())  # no boxes


def _boxed(indent: str, name: str, value: str, holds: bool) -> str:
    """A directive's title opens a box for the deeper lines; where it has none, its words are a labelled line."""
    shown = name.replace("-", " ").replace(":", " ").capitalize()
    if not holds or name in _SINCE or (value and name in _TITLED):
        return f"{indent}**{shown}:** {rewritten(_LOOKS, value)}" if value else ""
    return f'{indent}??? {re.sub("[^a-z-]", "-", name)} "{(value or shown).replace(chr(34), chr(39))}"'


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of reStructuredText."""
    return _Rewriter(lines).run()


MEDIUM = medium("restructured", frozenset((".rst", ".rest")), to_markdown)
