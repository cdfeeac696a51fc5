r"""LaTeX sources, line for line as Markdown, for what no reader of exam classes claims.

    \section*{Quiz 2}                     ## Quiz 2
    \item Evaluate $\lim ...$.            1. Evaluate $\lim ...$.
      \item $0$   (one list deeper)          a. $0$
    \textbf{Answer:} (b)                  **Answer:** (b)

Lists are counted with the labels that `enumitem` gives them; preamble and layout fall away. The text itself stays, so
that the readers of `exam`, AMC and moodle.sty see their commands. `% correct` behind a choice is its author's word.
"""

from __future__ import annotations

import re

from extract.media.line_markup import hidden, medium, rewritten
from extract.media.numerals import styled

_BEGIN = re.compile(r"\\begin\{(?P<name>[A-Za-z]+\*?)\}\s*(?P<label>\[[^\]\n]*\])?")
_END = re.compile(r"\\end\{(?P<name>[A-Za-z]+\*?)\}")
_HEADING = re.compile(
    r"\s*\\(?P<name>chapter|section|subsection|subsubsection|paragraph|title)\*?\{(?P<text>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_ITEM = re.compile(r"\s*\\item\b\s*(?P<label>\[[^\]\n]*\])?\s*(?P<text>.*)\Z")
_LEVELS = {"title": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_LISTS = frozenset(("enumerate", "itemize", "enumerate*", "compactenum", "choices", "tasks"))
_CODE = frozenset(("verbatim", "lstlisting", "minted", "Verbatim"))
_DEPTHS = ("1", "a", "i", "A")
_NOTED = re.compile(  # "% correct" behind a choice
    r"\W*(?:correct(?: (?:answer|choice|option|one))?|right(?: (?:answer|choice|one))?|(?:the )?answer|key|richtig"
    r"|korrekt|juste|bonne réponse|correcta?|correto|corretta|giusta|верно|правильно|✓|✔)\W*\Z",
    re.IGNORECASE,
)
_LOOKS = (
    (re.compile(r"\\(?:textbf|mathbf)\{([^{}]*)\}"), r"**\1**"),
    (re.compile(r"\\(?:textit|emph)\{([^{}]*)\}"), r"*\1*"),
    (re.compile(r"\\(?:texttt|verb\|)\{?([^{}|]*)[}|]"), r"`\1`"),
    (re.compile(r"\\underline\{([^{}]*)\}"), r"<u>\1</u>"),
    (re.compile(r"\\(?:colorbox|hl|textcolor\{[^{}]*\})\{([^{}]*)\}"), r"==\1=="),
    (re.compile(r"\\(?:hspace|vspace)\*?\{[^{}]*\}"), " "),
    (re.compile(r"\\(?:newpage|clearpage|noindent|medskip|bigskip|smallskip|maketitle|hfill|quad|qquad)\b"), " "),
    (re.compile(r"\\(?:underline\{\\hspace\{[^{}]*\}\}|rule\{[^{}]*\}\{[^{}]*\})"), "_____"),
    (re.compile(r"\\(?:blank|fillin)\b(?:\[[^\]]*\])?"), "_____"),
    (re.compile(r"\\([%&#_$])"), r"\1"),
    (re.compile(r"(?<!\\)\\\\(?:\[[^\]]*\])?\s*\Z"), ""),
    (re.compile(r"``|''"), '"'),
    (re.compile(r"\\ldots\b|\\dots\b"), "..."),
)  # fmt: skip


class _Rewriter:
    def __init__(self) -> None:
        self.counts: list[int] = []
        self.styles: list[str] = []
        self.code = ""

    def line(self, line: str) -> str:
        if self.code:
            ended = _END.search(line)
            if ended and ended["name"] == self.code:
                self.code = ""
                return "```"
            return line
        text = re.sub(r"(?<!\\)%.*", "", line)
        if not text.strip():
            return hidden(line.strip().lstrip("%")) if line.strip() else ""
        if found := _HEADING.match(text):
            return "#" * _LEVELS[found["name"]] + " " + rewritten(_LOOKS, found["text"])
        if found := _BEGIN.search(text):
            return self._begun(found, text)
        if found := _END.search(text):
            if found["name"] in _LISTS and self.counts:
                self.counts.pop()
                self.styles.pop()
            rest = text[found.end() :].strip()
            return rewritten(_LOOKS, rest) if rest else ""
        if (found := _ITEM.match(text)) and self.counts:
            noted = _NOTED.match(line[len(text) :])
            return self._item(found) + (" (correct)" if noted and text.strip() != "\\item" else "")
        return "   " * len(self.counts) + rewritten(_LOOKS, text.strip())

    def _begun(self, found: re.Match[str], text: str) -> str:
        name = found["name"]
        if name in _CODE:
            self.code = name
            return "```"
        if name in _LISTS:
            self.counts.append(0)
            numbered = name != "itemize"
            depth = sum(style != "-" for style in self.styles)
            self.styles.append(_style(found["label"] or "", depth) if numbered else "-")
            return ""
        rest = text[found.end() :].strip()
        return rewritten(_LOOKS, rest) if rest and not rest.startswith(("{", "[")) else ""

    def _item(self, found: re.Match[str]) -> str:
        indent = "   " * (len(self.counts) - 1)
        self.counts[-1] += 1
        text = rewritten(_LOOKS, found["text"])
        if found["label"] and found["label"].strip("[]").strip():
            return f"{indent}{found['label'][1:-1].strip()} {text}"
        style = self.styles[-1]
        return f"{indent}- {text}" if style == "-" else f"{indent}{styled(self.counts[-1], style)}. {text}"


def _style(label: str, depth: int) -> str:
    for sign, style in (("alph", "a"), ("Alph", "A"), ("roman", "i"), ("Roman", "I"), ("arabic", "1")):
        if "\\" + sign in label:
            return style
    bare = re.search(r"[(\[\s]([aAiI1])[).\]\s]", label)
    return bare[1] if bare else _DEPTHS[min(depth, 3)]


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of LaTeX; what stands before the document's begin is its preamble."""
    begun = next((at for at, line in enumerate(lines) if "\\begin{document}" in line), -1)
    rewriter = _Rewriter()
    made = []
    for at, line in enumerate(lines):
        title = at < begun and line.lstrip().startswith("\\title")
        made.append(rewriter.line(line) if at > begun or title else "")
    return made


MEDIUM = medium("latex", frozenset((".tex", ".ltx")), to_markdown)
