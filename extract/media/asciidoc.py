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
_PASSED = re.compile(r"(?<!\+)(\+{2,3})(?=[^+\s]|\s?\+)([^\n]{1,300}?)\1(?!\+)")
_NAMED = re.compile(r"\{([a-z]{2,9}(?:-[a-z]{5,10})?)\}")
_SIGNS = {  # https://docs.asciidoctor.org/asciidoc/latest/attributes/character-replacement-ref/
    "amp": "&", "apos": "'", "asterisk": "*", "backslash": "\\", "backtick": "`", "blank": "", "caret": "^",
    "cpp": "C++", "deg": "°", "empty": "", "endsb": "]", "gt": ">", "ldquo": "“", "lsquo": "‘", "lt": "<", "nbsp": " ",
    "plus": "+", "quot": '"', "rdquo": "”", "rsquo": "’", "sp": " ", "startsb": "[", "tilde": "~", "two-colons": "::",
    "two-semicolons": ";;", "vbar": "|", "wj": "", "zwsp": "",
}  # fmt: skip


_HELD = {ord(sign): place for place, sign in enumerate("*_`#\\", 0xE000)}  # signs that are words, while looks are read
_SHOWN = {place: chr(sign) for sign, place in _HELD.items()}
_ESCAPED = {place: "\\" + sign for place, sign in _SHOWN.items()}


def _looks(text: str) -> str:
    """A line's looks as Markdown; what is passed through unread (`++*++`, `{plus}`) keeps its signs."""
    if "++" not in text and "{" not in text:
        return rewritten(_LOOKS, text)
    text = _PASSED.sub(lambda found: found[2].translate(_HELD), text)
    text = _NAMED.sub(lambda found: _SIGNS.get(found[1], found[0]).translate(_HELD), text)
    pieces = rewritten(_LOOKS, text).split("`")
    return "`".join(piece.translate(_SHOWN if place % 2 else _ESCAPED) for place, piece in enumerate(pieces))


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
            return f"<details><summary>{_looks(found[1])}</summary>"
        if found := _HEADING.match(line):
            self.counts.clear()
            return "#" * len(found[1]) + " " + _looks(found[2])
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
        cells = [_looks(cell.strip()) for cell in re.split(r"(?<!\\)(?:\b[aehlmsd])?\|", stripped)[1:]]
        return "| " + " | ".join(cells) + " |" if cells else stripped

    def _entry(self, line: str) -> str:
        if found := _DOTTED.match(line):
            return self._dotted(len(found[1]), found[2])
        if found := _STARRED.match(line):
            return "  " * (len(found[1]) - 1 + len(self.counts)) + "- " + _looks(found[2])
        if self.terms and (found := _TERM.match(line)):
            answer = f" **A:** {_looks(found[2])}" if found[2] else ""
            return f"**Q:** {_looks(found[1])}{answer}"
        if self.terms and self.made and self.made[-1].startswith("**Q:**") and line[:1].isspace():
            return f"**A:** {_looks(line.strip())}"
        return _looks(line)

    def _dotted(self, depth: int, text: str) -> str:
        self.counts = [*self.counts[:depth], *[0] * (depth - len(self.counts))]
        if not self.counts[-1]:
            self.styles[depth] = self.wanted or ("1" if depth == 1 else "a")
            self.wanted = ""
        self.counts[-1] += 1
        return "   " * (depth - 1) + styled(self.counts[-1], self.styles[depth]) + ". " + _looks(text)


_BEGUN = re.compile(r"(?<![\w*])\*(?=[^\s*])[^*]*\Z")  # bold words that the line does not end
_ENDED = re.compile(r"[^*]*[^\s*]\*(?![\w*])")


def _closed(lines: list[str]) -> list[str]:
    """The lines, with bold words that go on over a line's end closed there and begun again: a key may be bold."""
    out = list(lines)
    for at, line in enumerate(out[:-1]):
        words = _LOOKS[0][0].sub("", _STARRED.sub(r"\2", line))
        following = out[at + 1].strip()
        begun = "*" in words and _BEGUN.search(words) and following and not _STARRED.match(following)
        if begun and (_ENDED.match(following) or (_goes_on(out, at + 2) and "*" not in following)):
            out[at], out[at + 1] = line.rstrip() + "*", "*" + following
    return out


def _goes_on(lines: list[str], at: int) -> bool:
    return at < len(lines) and _ENDED.match(lines[at].strip()) is not None


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of AsciiDoc."""
    return _Rewriter(_closed(lines)).run()


MEDIUM = medium("asciidoc", frozenset((".adoc", ".asciidoc")), to_markdown)
