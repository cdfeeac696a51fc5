"""AsciiDoc.

    == Rivers                 .Answer                    [source,python]
    . Which is longest?       [%collapsible]             ----
    .. Rhine                  ====                       print(1)
    .. Nile                   The Nile.                  ----
                              ====

Dots become numbers and letters, titled blocks boxes, listings fences. https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

import re

from extract.media.line_markup import hidden, medium, rewritten
from extract.media.numerals import styled

_HEADING = re.compile(r"(={1,6})\s+(\S.*?)(?:\s+=+)?\s*\Z")
_DOTTED = re.compile(r"\s*(\.{1,5})\s+(\S.*)\Z")
_STARRED = re.compile(r"\s*(\*{1,5}|-)\s+(\S.*)\Z")
_TITLE = re.compile(r"\.([^\s.].*)\Z")
_ATTRIBUTES = re.compile(r"\[(?!\[)([^\[\]]*)\]\s*\Z")
_FENCED = re.compile(r"(-{4,}|\.{4,})\s*\Z")
_BLOCK = re.compile(r"(={4,}|\*{4,}|_{4,}|--)\s*\Z")
_SETTING = re.compile(r":!?[\w-]+!?:(?:\s.*)?\Z")
_TERM = re.compile(r"(\S.{0,300}?)::\s*(.*)\Z")
_BARE = re.compile(r"'{3,}\s*\Z|<{3,}\s*\Z|\[\[[^\]]+\]\]\s*\Z|(?:include|toc|ifdef|ifndef|endif)::.*\Z|\+\s*\Z")
_STYLES = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_LOOKS = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,300}?[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{0,300}?[^\s_])_(?![\w_])"), r"*\1*"),
    (re.compile(r"(?<![\w#])#(?=[^\s#])([^#\n]{0,300}?[^\s#])#(?![\w#])"), r"==\1=="),
    (re.compile(r"`\+([^`\n]+)\+`"), r"`\1`"),
    (re.compile(r"image::?([^\s\[\]]+)\[([^\]\n]*)\]"), r"![\2](\1)"),
    (re.compile(r"(?:link:|(?=https?://))([^\s\[\]]+)\[([^\]\n]+)\]"), r"[\2](\1)"),
    (re.compile(r"stem:\[([^\]\n]+)\]"), r"$\1$"),
)


class _Rewriter:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.made: list[str] = []
        self.counts: list[int] = []  # of dotted entries by depth
        self.styles: dict[int, str] = {}
        self.wanted = ""  # number style that an attribute line asks for
        self.lang = ""
        self.fence = ""
        self.boxes: list[tuple[str, bool]] = []  # open delimiters, and whether each is a box
        self.titled = False
        self.table = False
        self.terms = False  # a list of questions and answers

    def run(self) -> list[str]:
        for at, line in enumerate(self.lines):
            self.made.append(self._line(at, line))
        return self.made

    def _line(self, at: int, line: str) -> str:
        stripped = line.strip()
        if self.fence:
            if stripped == self.fence:
                self.fence = ""
                return "```"
            return line
        if not stripped:
            return ""
        if stripped.startswith("//"):
            return hidden(stripped.strip("/"))
        if found := _FENCED.match(stripped):
            self.fence, lang, self.lang = stripped, self.lang, ""
            return "```" + lang
        if found := _BLOCK.match(stripped):
            return self._delimiter(stripped)
        if stripped.startswith("|===") or self.table:
            return self._cells(stripped)
        if found := _ATTRIBUTES.match(stripped):
            return self._attributes(found[1])
        if _SETTING.match(stripped) or _BARE.match(stripped):
            return "---" if stripped.startswith("'''") else ""
        if (found := _TITLE.match(line)) and self._opens_block(at + 1):
            self.titled = True
            return f"<details><summary>{rewritten(_LOOKS, found[1])}</summary>"
        if found := _HEADING.match(line):
            self.counts.clear()
            return "#" * len(found[1]) + " " + rewritten(_LOOKS, found[2])
        return self._entry(line)

    def _delimiter(self, sign: str) -> str:
        if self.boxes and self.boxes[-1][0] == sign:
            return "</details>" if self.boxes.pop()[1] else ""
        self.boxes.append((sign, self.titled))
        self.titled = False
        return ""

    def _opens_block(self, at: int) -> bool:
        """A block's delimiter follows the title, attribute lines between them."""
        for line in self.lines[at : at + 3]:
            if _BLOCK.match(line.strip()):
                return True
            if not _ATTRIBUTES.match(line.strip()):
                return False
        return False

    def _attributes(self, words: str) -> str:
        names = [word.strip().lstrip("%") for word in words.split(",")]
        self.wanted = next((_STYLES[name] for name in names if name in _STYLES), self.wanted)
        self.lang = names[1] if names[0] == "source" and len(names) > 1 else ""
        self.terms = self.terms or names[0] == "qanda"
        return f"**{words.strip().title()}**" if names[0] in ("HINT", "TIP", "NOTE", "ANSWER") else ""

    def _cells(self, stripped: str) -> str:
        if stripped.startswith("|==="):
            self.table = not self.table
            return ""
        cells = [rewritten(_LOOKS, cell.strip()) for cell in re.split(r"(?<!\\)(?:\b[aehlmsd])?\|", stripped)[1:]]
        return "| " + " | ".join(cells) + " |" if cells else stripped

    def _entry(self, line: str) -> str:
        if found := _DOTTED.match(line):
            return self._dotted(len(found[1]), found[2])
        if found := _STARRED.match(line):
            return "  " * (len(found[1]) - 1 + len(self.counts)) + "- " + rewritten(_LOOKS, found[2])
        if self.terms and (found := _TERM.match(line)):
            answer = f" **A:** {rewritten(_LOOKS, found[2])}" if found[2] else ""
            return f"**Q:** {rewritten(_LOOKS, found[1])}{answer}"
        if self.terms and self.made and self.made[-1].startswith("**Q:**") and line[:1].isspace():
            return f"**A:** {rewritten(_LOOKS, line.strip())}"
        return rewritten(_LOOKS, line)

    def _dotted(self, depth: int, text: str) -> str:
        self.counts = [*self.counts[:depth], *[0] * (depth - len(self.counts))]
        if not self.counts[-1]:
            self.styles[depth] = self.wanted or ("1" if depth == 1 else "a")
            self.wanted = ""
        self.counts[-1] += 1
        return "   " * (depth - 1) + styled(self.counts[-1], self.styles[depth]) + ". " + rewritten(_LOOKS, text)


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of AsciiDoc."""
    return _Rewriter(lines).run()


MEDIUM = medium("asciidoc", frozenset((".adoc", ".asciidoc")), to_markdown)
